"""A lead puts off when people see who looked at their words in a case: during an inquiry, or where to know it would put
somebody at risk. With a reason that stays with the case, for so long and no longer, and recorded.
"""

import uuid
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import PutOff
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import audit, case_access, case_rows
from server.moderation.looks import rules

LONGEST_REASON = 2_000
ACT = "put_off"


async def put_off(database: Database, keys: Keys, person: Person, case: UUID, wanted: PutOff) -> None:
    """Until then nobody sees the looks of this case. `until` now or earlier ends it. Raises Refusal."""
    reason = wanted.reason.strip()
    if not reason:
        raise Refusal("reason_missing", says="Say why, in a few words. It stays with the case.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal("bad_request", says=f"A reason has at most {LONGEST_REASON} characters.", field="reason")
    c, p, days = schema.cases.c, schema.put_off, rules().longest_put_off_days
    async with database.begin() as connection:
        await connection.execute(select(c.id).where(c.id == case).with_for_update(key_share=True))
        found = await case_rows.find(connection, case)
        case_access.check_may(found, person)
        until = _moment(wanted.until)
        if until is None or until > found.now + timedelta(days=days):
            raise Refusal("bad_request", says=f"At most {days} days from now; it can be put off again.", field="until")
        row = {"case_id": case, "until": until}
        await connection.execute(upsert(p).values(**row).on_conflict_do_update(index_elements=[p.c.case_id], set_=row))
        id = uuid.uuid4()
        sealed = await keys.seal(case, reason.encode(), "case_acts", id, "reason")
        act = {"id": id, "case_id": case, "actor_id": person.account, "act": ACT, "reason": sealed}
        await connection.execute(insert(schema.case_acts).values(**act))
        await audit.record(connection, person.account, ACT, f"case {case} until {until:%Y-%m-%d}")


def _moment(at: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(at / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
