"""Figures of cases for /metrics: what should wake an operator. Counted when somebody asks; numbers, and of nobody."""

from math import nan

from prometheus_client import Gauge

from server.ground.db import UNREACHABLE, Database

GIVEN_UP = Gauge(
    "porchlight_calls_given_up",
    "Open cases that nobody has and about which somebody outside the console could not be called (dead letters).",
    ("kind",),
)
OVERDUE = Gauge("porchlight_cases_overdue", "Open cases that nobody has and whose time is over.", ("kind",))
KINDS = ("danger", "boundary", "asked", "appeal", "complaint")
COUNT = """
    select c.kind, count(*) filter (where c.due_at < clock_timestamp()) as overdue,
        count(*) filter (where exists (
            select 1 from pages p where p.case_id = c.id and p.dead_at is not null)) as given_up
    from cases c where c.state = 'open' or (c.state = 'taken' and c.lease_until < clock_timestamp())
    group by c.kind"""


async def count(database: Database) -> None:
    """Bring them up to date. With the database away they are NaN: a figure that is old looks like a good one."""
    try:
        found = {row["kind"]: row for row in await database.fast.fetch(COUNT)}
        unknown = 0.0
    except UNREACHABLE:
        found, unknown = {}, nan
    for kind in KINDS:
        row = found.get(kind)
        OVERDUE.labels(kind).set(row["overdue"] if row else unknown)
        GIVEN_UP.labels(kind).set(row["given_up"] if row else unknown)
