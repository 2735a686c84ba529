"""What is due to the author of an urgent message: a private place to talk before a moderator is there, and being told
that nobody has come yet, or that whoever came has gone. Rows with a deadline by the database's clock, carried out by
any instance. (Those that call somebody else are the steps of moderation/climb.py.)

A row is picked up with SKIP LOCKED and marked done in the transaction that carries it out, so an instance
that is killed in between leaves it to the next.
"""

from uuid import UUID

from sqlalchemy import func, select, update

from server.ground import schema
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.keys import Keys
from server.moderation.case_rows import STATE
from server.rooms import conversations, notices
from server.rooms.departures import open_one_lapsed
from server.rooms.facts import CONVERSE, NOBODY_YET_S, TO_THE_AUTHOR_S
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account

EVERY_S = 1.0


class Alerts:
    """Carries out what is due to the authors of urgent messages."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def run(self) -> None:
        """Carries out what is due, until cancelled."""
        fault = "an alert could not be carried out"
        await carry_out_due(self.carry_out_one, self._open_one_lapsed, every_s=EVERY_S, fault=fault)

    async def _open_one_lapsed(self) -> bool:
        return await open_one_lapsed(self._database, self._bus, self._keys)

    async def carry_out_one(self) -> bool:
        """Carry out the alert that has been due longest. False where none is due."""
        a, c = schema.alerts, schema.cases
        async with transaction(self._database, self._bus) as tx:
            # Whoever else changes alerts skips those that are locked, so doing it before the account breaks no order.
            due = (
                await tx.connection.execute(
                    select(a.c.id, a.c.step, a.c.case_id, c.c.subject_id, c.c.room_id, c.c.conversation_id)
                    .join_from(a, c)
                    .where(a.c.done_at.is_(None), a.c.due_at <= func.clock_timestamp())
                    .where(a.c.step.in_(TO_THE_AUTHOR_S))
                    .order_by(a.c.due_at)
                    .limit(1)
                    .with_for_update(of=a, skip_locked=True)
                )
            ).first()
            if due is None:
                return False
            await lock_account(tx, due.subject_id)
            # A case whose moderator has gone counts as open again.
            state = await tx.connection.scalar(select(STATE).select_from(c).join(a).where(a.c.id == due.id))
            if due.step == CONVERSE:
                await conversations.opened_early(tx, self._keys, due.case_id, due.subject_id)
            elif state == "open":
                somebody_was_there = await conversations.moderators_in(tx, due.conversation_id, ever=True)
                code = "moderator_left" if somebody_was_there else due.step
                await notices.tell(
                    tx, self._keys, due.subject_id, "nobody_yet", NoticeBody(room=due.room_id, code=code)
                )
            await tx.connection.execute(update(a).where(a.c.id == due.id).values(done_at=func.clock_timestamp()))
            return True


async def said_that_nobody_came(tx: Transaction, case: UUID) -> bool:
    """Whether the person may have been told so: then they are told, too, that a moderator has looked at it."""
    a = schema.alerts.c
    return (
        await tx.connection.scalar(select(a.id).where(a.case_id == case, a.step.in_(NOBODY_YET_S)).limit(1)) is not None
    )
