"""Bodies of the HTTP API about shifts: the roster."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from server.ground.api import CaseLine


class NewShift(msgspec.Struct, omit_defaults=True):
    """A shift to plan: on a `weekday` of every week (0 is Monday), or on one `day`, which takes the place of the weekly
    pattern for that whole day. `begins` and `ends` are minutes since its midnight, by the service's own clock; it may
    end on the next day. `who`: the name of a moderator or lead, for the console only."""

    what: Literal["staffed", "on_call", "closed"]
    begins: int
    ends: int
    weekday: int | None = None
    day: date | None = None
    who: str | None = None


class PlannedShift(msgspec.Struct, omit_defaults=True):
    """A shift of the roster, as it was written."""

    id: UUID
    what: Literal["staffed", "on_call", "closed"]
    begins: int
    ends: int
    weekday: int | None = None
    day: date | None = None
    who: str | None = None


class Roster(msgspec.Struct):
    """`zone`: the service's own time zone. `callable`: somebody can be called outside the browser; without that, hours
    on call are shown to people as closed. `people`: whom a shift can name."""

    zone: str
    callable: bool
    shifts: list[PlannedShift]
    people: list[str]


class NewPack(msgspec.Struct, omit_defaults=True):
    """Hand over to the next shift: the cases that are open, and a `note` for whoever comes (2,000 characters)."""

    note: str | None = None


class PackedCase(msgspec.Struct, omit_defaults=True):
    """A case that a pack names, as it is now, and why it was named: somebody's safety, a follow-up that is due, a
    decision that waits for a second person, or that it was open. `due`: the time chosen for the follow-up."""

    why: Literal["risk", "follow_up", "second", "other"]
    line: CaseLine
    due: int | None = None


class ShiftPack(msgspec.Struct, omit_defaults=True):
    """What one shift handed over, somebody's safety first, as far as the reader may see it. `mine`: by oneself."""

    id: UUID
    by: str
    made: int
    cases: list[PackedCase]
    mine: bool = False
    note: str | None = None
    read_by: str | None = None
    read: int | None = None


class ShiftPacks(msgspec.Struct):
    """Those that nobody has acknowledged, and of the last day those that somebody has; the newest first."""

    packs: list[ShiftPack]
