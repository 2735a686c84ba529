"""Looking after the room: whoever was there when something hard was said gets one quiet word, and whom to talk with.

Who saw it is not stored, and is not stored for this either. What can be known honestly: who has the room open now, and
who wrote in it around that time. Somebody who read in silence and has gone is not known, and is not told.
Each to be told is a row, and its own transaction; any instance carries it out, and the row goes with it.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, literal, select
from sqlalchemy.types import Uuid

from server.ground import schema
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.ground.schema_care import aftercare
from server.moderation.care import RULES, hard_messages, seconds
from server.rooms import notices
from server.rooms.log import NoticeBody
from server.rooms.members import with_account
from server.rooms.presence import Presence

NOT_SEEN = "No room saw a hard message of this case."
NOBODY_THERE = "Nobody else is known to have been there."
KIND = "aftercare"

RULE = RULES.aftercare
w = aftercare.c


async def look_after(tx: Transaction, presence: Presence, case: Row[Any]) -> None:
    """Have everybody told who is known to have been there, and never the author. Raises Refusal."""
    hard = (await tx.connection.execute(hard_messages(case.id))).all()
    if not hard:
        raise Refusal("act_not_possible", says=NOT_SEEN)
    since = {room: min(one.at for one in hard if one.room_id == room) for room in {one.room_id for one in hard}}
    found = 0
    for room, first in since.items():
        there = _there(room, presence.here(room), first, but=case.subject_id)
        told = await tx.connection.execute(insert(aftercare).from_select(["account_id", "room_id"], there))
        found += told.rowcount
    if found == 0:
        raise Refusal("act_not_possible", says=NOBODY_THERE)


def _there(room: UUID, here: Collection[UUID], first: Any, *, but: UUID) -> Any:
    m, b = schema.messages.c, schema.members.c
    around = m.at > first - seconds(mins=RULE.wrote_within_min)
    wrote = select(m.id).where(m.room_id == room, m.member_id == b.id, m.position.is_not(None), around).exists()
    known = b.room_id == room, b.left_at.is_(None), b.account_id != but
    return select(b.account_id, literal(room, Uuid)).where(*known, b.id.in_(here) | wrote)


class Aftercare:
    """Tells them, one by one."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def tell_one(self) -> bool:
        """Tell whoever waits longest, unless they had such a word of late. False where nobody waits."""
        n = schema.notices.c
        async with transaction(self._database, self._bus) as tx:
            one = await with_account(tx, select(w.id, w.account_id, w.room_id).order_by(w.id), aftercare)
            if one is None:
                return False
            of_late = n.at > func.clock_timestamp() - seconds(hours=RULE.once_in_hours)
            had = select(n.id).where(n.account_id == one.account_id, n.kind == KIND, of_late)
            if await tx.connection.scalar(had.limit(1)) is None:
                await notices.tell(tx, self._keys, one.account_id, KIND, NoticeBody(room=one.room_id))
            await tx.connection.execute(delete(aftercare).where(w.id == one.id))
            return True
