"""What routes take and answer about looking after those who work here (see api.py)."""

from typing import Literal
from uuid import UUID

import msgspec

from server.ground.api import Resting


class Spared(msgspec.Struct):
    """`topics`: all there are. `mine`: those one asked not to be given."""

    topics: list[str]
    mine: list[str]


class SparedWanted(msgspec.Struct):
    topics: list[str]


class Budget(msgspec.Struct):
    """How much of something one has, and how much is set; from `warn` of it on one is told."""

    has: float
    of: float
    warn: bool


class LookedAfter(msgspec.Struct):
    """One's own: what one has read in the hours of a shift and in seven days, by weight, and hours on duty in seven
    days; whether one rests; what one is spared."""

    shift_hours: int
    shift: Budget
    week: Budget
    hours: Budget
    resting: Resting | None
    spared: Spared


class Colleague(msgspec.Struct, omit_defaults=True):
    """Somebody who is on duty, or rests, or waits for a talk they asked for.
    `asks`: nobody has answered them for longer than is set. Which topics they are spared is theirs alone."""

    pseudonym: str
    on: bool
    resting: Resting | None = None
    asks: bool = False


class Team(msgspec.Struct, omit_defaults=True):
    """By name. `alone`: who is there for what is new, with nobody else."""

    people: list[Colleague]
    alone: str | None = None


class NewTalk(msgspec.Struct, omit_defaults=True):
    """An ask, a wish to talk after something hard (`debrief`), or a note. `about`: somebody whom one looks after; left
    out, oneself. `case`: the case it is about, whose climb then asks for a lead, too."""

    kind: Literal["ask", "debrief", "note"]
    words: str = ""
    case: UUID | None = None
    about: UUID | None = None


class Talk(msgspec.Struct):
    id: UUID
    kind: Literal["ask", "debrief", "note"]
    at: int
    by: str
    words: str
    case: UUID | None
    answered: int | None


class Supervised(msgspec.Struct):
    """Somebody whom one looks after."""

    account: UUID
    pseudonym: str
    talks: list[Talk]


class Supervision(msgspec.Struct):
    """`by`: who looks after one; nobody, where there is neither another lead nor a trustee."""

    by: list[str]
    mine: list[Talk]
    theirs: list[Supervised]
