"""Bodies of the HTTP API about quality: labels, second reviews, figures, search, ready answers."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from server.ground.api import Before, CaseLine, Marked

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


class TimeFigures(msgspec.Struct, omit_defaults=True):
    """How long it took, in seconds, from opening a case to the first person: taken, or a moderator's first words. Of
    the cases that were opened on a `day` (by UTC, as 2026-12-01; of a week its Monday); `reached` of them, so far."""

    day: str
    urgency: Literal["now", "soon", "later"]
    cases: int
    reached: int
    people: int
    p50_s: float | None = None
    p95_s: float | None = None


class LevelFigures(msgspec.Struct):
    """How many cases of danger of this level were opened."""

    day: str
    level: int
    cases: int
    people: int


class Pair(msgspec.Struct):
    """How often the first decision was this one and the second that one, about how many people."""

    first: str
    second: str
    count: int
    people: int


class Agreement(msgspec.Struct, omit_defaults=True):
    """Of the double reviews of the window. `kappa` is Cohen's, from `kappa_from` reviews on, and not there before."""

    reviews: int
    agreed: int
    kappa_from: int
    pairs: list[Pair]
    kappa: float | None = None


class Exposed(msgspec.Struct):
    """How much somebody of the staff has read that is hard: cases, and their weight (moderation/quality.toml), in the
    last hours of a shift, in seven days, and in the seven before."""

    pseudonym: str
    shift_cases: int
    shift_weight: float
    week_cases: int
    week_weight: float
    before_weight: float


class MyExposure(msgspec.Struct):
    """One's own. `shift_hours`: how long a shift is taken to be."""

    shift_hours: int
    mine: Exposed


class Board(msgspec.Struct):
    """Figures of a bounded window: of 28 days by day, or of 13 weeks by week."""

    by: Literal["day", "week"]
    days: int
    times: list[TimeFigures]
    levels: list[LevelFigures]
    rules: list[RuleFigures]
    rules_from: int
    agreement: Agreement
    exposure: list[Exposed]
    shift_hours: int
    few: int


# Second reviews ----------------------------------------------------------------------------------------


class ReviewItem(msgspec.Struct, omit_defaults=True):
    """A piece of evidence, and nothing of what became of it."""

    text: str
    at: int
    marks: list[Marked]
    before: list[Before] = []


class SecondReview(msgspec.Struct):
    """A closed case to decide anew, without knowing what was decided. `decisions` are those one can choose from, the
    least first. It is kept for one `until` then."""

    id: UUID
    kind: Literal["danger", "boundary", "asked"]
    category: str
    level: int
    items: list[ReviewItem]
    decisions: list[str]
    until: int


class ReviewOffer(msgspec.Struct, omit_defaults=True):
    """None: there is nothing to read again for now."""

    review: SecondReview | None = None


class ReviewDecision(msgspec.Struct):
    decision: str


class Reviewed(msgspec.Struct):
    """Both decisions, once the second is made."""

    first: str
    second: str


class Difference(msgspec.Struct):
    """Two who saw one case differently: something to talk about. `first_by` closed it."""

    id: UUID
    case: UUID
    kind: str
    category: str
    level: int
    first: str
    second: str
    first_by: str
    second_by: str
    at: int


class Differences(msgspec.Struct):
    """The newest first; those that nobody has talked about yet."""

    differences: list[Difference]


# Search ------------------------------------------------------------------------------------------------


class Search(msgspec.Struct, omit_defaults=True):
    """Which cases to find, by what stands around them: never by anybody's words. All that is given has to hold.

    `level`: this one or graver. `since` and `until`: opened then, in milliseconds. `moderator`: who has it or acted in
    it. `person`: whom it is about. Both are whole names, and a search that names somebody is recorded. `after`: the
    `more` of the page before.
    """

    state: Literal["open", "taken", "closed"] | None = None
    kind: Literal["danger", "boundary", "asked", "appeal", "complaint"] | None = None
    category: str | None = None
    urgency: Literal["now", "soon", "later"] | None = None
    level: Annotated[int, Meta(ge=0, le=5)] | None = None
    room: UUID | None = None
    since: int | None = None
    until: int | None = None
    moderator: str | None = None
    person: str | None = None
    after: str | None = None


class FoundCases(msgspec.Struct, omit_defaults=True):
    """The newest first, at most 50. `more`: there are older ones; it is the next page's `after`."""

    cases: list[CaseLine]
    more: str | None = None


# Ready answers -----------------------------------------------------------------------------------------

Offered = Literal["talk", "decision", "both"]


class ReadyAnswer(msgspec.Struct, omit_defaults=True):
    """Words that a lead keeps ready. `offered`: in a conversation, as the reason of a decision, or in both. `by` wrote
    this `version`."""

    id: UUID
    version: int
    name: str
    words: str
    offered: Offered
    at: int
    by: str | None = None
    gone: bool = False


class ReadyAnswers(msgspec.Struct):
    """By name."""

    answers: list[ReadyAnswer]


class ReadyAnswerWanted(msgspec.Struct):
    """`version`: of the one that this changes; 0 for a new one."""

    version: int
    name: str
    words: str
    offered: Offered
