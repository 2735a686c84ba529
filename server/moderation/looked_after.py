"""What those who work here see of how they are looked after: their own, and leads what they need to know of the others
to look after them. No score, and in no order but of names.
"""

from typing import Literal
from uuid import UUID

from sqlalchemy import text

from server.ground.api import Resting
from server.ground.api_staff import Budget, Colleague, LookedAfter, Spared, Team
from server.ground.db import Database
from server.ground.moment import milliseconds
from server.moderation import rests, topics
from server.moderation.quality import QUALITY
from server.moderation.staff_care import STAFF_CARE
from server.moderation.there import THERE

SUMS = text(f"""
    select (select coalesce(sum(weight) filter (where at > clock_timestamp() - {rests.SHIFT}), 0)
            from exposures where account_id = :me and at > clock_timestamp() - interval '7 days') as shift,
        (select coalesce(sum(weight), 0)
            from exposures where account_id = :me and at > clock_timestamp() - interval '7 days') as week,
        (select coalesce(sum(extract(epoch from least(until, clock_timestamp())
                                     - greatest(began_at, clock_timestamp() - interval '7 days'))), 0) / 3600
            from spells where account_id = :me and until > clock_timestamp() - interval '7 days') as hours""")


# The longest rest of each: one person may have several reasons.
TEAM = text(f"""
    select a.pseudonym, d.account_id is not null as is_on, r.why, r.until,
        exists (select 1 from {THERE} there where there.account_id = a.id) as is_there, t.account_id is not null as asks
    from accounts a
    left join duties d on d.account_id = a.id and d.until > clock_timestamp()
    left join lateral (select why, until from rests where account_id = a.id and until > clock_timestamp() and not lifted
                       order by until desc limit 1) r on true
    left join lateral (select v.account_id from supervision v
                       where v.account_id = a.id and v.kind <> 'note' and v.answered_at is null
                           and v.at < clock_timestamp() - interval '{STAFF_CARE.talk.others_after_min} minutes'
                       limit 1) t on true
    where exists (select 1 from roles o where o.account_id = a.id and o.role in ('moderator', 'lead', 'trustee')
                  and (o.expires_at is null or o.expires_at > clock_timestamp()))
        and (d.account_id is not null or r.why is not null or t.account_id is not null)
    order by a.pseudonym""")
Near = Literal["shift", "week", "hours"]


async def mine(database: Database, account: UUID) -> LookedAfter:
    shift, week, hours = await _budgets(database, account)
    rest = await rests.of(database, account)
    return LookedAfter(
        shift_hours=QUALITY.exposure.shift_hours,
        shift=shift,
        week=week,
        hours=hours,
        resting=None if rest is None else Resting(rest.why, milliseconds(rest.until)),
        spared=Spared(list(topics.TOPICS), await topics.of(database, account)),
    )


async def near(database: Database, account: UUID) -> Near | None:
    """What somebody is close to, so that a rest does not come as a surprise."""
    shift, week, hours = await _budgets(database, account)
    return "shift" if shift.warn else "week" if week.warn else "hours" if hours.warn else None


async def team(database: Database) -> Team:
    """Who is on duty, who rests, who is alone, and who has waited long for a talk."""
    async with database.begin() as connection:
        rows = (await connection.execute(TEAM)).all()
    there = [row.pseudonym for row in rows if row.is_there]
    people = [
        Colleague(
            row.pseudonym,
            row.is_on,
            None if row.why is None else Resting(row.why, milliseconds(row.until)),
            row.asks,
        )
        for row in rows
    ]
    return Team(people, there[0] if len(there) == 1 else None)


async def _budgets(database: Database, account: UUID) -> tuple[Budget, Budget, Budget]:
    async with database.begin() as connection:
        sums = (await connection.execute(SUMS, {"me": account})).one()
    return (
        _budget(sums.shift, STAFF_CARE.budget.shift),
        _budget(sums.week, STAFF_CARE.budget.week),
        _budget(float(sums.hours), STAFF_CARE.hours.week),
    )


def _budget(has: float, of: float) -> Budget:
    return Budget(round(has, 1), of, has >= STAFF_CARE.budget.warn * of)
