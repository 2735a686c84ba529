"""When a moderator goes from a case and nobody has it: they gave it back, signed out, or have been silent too long.

Whoever they talked with is told the truth, and the case climbs anew: the alerts that called somebody, and told the
person that nobody had come, are set again and count from now.
"""

import uuid
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.moderation import audit, case_rows, ladder
from server.moderation.duty import NOBODY_IS_THERE
from server.moderation.transitions import ABOUT_PEOPLE
from server.rooms import conversations, notices
from server.rooms.facts import TO_THE_AUTHOR_S
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_case


async def departed(tx: Transaction, keys: Keys, case: Row[Any]) -> None:
    """Nobody has this case any more. The caller holds the locks of its person and of the case."""
    room = case.conversation_id
    if room is not None and await conversations.left_by_moderators(tx, room, case=case.id):
        await notices.tell(tx, keys, case.subject_id, "moderator_left", NoticeBody(room=room))
    if case.kind in ABOUT_PEOPLE:  # the days of appeals and complaints count from their opening, whoever has them
        await _call_again(tx, case)


async def _call_again(tx: Transaction, case: Row[Any]) -> None:
    a, p = schema.alerts, schema.pages
    steps = (await tx.connection.scalars(select(a.c.step).where(a.c.case_id == case.id).distinct())).all()
    staffed = not await tx.connection.scalar(NOBODY_IS_THERE)
    # One that is locked is being carried out, and waits for the account's lock that is held here.
    waiting = select(a.c.id).where(a.c.case_id == case.id, a.c.done_at.is_(None)).with_for_update(skip_locked=True)
    await tx.connection.execute(delete(a).where(a.c.id.in_(waiting)))
    # Whoever said that they come had this case in mind as it was before.
    c = schema.cases
    await tx.connection.execute(update(c).where(c.c.id == case.id).values(acknowledged_until=None))
    calls = select(p.c.id).where(p.c.case_id == case.id, p.c.told_at.is_(None), p.c.dead_at.is_(None))
    await tx.connection.execute(delete(p).where(p.c.id.in_(calls.with_for_update(skip_locked=True))))
    for step in steps:
        after_s = TO_THE_AUTHOR_S.get(step)
        if after_s is None and step not in ladder.STEPS:
            continue  # whoever is approached was reached once
        if after_s is None:
            after_s = ladder.after_leaving(step, staffed=staffed)
        await tx.connection.execute(insert(a).values(case_id=case.id, step=step, due_at=schema.in_seconds(after_s)))


async def open_one_lapsed(database: Database, bus: Bus, keys: Keys) -> bool:
    """Open a case to others whose moderator has not been heard of. False where there is none."""
    c = schema.cases
    lapsed = c.c.state == "taken", c.c.lease_until < func.clock_timestamp()
    async with transaction(database, bus) as tx:
        found = (await tx.connection.execute(select(c.c.id, c.c.subject_id).where(*lapsed).limit(1))).first()
        if found is None:
            return False
        if found.subject_id is not None:
            await lock_account(tx, found.subject_id)
        await lock_case(tx, found.id)
        if await tx.connection.scalar(select(c.c.id).where(c.c.id == found.id, *lapsed)) is None:
            return True  # they came back, or another instance was first
        case = await case_rows.find(tx.connection, found.id)
        await departed(tx, keys, case)
        gone = {"state": "open", "taken_by": None, "lease_until": None}
        await tx.connection.execute(update(c).where(c.c.id == case.id).values(**gone))
        await tx.connection.execute(insert(schema.case_acts).values(id=uuid.uuid4(), case_id=case.id, act="lapse"))
        await audit.record(tx.connection, None, "lapse", f"case {case.id}")
        tx.announce(CASES, CasesChanged())
        return True
