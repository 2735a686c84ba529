"""Bodies of the HTTP API about quality: labels, second reviews, figures, search, ready answers."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

# What a moderator says of what the rules found -------------------------------------------------------

Verdict = Literal["right", "wrong", "should"]


class Label(msgspec.Struct, omit_defaults=True):
    """What one says of a piece of evidence. Of a `rule` that matched it: "right" or "wrong" here. Of the message as a
    whole, without a `rule`: "should" have come to this `level` of danger (0 to 5), or been found as this `category`.
    """

    verdict: Verdict
    rule: str = ""
    level: Annotated[int, Meta(ge=0, le=5)] | None = None
    category: str | None = None


class Labels(msgspec.Struct):
    """One's own about one piece of evidence. `rules` are those that matched it, `level` what they made of it;
    `categories` what it can be said to be instead."""

    labels: list[Label]
    rules: list[str]
    level: int
    categories: list[str]


class LabelWanted(msgspec.Struct, omit_defaults=True):
    """A label to give, or with "none" to take back."""

    verdict: Literal["right", "wrong", "should", "none"]
    rule: str = ""
    level: Annotated[int, Meta(ge=0, le=5)] | None = None
    category: str | None = None


class ExampleWanted(msgspec.Struct):
    """To keep a labelled piece of evidence as an example for good: its `text` written anew, by hand, so that nobody can
    be recognised."""

    text: str


class Kept(msgspec.Struct):
    """How many examples are kept by now."""

    examples: int


# Figures, for leads ------------------------------------------------------------------------------------


class RuleFigures(msgspec.Struct, omit_defaults=True):
    """Of a rule: how often moderators said that it was right and wrong, about messages of how many people. `precision`
    is missing where too few said anything."""

    rule: str
    right: int
    wrong: int
    precision: float | None
    people: int
