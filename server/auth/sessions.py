"""Sessions: who a cookie stands for. Only the digest of a cookie's secret is stored."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
from sqlalchemy import func, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import permissions
from server.ground import schema
from server.ground.db import Database
from server.ground.refusal import Refusal

COOKIE = "porchlight"
KEPT = timedelta(days=30)
"""How long a session lasts that one asked to keep on a device."""
PASSING = timedelta(hours=16)
"""How long one lasts at most that ends with the browser."""
FRESH = timedelta(minutes=10)
"""For how long a proof counts: what is dangerous is asked for again after that (auth/permissions.py)."""


class Person(msgspec.Struct, frozen=True):
    """Somebody with a session that holds."""

    account: UUID
    session: UUID
    pseudonym: str
    country: str
    roles: frozenset[str]
    known: bool
    """Whether the account is older than a day: some rules are stricter with new ones."""
    at: int = 0
    """When this was looked up, in milliseconds by the database's clock."""
    fresh: bool = False
    """Whether they proved within FRESH that it is them."""
    agreed: str = ""
    """The version of the consent that they agreed to last."""

    def may(self, permission: str) -> bool:
        return permissions.may(self.roles, permission)

    def demand(self, permission: str) -> None:
        """Raises Refusal where they may not, or have to prove first that it is them."""
        if not self.may(permission):
            raise Refusal("not_allowed")
        if permission in permissions.FRESH and not self.fresh:
            raise Refusal("not_fresh")


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


async def start(connection: AsyncConnection, account: UUID, *, kept: bool, second: str | None = None) -> str:
    """A new session. Returns the secret for the cookie. `second`: how its second proof was given, if it was."""
    secret = secrets.token_urlsafe(32)
    await connection.execute(
        insert(schema.sessions).values(
            id=uuid.uuid4(),
            account_id=account,
            digest=digest(secret),
            kept=kept,
            expires_at=func.now() + (KEPT if kept else PASSING),
            proved_at=func.now(),
            second=second,
        )
    )
    return secret


async def end(connection: AsyncConnection, session: UUID) -> None:
    await connection.execute(update(schema.sessions).where(schema.sessions.c.id == session).values(ended_at=func.now()))


HOLDING = """
    select s.id, s.second is not null, array(select role from roles r where r.account_id = a.id
                       and (r.expires_at is null or r.expires_at > now()))
    from sessions s join accounts a on a.id = s.account_id
    where s.id = any($1) and s.ended_at is null and s.expires_at > now() and a.status = 'active'"""
FIND = """
    select s.digest, a.id, s.id, a.pseudonym, a.country, a.created_at < now() - interval '1 day',
           floor(extract(epoch from clock_timestamp()) * 1000)::bigint,
           coalesce(s.proved_at > now() - $2::interval, false), s.last_used < current_date,
           s.second is not null,
           (select c.version from consents c where c.account_id = a.id order by c.agreed_at desc limit 1),
           array(select role from roles r where r.account_id = a.id
                 and (r.expires_at is null or r.expires_at > now()))
    from sessions s join accounts a on a.id = s.account_id
    where s.digest = any($1) and s.ended_at is null and s.expires_at > now() and a.status = 'active'"""
USED = "update sessions set last_used = current_date where id = any($1) and last_used < current_date"


async def find(database: Database, secret: str) -> Person | None:
    """Whose session this is, if it holds. Nobody's needs no database."""
    return (await find_all(database, (secret,))).get(secret) if secret else None


async def find_all(database: Database, secrets: Sequence[str]) -> dict[str, Person]:
    """As `find`, for many at once. Those that do not hold are left out."""
    by_digest = {digest(secret): secret for secret in secrets}
    rows = await database.fast.fetch(FIND, list(by_digest), FRESH)
    found = {}
    first_today = []
    for key, account, session, pseudonym, country, known, at, fresh, another_day, proven, agreed, granted in rows:
        roles = permissions.roles_of(granted, signed_in=True, proven=proven)
        found[by_digest[key]] = Person(account, session, pseudonym, country, roles, known, at, fresh, agreed)
        if another_day:
            first_today.append(session)
    if first_today:
        await database.fast.execute(USED, first_today)
    return found


async def holding(database: Database, ids: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Of these sessions those that hold, with the roles their person has now."""
    rows = await database.fast.fetch(HOLDING, list(ids))
    return {id: permissions.roles_of(granted, signed_in=True, proven=proven) for id, proven, granted in rows}


async def ask_everybody(database: Database) -> None:
    """Sessions that began while no second proof was asked for have not given one."""
    await database.fast.execute("update sessions set second = null where second = 'not_asked'")
