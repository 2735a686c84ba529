"""What somebody agreed to, and what they are asked to agree to before they write on."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from server.auth import consent
from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.db import Database
from server.ground.refusal import Refusal

LAST = "select version from consents where account_id = $1 order by agreed_at desc limit 1"

m, r = schema.members.c, schema.rooms.c


async def of(database: Database, person: Person, age_range: str) -> api.Agreements:
    """All of it, of one person."""
    longer = (
        select(r.id, r.title, r.retention_days, m.agreed_days)
        .join_from(schema.members, schema.rooms)
        .where(m.account_id == person.account, m.left_at.is_(None), r.closed_at.is_(None))
        .where(m.agreed_days < r.retention_days)
        .order_by(r.title)
    )
    async with database.begin() as connection:
        rooms = [api.LongerRoom(*row) for row in await connection.execute(longer)]
    changed = None if person.agreed == consent.version() else consent.in_force(age_range)
    return api.Agreements(person.agreed, changed, rooms)


async def last(database: Database, account: UUID) -> str | None:
    """The version of the consent that somebody agreed to last."""
    agreed: str | None = await database.fast.fetchval(LAST, account)
    return agreed


async def agree(database: Database, person: Person, age_range: str, version: str) -> None:
    """To the consent in force, and to no other. Raises Refusal."""
    if version != consent.version():
        raise Refusal("consent_outdated", field="consent")
    row = {"account_id": person.account, "version": version, "age_range": age_range}
    async with database.begin() as connection:
        await connection.execute(insert(schema.consents).values(**row).on_conflict_do_nothing())
