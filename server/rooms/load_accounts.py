"""Accounts for load tests: many at once, each with a session and a place in one room.

They are real rows, made in bulk: every check that a person's message goes through finds what it looks for. What they
lack is a way in: all share one passphrase that is random and forgotten at once, so one hash does for all, and only
the cookie that is printed opens a session (for as long as one that ends with the browser). Their pseudonyms have a
dot, which nobody's who registers can have: so they are told from people's.
"""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from server.auth import consent, sessions
from server.auth.passphrase import Passphrases
from server.ground.db import Database
from server.ground.installation import open_installation
from server.ground.keys import Keys
from server.ground.settings import Settings

NAME = "load.%05d"
COUNTRY = "GB"

ROOM = """select id from rooms where (slug = $1 or id::text = $1) and kind = 'room' and closed_at is null
    for no key update"""
OTHERS = "select count(*) from accounts where pseudonym_key not like 'load.%'"
EXPIRES = "select clock_timestamp() + $1::interval"


class LoadAccount(msgspec.Struct):
    """One line of what is printed. `cookie` is the value of a Cookie header."""

    pseudonym: str
    cookie: str


class NotMade(Exception):
    """No account was made. The message says why, and what to do."""


async def make(database: Database, settings: Settings, count: int, room: str, *, force: bool) -> list[LoadAccount]:
    """`count` accounts that have joined `room` (a slug or an id). Raises NotMade, UNREACHABLE, MasterKeyUnusable."""
    await database.reach()
    await database.migrate()
    master, _ = await open_installation(database, settings.master_key)
    passphrases = Passphrases(settings.porchlight_argon2_memory_kib)
    try:
        nobodys = await passphrases.hash(secrets.token_urlsafe(32))
    finally:
        passphrases.close()
    agreed = consent.in_force(settings.porchlight_age_range)
    keys = Keys(database, master)
    async with database.fast.acquire() as connection, connection.transaction():
        others = await connection.fetchval(OTHERS)
        if others and not force:
            raise NotMade(f"this database holds {others} other people's accounts: use another, or give --force")
        found = await connection.fetchval(ROOM, room)
        if found is None:
            raise NotMade(f"there is no open room {room!r} here (give its slug or its id)")
        first = await connection.fetchval("select count(*) from accounts where pseudonym_key like 'load.%'")
        expires = await connection.fetchval(EXPIRES, sessions.PASSING)
        names = [NAME % number for number in range(first, first + count)]
        return await _store(connection, keys, names, nobodys, (agreed.version, agreed.age_range), found, expires)


async def _store(
    connection: asyncpg.Connection, keys: Keys, names: Sequence[str], passphrase: str, agreed: tuple[str, str],
    room: UUID, expires: datetime,
) -> list[LoadAccount]:  # fmt: skip
    """COPY of every row that registering and joining would have made, but for the notice of having joined."""
    ids = [uuid.uuid4() for _ in names]
    cookies = [secrets.token_urlsafe(32) for _ in names]
    rows = {
        ("accounts", "id", "pseudonym", "pseudonym_key", "passphrase", "country"):
            [(id, name, name, passphrase, COUNTRY) for id, name in zip(ids, names, strict=True)],
        ("consents", "account_id", "version", "age_range"): [(id, *agreed) for id in ids],
        ("keys", "owner", "version", "wrapped"): [(id, 1, keys.new(id)[1]) for id in ids],
        ("sessions", "id", "account_id", "digest", "kept", "expires_at"):
            [(uuid.uuid4(), id, sessions.digest(c), False, expires) for id, c in zip(ids, cookies, strict=True)],
        ("members", "id", "room_id", "account_id", "alias"):
            [(uuid.uuid4(), room, id, name) for id, name in zip(ids, names, strict=True)],
    }  # fmt: skip
    for (table, *columns), records in rows.items():
        await connection.copy_records_to_table(table, columns=columns, records=records)
    return [LoadAccount(name, f"{sessions.COOKIE}={cookie}") for name, cookie in zip(names, cookies, strict=True)]
