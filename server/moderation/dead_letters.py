"""Calls that were given up: which, and trying one again."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from server.ground import schema
from server.ground.db import Database
from server.moderation import audit
from server.moderation.case_rows import STATE
from server.moderation.sooner import bring_forward

p, c = schema.pages.c, schema.cases.c


async def failed(database: Database) -> list[Any]:
    """Newest first."""
    rows = select(p.id, p.dead_at, p.step, p.channel, p.attempts, p.error, p.case_id, c.urgency, STATE)
    async with database.begin() as connection:
        found = rows.join_from(schema.pages, schema.cases).where(p.dead_at.is_not(None)).order_by(p.dead_at.desc())
        return list((await connection.execute(found)).all())


async def retry(database: Database, page: int) -> UUID | None:
    """Try it again, with as many tries as a new one. Returns its case, or None where there is nothing to try.

    Where nobody was named in the settings, its step is carried out anew, for whoever is named now.
    """
    async with database.begin() as connection:
        dead = select(p.id, p.case_id, p.step, p.channel).join_from(schema.pages, schema.cases)
        dead = dead.where(p.id == page, p.dead_at.is_not(None), c.state != "closed")
        found = (await connection.execute(dead.with_for_update(of=schema.pages))).first()
        if found is None:
            return None
        if found.channel == "none":
            await connection.execute(schema.pages.delete().where(p.id == page))
            await bring_forward(connection, found.case_id, found.step)
        else:
            anew = {"dead_at": None, "attempts": 0, "due_at": func.clock_timestamp()}
            await connection.execute(update(schema.pages).where(p.id == page).values(**anew))
        await audit.record(connection, None, "page_again", f"case {found.case_id} page {page}")
        case: UUID = found.case_id
        return case
