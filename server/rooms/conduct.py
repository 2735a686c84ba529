"""A report of what a moderator said in a private conversation: a complaint that a lead or a trustee answers.

The moderator it is about never sees it, whatever their roles. It is as urgent as its reason; where no lead is on duty
the on-call is called at once (moderation/deadlines.toml).
"""

import uuid
from uuid import UUID

from sqlalchemy import insert, select

from server.auth.sessions import Person
from server.ground import schema
from server.ground.commit import Transaction
from server.ground.keys import Keys
from server.moderation import deadlines
from server.moderation.reports import Reason
from server.rooms.complaints import CONDUCT
from server.rooms.report_cases import add_evidence, is_evidence
from server.rooms.reported import Target, sealed
from server.rooms.to_staff import set_calls


async def into_case(tx: Transaction, keys: Keys, person: Person, target: Target, reason: Reason) -> UUID:
    """The open complaint of this person about that moderator, or a new one, with what was said as evidence, once. The
    caller holds the locks that `lock_both` takes."""
    id = await _open_one(tx, person, target)
    if id is None:
        id = await _new(tx, keys, person, target, reason)
    if not await is_evidence(tx, id, target.message):
        await add_evidence(tx, id, sealed(keys, target.snapshot), target.message, target.at)
    return id


async def _open_one(tx: Transaction, person: Person, target: Target) -> UUID | None:
    c, k = schema.cases.c, schema.conflicts.c
    theirs = c.subject_id == person.account, c.category == CONDUCT, c.state != "closed", k.account_id == target.subject
    found: UUID | None = await tx.connection.scalar(
        select(c.id).join_from(schema.cases, schema.conflicts, k.case_id == c.id).where(*theirs).limit(1)
    )
    return found


async def _new(tx: Transaction, keys: Keys, person: Person, target: Target, reason: Reason) -> UUID:
    id, deadline = uuid.uuid4(), deadlines.of("complaint", CONDUCT)
    assert deadline is not None
    await keys.create(tx.connection, id)
    case = {"id": id, "kind": "complaint", "category": CONDUCT, "subject_id": person.account, "room_id": target.room}
    weight = {"level": 0, "urgency": reason.urgency, "due_at": schema.in_seconds(reason.due_s)}
    await tx.connection.execute(insert(schema.cases).values(**case, **weight))
    await tx.connection.execute(
        insert(schema.conflicts).values(case_id=id, account_id=target.subject, why="about"),
    )
    await set_calls(tx, id, deadline)
    return id
