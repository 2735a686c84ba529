"""Several independent people report a message while nobody is on duty: it is held until a moderator looks, or time is
up.

Reports do nothing else by themselves. A message in which danger to oneself was found is never held for them, nor one
that a moderator has decided on, nor one a second time; and of one person only so many in a day, whoever reports them.
So a crowd can cost somebody a message for a night, and cannot silence them.
"""

import uuid
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from server.ground import schema
from server.ground.commit import Transaction
from server.ground.keys import Keys
from server.moderation import audit
from server.moderation.reports import HELD, HIDDEN, Crowd
from server.moderation.transitions import MESSAGE_ACTS
from server.rooms import notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_room
from server.rooms.message_states import advance
from server.rooms.reported import Target

CODE = "held_reported"


async def hold(tx: Transaction, keys: Keys, target: Target, case: uuid.UUID, crowd: Crowd) -> bool:
    """Hold the reported message, unless one of the reasons above speaks against it. The caller holds the locks of its
    author and of their case, and has counted the crowd. Its author is told."""
    if await decided(tx, target) or await _held_lately(tx, target) >= crowd.held_a_day:
        return False
    return await hold_until_seen(tx, keys, target, case, None, HELD, release_after_min=crowd.release_after_min)


async def hold_until_seen(
    tx: Transaction, keys: Keys, target: Target, case: uuid.UUID, by: uuid.UUID | None, act: str, release_after_min: int
) -> bool:
    """Out of the room until a moderator has looked, or time is up. The caller holds the locks of its author and of
    their case. False where the room does not see it anyway."""
    assert target.subject is not None
    await lock_room(tx, target.room)
    m, u = schema.messages, schema.unreviewed
    if await tx.connection.scalar(select(m.c.state).where(m.c.id == target.message)) != "shown":
        return False
    head = await advance(tx, target.room)
    await tx.connection.execute(update(m).where(m.c.id == target.message).values(state="held", changed=head))
    due: dict[str, Any] = {"due_at": schema.in_seconds(60 * release_after_min), "done_at": None}
    hold_ends = upsert(u).values(message_id=target.message, **due)
    await tx.connection.execute(hold_ends.on_conflict_do_update(index_elements=[u.c.message_id], set_=due))
    about = NoticeBody(room=target.room, message=target.message, client_id=target.client_id, code=CODE)
    await notices.tell(tx, keys, target.subject, "held", about)
    row = {"id": uuid.uuid4(), "case_id": case, "actor_id": by, "act": act, "message_id": target.message}
    await tx.connection.execute(insert(schema.case_acts).values(**row))
    await audit.record(tx.connection, by, act, f"case {case} message {target.message}")
    return True


async def decided(tx: Transaction, target: Target) -> bool:
    """It is about somebody's danger, a moderator has acted on it, or it has been held for reports before."""
    h, a, e, c = schema.case_acts.c, schema.assessments.c, schema.evidence.c, schema.cases.c
    acts = select(h.id).where(h.message_id == target.message, h.act.in_((*MESSAGE_ACTS, HELD, HIDDEN)))
    danger = select(a.message_id).where(a.message_id == target.message, a.level > 0)
    # Worry, and what the second reader found; a child who is in danger is not in danger by their own words.
    worry = (
        select(e.id)
        .join_from(schema.evidence, schema.cases)
        .where(e.message_id == target.message, c.kind.in_(("danger", "asked")), c.category != "child")
    )
    return bool(await tx.connection.scalar(select(acts.exists() | danger.exists() | worry.exists())))


async def _held_lately(tx: Transaction, target: Target) -> int:
    """How many messages of its author were held for reports in the last 24 hours."""
    h, m, b = schema.case_acts.c, schema.messages.c, schema.members.c
    lately = func.clock_timestamp() - func.make_interval(0, 0, 0, 1)
    held = (
        select(func.count())
        .select_from(schema.case_acts)
        .join(schema.messages, m.id == h.message_id)
        .join(schema.members, b.id == m.member_id)
        .where(h.act == HELD, h.at > lately, b.account_id == target.subject)
    )
    return int(await tx.connection.scalar(held) or 0)
