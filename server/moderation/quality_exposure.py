"""How much that is hard somebody of the staff has read: to look after them, and no measure of work.

A case counts for whoever had its words on screen, once a day, by the weight of quality.toml. Only they themselves see
it, and leads.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_quality import Exposed, MyExposure
from server.ground.db import Database
from server.ground.schema_quality import exposures
from server.moderation.quality import QUALITY

x = exposures.c
AT_WORK = "moderator", "lead", "trustee"


async def note(connection: AsyncConnection, person: Person, of_case: Any) -> None:
    """Somebody reads words of this case. In the transaction of the look, before its locks."""
    weight = QUALITY.exposure.weight(of_case.level, of_case.category)
    row = {"account_id": person.account, "case_id": of_case.id, "weight": weight}
    graver = {"weight": func.greatest(x.weight, weight)}
    await connection.execute(
        insert(exposures)
        .values(row)
        .on_conflict_do_update(constraint="exposures_account_id_case_id_day_key", set_=graver)
    )


async def mine(database: Database, person: Person) -> MyExposure:
    """One's own."""
    async with database.begin() as connection:
        found = await _read(connection, person.account)
    nothing = Exposed(person.pseudonym, 0, 0, 0, 0, 0)
    return MyExposure(QUALITY.exposure.shift_hours, next(iter(found), nothing))


async def of_everybody(connection: AsyncConnection) -> list[Exposed]:
    """Of all who work here now, by name."""
    return await _read(connection, None)


async def _read(connection: AsyncConnection, account: UUID | None) -> list[Exposed]:
    a, r, now = schema.accounts.c, schema.roles.c, func.clock_timestamp()
    shift = x.at > now - func.make_interval(0, 0, 0, 0, QUALITY.exposure.shift_hours)
    week = x.at > now - func.make_interval(0, 0, 1)
    works = select(r.role).where(r.account_id == a.id, r.role.in_(AT_WORK)).correlate(schema.accounts).exists()
    rows = await connection.execute(
        select(
            a.pseudonym,
            func.count(x.case_id.distinct()).filter(shift),
            func.coalesce(func.sum(x.weight).filter(shift), literal(0.0)),
            func.count(x.case_id.distinct()).filter(week),
            func.coalesce(func.sum(x.weight).filter(week), literal(0.0)),
            func.coalesce(func.sum(x.weight).filter(~week), literal(0.0)),
        )
        .join_from(schema.accounts, exposures, x.account_id == a.id)
        .where(x.at > now - func.make_interval(0, 0, 2), works if account is None else a.id == account)
        .group_by(a.id, a.pseudonym)
        .order_by(a.pseudonym)  # of who has read most no list is made
    )
    return [Exposed(*row) for row in rows]
