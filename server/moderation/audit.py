"""The audit chain: what was done to what by whom, never words or names.

Each row's hash covers the row and the hash before it, so a row that was changed, removed or moved shows.
"""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.db import Database

FIRST = bytes(32)
"""The hash before the first row."""


def chained(before: bytes, seq: int, at: datetime, actor: UUID | None, act: str, subject: str) -> bytes:
    """The hash of one row."""
    row = "\0".join((str(seq), at.astimezone(UTC).isoformat(), str(actor or ""), act, subject))
    return hashlib.sha256(before + row.encode()).digest()


async def record(connection: AsyncConnection, actor: UUID | None, act: str, subject: str) -> None:
    """Add a row in the caller's transaction. Takes the chain's lock, the last in the lock order."""
    h = schema.audit_head
    head = (await connection.execute(select(h.c.seq, h.c.hash).with_for_update())).one()
    at = await connection.scalar(select(func.clock_timestamp()))
    assert isinstance(at, datetime)
    seq = head.seq + 1
    made = chained(head.hash, seq, at, actor, act, subject)
    await connection.execute(
        insert(schema.audit).values(seq=seq, at=at, actor_id=actor, act=act, subject=subject, hash=made)
    )
    await connection.execute(update(h).values(seq=seq, hash=made))


async def verify(database: Database) -> tuple[int, int | None]:
    """(rows read, the first row that does not fit or None)."""
    before, count = FIRST, 0
    async with database.begin() as connection:
        head = (await connection.execute(select(schema.audit_head))).one()
        async for row in await connection.stream(select(schema.audit).order_by(schema.audit.c.seq)):
            count += 1
            if row.seq != count or row.hash != chained(before, row.seq, row.at, row.actor_id, row.act, row.subject):
                return count, row.seq
            before = row.hash
    return count, None if (head.seq, head.hash) == (count, before) else count + 1
