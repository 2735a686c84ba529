"""The audit chain: what was done to what by whom, never words or names.

Each row's hash covers the row and the hash before it, so a row that was changed, removed or moved shows. Rows end after
KEPT_DAYS, the oldest first; the hash of the last that ended is kept, and the chain is checked from there.
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
KEPT_DAYS = 730
"""As long as somebody may want to know who read their words, or contest what was done (docs/threat-model.md)."""
END_OLD = f"""with head as (select before_seq from audit_head for update),
    kept as (select min(seq) as seq from audit where at >= clock_timestamp() - interval '{KEPT_DAYS} days'),
    ended as (
        delete from audit using head, kept
        where audit.seq <= head.before_seq + 5000 and (audit.seq < kept.seq or kept.seq is null)
        returning audit.seq, audit.hash),
    last as (select seq, hash from ended order by seq desc limit 1)
    update audit_head set before_seq = last.seq, before_hash = last.hash from last"""
"""Ends the oldest rows, all before the first that is young enough, some thousand at once. Changes one row, or none."""


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


class AnchorTooOld(Exception):
    """The rows up to this head have ended, so it tells nothing about those that are there."""


class Verified(NamedTuple):
    """`rows`: how many are there. `wrong`: the first that does not fit, or None."""

    rows: int
    wrong: int | None
    head: Head


async def verify(database: Database, anchor: Head | None = None) -> Verified:
    """Reads the whole chain. The last row is told by the head that is kept beside the rows; a chain that was made anew
    from some row on, head included, only by an `anchor`, a head that was noted elsewhere earlier. Raises AnchorTooOld.
    """
    h, count = schema.audit_head.c, 0
    async with database.begin() as connection:
        await connection.exec_driver_sql("set transaction isolation level repeatable read")  # others go on writing
        kept = (await connection.execute(select(h.seq, h.hash, h.before_seq, h.before_hash))).one()
        head, last = Head(kept.seq, kept.hash), Head(kept.before_seq, kept.before_hash)
        if anchor is not None and anchor.seq < last.seq:
            raise AnchorTooOld
        is_anchored = anchor is None or anchor.seq > last.seq or anchor == last
        async for row in await connection.stream(select(schema.audit).order_by(schema.audit.c.seq)):
            count += 1
            fits = row.hash == chained(last.hash, row.seq, row.at, row.actor_id, row.act, row.subject)
            is_anchored = is_anchored and (anchor is None or anchor.seq != row.seq or anchor.hash == row.hash)
            if row.seq != last.seq + 1 or not fits or not is_anchored:
                return Verified(count, row.seq, head)
            last = Head(row.seq, row.hash)
    ends = is_anchored and head == last and (anchor is None or anchor.seq <= last.seq)
    return Verified(count, None if ends else last.seq + 1, head)
