"""Asking somebody of a room one is in for a channel: four answers and no free text, so that nobody is written to who
does not want it.

Only who has said so is asked. Whoever is asked accepts, or lets it pass; its asker is told neither that nor that it
went nowhere from the start: it waits until its time is over. So a block is not felt, under whatever alias.
"""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_one_to_one import Answers, MyAsk, NewAsk, RoomToAsk, Somebody
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_one_to_one import asks, minors
from server.rooms import apart, notices
from server.rooms.channels import Placed, open_channel
from server.rooms.four_questions import check_answers
from server.rooms.limits import Limits
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account

OPEN_FOR_S = 86_400
MOST_WAITING = 3
"""So many that wait to be answered can one person have: of those they asked, and of those who asked them. More are
kept from them until one is answered or over."""
MOST_A_DAY = 10
WAIT = "You have asked as many people as one can at a time. Each ask is over after a day."
NO_LONGER = "That is over."
YOUTH = (
    "You said that you are younger than the age this place is for, so one-to-one is not open to you. You have done "
    "nothing wrong. The help page has services for young people, and a moderator will talk with you."
)

MAY_BE_ASKED = text("""
    select b.room_id, b.id as member, b.alias from members b
    join one_to_one o on o.account_id = b.account_id and o.may_be_asked
    where b.room_id = any(:rooms) and b.left_at is null and b.part = 'peer' and b.account_id <> :me
      and not exists (select 1 from minors n where n.account_id = b.account_id)
    order by b.room_id, b.alias""")
WAITING = text("""
    select a.*, b.alias, r.title from asks a join rooms r on r.id = a.met_id
    join members b on b.room_id = a.met_id
        and b.account_id = case when a.account_id = :me then a.asked_id else a.account_id end
    where a.until > clock_timestamp() and case
        -- To its asker one that was let pass is one that waits.
        when :asking then a.account_id = :me and a.state in ('waiting', 'passed')
        else a.asked_id = :me and a.state = 'waiting' and not kept_apart(a.account_id, a.asked_id) end
    order by a.at limit :most""")

k, m = asks.c, schema.members.c


class Asks:
    """Asking, and being asked."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, limits: Limits) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._limits = limits

    async def ask(self, person: Person, wanted: NewAsk) -> None:
        """Asking the same person again while one waits changes nothing. Raises Refusal."""
        check_answers(wanted)
        wait = self._limits.take("ask", person.account)
        if wait:
            raise Refusal("too_fast", retry_after=wait)
        async with transaction(self._database, self._bus) as tx:
            if await tx.connection.scalar(select(minors.c.at).where(minors.c.account_id == person.account)):
                raise Refusal("not_possible_now", says=YOUTH)
            asked, met = await self._whom(tx, person, wanted.member)
            for account in sorted((person.account, asked)):
                await lock_account(tx, account)
            theirs = select(k.id).where(k.account_id == person.account, k.until > func.clock_timestamp())
            of_theirs = theirs.where(k.state.in_(("waiting", "passed")))
            if await tx.connection.scalar(of_theirs.where(k.asked_id == asked).limit(1)) is not None:
                return
            await self._check_not_too_many(tx, person.account)
            await tx.connection.execute(
                insert(asks).values(
                    id=uuid.uuid4(),
                    account_id=person.account,
                    asked_id=asked,
                    met_id=met,
                    topic=wanted.topic,
                    want=wanted.want,
                    avoid=wanted.avoid,
                    minutes=wanted.minutes,
                    until=schema.in_seconds(OPEN_FOR_S),
                )
            )
            # Only whoever is shown it is told; of several that wait one hears once.
            theirs_now = await self.mine(tx.connection, asked, asking=False)
            if len(theirs_now) == 1 and not await apart.are_kept_apart(tx.connection, person.account, asked):
                await notices.tell(tx, self._keys, asked, "care", NoticeBody(code="asked"))

    async def _whom(self, tx: Transaction, person: Person, member: UUID) -> tuple[UUID, UUID]:
        """The account that is asked, and the room both are in. Raises Refusal."""
        mine = select(m.room_id).where(m.account_id == person.account, m.left_at.is_(None))
        rooms = (await tx.connection.scalars(mine)).all()
        found = (await tx.connection.execute(MAY_BE_ASKED, {"rooms": rooms, "me": person.account})).all()
        room = next((one.room_id for one in found if one.member == member), None)
        if room is None:
            raise Refusal("not_found", field="member")
        account = await tx.connection.scalar(select(m.account_id).where(m.id == member))
        assert account is not None
        return account, room

    async def _check_not_too_many(self, tx: Transaction, account: UUID) -> None:
        """What waits, and what was asked in a day. Raises Refusal."""
        mine = (await tx.connection.execute(WAITING, {"me": account, "asking": True, "most": MOST_WAITING})).all()
        of_a_day = k.account_id == account, k.at > func.clock_timestamp() - func.make_interval(0, 0, 0, 1)
        today = await tx.connection.scalar(select(func.count()).select_from(asks).where(*of_a_day))
        if len(mine) >= MOST_WAITING or (today or 0) >= MOST_A_DAY:
            raise Refusal("too_many_asks", says=WAIT)

    async def answer(self, person: Person, id: UUID, act: str) -> None:
        """Accept it, let it pass, or withdraw one's own. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            row = (await tx.connection.execute(select(asks).where(k.id == id))).first()
            whose = None if row is None else row.account_id if act == "withdraw" else row.asked_id
            if row is None or whose != person.account:
                raise Refusal("not_found")
            for account in sorted((row.account_id, row.asked_id)):
                await lock_account(tx, account)
            state = {"accept": "accepted", "let_pass": "passed", "withdraw": "withdrawn"}[act]
            # To its asker one that was let pass waits, so they may withdraw it, too.
            before = ("waiting", "passed") if act == "withdraw" else ("waiting",)
            open_one = k.id == id, k.state.in_(before), k.until > func.clock_timestamp()
            change = update(asks).where(*open_one).values(state=state).returning(k.id)
            if await tx.connection.scalar(change) is None:
                raise Refusal("act_not_possible", says=NO_LONGER)
            if act == "accept":
                people = [await _placed(tx, row.met_id, account) for account in (row.account_id, row.asked_id)]
                await open_channel(tx, self._keys, "befriending", people, answers_of(row))

    async def mine(self, connection: AsyncConnection, account: UUID, *, asking: bool) -> list[MyAsk]:
        """Those one waits for, or those one is asked: a few of the oldest, so that nobody is flooded."""
        rows = await connection.execute(WAITING, {"me": account, "asking": asking, "most": MOST_WAITING})
        return [MyAsk(row.id, row.alias, row.title, milliseconds(row.until), answers_of(row)) for row in rows]

    async def rooms(self, connection: AsyncConnection, account: UUID) -> list[RoomToAsk]:
        """The rooms one is in, with who may be asked there."""
        r = schema.rooms.c
        mine = (
            await connection.execute(
                select(r.id, r.title, m.alias)
                .join_from(schema.members, schema.rooms)
                .where(m.account_id == account, m.left_at.is_(None), r.kind == "room", r.closed_at.is_(None))
                .order_by(r.title)
            )
        ).all()
        there = (await connection.execute(MAY_BE_ASKED, {"rooms": [room.id for room in mine], "me": account})).all()
        return [
            RoomToAsk(
                room.id, room.title, room.alias, [Somebody(o.member, o.alias) for o in there if o.room_id == room.id]
            )
            for room in mine
        ]


async def _placed(tx: Transaction, room: UUID, account: UUID) -> Placed:
    """By the alias that they have where they met: so nobody learns another of theirs."""
    alias = await tx.connection.scalar(select(m.alias).where(m.room_id == room, m.account_id == account))
    if alias is None:
        raise Refusal("not_possible_now")
    return Placed(account, alias)


def answers_of(row: Row[Any]) -> Answers:
    return Answers(row.topic, row.want, row.avoid, row.minutes)
