"""Taking back one's own words: the message stays as a place in the log, its text is shown to nobody.

A sealed copy can be reported for some days (rooms/retention.py erases it), which is said before one deletes."""

from uuid import UUID

from sqlalchemy import func, select, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.bus import Bus
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.rooms import notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_room
from server.rooms.message_states import advance


async def remove_own(database: Database, bus: Bus, keys: Keys, person: Person, message: UUID) -> None:
    """Remove a message one wrote oneself; again changes nothing. Raises Refusal."""
    m, b = schema.messages, schema.members
    async with transaction(database, bus) as tx:
        room = await tx.connection.scalar(
            select(m.c.room_id)
            .join_from(m, b, b.c.id == m.c.member_id)
            .where(m.c.id == message, b.c.account_id == person.account, b.c.left_at.is_(None))
        )
        if room is None:
            raise Refusal("not_found")
        await lock_account(tx, person.account)
        await lock_room(tx, room)
        state, position = (await tx.connection.execute(select(m.c.state, m.c.position).where(m.c.id == message))).one()
        if state not in ("shown", "held"):
            return
        if state == "held":
            await notices.tell(tx, keys, person.account, "removed", NoticeBody(room=room, message=message))
        # What was held from the start has no place in the room's log, and gets none.
        changed = await advance(tx, room) if position is not None else None
        gone = {"state": "removed", "changed": changed, "taken_back_at": func.clock_timestamp()}
        await tx.connection.execute(update(m).where(m.c.id == message).values(**gone))
