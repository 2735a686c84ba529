"""Revocations: sockets close, or stop showing a room, on every instance.

Each is a row, announced by the bus and found again by a timer, so a lost event costs delay only.
"""

from uuid import UUID

from sqlalchemy import insert

from server.ground import schema
from server.ground.bus import REVOCATIONS, Revoked
from server.ground.commit import Transaction
from server.ground.db import Database

REREAD_S = 5.0
LOOK_BACK_S = 30
"""How long the timer looks again at what it has read: rows commit out of the order of their ids, but not by this much.
Measured by the reader's own steady clock, so that the database's may be set."""

BEFORE = "select coalesce(max(id), 0) from revocations where at < clock_timestamp() - make_interval(secs => $1)"
SINCE = "select id, code, session_id, account_id, room_id from revocations where id > $1 order by id"


async def revoke(
    tx: Transaction,
    code: str,
    *,
    session: UUID | None = None,
    account: UUID | None = None,
    room: UUID | None = None,
) -> None:
    """Revoke a session, all of an account's, or an account's view of a room, when `tx` commits."""
    id = await tx.connection.scalar(
        insert(schema.revocations)
        .values(session_id=session, account_id=account, room_id=room, code=code)
        .returning(schema.revocations.c.id)
    )
    assert id is not None
    tx.announce(REVOCATIONS, Revoked(id, code, session, account, room))


async def before(database: Database) -> int:
    """The id up to which a reader that starts now need not look."""
    return int(await database.fast.fetchval(BEFORE, LOOK_BACK_S))


async def since(database: Database, id: int) -> list[Revoked]:
    """The revocations after one."""
    return [Revoked(*row) for row in await database.fast.fetch(SINCE, id)]
