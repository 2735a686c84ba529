"""Which state each room is in: normal, slow, hold-all, frozen. Each instance holds those that are not normal, and tells
a room's readers of every change.

What may be stored is decided by the append, under the room's lock; this is what people see. It is read anew when the
bus says so, and by a timer: a state also ends by itself, by the database's clock.
"""

import asyncio
import logging
from collections.abc import Callable
from uuid import UUID

from server.ground.bus import ROOM_STATES, AnyEvent, Bus
from server.ground.db import Database
from server.ground.moment import milliseconds
from server.ground.protocol import RoomState

log = logging.getLogger(__name__)

REREAD_S = 2.0

IN_FORCE = """
    select s.room_id, s.state, s.every_s, s.ends_at
    from (select distinct room_id from room_states
          where undone_at is null and (ends_at is null or ends_at > clock_timestamp())) r
    cross join lateral room_state_in_force(r.room_id) s where s.state <> 'normal'"""
WAIT = """
    select extract(epoch from m.said_at + make_interval(secs => s.every_s) - clock_timestamp())::float8
    from members m cross join lateral room_state_in_force(m.room_id) s
    where m.room_id = $1 and m.account_id = $2 and s.state = 'slow'"""
UNTIL = "select ends_at from room_state_in_force($1)"


class RoomStates:
    """The states in force, as last read."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._states: dict[UUID, RoomState] = {}
        self._woken = asyncio.Event()
        self.on_change: Callable[[RoomState], None] = lambda state: None
        bus.subscribe(ROOM_STATES, self._changed)

    def of(self, room: UUID) -> RoomState:
        return self._states.get(room) or RoomState(room)

    def _changed(self, event: AnyEvent) -> None:
        self._woken.set()

    async def watch(self) -> None:
        """Keeps them as they are. Runs until cancelled."""
        while True:
            self._woken.clear()
            try:
                await self.refresh()
            except Exception as error:
                log.warning("the states of rooms could not be read", extra={"error": type(error).__name__})
            try:
                async with asyncio.timeout(REREAD_S):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def refresh(self) -> None:
        found = {
            room: RoomState(room, state, every_s, None if ends is None else milliseconds(ends))
            for room, state, every_s, ends in await self._database.fast.fetch(IN_FORCE)
        }
        before, self._states = self._states, found
        for room in before.keys() | found.keys():
            if before.get(room) != found.get(room):
                self.on_change(self.of(room))


async def wait_s(database: Database, room: UUID, account: UUID) -> float:
    """In how many seconds somebody may say their next thing in a slow room; at least one."""
    return max(1.0, await database.fast.fetchval(WAIT, room, account) or 0.0)


async def until(database: Database, room: UUID) -> int | None:
    """When the state of a room ends by itself, in milliseconds."""
    ends = await database.fast.fetchval(UNTIL, room)
    return None if ends is None else milliseconds(ends)
