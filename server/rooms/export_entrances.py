"""Of one's own, to take along: where one is signed in, and what else opens the account. Nothing that would open it."""

from datetime import date
from uuid import UUID

import msgspec
from sqlalchemy import Date, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.keys import Keys
from server.ground.moment import milliseconds


class Device(msgspec.Struct):
    """A time one was signed in. `kept`: on a device of one's own. `last_used`: the day. `name`: what one calls it."""

    since: int
    until: int
    kept: bool
    last_used: date
    name: str | None


class Entrance(msgspec.Struct):
    """`kind`: passkey, recovery_words or authenticator. Without `last_used` it is not known, or it never was."""

    kind: str
    made: int
    last_used: date | None


async def devices(connection: AsyncConnection, keys: Keys, me: UUID) -> list[Device]:
    s = schema.sessions.c
    rows = await connection.execute(select(schema.sessions).where(s.account_id == me).order_by(s.created_at))
    return [
        Device(
            since=milliseconds(row.created_at),
            until=milliseconds(row.ended_at or row.expires_at),
            kept=row.kept,
            last_used=row.last_used,
            name=None if row.name is None else keys.open(me, row.name, "sessions", row.id, "name").decode(),
        )
        for row in rows
    ]


async def entrances(connection: AsyncConnection, me: UUID) -> list[Entrance]:
    never = null().cast(Date).label("last_used")
    p, r, t = schema.passkeys.c, schema.recoveries.c, schema.totp.c
    every = union_all(
        select(literal("passkey").label("kind"), p.made_at, p.last_used).where(p.account_id == me),
        select(literal("recovery_words"), r.made_at, never).where(r.account_id == me),
        select(literal("authenticator"), t.made_at, never).where(t.account_id == me),
    ).subquery()
    rows = await connection.execute(select(every).order_by(every.c.made_at))
    return [Entrance(row.kind, milliseconds(row.made_at), row.last_used) for row in rows]
