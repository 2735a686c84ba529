"""Private conversations between one person and a moderator, opened by a case or because the person asked.

Each has a key of its own. Contact details are not masked here: an address may save a life.
"""

import uuid
from uuid import UUID

from sqlalchemy import func, insert, select, update

from server.auth.revocations import revoke
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Asked, MyRoom
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import ladder
from server.moderation.coverage import Coverage
from server.rooms import notices
from server.rooms.limits import Limits
from server.rooms.log import NoticeBody
from server.rooms.members import enter, lock_account, lock_room

TITLE = "A moderator and you"
ASKED = "asked"
"""The code of a notice: one asked for this conversation, a moderator has yet to come."""
EARLY = "early"
"""The same, and the policy opened it: one is invited to write there."""
RETENTION_DAYS = 30
ASKED_DUE_S = 300
"""Somebody who asks for a moderator is answered within five minutes where one is on duty: "soon"."""


class Conversations:
    """Opens private conversations."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, coverage: Coverage, limits: Limits) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._coverage = coverage
        self._limits = limits

    async def ask(self, person: Person, room: UUID | None) -> Asked:
        """Talk with a moderator: a case, and a conversation one can write in while waiting.

        Asking again while one is open gives the same conversation. Somebody whose danger has a case already asks
        within that case, so that one moderator comes, and not two.
        """
        wait = self._limits.take("ask", person.account)
        if wait:
            raise Refusal("too_fast", retry_after=wait)
        c = schema.cases
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            mine = c.c.subject_id == person.account, c.c.kind.in_(("danger", "asked")), c.c.state != "closed"
            found = await tx.connection.execute(
                select(c.c.id, c.c.conversation_id, c.c.asked_at).where(*mine).with_for_update(key_share=True)
            )
            case = found.first()  # there is at most one: cases_one_open_idx
            theirs = await open_with(tx, person.account)
            if theirs is not None:
                conversation = await come_back(tx, self._keys, theirs, person.account)
            else:
                conversation = await opened(tx, self._keys, person.account, person.pseudonym, code=ASKED)
            if case is None:
                await self._open_case(tx, person, room, conversation.id)
            elif case.asked_at is None or case.conversation_id != conversation.id:
                change = {"conversation_id": conversation.id, "asked_at": func.clock_timestamp()}
                await tx.connection.execute(update(c).where(c.c.id == case.id).values(**change))
                tx.announce(CASES, CasesChanged())
        return Asked(conversation, await self._coverage.current())

    async def _open_case(self, tx: Transaction, person: Person, room: UUID | None, conversation: UUID) -> None:
        id = uuid.uuid4()
        await self._keys.create(tx.connection, id)
        known = room and await tx.connection.scalar(select(schema.rooms.c.id).where(schema.rooms.c.id == room))
        await tx.connection.execute(
            insert(schema.cases).values(
                id=id,
                kind="asked",
                subject_id=person.account,
                room_id=known,
                category="asked",
                level=0,
                urgency="soon",
                conversation_id=conversation,
                asked_at=func.clock_timestamp(),
                due_at=schema.in_seconds(ASKED_DUE_S),
            )
        )
        for step, after_s in ladder.ASKED[await self._coverage.current()].items():
            due_at = schema.in_seconds(after_s)
            await tx.connection.execute(insert(schema.alerts).values(case_id=id, step=step, due_at=due_at))
        tx.announce(CASES, CasesChanged())


async def open_with(tx: Transaction, account: UUID) -> UUID | None:
    """The conversation that somebody has now, of whichever of their open cases. The caller holds their account lock."""
    c = schema.cases.c
    theirs = select(c.conversation_id).where(
        c.subject_id == account, c.state != "closed", c.conversation_id.is_not(None)
    )
    return await tx.connection.scalar(theirs.limit(1))


async def is_of_another_case(tx: Transaction, room: UUID, case: UUID) -> bool:
    """Whether another open case goes on in the same conversation."""
    c = schema.cases.c
    other = select(c.id).where(c.conversation_id == room, c.id != case, c.state != "closed")
    return await tx.connection.scalar(other.limit(1)) is not None


async def opened(tx: Transaction, keys: Keys, account: UUID, alias: str, *, code: str | None = None) -> MyRoom:
    """A new conversation with `account` in it, who is told. `code`: why, where a moderator has yet to come.
    The caller holds their account lock."""
    id = uuid.uuid4()
    await tx.connection.execute(
        insert(schema.rooms).values(id=id, kind="conversation", title=TITLE, retention_days=RETENTION_DAYS)
    )
    await keys.create(tx.connection, id)
    member = await enter(tx, id, account, alias)
    await notices.tell(tx, keys, account, "conversation", NoticeBody(room=id, code=code))
    return MyRoom(id=id, kind="conversation", title=TITLE, member_id=member, alias=alias)


async def opened_early(tx: Transaction, keys: Keys, case: UUID, account: UUID) -> None:
    """The conversation of a case that nobody has taken yet, so that its person can write, unseen by the room, at once.
    Nothing is done where there is one, or where the case is over. The caller holds their account lock."""
    c, a = schema.cases.c, schema.accounts.c
    row = (
        await tx.connection.execute(
            select(c.state, c.conversation_id, a.pseudonym)
            .join_from(schema.cases, schema.accounts, a.id == c.subject_id)
            .where(c.id == case)
            .with_for_update(of=schema.cases, key_share=True)
        )
    ).one()
    if row.state == "closed" or row.conversation_id is not None:
        return
    room = await open_with(tx, account)
    if room is None:
        room = (await opened(tx, keys, account, row.pseudonym, code=EARLY)).id
    await tx.connection.execute(update(schema.cases).where(c.id == case).values(conversation_id=room))
    tx.announce(CASES, CasesChanged())


async def joined_by_moderator(tx: Transaction, room: UUID, moderator: Person) -> bool:
    """The moderator comes in, openly, as a moderator. False where they were in already."""
    await lock_room(tx, room)
    m = schema.members
    mine = (
        await tx.connection.execute(
            select(m.c.id, m.c.left_at).where(m.c.room_id == room, m.c.account_id == moderator.account)
        )
    ).first()
    if mine is None:
        await enter(tx, room, moderator.account, moderator.pseudonym, part="moderator")
    elif mine.left_at is None:
        return False
    else:
        await tx.connection.execute(update(m).where(m.c.id == mine.id).values(left_at=None))
    return True


async def left_by_moderators(tx: Transaction, room: UUID, *, case: UUID, but: UUID | None = None) -> bool:
    """Moderators who no longer have the case stop reading here, unless another case they have goes on here, too.
    Takes the room's lock. True where somebody went and no moderator is left."""
    await lock_room(tx, room)
    m, c = schema.members, schema.cases.c
    still = select(c.taken_by).where(
        c.conversation_id == room, c.id != case, c.state == "taken", c.lease_until >= func.clock_timestamp()
    )
    gone = (
        await tx.connection.scalars(
            update(m)
            .where(m.c.room_id == room, m.c.part == "moderator", m.c.left_at.is_(None))
            .where(m.c.account_id.is_distinct_from(but), m.c.account_id.not_in(still))
            .values(left_at=func.clock_timestamp())
            .returning(m.c.account_id)
        )
    ).all()
    for account in gone:
        await revoke(tx, "left", account=account, room=room)
    return bool(gone) and not await moderators_in(tx, room)


async def moderators_in(tx: Transaction, room: UUID | None, *, ever: bool = False) -> bool:
    """Whether a moderator is in the conversation, or has `ever` been."""
    m = schema.members.c
    of_them = m.room_id == room, m.part == "moderator", *(() if ever else (m.left_at.is_(None),))
    return await tx.connection.scalar(select(m.id).where(*of_them).limit(1)) is not None


async def come_back(tx: Transaction, keys: Keys, room: UUID, account: UUID) -> MyRoom:
    """A conversation one has already; whoever left it is in it again."""
    m = schema.members
    mine = select(m.c.id, m.c.alias, m.c.left_at).where(m.c.room_id == room, m.c.account_id == account)
    row = (await tx.connection.execute(mine)).one()
    if row.left_at is not None:
        code = None if await moderators_in(tx, room) else ASKED
        await notices.tell(tx, keys, account, "conversation", NoticeBody(room=room, code=code))
        await lock_room(tx, room)
        await tx.connection.execute(update(m).where(m.c.id == row.id).values(left_at=None))
    return MyRoom(id=room, kind="conversation", title=TITLE, member_id=row.id, alias=row.alias)
