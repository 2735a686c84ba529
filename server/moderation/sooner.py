"""A step of a case's climb is carried out now, whenever it was due."""

from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema


async def bring_forward(connection: AsyncConnection, about: UUID, step: str | None) -> None:
    """Carry out a step of this case now, whenever it was due; also where the policy has no such step for it."""
    if step is None:
        return
    a = schema.alerts
    theirs = a.c.case_id == about, a.c.step == step, a.c.done_at.is_(None)
    # One that is locked is being carried out.
    waiting = select(a.c.id).where(*theirs).with_for_update(skip_locked=True)
    now = {"due_at": func.clock_timestamp()}
    await connection.execute(update(a).where(a.c.id.in_(waiting), a.c.due_at > func.clock_timestamp()).values(**now))
    if await connection.scalar(select(a.c.id).where(*theirs).limit(1)) is None:
        await connection.execute(insert(a).values(case_id=about, step=step, **now))
