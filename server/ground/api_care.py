"""Bodies of the HTTP API about what is done for people besides their case: follow-ups, hand-overs to professionals."""

from typing import Literal
from uuid import UUID

import msgspec

Ground = Literal["life", "another", "court"]
"""On which a case may be handed over without consent: serious danger to life; to a child or another person; a court's
order."""


class PackEntry(msgspec.Struct, omit_defaults=True):
    """One line of a pack: when, what, and words that somebody wrote."""

    at: int
    says: str
    text: str | None = None


class PackPart(msgspec.Struct, omit_defaults=True):
    """A part of a pack, under its title."""

    title: str
    says: list[str] = []
    entries: list[PackEntry] = []


class Pack(msgspec.Struct):
    """What is handed over to professionals, in words for them. `made`: it holds what there was at that time."""

    made: int
    parts: list[PackPart]


class MyHandOver(msgspec.Struct, omit_defaults=True):
    """A moderator asks whether one's case may be handed over, or it was. `words`: to whom and why. `answer`: one's own,
    if it was asked of one; "over": the case was closed before. `ground`: "consent", or why it was done without.

    `pack` is what would be handed over, or was; it is not there once the answer is no.
    """

    id: UUID
    ground: Literal["consent", "life", "another", "court"]
    words: str
    at: int
    answer: Literal["yes", "no", "withdrawn", "over"] | None = None
    pack: Pack | None = None


class MyHandOvers(msgspec.Struct):
    """The newest first."""

    hand_overs: list[MyHandOver]


class HandOverAnswer(msgspec.Struct, omit_defaults=True):
    """Yes or no to a hand-over. `seen` is the `made` of the pack that one has seen, and goes with a yes. A no after a
    yes takes it back."""

    agree: bool
    seen: int | None = None


class MyFollowUp(msgspec.Struct, omit_defaults=True):
    """Whether a moderator asks again how one is, at a time that one chooses, from `soonest` to `latest`. `now` is the
    database's clock. "declined": one said no; a time can be chosen all the same."""

    state: Literal["none", "offered", "chosen", "declined"]
    now: int
    soonest: int
    latest: int
    due: int | None = None


class FollowUpTime(msgspec.Struct):
    """The time one chooses, in milliseconds."""

    at: int


class CaseHandOver(msgspec.Struct, omit_defaults=True):
    """The newest hand-over of a case, as moderators see it. `open`: its pack can be opened by whoever has the case.

    Without consent: `tell` is when the person is told, or `told` when they were; with neither, a lead has still to say.
    """

    ground: Literal["consent", "life", "another", "court"]
    words: str
    at: int
    open: bool
    answer: Literal["yes", "no", "withdrawn", "over"] | None = None
    tell: int | None = None
    told: int | None = None


class CaseCare(msgspec.Struct, omit_defaults=True):
    """What is done for the person of a case, and for the room. `hard`: a room saw a hard message of it. `follow_up`:
    the one that the person was offered after it, with the time they chose. `follows`: the case that this one follows
    up, if it is one; `follows_gone`: that was deleted meanwhile."""

    hard: bool = False
    hand_over: CaseHandOver | None = None
    follow_up: Literal["offered", "chosen", "declined", "came"] | None = None
    follow_up_at: int | None = None
    follows: UUID | None = None
    follows_gone: bool = False
