"""A follow-up: after danger somebody is offered to be asked again how they are, and chooses when, or says no.

The time is a row with a deadline by the database's clock. When it has come, whichever instance looks first makes a case
of it: in the conversation that they had before, so that they need not say everything again, or, where a case of theirs
is open for their safety already, within that. Only the moment is stored, and no time zone: the browser knows theirs.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy import case as sql_case

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_care import MyFollowUp
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_care import follow_ups
from server.moderation import audit
from server.moderation.care import FOLLOW_UP, RULES
from server.moderation.coverage import Coverage
from server.moderation.pack import moment_of
from server.moderation.transitions import IN_NEED, VEILED_FROM
from server.rooms import conversations, notices
from server.rooms.conversations import ASKED
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_case, lock_room, with_account

ACT = "follow_up_due"
CHOSEN_ALREADY = "They have chosen a time already."
NOT_OFFERED = "There is no follow-up to choose a time for, or its time has just come."
OUT_OF_RANGE = "Choose a time from {soonest} minutes to {latest} days from now."

RULE = RULES.follow_up
f, c = follow_ups.c, schema.cases.c


async def offer(tx: Transaction, keys: Keys, case: Row[Any]) -> bool:
    """Offer one to the person of a case. False where they have chosen a time already. The caller holds their lock."""
    lives = select(f.id, f.case_id, f.due_at).where(f.account_id == case.subject_id, f.ended.is_(None))
    row = (await tx.connection.execute(lives)).first()
    if row is not None and row.due_at is not None:
        return False
    if row is None:
        new = {"id": uuid.uuid4(), "account_id": case.subject_id, "case_id": case.id}
        await tx.connection.execute(insert(follow_ups).values(**new))
    else:
        await tx.connection.execute(
            update(follow_ups).where(f.id == row.id).values(case_id=case.id, at=func.clock_timestamp())
        )
        if row.case_id == case.id:  # reopened and closed once more: it was said
            return True
    await notices.tell(tx, keys, case.subject_id, "care", NoticeBody(code="follow_up"))
    return True


async def offer_after_danger(tx: Transaction, keys: Keys, case: Row[Any]) -> None:
    """After the gravest levels nobody has to think of it."""
    if case.kind == "danger" and case.level >= VEILED_FROM:
        await offer(tx, keys, case)


class FollowUps:
    """What somebody says to the offer, and what happens when its time has come."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, coverage: Coverage) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._coverage = coverage

    async def mine(self, person: Person) -> MyFollowUp:
        async with transaction(self._database, self._bus) as tx:
            return await self._mine(tx, person.account)

    async def choose(self, person: Person, at: int) -> MyFollowUp:
        """Choose a time, or another one. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            mine = await self._mine(tx, person.account)
            if not mine.soonest <= at <= mine.latest:
                says = OUT_OF_RANGE.format(soonest=RULE.soonest_min, latest=RULE.latest_days)
                raise Refusal("bad_request", says=says, field="at")
            await self._change(tx, person.account, due_at=moment_of(at), ended=None, ended_at=None)
            return await self._mine(tx, person.account)

    async def decline(self, person: Person) -> MyFollowUp:
        """No thank you, or not any more. Nothing follows from it. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            no = {"ended": "declined", "ended_at": func.clock_timestamp()}
            await self._change(tx, person.account, due_at=None, **no)
            return await self._mine(tx, person.account)

    async def _mine(self, tx: Transaction, account: UUID) -> MyFollowUp:
        row = (await tx.connection.execute(_offered(account))).first()
        now = await tx.connection.scalar(select(func.clock_timestamp()))
        assert isinstance(now, datetime)
        soonest, latest = now + timedelta(minutes=RULE.soonest_min), now + timedelta(days=RULE.latest_days)
        mine = MyFollowUp("none", milliseconds(now), milliseconds(soonest), milliseconds(latest))
        if row is not None and row.ended is not None:
            mine.state = "declined"
        elif row is not None:
            mine.state = "offered" if row.due_at is None else "chosen"
            mine.due = None if row.due_at is None else milliseconds(row.due_at)
        return mine

    async def _change(self, tx: Transaction, account: UUID, **change: Any) -> None:
        """The caller holds the account's lock, and so nobody is making a case of it."""
        row = (await tx.connection.execute(_offered(account))).first()
        if row is None:
            raise Refusal("not_found", says=NOT_OFFERED)
        await tx.connection.execute(update(follow_ups).where(f.id == row.id).values(**change))
        tx.announce(CASES, CasesChanged())  # a moderator who has the case sees what they chose

    # When its time has come ----------------------------------------------------------------------------

    async def fall_due_one(self) -> bool:
        """Make a case of the one that has been due longest. False where none is."""
        async with transaction(self._database, self._bus) as tx:
            due = await with_account(
                tx,
                select(f.id, f.account_id, f.case_id)
                .where(f.ended.is_(None), f.due_at <= func.clock_timestamp())
                .order_by(f.due_at),
                follow_ups,
            )
            if due is None:
                return False
            theirs = c.subject_id == due.account_id, c.kind.in_(IN_NEED), c.state != "closed"
            case = await tx.connection.scalar(select(c.id).where(*theirs))  # there is at most one
            if case is None:
                case = await self._open_case(tx, due)
            else:
                await lock_case(tx, case)
                await self._join_case(tx, due, case)
            await self._call(tx, case)
            came = {"ended": "came", "ended_at": func.clock_timestamp(), "became": case}
            await tx.connection.execute(update(follow_ups).where(f.id == due.id).values(**came))
            await tx.connection.execute(insert(schema.case_acts).values(id=uuid.uuid4(), case_id=case, act=ACT))
            await audit.record(tx.connection, None, ACT, f"case {case}")
            tx.announce(CASES, CasesChanged())
            return True

    async def _open_case(self, tx: Transaction, due: Any) -> UUID:
        id = uuid.uuid4()
        await self._keys.create(tx.connection, id)
        await tx.connection.execute(
            insert(schema.cases).values(
                id=id,
                kind="asked",
                subject_id=due.account_id,
                category=FOLLOW_UP,
                level=0,
                urgency=RULE.urgency,
                due_at=schema.in_seconds(RULE.due_s),
            )
        )
        room = await self._conversation(tx, due)
        await tx.connection.execute(update(schema.cases).where(c.id == id).values(conversation_id=room))
        return id

    async def _join_case(self, tx: Transaction, due: Any, case: UUID) -> None:
        """As what joins a case does: it becomes as urgent, and its deadline never moves back."""
        urgency = sql_case((c.urgency == "later", RULE.urgency), else_=c.urgency)
        sooner = func.least(c.due_at, schema.in_seconds(RULE.due_s))
        room = await tx.connection.scalar(select(c.conversation_id).where(c.id == case))
        if room is None:
            room = await self._conversation(tx, due)
        joined = {"urgency": urgency, "due_at": sooner, "conversation_id": room}
        await tx.connection.execute(update(schema.cases).where(c.id == case).values(**joined))

    async def _call(self, tx: Transaction, case: UUID) -> None:
        """Whoever is to be called about it, and when; what is called already is not called twice."""
        a = schema.alerts.c
        waits = await tx.connection.scalars(select(a.step).where(a.case_id == case, a.done_at.is_(None)))
        known = set(waits.all())
        steps = RULE.staffed if await self._coverage.current() else RULE.unstaffed
        for step, after_s in steps.items():
            if step not in known:
                row = {"case_id": case, "step": step, "due_at": schema.in_seconds(after_s)}
                await tx.connection.execute(insert(schema.alerts).values(**row))

    async def _conversation(self, tx: Transaction, due: Any) -> UUID:
        """The one that they have, or had before, or a new one. They are told that a moderator is asked to come."""
        account, r = due.account_id, schema.rooms
        room = await conversations.open_with(tx, account)
        if room is None:
            room = await tx.connection.scalar(select(c.conversation_id).where(c.id == due.case_id))
        if room is None:
            alias = await tx.connection.scalar(
                select(schema.accounts.c.pseudonym).where(schema.accounts.c.id == account)
            )
            assert alias is not None
            return (await conversations.opened(tx, self._keys, account, alias, code=ASKED)).id
        await conversations.come_back(tx, self._keys, room, account)
        if not await conversations.moderators_in(tx, room):
            await notices.tell(tx, self._keys, account, "conversation", NoticeBody(room=room, code=ASKED))
        await lock_room(tx, room)
        await tx.connection.execute(update(r).where(r.c.id == room).values(closed_at=None))
        return room


def _offered(account: UUID) -> Any:
    """The one that somebody can still choose a time for."""
    recent = f.at > func.clock_timestamp() - func.make_interval(0, 0, 0, RULE.offered_days)
    open_one = (f.ended.is_(None) & (recent | f.due_at.is_not(None))) | ((f.ended == "declined") & recent)
    return select(f.id, f.due_at, f.ended).where(f.account_id == account, open_one).order_by(f.at.desc()).limit(1)
