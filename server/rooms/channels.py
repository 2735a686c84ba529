"""Private channels: two people, or a few, in a room of their own. Opening one, and what each may do with it.

A channel is a room of the kind "channel": its words go the one way of every message (send.py), under a key of its own.
While it is paused, or has ended, its room is closed. Locks: accounts by id, the room.
"""

import uuid
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_one_to_one import Act, Answers, MyChannel, State
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_one_to_one import channel_places, channels
from server.rooms import apart, channel_states, notices
from server.rooms.channel_states import CHOOSES, CLOSED, TAKES_ALL
from server.rooms.log import NoticeBody
from server.rooms.members import enter, lock_account, lock_room

KEPT_DAYS = 7
"""So long after its end a channel can be read and reported from; then it goes, with its key, unless all keep it."""
DAY_MS = 86_400_000
TITLE = "One-to-one"
"""Never shown: each sees the others' aliases in its place (members.py)."""
OTHERWISE = "That cannot be done now. It may have been paused, or have ended."

c, p, r, m = channels.c, channel_places.c, schema.rooms.c, schema.members.c


class Placed(NamedTuple):
    """Somebody who is to be in a channel. `alias`: never another than the others know them by."""

    account: UUID
    alias: str
    part: Literal["peer", "facilitator"] = "peer"


class Channels:
    """One's own channels."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def act(self, person: Person, room: UUID, act: Act) -> None:
        """Raises Refusal. The others learn at most that it is paused, has ended or goes on."""
        async with transaction(self._database, self._bus) as tx:
            there = await places(tx.connection, room)
            if all(one.account_id != person.account for one in there):
                raise Refusal("not_found")
            for account in sorted(one.account_id for one in there):
                await lock_account(tx, account)
            await lock_room(tx, room)
            state: State = (await tx.connection.execute(select(c.state).where(c.room_id == room))).scalar_one()
            if act not in channel_states.TABLE[state]:
                raise Refusal("act_not_possible", says=OTHERWISE)
            if act in CHOOSES:
                await _choose(tx, room, person.account, act)
            if act == "block":
                for one in there:
                    if one.account_id != person.account:
                        await apart.keep_apart(tx, person.account, one.account_id, "block", one.alias)
            agreed = act not in TAKES_ALL or await _all_agree(tx, room, act)
            then = channel_states.after(state, act, all_agree=agreed)
            if then is not None and then != state:
                await _becomes(tx, self._keys, room, then)

    async def mine(self, connection: AsyncConnection, account: UUID) -> list[MyChannel]:
        """Those one is in, the newest first."""
        rows = await connection.execute(
            select(channels, p.paused, p.keeps, p.again, r.closed_at, m.alias)
            .join_from(channel_places, channels, c.room_id == p.room_id)
            .join(schema.rooms, r.id == c.room_id)
            .join(schema.members, (m.room_id == r.id) & (m.account_id == p.account_id))
            .where(p.account_id == account)
            .order_by(c.at.desc())
        )
        return [await self._shown(connection, account, row) for row in rows.all()]

    async def _shown(self, connection: AsyncConnection, account: UUID, row: Row[Any]) -> MyChannel:
        others = [one.alias for one in await places(connection, row.room_id) if one.account_id != account]
        chosen = {"pause": row.paused, "keep": row.keeps, "again": row.again}
        goes = milliseconds(row.closed_at) + KEPT_DAYS * DAY_MS if row.state == "ended" else None
        return MyChannel(
            id=row.room_id,
            purpose=row.purpose,
            state=row.state,
            alias=row.alias,
            others=others,
            answers=Answers(row.topic, row.want, row.avoid, row.minutes),
            since=milliseconds(row.at),
            acts=list(channel_states.possible(row.state)),
            mine=[name for name, is_so in chosen.items() if is_so],
            goes=goes,
        )


async def open_channel(tx: Transaction, keys: Keys, purpose: str, people: Sequence[Placed], answers: Answers) -> UUID:
    """A new channel with these people in it; each is told that their list has changed. The caller holds their account
    locks, taken by id. Raises Refusal("not_possible_now") where any two of them are kept apart: it says nothing of who
    or why."""
    for n, one in enumerate(people):
        for other in people[:n]:
            if await apart.are_kept_apart(tx.connection, one.account, other.account):
                raise Refusal("not_possible_now")
    room = uuid.uuid4()
    await tx.connection.execute(
        insert(schema.rooms).values(id=room, kind="channel", title=TITLE, retention_days=KEPT_DAYS)
    )
    await keys.create(tx.connection, room)
    said = {"topic": answers.topic, "want": answers.want, "avoid": answers.avoid, "minutes": answers.minutes}
    await tx.connection.execute(insert(channels).values(room_id=room, purpose=purpose, **said))
    for one in sorted(people):
        await enter(tx, room, one.account, one.alias, one.part)
        await tx.connection.execute(insert(channel_places).values(room_id=room, account_id=one.account))
        await notices.tell(tx, keys, one.account, "joined", NoticeBody(room=room))
    return room


async def end(tx: Transaction, keys: Keys, room: UUID) -> None:
    """Ends a channel for everybody, as if by nobody. The caller holds the members' account locks, taken by id."""
    await lock_room(tx, room)
    if await tx.connection.scalar(select(c.state).where(c.room_id == room)) in ("open", "paused"):
        await _becomes(tx, keys, room, "ended")


async def places(connection: AsyncConnection, room: UUID) -> Sequence[Row[UUID, str]]:
    """Who is in a channel: account and alias."""
    rows = await connection.execute(
        select(p.account_id, m.alias)
        .join_from(channel_places, schema.members, (m.room_id == p.room_id) & (m.account_id == p.account_id))
        .where(p.room_id == room)
        .order_by(p.account_id)
    )
    return rows.all()


async def _choose(tx: Transaction, room: UUID, account: UUID, act: Act) -> None:
    column, choice = CHOOSES[act]
    mine = p.room_id == room, p.account_id == account
    await tx.connection.execute(update(channel_places).where(*mine).values({column: choice}))


async def _all_agree(tx: Transaction, room: UUID, act: Act) -> bool:
    """Everybody has chosen it. Going on again is never of those who are kept apart meanwhile: it waits, as for an
    answer that has not come."""
    column, choice = TAKES_ALL[act]
    there = (
        await tx.connection.execute(select(p.account_id, p[column].label("chosen")).where(p.room_id == room))
    ).all()
    if any(one.chosen != choice for one in there):
        return False
    pairs = [(one, other) for n, one in enumerate(there) for other in there[:n]]
    return act == "keep" or not any(
        [await apart.are_kept_apart(tx.connection, one.account_id, other.account_id) for one, other in pairs]
    )


async def _becomes(tx: Transaction, keys: Keys, room: UUID, state: State) -> None:
    """A new state: everybody is told alike. Of what was chosen nothing counts in another state."""
    await tx.connection.execute(update(channels).where(c.room_id == room).values(state=state))
    closed = func.clock_timestamp() if state in CLOSED else None
    await tx.connection.execute(update(schema.rooms).where(r.id == room).values(closed_at=closed))
    if state != "paused":
        nothing = {"paused": False, "again": False} | ({"keeps": False} if state != "kept" else {})
        await tx.connection.execute(update(channel_places).where(p.room_id == room).values(**nothing))
    for one in await places(tx.connection, room):
        kind = "ended" if state in CLOSED else "joined"
        await notices.tell(tx, keys, one.account_id, kind, NoticeBody(room=room))
