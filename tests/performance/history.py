"""A room with a long past, written in bulk: rows as the append would have stored them, sealed under the room's key."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from server.ground.ids import new_id
from server.ground.seal import place
from tests.performance.servers import Porchlight

LOT = 50_000
COLUMNS = ("id", "room_id", "member_id", "client_id", "fingerprint", "state", "position", "changed", "body", "at")
TEXT = b"I slept a little better tonight, thank you for asking."


async def write(where: Porchlight, room: str, count: int) -> None:
    """So many messages, by the room's members in turn, up to now."""
    connection = await asyncpg.connect(where.dsn)
    master = where.settings.master_key.read()
    owner = UUID(room)
    wrapped = await connection.fetchval("select wrapped from keys where owner = $1", owner)
    key = master.unwrap(wrapped, owner, 1)
    members = [id for (id,) in await connection.fetch("select id from members where room_id = $1", owner)]
    began = datetime.now(UTC) - timedelta(seconds=count)
    for first in range(0, count, LOT):
        rows = []
        for n in range(first, min(first + LOT, count)):
            id = new_id()
            body = key.seal(TEXT, place("messages", id))
            at = began + timedelta(seconds=n)
            rows.append((id, owner, members[n % len(members)], id, b"", "shown", n + 1, n + 1, body, at))
        await connection.copy_records_to_table("messages", columns=COLUMNS, records=rows)
    await connection.execute("update rooms set head = $2 where id = $1", owner, count)
    await connection.execute("analyze messages")
    await connection.close()
