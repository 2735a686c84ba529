"""Bodies of the HTTP API about shifts: the roster."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec


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
