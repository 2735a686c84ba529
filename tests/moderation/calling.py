"""Climbing and calling by hand, as one instance would, and what the database says of it."""

import asyncio
from typing import Any

import httpx
import msgspec

from server.ground.settings import Settings
from server.moderation.paging import Paging
from server.moderation.webhook import Webhook
from tests.people import Place

FALLS_DUE = """
    with a as (update alerts set due_at = clock_timestamp() - interval '1 second' where done_at is null)
    update pages set due_at = clock_timestamp() - interval '1 second' where told_at is null and dead_at is null"""


async def stands_still(self: Paging) -> None:
    """In place of the server's own runner."""
    await asyncio.Event().wait()


def paging(place: Place, **settings: Any) -> Paging:
    services = place.services
    chosen: Settings = msgspec.structs.replace(services.settings, **settings)
    return Paging(services.database, services.bus, services.logs.keys, chosen)


async def climb_all(one: Paging) -> int:
    """Carry out every step that is due. Returns how many were looked at."""
    count = 0
    while await one.climb.climb_one():
        count += 1
    return count


async def call_all(place: Place, **settings: Any) -> int:
    """Climb, and tell whoever is due by webhook and by mail. Returns how many steps were looked at."""
    one = paging(place, **settings)
    count = await climb_all(one)
    async with httpx.AsyncClient(trust_env=False) as client:
        while await one.tell_some("webhook", Webhook(client, one._settings.porchlight_pager_secret)):
            pass
    while await one.tell_some("email", one.mail()):
        pass
    return count


async def falls_due(place: Place) -> None:
    await place.sql(FALLS_DUE)


async def steps(place: Place, *names: str) -> list[tuple[str, int]]:
    """The steps that wait, and how many seconds after the case was opened each is due."""
    after = "round(extract(epoch from a.due_at - c.opened_at))::int"
    rows = await place.sql(
        f"select a.step, {after} from alerts a join cases c on c.id = a.case_id "
        "where a.done_at is null and a.step = any($1) order by 2, 1", names,
    )  # fmt: skip
    return [tuple(row) for row in rows]


async def due_in(place: Place, step: str) -> int | None:
    """Seconds until this step is due, by the database's clock."""
    until = "round(extract(epoch from due_at - clock_timestamp()))::int"
    rows = await place.sql(f"select {until} from alerts where step = $1 and done_at is null", step)
    return rows[0][0] if rows else None


async def pages(place: Place) -> list[tuple[str, str, str, int, str | None]]:
    """Each call, in order: step, channel, what became of it, tries, the last error."""
    became = "case when told_at is not null then 'told' when dead_at is not null then 'dead' else 'waits' end"
    rows = await place.sql(f"select step, channel, {became}, attempts, error from pages order by id")
    return [tuple(row) for row in rows]
