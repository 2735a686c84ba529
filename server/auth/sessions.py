"""Sessions: who a cookie stands for. Only the digest of a cookie's secret is stored."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import msgspec
from sqlalchemy import func, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import permissions
from server.ground import schema
from server.ground.db import Database

COOKIE = "porchlight"
KEPT = timedelta(days=30)
"""How long a session lasts that one asked to keep on a device."""
PASSING = timedelta(hours=16)
"""How long one lasts at most that ends with the browser."""


class Person(msgspec.Struct, frozen=True):
    """Somebody with a session that holds."""

    account: UUID
    session: UUID
    pseudonym: str
    country: str
    roles: frozenset[str]
    known: bool
    """Whether the account is older than a day: some rules are stricter with new ones."""

    def may(self, permission: str) -> bool:
        return permissions.may(self.roles, permission)


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


async def start(connection: AsyncConnection, account: UUID, *, kept: bool) -> str:
    """A new session. Returns the secret for the cookie."""
    secret = secrets.token_urlsafe(32)
    await connection.execute(
        insert(schema.sessions).values(
            id=uuid.uuid4(),
            account_id=account,
            digest=digest(secret),
            kept=kept,
            expires_at=func.now() + (KEPT if kept else PASSING),
        )
    )
    return secret


async def end(connection: AsyncConnection, session: UUID) -> None:
    await connection.execute(update(schema.sessions).where(schema.sessions.c.id == session).values(ended_at=func.now()))


HOLDING = """
    select s.id, array(select role from roles r where r.account_id = a.id
                       and (r.expires_at is null or r.expires_at > now()))
    from sessions s join accounts a on a.id = s.account_id
    where s.id = any($1) and s.ended_at is null and s.expires_at > now() and a.status = 'active'"""
FIND = """
    select a.id, s.id, a.pseudonym, a.country, a.created_at < now() - interval '1 day',
           array(select role from roles r where r.account_id = a.id
                 and (r.expires_at is null or r.expires_at > now()))
    from sessions s join accounts a on a.id = s.account_id
    where s.digest = $1 and s.ended_at is null and s.expires_at > now() and a.status = 'active'"""


async def find(database: Database, secret: str) -> Person | None:
    """Whose session this is, if it holds. Nobody's needs no database."""
    if not secret:
        return None
    row = await database.fast.fetchrow(FIND, digest(secret))
    if row is None:
        return None
    account, session, pseudonym, country, known, granted = row
    return Person(account, session, pseudonym, country, permissions.roles_of(granted, signed_in=True), known)


async def holding(database: Database, ids: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Of these sessions those that hold, with the roles their person has now."""
    rows = await database.fast.fetch(HOLDING, list(ids))
    return {id: permissions.roles_of(granted, signed_in=True) for id, granted in rows}
