"""What a moderator does with a case: one function, one transaction, in the one lock order.

Locks: the subject's account, the case, the room, the audit head. Whether an act is possible is the table in
moderation/transitions.py; what it changes in a room and what the person is told is here.
"""

import contextlib
import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Act
from server.ground.bus import CASES, Bus, CasesChanged, RoomChanged
from server.ground.bus import room as room_topic
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import audit, cases, transitions
from server.moderation.in_force import InForce
from server.moderation.judge import Judge
from server.rooms import alerts, conversations, departures, notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_case, lock_room

LONGEST_REASON = 2_000
SAID_IN_PRIVATE = "What was said in a private conversation can be neither held nor removed."
TOLD = {"hold": "held", "release": "released", "decline": "declined", "remove": "removed"}
"""act on a message -> the notice its author gets."""


class Acts:
    """Carries out moderators' acts."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, in_force: InForce) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._in_force = in_force

    async def act(self, person: Person, case_id: UUID, wanted: Act) -> None:
        """Do it, or raise Refusal. Nothing is done by half."""
        check_reason(wanted)
        if wanted.act in transitions.MESSAGE_ACTS:  # its author reads the reason
            check_words(self._in_force.judge, wanted.reason or "")
        async with transaction(self._database, self._bus) as tx:
            c = schema.cases.c
            about = (await tx.connection.execute(select(c.subject_id).where(c.id == case_id))).first()
            if about is None:
                raise Refusal("not_found")
            if about.subject_id is not None:  # a case about a room has nobody's messages as evidence either
                await lock_account(tx, about.subject_id)
            await lock_case(tx, case_id)
            case = await cases.find(tx.connection, case_id)
            check_possible(case, person, wanted)
            if wanted.act in transitions.MESSAGE_ACTS:
                await self._on_message(tx, case, wanted)
            elif wanted.act == "converse":
                await self._converse(tx, case, person)
            elif wanted.act in ("close", "reopen"):
                await self._on_conversation(tx, case, person, closing=wanted.act == "close")
            elif wanted.act == "hand_back":
                await departures.departed(tx, self._keys, case)
            elif case.conversation_id is not None:  # take: only who has the case reads there
                await conversations.left_by_moderators(tx, case.conversation_id, case=case.id, but=person.account)
            await self._move(tx, case, person, wanted)
            await self._record(tx, case, person, wanted)
            tx.announce(CASES, CasesChanged())

    async def hand_back_all(self, person: Person) -> None:
        """Hand back every case one has."""
        c = schema.cases.c
        async with self._database.begin() as connection:
            mine = await connection.scalars(select(c.id).where(c.taken_by == person.account, c.state == "taken"))
        for case in mine.all():
            with contextlib.suppress(Refusal):  # it lapsed meanwhile, or somebody else has it
                await self.act(person, case, Act("hand_back"))

    async def _on_message(self, tx: Transaction, case: Row[Any], wanted: Act) -> None:
        """Change a message of this case: its room sees the change in its log, its author is told."""
        possible, becomes = transitions.MESSAGE_ACTS[wanted.act]
        m, e, b, r = schema.messages, schema.evidence, schema.members, schema.rooms
        row = (
            await tx.connection.execute(
                select(m.c.id, m.c.room_id, m.c.client_id, b.c.account_id, r.c.kind, schema.assessments.c.level)
                .join_from(m, e, e.c.message_id == m.c.id)
                .join(b, b.c.id == m.c.member_id)
                .join(r, r.c.id == m.c.room_id)
                .outerjoin(schema.assessments, schema.assessments.c.message_id == m.c.id)
                .where(m.c.id == wanted.message, e.c.case_id == case.id)
            )
        ).first()
        if row is None:
            raise Refusal("not_found", field="message")
        if row.kind == "conversation" and wanted.act not in transitions.PRIVATE_ACTS:
            raise Refusal("act_not_possible", says=SAID_IN_PRIVATE, field="message")
        await lock_room(tx, row.room_id)
        state, position = (await tx.connection.execute(select(m.c.state, m.c.position).where(m.c.id == row.id))).one()
        if state not in possible:
            raise Refusal("act_not_possible", field="message")
        change: dict[str, Any] = {"state": becomes}
        if becomes == "shown" and row.kind != "conversation" and transitions.is_hard(row.level):
            change["veiled"] = True
        if position is not None or becomes == "shown":
            head = await advance(tx, row.room_id)
            change |= {"changed": head, "position": position if position is not None else head}
        await tx.connection.execute(update(m).where(m.c.id == row.id).values(**change))
        body = NoticeBody(room=row.room_id, message=row.id, client_id=row.client_id, text=wanted.reason)
        if wanted.act == "hold":
            body.text, body.code = None, "held_by_moderator"
        await notices.tell(tx, self._keys, row.account_id, TOLD[wanted.act], body)

    async def _converse(self, tx: Transaction, case: Row[Any], person: Person) -> None:
        """Into the private conversation with the person, which is opened where they have none: they are told."""
        room = case.conversation_id or await conversations.open_with(tx, case.subject_id)
        if room is None:
            room = (await conversations.opened(tx, self._keys, case.subject_id, case.pseudonym)).id
            await conversations.joined_by_moderator(tx, room, person)
        elif await conversations.joined_by_moderator(tx, room, person):
            await conversations.come_back(tx, self._keys, room, case.subject_id)
            await notices.tell(tx, self._keys, case.subject_id, "conversation", NoticeBody(room=room))
        await tx.connection.execute(
            update(schema.cases).where(schema.cases.c.id == case.id).values(conversation_id=room)
        )

    async def _on_conversation(self, tx: Transaction, case: Row[Any], person: Person, *, closing: bool) -> None:
        """A conversation ends with its case, unless it is part of another, and comes back with it."""
        room, r = case.conversation_id, schema.rooms
        if not closing:
            await check_none_since(tx, case)
            if room is not None:
                await notices.tell(tx, self._keys, case.subject_id, "conversation", NoticeBody(room=room))
                await lock_room(tx, room)
                await tx.connection.execute(update(r).where(r.c.id == room).values(closed_at=None))
                await conversations.joined_by_moderator(tx, room, person)
            return
        await check_none_held(tx, case)
        if room is None:
            if await alerts.said_that_nobody_came(tx, case.id):
                await notices.tell(tx, self._keys, case.subject_id, "ended", NoticeBody())
            return
        await conversations.left_by_moderators(tx, room, case=case.id)
        if not await conversations.is_of_another_case(tx, room, case.id):
            await notices.tell(tx, self._keys, case.subject_id, "ended", NoticeBody(room=room))
            await tx.connection.execute(update(r).where(r.c.id == room).values(closed_at=func.clock_timestamp()))

    async def _move(self, tx: Transaction, case: Row[Any], person: Person, wanted: Act) -> None:
        """The case's next state, and who has it."""
        c = schema.cases
        state = transitions.TRANSITIONS[case.state, wanted.act]
        change: dict[str, Any] = {"state": state}
        if state == "taken":
            change |= {"taken_by": person.account, "lease_until": cases.NOW + cases.LEASE, "closed_at": None}
        if wanted.act == "take":
            change["taken_at"] = cases.NOW
        elif wanted.act == "hand_back":
            change |= {"taken_by": None, "lease_until": None}
        elif wanted.act == "close":
            change["closed_at"] = cases.NOW
        await tx.connection.execute(update(c).where(c.c.id == case.id).values(**change))

    async def _record(self, tx: Transaction, case: Row[Any], person: Person, wanted: Act) -> None:
        id, reason = uuid.uuid4(), None
        if wanted.reason:
            reason = await self._keys.seal(case.id, wanted.reason.encode(), "case_acts", id, "reason")
        await tx.connection.execute(
            insert(schema.case_acts).values(
                id=id,
                case_id=case.id,
                actor_id=person.account,
                act=wanted.act,
                message_id=wanted.message,
                reason=reason,
            )
        )
        about = f" message {wanted.message}" if wanted.message else ""
        await audit.record(tx.connection, person.account, wanted.act, f"case {case.id}{about}")


def check_reason(wanted: Act) -> None:
    if wanted.act in transitions.REASON_NEEDED and not (wanted.reason or "").strip():
        raise Refusal("reason_missing", field="reason")
    if len(wanted.reason or "") > LONGEST_REASON:
        raise Refusal("bad_request", says=f"A reason has at most {LONGEST_REASON} characters.", field="reason")
    if (wanted.act in transitions.MESSAGE_ACTS) != (wanted.message is not None):
        raise Refusal("bad_request", says="Say which message, for an act on a message only.", field="message")


def check_words(judge: Judge, reason: str) -> None:
    """Staff are read like everyone: what they write to somebody holds no contact details and hurts nobody."""
    found = judge.refused_in("reason", reason)
    if found is not None:
        raise Refusal("reason_unusable", field="reason")


def check_possible(case: Row[Any], person: Person, wanted: Act) -> None:
    """The transition table, the lease, and conflicts of interest."""
    cases.check_no_conflict(case, person)
    if (case.state, wanted.act) not in transitions.TRANSITIONS:
        taken_by_another = case.state == "taken" and case.taken_by != person.account
        raise Refusal("case_taken" if taken_by_another else "act_not_possible")
    if wanted.act not in cases.possible(case, person):
        raise Refusal("case_taken" if case.state == "taken" else "act_not_possible")


async def check_none_since(tx: Transaction, case: Row[Any]) -> None:
    """For somebody's safety there is one open case, and one about house rules: a closed one cannot come back beside
    a newer one."""
    c = schema.cases.c
    is_alike = (c.kind == "boundary") == (case.kind == "boundary")
    about = c.subject_id == case.subject_id
    if case.subject_id is None:
        about = c.subject_id.is_(None) & (c.room_id == case.room_id)
    newer = select(c.id).where(about, is_alike, c.state != "closed")
    if await tx.connection.scalar(newer) is not None:
        raise Refusal("act_not_possible", says="A new case about this person has been opened since. Work on that one.")


async def check_none_held(tx: Transaction, case: Row[Any]) -> None:
    """Every held message gets an answer: its author reads "waiting for a person" until then."""
    m, e = schema.messages.c, schema.evidence.c
    held = select(m.id).join_from(schema.messages, schema.evidence).where(e.case_id == case.id, m.state == "held")
    if await tx.connection.scalar(held.limit(1)) is not None:
        raise Refusal("message_held")


async def advance(tx: Transaction, room: UUID) -> int:
    """The next number of a room's log, announced when the transaction commits. The caller holds its lock."""
    r = schema.rooms
    head = await tx.connection.scalar(update(r).where(r.c.id == room).values(head=r.c.head + 1).returning(r.c.head))
    assert isinstance(head, int)
    tx.announce(room_topic(room), RoomChanged(head - 1, head))
    return head
