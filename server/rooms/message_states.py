"""Giving a message another state in its room's log, and the log's next number. Its room is told when the transaction
commits."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from server.ground import schema
from server.ground.bus import RoomChanged
from server.ground.bus import room as room_topic
from server.ground.commit import Transaction
from server.moderation import transitions
from server.rooms.members import lock_room


async def change_state(tx: Transaction, row: Any, possible: Collection[str], becomes: str) -> bool:
    """Give a message another state in its room's log. False where it is in none of the `possible` ones."""
    m = schema.messages
    await lock_room(tx, row.room_id)
    state, position = (await tx.connection.execute(select(m.c.state, m.c.position).where(m.c.id == row.id))).one()
    if state not in possible:
        return False
    change: dict[str, Any] = {"state": becomes}
    if becomes == "shown" and row.kind != "conversation" and transitions.is_hard(row.level):
        change["veiled"] = True
    if position is not None or becomes == "shown":
        head = await advance(tx, row.room_id)
        change |= {"changed": head, "position": position if position is not None else head}
    await tx.connection.execute(update(m).where(m.c.id == row.id).values(**change))
    return True


async def advance(tx: Transaction, room: UUID) -> int:
    """The next number of a room's log, announced when the transaction commits. The caller holds its lock."""
    r = schema.rooms
    head = await tx.connection.scalar(update(r).where(r.c.id == room).values(head=r.c.head + 1).returning(r.c.head))
    assert isinstance(head, int)
    tx.announce(room_topic(room), RoomChanged(head - 1, head))
    return head
