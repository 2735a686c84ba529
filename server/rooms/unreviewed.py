"""Holds that nobody reviews: where the policy says so, a message is released when its time is over.

Each such hold is a row with a deadline by the database's clock. Any instance picks it up with SKIP LOCKED and marks it
done in the transaction that carries it out, so an instance that is killed in between leaves it to the next. A message
that a moderator has acted on is theirs; while somebody has its case, it waits for them.
"""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.keys import Keys
from server.moderation import audit
from server.moderation.transitions import MESSAGE_ACTS, is_hard
from server.rooms import notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_case, lock_room
from server.rooms.message_states import advance

EVERY_S = 2.0
ACT = "release_unreviewed"
CODE = "unreviewed"


class Unreviewed:
    """Releases what was held and never looked at."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def run(self) -> None:
        """Carries out what is due, until cancelled."""
        await carry_out_due(self.release_one, every_s=EVERY_S, fault="a held message could not be released")

    async def release_one(self) -> bool:
        """Carry out the hold that has been over longest. False where none is."""
        u, m, b, e = schema.unreviewed, schema.messages.c, schema.members.c, schema.evidence.c
        async with transaction(self._database, self._bus) as tx:
            # Nothing else locks these rows, so doing it before the account breaks no order.
            due = (
                await tx.connection.execute(
                    select(u.c.message_id, m.room_id, m.client_id, b.account_id, e.case_id)
                    .join_from(u, schema.messages, m.id == u.c.message_id)
                    .join(schema.members, b.id == m.member_id)
                    .outerjoin(schema.evidence, e.message_id == m.id)
                    .where(u.c.done_at.is_(None), u.c.due_at <= func.clock_timestamp())
                    .order_by(u.c.due_at)
                    .limit(1)
                    .with_for_update(of=u, skip_locked=True)
                )
            ).first()
            if due is None:
                return False
            await lock_account(tx, due.account_id)
            if due.case_id is not None:
                await lock_case(tx, due.case_id)
            await lock_room(tx, due.room_id)
            waits_until = await self._somebody_has(tx, due.message_id)
            if waits_until is None:
                await self._release(tx, due)
            change = {"done_at": func.clock_timestamp()} if waits_until is None else {"due_at": waits_until}
            await tx.connection.execute(update(u).where(u.c.message_id == due.message_id).values(**change))
            return True

    async def _somebody_has(self, tx: Transaction, message: UUID) -> Any:
        """Until when a moderator has a case of this message, or None."""
        c, e = schema.cases.c, schema.evidence.c
        its = c.id.in_(select(e.case_id).where(e.message_id == message))
        theirs = its, c.state == "taken", c.lease_until > func.clock_timestamp()
        return await tx.connection.scalar(select(func.max(c.lease_until)).where(*theirs))

    async def _release(self, tx: Transaction, due: Any) -> None:
        """Show it where it was, or, where it had no place yet, where the room is now. Not if a moderator has decided,
        or its author took it back."""
        m, h, a = schema.messages, schema.case_acts, schema.assessments.c
        decided = select(h.c.id).where(h.c.message_id == due.message_id, h.c.act.in_(MESSAGE_ACTS)).exists()
        still = select(m.c.position).where(m.c.id == due.message_id, m.c.state == "held", ~decided)
        held = (await tx.connection.execute(still)).first()
        if held is None:
            return
        level = await tx.connection.scalar(select(a.level).where(a.message_id == due.message_id))
        head = await advance(tx, due.room_id)
        at = head if held.position is None else held.position  # what had a place has it again
        shown: dict[str, Any] = {"state": "shown", "position": at, "changed": head}
        if is_hard(level):
            shown["veiled"] = True
        await tx.connection.execute(update(m).where(m.c.id == due.message_id).values(**shown))
        about = NoticeBody(room=due.room_id, message=due.message_id, client_id=due.client_id, code=CODE)
        await notices.tell(tx, self._keys, due.account_id, "released", about)
        if due.case_id is not None:
            act = {"id": uuid.uuid4(), "case_id": due.case_id, "act": ACT, "message_id": due.message_id}
            await tx.connection.execute(insert(h).values(**act))
            tx.announce(CASES, CasesChanged())
        await audit.record(tx.connection, None, ACT, f"message {due.message_id}")
