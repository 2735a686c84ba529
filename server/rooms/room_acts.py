"""What is done with a room as a whole: one function, one transaction, under the room's lock, in the audit chain.

Which act is possible when is the table in moderation/room_acts.py.
"""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_rooms import RoomAct
from server.ground.bus import ROOM_STATES, Bus, RoomStatesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.protocol import RoomStateName
from server.ground.refusal import Refusal
from server.ground.schema_rooms import room_states
from server.moderation import audit
from server.moderation.room_acts import LONGEST_S, PACES_S, SHORTEST_S, TRANSITIONS, UNDO, acts
from server.rooms.members import lock_room

LONGEST_REASON = 2_000
NEWEST = text("select id, state, by, at, clock_timestamp() as now from room_state_in_force(:room)")
UNDO_LATE = "This was done more than ten minutes ago, or something was done since. Give the room another state instead."


class RoomActs:
    """Carries out acts on rooms."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def act(self, person: Person, room: UUID, wanted: RoomAct) -> None:
        """Do it, or raise Refusal. No message that is stored later is stored by the state before."""
        check_form(wanted)
        async with transaction(self._database, self._bus) as tx:
            found = await lock_room(tx, room)
            if found is None or found.kind != "room" or found.closed_at is not None:
                raise Refusal("not_found")
            newest = (await tx.connection.execute(NEWEST, {"room": room})).first()
            state: RoomStateName = "normal" if newest is None else newest.state
            moderates = await self._is_moderator(tx, person, room)
            theirs = moderates or wanted.act != "undo" or (newest is not None and newest.by == person.account)
            if wanted.act not in acts(state, moderator=moderates) or not theirs:
                raise Refusal("act_not_possible", says="This cannot be done with a room in this state.")
            if wanted.act == "undo":
                id = await self._undo(tx, newest, wanted)
            else:
                id = await self._give(tx, person, room, wanted, TRANSITIONS[state, wanted.act])
            await audit.record(tx.connection, person.account, f"room_{wanted.act}", f"room {room} state {id}")
            tx.announce(ROOM_STATES, RoomStatesChanged())

    async def _is_moderator(self, tx: Transaction, person: Person, room: UUID) -> bool:
        """Or a facilitator of this room: else there is nothing here for them. Raises Refusal."""
        if person.may("room.act"):
            return True
        m = schema.members.c
        theirs = m.room_id == room, m.account_id == person.account, m.left_at.is_(None), m.part == "facilitator"
        holds = m.part_until > func.clock_timestamp()
        if await tx.connection.scalar(select(m.id).where(*theirs, holds)) is None:
            raise Refusal("not_found")
        return False

    async def _give(self, tx: Transaction, person: Person, room: UUID, wanted: RoomAct, state: str) -> UUID:
        id = uuid.uuid4()
        sealed = await self._keys.seal(room, (wanted.reason or "").strip().encode(), "room_states", id, "reason")
        await tx.connection.execute(
            insert(room_states).values(
                id=id,
                room_id=room,
                state=state,
                every_s=wanted.every_s,
                by=person.account,
                reason=sealed,
                ends_at=None if wanted.lasts_s is None else schema.in_seconds(wanted.lasts_s),
            )
        )
        return id

    async def _undo(self, tx: Transaction, newest: Row[Any] | None, wanted: RoomAct) -> UUID:
        """What was before is in force again, if it still holds."""
        if newest is None or newest.id != wanted.undoes or newest.now - newest.at > UNDO:
            raise Refusal("act_not_possible", says=UNDO_LATE, field="undoes")
        undone = update(room_states).where(room_states.c.id == newest.id)
        await tx.connection.execute(undone.values(undone_at=func.clock_timestamp()))
        id: UUID = newest.id
        return id


def check_form(wanted: RoomAct) -> None:
    """Raises Refusal."""
    reason = (wanted.reason or "").strip()
    if wanted.act != "undo" and not reason:
        raise Refusal(
            "reason_missing", says="Say why, in a few words. It stays with the room, for staff.", field="reason"
        )
    if len(reason) > LONGEST_REASON:
        raise Refusal("bad_request", says=f"A reason has at most {LONGEST_REASON} characters.", field="reason")
    if (wanted.act == "slow") != (wanted.every_s is not None) or wanted.every_s not in (None, *PACES_S):
        raise Refusal("bad_request", says=f"Slow mode, and nothing else, has a pace: {PACES_S} s.", field="every_s")
    has_end = wanted.act in ("slow", "hold_all", "freeze")
    if wanted.lasts_s is not None and not (has_end and SHORTEST_S <= wanted.lasts_s <= LONGEST_S):
        says = "From one minute to seven days, for what has an end."
        raise Refusal("bad_request", says=says, field="lasts_s")
    if (wanted.act == "undo") != (wanted.undoes is not None):
        raise Refusal("bad_request", says="Say which act, for undo only.", field="undoes")
