"""Appeals: against one decision at most one, decided by somebody who did not take it.

An appeal is a case of its own kind. Whoever decided has a conflict of interest with it, so another moderator, or a
trustee, takes it. What was decided goes on meanwhile.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Act, Appeal, Receipt
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import appealed
from server.moderation.deadlines import DEADLINES
from server.rooms import notices
from server.rooms.limits import Limits
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account
from server.rooms.to_staff import ToStaff

ANSWERED = {"uphold": "upheld", "overturn": "overturned"}
p, s, h = schema.appeals, schema.sanctions.c, schema.case_acts.c


class Appeals:
    """Takes what somebody says to a decision about them."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, limits: Limits, to_staff: ToStaff) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._limits = limits
        self._to_staff = to_staff

    async def make(self, person: Person, wanted: Appeal) -> Receipt:
        """Open the appeal's case. Raises Refusal."""
        if (wanted.sanction is None) == (wanted.message is None):
            raise Refusal("bad_request", says="An appeal is against one decision.", field="sanction")
        words = self._to_staff.check(wanted.words)
        wait = self._limits.take("object", person.account)
        card = await self._to_staff.read(person, words, as_evidence=not wait)
        if wait:
            raise Refusal("too_fast", retry_after=wait)
        try:
            async with transaction(self._database, self._bus) as tx:
                await lock_account(tx, person.account)
                decision, of_case, deciders = await _decision(tx, person.account, wanted)
                case = await self._to_staff.open(tx, person.account, "appeal", decision, words)
                await tx.connection.execute(
                    insert(p).values(
                        case_id=case,
                        account_id=person.account,
                        sanction_id=wanted.sanction,
                        message_id=wanted.message,
                        of_case=of_case,
                    )
                )
                for one in deciders:
                    await tx.connection.execute(
                        insert(schema.conflicts).values(case_id=case, account_id=one, why="decided")
                    )
                k = schema.conflicts.c  # nor does it fall to whoever reported what was decided
                parts = select(literal(case, Uuid), k.account_id, k.why).where(k.case_id == of_case)
                joined = upsert(schema.conflicts).from_select(["case_id", "account_id", "why"], parts)
                await tx.connection.execute(joined.on_conflict_do_nothing())
                due_s = DEADLINES["appeal"].due_s
                told = NoticeBody(code="received", sanction=wanted.sanction, message=wanted.message, lasts_s=due_s)
                await notices.tell(tx, self._keys, person.account, "appeal", told)
                due = await self._to_staff.due(tx, case)
        except IntegrityError as error:
            if "appeals_" in str(error.orig):
                raise Refusal("already_appealed") from None
            raise
        return Receipt(due, card)


async def _decision(tx: Transaction, account: UUID, wanted: Appeal) -> tuple[str, UUID | None, set[UUID]]:
    """What was decided, in which case, and who did, together with whoever agreed. Raises Refusal."""
    if wanted.sanction is not None:
        mine = s.id == wanted.sanction, s.account_id == account, s.undone_at.is_(None), s.kind != "nudge"
        decided = select(s.kind, s.case_id, s.given_by, s.seconded_by).where(*mine)
        row: Any = (await tx.connection.execute(decided)).first()
        if row is None:
            raise Refusal("not_appealable", field="sanction")
        return row.kind, row.case_id, {one for one in (row.given_by, row.seconded_by) if one is not None}
    m, b = schema.messages.c, schema.members.c
    stands = m.id == wanted.message, m.state.in_(("removed", "declined")), b.account_id == account
    of_message = (
        select(h.act, h.case_id, h.actor_id)
        .join_from(schema.case_acts, schema.messages, m.id == h.message_id)
        .join(schema.members, b.id == m.member_id)
        .where(*stands, h.act.in_(("remove", "decline")))
        .order_by(h.at.desc())
    )
    row = (await tx.connection.execute(of_message.limit(1))).first()
    if row is None:
        raise Refusal("not_appealable", field="message")
    return row.act, row.case_id, {row.actor_id} - {None}


async def answer(tx: Transaction, keys: Keys, case: Any, wanted: Act) -> None:
    """What became of it: the person is told, with the reason. The caller holds their lock and the case's."""
    appeal, outcome = await appealed.find(tx.connection, case.id), ANSWERED[wanted.act]
    await tx.connection.execute(update(p).where(p.c.case_id == case.id).values(outcome=outcome))
    told = NoticeBody(code=outcome, sanction=appeal.sanction_id, message=appeal.message_id, text=wanted.reason)
    await notices.tell(tx, keys, case.subject_id, "appeal", told)
