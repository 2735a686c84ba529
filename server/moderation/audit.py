"""The audit chain: what was done to what by whom, never words or names.

Each row's hash covers the row and the hash before it, so a row that was changed, removed or moved shows.
"""

import hashlib
from datetime import UTC, datetime
from typing import NamedTuple, Self
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


class Head(NamedTuple):
    """Where the chain ended at some moment: whoever has it elsewhere can tell later that no row up to it was changed,
    whatever was done to the database. As text: 12:HASH."""

    seq: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError."""
        seq, _, hash = text.partition(":")
        return cls(int(seq), bytes.fromhex(hash))


class Verified(NamedTuple):
    """`wrong`: the first row that does not fit, or None."""

    rows: int
    wrong: int | None
    head: Head


async def verify(database: Database, anchor: Head | None = None) -> Verified:
    """Reads the whole chain. The last row is told by the head that is kept beside the rows; a chain that was made anew
    from some row on, head included, only by an `anchor`, a head that was noted elsewhere earlier."""
    before, count = FIRST, 0
    async with database.begin() as connection:
        head = Head(*(await connection.execute(select(schema.audit_head.c.seq, schema.audit_head.c.hash))).one())
        async for row in await connection.stream(select(schema.audit).order_by(schema.audit.c.seq)):
            count += 1
            fits = row.hash == chained(before, row.seq, row.at, row.actor_id, row.act, row.subject)
            is_anchored = anchor is None or anchor.seq != count or anchor.hash == row.hash
            if row.seq != count or not fits or not is_anchored:
                return Verified(count, row.seq, head)
            before = row.hash
    ends = head == (count, before) and (anchor is None or anchor.seq <= count)
    return Verified(count, None if ends else count + 1, head)
