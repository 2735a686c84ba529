"""How long people waited for a person: exact, from the database, of a bounded window; and how grave their cases were.

From the opening of a case to when it was first taken, or to a moderator's first words in its conversation. What it
costs grows with the window, and not with all that ever was: cases are found by when they were opened.
"""

from typing import Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.api_quality import LevelFigures, TimeFigures

By = Literal["day", "week"]
DAYS: dict[By, int] = {"day": 28, "week": 13 * 7}
"""How far back, today or this week included. Cases are kept for 90 days after they were closed."""
BACK: dict[By, int] = {"day": DAYS["day"] - 1, "week": DAYS["week"] - 7}

OPENED = """opened as (
    select c.id, c.conversation_id, c.opened_at, c.urgency, c.kind, c.level, c.subject_id,
        (date_trunc(:by, c.opened_at at time zone 'utc'))::date as day
    from cases c
    where c.opened_at >= (date_trunc(:by, now() at time zone 'utc') at time zone 'utc')
            - make_interval(days => :back)
    and c.kind in ('danger', 'boundary', 'asked'))"""
TIMES = text(f"""
    with {OPENED}, waited as (
        select day, urgency, subject_id, extract(epoch from least(
            (select min(h.at) from case_acts h where h.case_id = o.id and h.act = 'take'),
            (select min(m.at) from messages m join members b on b.id = m.member_id
                where m.room_id = o.conversation_id and b.part = 'moderator' and m.at >= o.opened_at)
            ) - o.opened_at)::float8 as seconds
        from opened o)
    select day, urgency, count(*), count(seconds), count(distinct subject_id),
        percentile_cont(0.5) within group (order by seconds), percentile_cont(0.95) within group (order by seconds)
    from waited group by day, urgency order by day, urgency""")
LEVELS = text(f"""
    with {OPENED}
    select day, level, count(*), count(distinct subject_id) from opened where kind = 'danger'
    group by day, level order by day, level""")


async def times(connection: AsyncConnection, by: By) -> list[TimeFigures]:
    """By the day or week in which cases were opened, and by their urgency. Who was not reached yet has no time."""
    rows = await connection.execute(TIMES, {"by": by, "back": BACK[by]})
    return [TimeFigures(day.isoformat(), *rest) for day, *rest in rows]


async def levels(connection: AsyncConnection, by: By) -> list[LevelFigures]:
    rows = await connection.execute(LEVELS, {"by": by, "back": BACK[by]})
    return [LevelFigures(day.isoformat(), *rest) for day, *rest in rows]
