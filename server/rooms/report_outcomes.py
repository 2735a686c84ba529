"""Telling whoever reported what came of it: once the case is closed, or the message removed. Durable, a second late.

A complaint has its answer (rooms/complaints.py), and is not told of here.
"""

from sqlalchemy import func, select, update

from server.ground import schema
from server.ground.bus import Bus
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.keys import Keys
from server.moderation import reports
from server.moderation.transitions import ABOUT_PEOPLE
from server.rooms import notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account

EVERY_S = 1.0


class ReportOutcomes:
    """Tells reporters, one after the other."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def run(self) -> None:
        """Until cancelled."""
        await carry_out_due(self.tell_one, every_s=EVERY_S, fault="somebody who reported could not be told")

    async def tell_one(self) -> bool:
        """Tell one reporter, whose case is closed or whose message was removed. False where there is none."""
        r, c, h = schema.reports, schema.cases.c, schema.case_acts.c
        removed = select(h.id).where(h.message_id == r.c.target_id, h.act.in_(("remove", "decline"))).exists()
        due = (r.c.told_at.is_(None), c.kind.in_(ABOUT_PEOPLE), (c.state == "closed") | removed)
        columns = r.c.id, r.c.reporter_id, r.c.what, r.c.target_id, r.c.room_id, r.c.reason, r.c.case_id
        async with transaction(self._database, self._bus) as tx:
            found = (
                await tx.connection.execute(
                    select(*columns, removed.label("removed")).join_from(r, schema.cases).where(*due).limit(1)
                )
            ).first()
            if found is None:
                return False
            await lock_account(tx, found.reporter_id)
            acts = await tx.connection.scalars(select(h.act).where(h.case_id == found.case_id))
            care = reports.shipped().reasons[found.reason].care
            outcome = reports.outcome(set(acts), care=care, removed=found.removed)
            told = {"outcome": outcome, "told_at": func.clock_timestamp()}
            change = update(r).where(r.c.id == found.id, r.c.told_at.is_(None)).values(**told)
            if (await tx.connection.execute(change)).rowcount:  # another instance may have been first
                message = found.target_id if found.what == "message" else None
                about = NoticeBody(room=found.room_id, message=message, code=outcome)
                await notices.tell(tx, self._keys, found.reporter_id, "report", about)
            return True
