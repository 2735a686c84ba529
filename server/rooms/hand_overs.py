"""Handing a case over to professionals: with the person's consent, or, in serious danger only, by a lead's decision.

Somebody who is asked sees the pack and says yes or no on their own screen; a no has no consequence, and a yes can be
taken back. Of a decision without them they are told when the lead says that it is safe: a row with a deadline by the
database's clock, carried out by whichever instance comes first.
"""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Act
from server.ground.api_care import HandOverAnswer, MyHandOver, MyHandOvers
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_care import hand_overs
from server.moderation import audit, care
from server.moderation.pack import moment_of, pack_of
from server.rooms import notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_case, with_account

LATEST_TOLD_S = 90 * 86_400
TELLS = frozenset(("hand_over", "tell_hand_over"))
TOLD_ACT = "told_hand_over"
NOT_TALKING = "Open the private conversation first, and ask them there: they answer on their own screen."
ASKED_ALREADY = "They have been asked already, and have not answered yet."
NOT_AGREED = "There is no pack to open: the person has not said yes, and no lead has decided."
NONE_UNTOLD = "There is no hand-over here that the person has still to be told of."
WHEN_TOLD = "This case was handed over without asking. A lead says first when the person is told."
LOOK_FIRST = "Look at what would be handed over first."

h = hand_overs.c
UNTOLD = h.ground != "consent", h.told_at.is_(None)


def check_form(wanted: Act) -> None:
    """Raises Refusal."""
    if (wanted.act == "hand_over") != (wanted.ground is not None):
        raise Refusal("bad_request", says="Say why it is done without asking, for that only.", field="ground")
    needs, may = wanted.act == "tell_hand_over", wanted.act in TELLS
    if (wanted.tell_in_s is None and needs) or (wanted.tell_in_s is not None and not may):
        raise Refusal("bad_request", says="Say when the person is told, for that only.", field="tell_in_s")
    if wanted.tell_in_s is not None and not 0 <= wanted.tell_in_s <= LATEST_TOLD_S:
        raise Refusal("bad_request", says="From now to 90 days.", field="tell_in_s")


# What moderators do. The caller holds the locks of the person and of the case. ------------------------


async def ask(tx: Transaction, keys: Keys, case: Row[Any], by: UUID, wanted: Act) -> None:
    """Ask the person. Raises Refusal."""
    if case.conversation_id is None:
        raise Refusal("act_not_possible", says=NOT_TALKING)
    open_ones = h.case_id == case.id, h.ground == "consent", h.answer.is_(None)
    if await tx.connection.scalar(select(h.id).where(*open_ones)) is not None:
        raise Refusal("act_not_possible", says=ASKED_ALREADY)
    await _store(tx, keys, case, by, wanted, ground="consent")
    await notices.tell(tx, keys, case.subject_id, "care", NoticeBody(code="hand_over", room=case.conversation_id))


async def decide(tx: Transaction, keys: Keys, case: Row[Any], by: UUID, wanted: Act) -> None:
    """Hand over without asking."""
    tell_at = None if wanted.tell_in_s is None else schema.in_seconds(wanted.tell_in_s)
    await _store(tx, keys, case, by, wanted, ground=wanted.ground, tell_at=tell_at)


async def _store(tx: Transaction, keys: Keys, case: Row[Any], by: UUID, wanted: Act, **more: Any) -> None:
    id = uuid.uuid4()
    words = await keys.seal(case.subject_id, (wanted.reason or "").encode(), "hand_overs", id, "words")
    row = {"id": id, "case_id": case.id, "account_id": case.subject_id, "words": words, "by": by, **more}
    await tx.connection.execute(insert(hand_overs).values(**row))


async def say_when(tx: Transaction, case: Row[Any], wanted: Act) -> None:
    """When the person is told of what was handed over without them. Raises Refusal."""
    untold = select(h.id).where(h.case_id == case.id, *UNTOLD)
    ids = (await tx.connection.scalars(untold)).all()
    if not ids:
        raise Refusal("act_not_possible", says=NONE_UNTOLD)
    tell_at = schema.in_seconds(wanted.tell_in_s or 0)
    await tx.connection.execute(update(hand_overs).where(h.id.in_(ids)).values(tell_at=tell_at))


async def check_told(tx: Transaction, case: Row[Any]) -> None:
    """Nobody is left not knowing because a case was closed. Raises Refusal."""
    nobody_said = select(h.id).where(h.case_id == case.id, *UNTOLD, h.tell_at.is_(None))
    if await tx.connection.scalar(nobody_said.limit(1)) is not None:
        raise Refusal("act_not_possible", says=WHEN_TOLD)


async def end_asks(tx: Transaction, case: Row[Any]) -> None:
    """What was asked and not answered is asked no longer."""
    asked = h.case_id == case.id, h.ground == "consent", h.answer.is_(None)
    over = {"answer": "over", "answered_at": func.clock_timestamp()}
    await tx.connection.execute(update(hand_overs).where(*asked).values(**over))


async def check_pack(tx: Transaction, case: Row[Any]) -> None:
    """Raises Refusal where the pack may not be opened."""
    if await care.in_force(tx.connection, case.id) is None:
        raise Refusal("act_not_possible", says=NOT_AGREED)


class HandOvers:
    """What the person sees and says, and telling them."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def mine(self, person: Person) -> MyHandOvers:
        """What one was asked, and what one has been told of."""
        async with self._database.begin() as connection:
            known = (h.ground == "consent") | h.told_at.is_not(None)
            theirs = select(hand_overs).where(h.account_id == person.account, known).order_by(h.at.desc())
            now = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
            rows = (await connection.execute(theirs)).all()
            await self._keys.load((person.account,))
            return MyHandOvers([await self._mine(connection, row, now) for row in rows])

    async def _mine(self, connection: Any, row: Any, now: datetime) -> MyHandOver:
        mine = MyHandOver(
            id=row.id,
            ground=row.ground,
            words=self._keys.open(row.account_id, row.words, "hand_overs", row.id, "words").decode(),
            at=milliseconds(row.at),
            answer=row.answer,
        )
        if row.answer in (None, "yes"):
            mine.pack = await pack_of(connection, self._keys, row, now)
        return mine

    async def answer(self, person: Person, id: UUID, said: HandOverAnswer) -> MyHandOvers:
        """Yes, no, or not any more. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            mine = select(hand_overs).where(h.id == id, h.account_id == person.account, h.ground == "consent")
            row = (await tx.connection.execute(mine)).first()
            if row is None:
                raise Refusal("not_found")
            await lock_case(tx, row.case_id)
            row = (await tx.connection.execute(mine)).one()  # the case may have been closed meanwhile
            change = await self._change(tx, row, said)
            if change:
                await tx.connection.execute(update(hand_overs).where(h.id == id).values(**change))
                act = f"hand_over_{change['answer']}"
                line = {"id": uuid.uuid4(), "case_id": row.case_id, "actor_id": person.account, "act": act}
                await tx.connection.execute(insert(schema.case_acts).values(**line))
                await audit.record(tx.connection, person.account, act, f"case {row.case_id}")
                tx.announce(CASES, CasesChanged())
        return await self.mine(person)

    async def _change(self, tx: Transaction, row: Any, said: HandOverAnswer) -> dict[str, Any]:
        """What the answer changes; nothing where it was given before. Raises Refusal."""
        given = {"yes": True, "no": False, "withdrawn": False}.get(row.answer)
        if given is said.agree:
            return {}
        now = func.clock_timestamp()
        if row.answer == "yes":
            return {"answer": "withdrawn", "answered_at": now}
        if row.answer is not None:
            raise Refusal("act_not_possible", says="It is no longer asked. A moderator can ask again.")
        if not said.agree:
            return {"answer": "no", "answered_at": now}
        seen = 0 if said.seen is None else said.seen
        ends = milliseconds(await tx.connection.scalar(select(now)) or row.at)
        if not milliseconds(row.at) <= seen <= ends:
            raise Refusal("bad_request", says=LOOK_FIRST, field="seen")
        return {"answer": "yes", "answered_at": now, "upto": moment_of(seen)}

    async def tell_one(self) -> bool:
        """Tell somebody that their case was handed over, where it is due. False where nobody is to be told."""
        async with transaction(self._database, self._bus) as tx:
            due = await with_account(
                tx,
                select(h.id, h.account_id, h.case_id, h.ground)
                .where(*UNTOLD, h.tell_at <= func.clock_timestamp())
                .order_by(h.tell_at),
                hand_overs,
            )
            if due is None:
                return False
            await lock_case(tx, due.case_id)
            told = NoticeBody(code="handed_over", category=due.ground)
            await notices.tell(tx, self._keys, due.account_id, "care", told)
            await tx.connection.execute(update(hand_overs).where(h.id == due.id).values(told_at=func.clock_timestamp()))
            line = {"id": uuid.uuid4(), "case_id": due.case_id, "act": TOLD_ACT}
            await tx.connection.execute(insert(schema.case_acts).values(**line))
            await audit.record(tx.connection, None, TOLD_ACT, f"case {due.case_id}")
            tx.announce(CASES, CasesChanged())
            return True
