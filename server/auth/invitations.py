"""Invitations: a link that makes somebody a member of staff, once, within a week. Only its digest is stored.

One without an account is for whoever registers with it. One for an account that is there is of use to its owner only,
who takes the role by proving that it is them; nobody is made staff without their doing.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import pseudonyms, sessions
from server.ground import schema
from server.ground.db import Database
from server.ground.refusal import Refusal

LASTS = timedelta(days=7)

i, r = schema.invitations, schema.roles


async def invite(connection: AsyncConnection, role: str, account: UUID | None = None) -> str:
    """A code for this role: for somebody new, or for the owner of an account."""
    code = secrets.token_urlsafe(24)
    row = {"digest": sessions.digest(code), "role": role, "account_id": account, "expires_at": func.now() + LASTS}
    await connection.execute(insert(i).values(**row))
    return code


async def account_named(connection: AsyncConnection, pseudonym: str) -> UUID | None:
    """The account that is in use under this name."""
    a = schema.accounts.c
    named = a.pseudonym_key == pseudonyms.key(pseudonym), a.status == "active"
    found: UUID | None = await connection.scalar(select(a.id).where(*named))
    return found


async def invite_first_moderator(database: Database) -> str | None:
    """An invitation for the first moderator, or None where there is one already."""
    async with database.begin() as connection:
        if await connection.scalar(select(r.c.account_id).where(r.c.role == "moderator").limit(1)) is not None:
            return None
        # The links of earlier starts end with them.
        unused = i.c.role == "moderator", i.c.account_id.is_(None), i.c.used_at.is_(None)
        await connection.execute(update(i).where(*unused).values(used_at=func.now()))
        return await invite(connection, "moderator")


async def use(connection: AsyncConnection, code: str, account: UUID | None = None) -> str:
    """Use an invitation up, of this account or of nobody yet; returns its role. Raises Refusal."""
    whose = i.c.account_id.is_not_distinct_from(account)
    role = await connection.scalar(
        update(i)
        .where(i.c.digest == sessions.digest(code), whose, i.c.used_at.is_(None), i.c.expires_at > func.now())
        .values(used_at=func.now())
        .returning(i.c.role)
    )
    if role is None:
        raise Refusal("invitation_used", field="invitation")
    return str(role)


async def grant(connection: AsyncConnection, account: UUID, role: str) -> None:
    """Give a role, without an end."""
    row = {"account_id": account, "role": role}
    again = {"expires_at": None, "granted_at": func.clock_timestamp()}
    await connection.execute(
        upsert(r).values(**row).on_conflict_do_update(index_elements=[r.c.account_id, r.c.role], set_=again)
    )
