"""Whether a case that nobody has is given to somebody who rests, or asked to be spared its topic: not while somebody
else is there who takes it. Where nobody is, it is theirs to take, knowingly.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground.refusal import Refusal
from server.ground.schema_quality import exposures
from server.ground.schema_staff import rests
from server.moderation.topics import is_for_all, is_spared


async def check(connection: AsyncConnection, case: Any, person: Person) -> None:
    """Raises Refusal."""
    if case.state != "open" or not case.others_take_it or not is_for_all(case):
        return
    if is_spared(case, person) or await _rests(connection, case, person):
        raise Refusal("for_others")


async def _rests(connection: AsyncConnection, case: Any, person: Person) -> bool:
    """What somebody has read already costs them nothing more: they may go on with it."""
    r, x = rests.c, exposures.c
    resting = r.account_id == person.account, r.until > func.clock_timestamp(), ~r.lifted
    has_read = select(x.id).where(x.case_id == case.id, x.account_id == person.account).exists()
    return await connection.scalar(select(r.why).where(*resting, ~has_read).limit(1)) is not None
