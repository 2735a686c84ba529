"""Bodies of the HTTP API about rooms as a whole: who looks after them, and the states that they are given."""

from typing import Literal
from uuid import UUID

import msgspec

from server.ground.protocol import RoomStateName

RoomActName = Literal["slow", "hold_all", "freeze", "normal", "undo"]


class RoomAct(msgspec.Struct, omit_defaults=True):
    """Something that is done with a room. `every_s`: of slow, one of the `paces`. `lasts_s`: in how many seconds it
    ends by itself; left out, once it is taken back. `reason`: for staff, needed for all but undo. `undoes`: which act,
    for undo."""

    act: RoomActName
    reason: str | None = None
    every_s: int | None = None
    lasts_s: int | None = None
    undoes: UUID | None = None


class InState(msgspec.Struct, omit_defaults=True):
    """The act that made a room what it is now: by whom, why, until when; without `until`, until it is taken back."""

    id: UUID
    at: int
    by: str | None = None
    reason: str | None = None
    every_s: int | None = None
    until: int | None = None


class Facilitator(msgspec.Struct):
    """Somebody who helps to look after a room, until when."""

    name: str
    until: int


class LiveRoom(msgspec.Struct, omit_defaults=True):
    """A room as moderators watch it, without anybody's words. `here`: how many have it open now; `lately`: how many
    messages it was shown in the last ten minutes; `waiting`: how many wait for a moderator. `watched_by`: the
    moderators on duty who look after it; `mine`: one does so oneself. `member_id`: one's own place in it, as a
    moderator."""

    id: UUID
    slug: str
    title: str
    here: int
    lately: int
    waiting: int
    watched_by: list[str]
    mine: bool
    facilitators: list[Facilitator]
    state: RoomStateName
    acts: list[RoomActName]
    since: InState | None = None
    member_id: UUID | None = None


class OnDuty(msgspec.Struct):
    """A moderator on duty, and the titles of the rooms they look after."""

    name: str
    rooms: list[str]


class LiveRooms(msgspec.Struct, omit_defaults=True):
    """All open rooms, by title. `now` is the database's clock. `paces`: of slow mode, in seconds. `on_duty`: everybody
    on duty and where, for leads."""

    rooms: list[LiveRoom]
    now: int
    paces: list[int]
    on_duty: list[OnDuty] | None = None


class FacilitatorWanted(msgspec.Struct, omit_defaults=True):
    """Who, by their name in the room, and for how many days; left out, no longer."""

    name: str
    days: int | None = None


class ReachOut(msgspec.Struct):
    """A private conversation with a member of the room. `reason`: for staff; it stays with the case."""

    member: UUID
    reason: str


class ReachedOut(msgspec.Struct):
    """The case in which it goes on. One has it."""

    case: UUID


class FacilitatorAct(msgspec.Struct, omit_defaults=True):
    """What a facilitator does with their room: as `RoomAct`, and no words are needed."""

    act: Literal["slow", "normal", "undo"]
    every_s: int | None = None
    lasts_s: int | None = None
    undoes: UUID | None = None


class Hide(msgspec.Struct):
    """Which message is out of the room until a moderator has looked at it."""

    message: UUID


class MyRoomToFacilitate(msgspec.Struct, omit_defaults=True):
    """A room that one helps to look after, `until` when. `undoes`: one's own act that can still be undone."""

    room: UUID
    title: str
    member_id: UUID
    alias: str
    until: int
    state: RoomStateName
    acts: list[RoomActName]
    undoes: UUID | None = None


class MyFacilitating(msgspec.Struct):
    """`paces`: of slow mode, in seconds. `staffed`: a moderator is on duty."""

    rooms: list[MyRoomToFacilitate]
    paces: list[int]
    staffed: bool


class Watching(msgspec.Struct):
    """Whether one looks after a room, as long as one is on duty."""

    on: bool
