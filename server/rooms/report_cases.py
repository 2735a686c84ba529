"""The case that a report belongs to: at most one is open about a person's safety and one about house rules, and the
same of a room. Whoever calls holds the locks that `lock_both` takes.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from server.auth.sessions import Person
from server.ground import schema
from server.ground.commit import Transaction
from server.moderation import reports
from server.moderation.policy_file import URGENCIES
from server.moderation.reports import Reason
from server.moderation.transitions import ABOUT_PEOPLE
from server.rooms.facts import CaseFacts, EvidenceFacts
from server.rooms.members import lock_account
from server.rooms.reported import Target

SNAPSHOT_HOLDS = timedelta(hours=1)
"""For so long a snapshot of a room, or of somebody without messages, stands for the reports that follow it."""


async def lock_both(tx: Transaction, reporter: UUID, target: Target) -> None:
    """Whoever reports and whom it is about, and their open cases, or the room's: in the lock order."""
    accounts = {reporter} if target.subject is None else {reporter, target.subject}
    for account in sorted(accounts):
        await lock_account(tx, account)
    if target.subject is None:  # two first reports of one room at a time would each open a case
        await tx.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(str(target.room), 0))))
    c = schema.cases.c
    of_room = c.subject_id.is_(None) & (c.room_id == target.room)
    theirs = c.subject_id.in_(accounts) | (of_room if target.subject is None else c.id.in_(()))
    open_ones = select(c.id).where(theirs, c.state != "closed").order_by(c.id).with_for_update(key_share=True)
    await tx.connection.execute(open_ones)


async def earlier(tx: Transaction, person: Person, target: Target, reason: Reason) -> Row[UUID, str, str] | None:
    """What the same person said of the same thing before, for somebody's safety or against them alike. Of a person and
    of a room it counts while its case is open: later something else may have happened."""
    r, c = schema.reports.c, schema.cases.c
    alike = [name for name, other in reports.shipped().reasons.items() if other.care == reason.care]
    found = await tx.connection.execute(
        select(r.id, r.reason, c.state)
        .join_from(schema.reports, schema.cases, c.id == r.case_id)
        .where(r.reporter_id == person.account, r.target_id == target.id, r.reason.in_(alike))
        .where((c.state != "closed") | (r.what == "message"))
        .order_by(r.at.desc())
        .limit(1)
    )
    return found.first()


async def open_case(tx: Transaction, target: Target, reason: Reason) -> UUID | None:
    """The open case that this would join."""
    c = schema.cases.c
    about = c.subject_id == target.subject
    if target.subject is None:
        about = c.subject_id.is_(None) & (c.room_id == target.room)
    alike = (c.kind == "boundary") != reason.care
    open_ones = c.kind.in_(ABOUT_PEOPLE), c.state != "closed"
    found: UUID | None = await tx.connection.scalar(select(c.id).where(about, alike, *open_ones))
    return found


async def is_evidence(tx: Transaction, case: UUID | None, message: UUID | None) -> bool:
    """Whether the case has it already: nobody has to read the same thing twice."""
    e = schema.evidence.c
    same = e.message_id == message
    if message is None:
        same = e.message_id.is_(None) & (e.at > func.clock_timestamp() - SNAPSHOT_HOLDS)
    return await tx.connection.scalar(select(e.id).where(e.case_id == case, same).limit(1)) is not None


async def was_called(tx: Transaction, case: UUID | None, reason: Reason) -> bool:
    """Whether somebody was called about this case when it was as urgent: however many report, nobody is called again.
    A call that waits is brought forward by what joins."""
    a, c = schema.alerts.c, schema.cases.c
    as_urgent = c.urgency.in_(URGENCIES[URGENCIES.index(reason.urgency) :])
    called = select(a.id).join_from(schema.alerts, schema.cases).where(a.case_id == case, as_urgent)
    return await tx.connection.scalar(called.where(a.step == "page", a.done_at.is_not(None)).limit(1)) is not None


async def no_longer_theirs(tx: Transaction, case: UUID, reporter: UUID) -> None:
    """Who reports may be staff, and does not work on it: if they have the case already, it opens to others at once."""
    conflict = {"case_id": case, "account_id": reporter, "why": "reporter"}
    await tx.connection.execute(upsert(schema.conflicts).values(**conflict).on_conflict_do_nothing())
    c = schema.cases.c
    theirs = c.id == case, c.taken_by == reporter, c.state == "taken"
    await tx.connection.execute(update(schema.cases).where(*theirs).values(lease_until=func.clock_timestamp()))


async def join_about_room(tx: Transaction, id: UUID, more: CaseFacts) -> None:
    """What the SQL function `open_case` does for a case about a person: the most urgent counts, no deadline moves back,
    and whoever is to be called is called."""
    c = schema.cases.c
    rank = case({name: number for number, name in enumerate(URGENCIES)}, value=c.urgency)
    urgency = case((rank < URGENCIES.index(more.urgency), more.urgency), else_=c.urgency)
    sooner = func.least(c.due_at, schema.in_seconds(more.due_s))
    await tx.connection.execute(update(schema.cases).where(c.id == id).values(urgency=urgency, due_at=sooner))
    if more.evidence is not None:
        await add_evidence(tx, id, more.evidence)
    a = schema.alerts.c
    for alert in more.alerts:
        then = schema.in_seconds(alert.after_s)
        waits = a.case_id == id, a.step == alert.step, a.done_at.is_(None)
        forward = update(schema.alerts).where(*waits).values(due_at=func.least(a.due_at, then)).returning(a.id)
        if (await tx.connection.execute(forward)).first() is None:
            await tx.connection.execute(insert(schema.alerts).values(case_id=id, step=alert.step, due_at=then))


async def add_evidence(
    tx: Transaction, case: UUID, piece: EvidenceFacts, message: UUID | None = None, at: datetime | None = None
) -> None:
    """Keep a snapshot in a case, with the message it is of, and when that was said."""
    key = {"owner": piece.id, "version": 1, "wrapped": bytes.fromhex(piece.key)}
    await tx.connection.execute(insert(schema.keys).values(**key))
    row: dict[str, Any] = {"id": piece.id, "case_id": case, "body": bytes.fromhex(piece.body)}
    row |= {"message_id": message} | ({} if at is None else {"at": at})
    await tx.connection.execute(insert(schema.evidence).values(**row))
