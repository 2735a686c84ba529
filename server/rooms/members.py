"""Joining and leaving rooms. Both take the room's lock, so no message can slip past a leaving."""

import uuid
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Row, Select, Table, case, func, insert, select, text, update

from server.auth import pseudonyms
from server.auth.revocations import revoke
from server.auth.sessions import Person
from server.ground import schema, schema_one_to_one
from server.ground.api import MyRoom
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.protocol import REFUSALS
from server.ground.refusal import Refusal
from server.ground.together import Together
from server.rooms import notices
from server.rooms.log import NoticeBody


class Membership(NamedTuple):
    """Somebody's place in a room."""

    id: UUID
    alias: str
    part: str
    kind: Literal["room", "channel", "conversation"]


FIND = """
    select m.room_id, m.account_id, m.id, m.alias, m.part, r.kind
    from unnest($1::uuid[], $2::uuid[]) as want(room, account)
    join members m on m.room_id = want.room and m.account_id = want.account
    join rooms r on r.id = m.room_id
    where m.left_at is null
      and (r.kind = 'conversation' or not exists (
          select 1 from sanctions s where s.account_id = m.account_id and s.kind = 'suspension'
          and s.ends_at > clock_timestamp() and s.undone_at is null))
      and (m.part <> 'moderator' or exists (
          select 1 from roles o where o.account_id = m.account_id and o.role in ('moderator', 'lead')
          and (o.expires_at is null or o.expires_at > now())))"""
"""A moderator's place in a conversation holds as long as the role. A suspension closes rooms to whoever is in them,
and leaves them members: when it ends, everything is as it was."""


_others = schema.members.alias()
WITH_WHOM = (
    select(func.string_agg(_others.c.alias, ", "))
    .where(_others.c.room_id == schema.rooms.c.id, _others.c.id != schema.members.c.id)
    .correlate(schema.rooms, schema.members)
    .scalar_subquery()
)
"""What a channel is called by whoever is in it: the aliases of the others."""

KEPT_OUT = text("select kind, ends_at from sanction_in_force(:account, :room)")


class Members:
    """Who is in which room."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._finding = Together(self._find)

    async def find(self, room: UUID, account: UUID) -> Membership | None:
        """Somebody's membership that holds now."""
        try:
            return await self._finding.get((room, account))
        except KeyError:
            return None

    async def _find(self, wanted: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Membership]:
        rooms, accounts = zip(*wanted, strict=True)
        rows = await self._database.fast.fetch(FIND, rooms, accounts)
        return {(room, account): Membership(*row) for room, account, *row in rows}

    async def rooms_of(self, account: UUID) -> list[MyRoom]:
        """The rooms one is in, oldest membership first. A conversation that one is in as its moderator belongs to the
        console: opened elsewhere, it would tell somebody that one is there."""
        r, m = schema.rooms.c, schema.members.c
        is_own = (r.kind != "conversation") | (m.part == "peer")
        title = case((r.kind == "channel", func.coalesce(WITH_WHOM, r.title)), else_=r.title)
        async with self._database.begin() as connection:
            rows = await connection.execute(
                select(r.id, r.kind, title, m.id, m.alias, r.slug, r.closed_at.is_not(None))
                .join_from(schema.members, schema.rooms)
                .where(m.account_id == account, m.left_at.is_(None), is_own)
                .order_by(m.joined_at)
            )
            return [MyRoom(*row) for row in rows]

    async def join(self, person: Person, room: UUID) -> MyRoom:
        """Join an open room, and agree to what its card says; joining again changes nothing else. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            found = await lock_room(tx, room)
            if found is None or found.kind != "room":
                raise Refusal("not_found")
            if found.closed_at is not None:
                raise Refusal("room_closed")
            m = schema.members
            mine = (
                await tx.connection.execute(select(m).where(m.c.room_id == room, m.c.account_id == person.account))
            ).first()
            await self._check_may_join(tx, person.account, room)
            if mine is None:
                await self._check_old_enough(tx, person, found.account_days)
                alias = await new_alias(tx, person)
                id = await enter(tx, room, person.account, alias)
            else:
                id, alias = mine.id, mine.alias
                await tx.connection.execute(update(m).where(m.c.id == id).values(left_at=None, agreed_days=None))
            if mine is None or mine.left_at is not None:
                await notices.tell(tx, self._keys, person.account, "joined", NoticeBody(room=room))
        return MyRoom(id=room, kind="room", title=found.title, slug=found.slug, member_id=id, alias=alias)

    async def _check_may_join(self, tx: Transaction, account: UUID, room: UUID) -> None:
        """Who may not write in it may still come in to read, unless they were put out. Raises Refusal."""
        found = (await tx.connection.execute(KEPT_OUT, {"account": account, "room": room})).first()
        if found is not None and found.kind in ("removal", "suspension"):
            raise Refusal(found.kind, says=f"{REFUSALS[found.kind]} Until {found.ends_at:%d %B, %H:%M} UTC.")

    async def _check_old_enough(self, tx: Transaction, person: Person, days: int) -> None:
        """A room may be for accounts of some days: whoever was put out somewhere is not back in a minute. Raises
        Refusal."""
        if not days or person.may("case.read"):
            return
        a = schema.accounts.c
        opens = a.created_at + func.make_interval(0, 0, 0, days)
        at = await tx.connection.scalar(select(opens).where(a.id == person.account, opens > func.clock_timestamp()))
        if at is not None:
            raise Refusal("account_new", says=f"{REFUSALS['account_new']} This one from {at:%d %B, %H:%M} UTC.")

    async def leave(self, person: Person, room: UUID) -> None:
        """Leave, announced to nobody. Leaving what one is not in changes nothing."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            await lock_room(tx, room)
            m = schema.members
            left = await tx.connection.scalar(
                update(m)
                .where(m.c.room_id == room, m.c.account_id == person.account, m.c.left_at.is_(None))
                .values(left_at=func.clock_timestamp())
                .returning(m.c.id)
            )
            if left is not None:
                await notices.tell(tx, self._keys, person.account, "left", NoticeBody(room=room))
                await revoke(tx, "left", account=person.account, room=room)


async def lock_account(tx: Transaction, account: UUID) -> None:
    """First in the lock order."""
    a = schema.accounts.c.id
    await tx.connection.execute(select(a).where(a == account).with_for_update(key_share=True))


async def with_account(tx: Transaction, due: Select[Any], of: Table) -> Row[Any] | None:
    """The first of these rows that is free and whose account is, both locked. It waits for nothing, so that whoever
    holds an account and wants such a row of theirs never waits for who holds the row."""
    a = schema.accounts
    free = due.join(a, a.c.id == of.c.account_id).limit(1)
    locked = free.with_for_update(key_share=True, of=[a, of], skip_locked=True)
    row: Row[Any] | None = (await tx.connection.execute(locked)).first()
    return row


async def lock_case(tx: Transaction, case: UUID) -> None:
    """Second in the lock order."""
    c = schema.cases.c.id
    await tx.connection.execute(select(c).where(c == case).with_for_update(key_share=True))


async def lock_room(tx: Transaction, room: UUID) -> Row[Any] | None:
    """Third in the lock order, after accounts and cases. Returns the room's row, or None."""
    r = schema.rooms
    return (await tx.connection.execute(select(r).where(r.c.id == room).with_for_update(key_share=True))).first()


async def new_alias(tx: Transaction, person: Person) -> str:
    """Under which somebody comes into a room: their pseudonym, or, where they have set so, another name that nobody has
    anywhere, and that leads from no room to another."""
    o = schema_one_to_one.one_to_one.c
    if not await tx.connection.scalar(select(o.other_names).where(o.account_id == person.account)):
        return person.pseudonym
    a, m = schema.accounts.c, schema.members.c
    while True:
        suggested = pseudonyms.suggest(8)
        taken = set(await tx.connection.scalars(select(m.alias).where(m.alias.in_(suggested))))
        keys = {pseudonyms.key(name): name for name in suggested}
        taken |= {
            keys[k] for k in await tx.connection.scalars(select(a.pseudonym_key).where(a.pseudonym_key.in_(keys)))
        }
        if free := [name for name in suggested if name not in taken]:
            return free[0]


async def enter(tx: Transaction, room: UUID, account: UUID, alias: str, part: str = "peer") -> UUID:
    """A new membership. The caller holds the room's lock and has seen that there is none."""
    id = uuid.uuid4()
    await tx.connection.execute(
        insert(schema.members).values(id=id, room_id=room, account_id=account, alias=alias, part=part)
    )
    return id
