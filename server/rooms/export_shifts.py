"""Of one's own, to take along, for those who work here: when one was on duty, for when one is planned, what one said to
whoever looks after one."""

from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.schema_shifts import planned_shifts, spells
from server.ground.schema_staff import supervision


class OnDuty(msgspec.Struct):
    """From when until when."""

    at: int
    until: int


class Planned(msgspec.Struct):
    """On a weekday (0 is Monday) or on one day; minutes since its midnight."""

    what: str
    weekday: int | None
    day: str | None
    begins: int
    ends: int


class Supervision(msgspec.Struct):
    """What one said to whoever looks after one. `kind`: ask, debrief or note."""

    at: int
    kind: str
    words: str


async def supervised(connection: AsyncConnection, keys: Keys, me: UUID) -> list[Supervision]:
    """One's own words alone. The account's key must be held."""
    v = supervision.c
    rows = await connection.execute(select(supervision).where(v.account_id == me, v.by == me).order_by(v.at))
    return [
        Supervision(
            milliseconds(row.at),
            row.kind,
            "" if row.body is None else keys.open(me, row.body, "supervision", row.id, "body").decode(),
        )
        for row in rows
    ]


async def were_on_duty(connection: AsyncConnection, me: UUID) -> list[OnDuty]:
    mine = select(spells).where(spells.c.account_id == me).order_by(spells.c.began_at)
    return [OnDuty(milliseconds(row.began_at), milliseconds(row.until)) for row in await connection.execute(mine)]


async def planned(connection: AsyncConnection, me: UUID) -> list[Planned]:
    p = planned_shifts.c
    mine = select(planned_shifts).where(p.account_id == me).order_by(p.day, p.weekday, p.begins)
    return [
        Planned(row.what, row.weekday, None if row.day is None else row.day.isoformat(), row.begins, row.ends)
        for row in await connection.execute(mine)
    ]
