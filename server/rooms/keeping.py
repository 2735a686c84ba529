"""How long a room keeps messages, changed by its operator.

Shorter holds at once, for everything. Longer needs a fresh yes: what was said until now goes when it was promised to,
and whoever is in the room agrees before they write on (they may read). How long it is stands in the room's card.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.moderation import audit

LONGEST_DAYS = 365

r, m = schema.rooms, schema.members


class NotChanged(Exception):
    """Nothing has changed. The message says why, and what would be right."""


async def keep(connection: AsyncConnection, slug: str, days: int) -> int:
    """Returns how many members have yet to agree. Raises NotChanged."""
    if not 1 <= days <= LONGEST_DAYS:
        raise NotChanged(f"a room keeps messages from 1 to {LONGEST_DAYS} days")
    room = (await connection.execute(select(r).where(r.c.slug == slug).with_for_update(key_share=True))).first()
    if room is None:
        raise NotChanged(f"there is no room {slug!r} here")
    before = room.retention_days
    if days == before:
        raise NotChanged(f"{slug} keeps messages for {days} days already")
    change: dict[str, object] = {"retention_days": days}
    if days > before:
        await _check_none_under_way(connection, room)
        change |= {"days_before": before, "lengthened_at": func.clock_timestamp()}
        # Whoever has an older promise keeps it.
        agreed = update(m).where(m.c.room_id == room.id, m.c.agreed_days.is_(None))
        await connection.execute(agreed.values(agreed_days=before))
    await connection.execute(update(r).where(r.c.id == room.id).values(**change))
    await audit.record(connection, None, "keep_days", f"room {room.id} {before} {days}")
    waiting = select(func.count()).where(m.c.room_id == room.id, m.c.left_at.is_(None), m.c.agreed_days < days)
    return await connection.scalar(waiting) or 0


async def _check_none_under_way(connection: AsyncConnection, room: object) -> None:
    """One lengthening at a time: each message has one promise that is older than the room's."""
    at, before = room.lengthened_at, room.days_before  # type: ignore[attr-defined]
    now = await connection.scalar(select(func.clock_timestamp()))
    assert isinstance(now, datetime)
    if at is not None and now < (over := at + timedelta(days=before)):
        raise NotChanged(
            f"it was made longer before, and messages from before that go until {over:%Y-%m-%d}: try again then"
        )
