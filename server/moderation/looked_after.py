"""What somebody who works here sees of how they are looked after: nobody else's, and no score."""

from uuid import UUID

from sqlalchemy import text

from server.ground.api import Resting
from server.ground.api_staff import Budget, LookedAfter, Spared
from server.ground.db import Database
from server.ground.moment import milliseconds
from server.moderation import rests, topics
from server.moderation.quality import QUALITY
from server.moderation.staff_care import STAFF_CARE

SUMS = text(f"""
    select (select coalesce(sum(weight) filter (where at > clock_timestamp() - {rests.SHIFT}), 0)
            from exposures where account_id = :me and at > clock_timestamp() - interval '7 days') as shift,
        (select coalesce(sum(weight), 0)
            from exposures where account_id = :me and at > clock_timestamp() - interval '7 days') as week,
        (select coalesce(sum(extract(epoch from least(until, clock_timestamp())
                                     - greatest(began_at, clock_timestamp() - interval '7 days'))), 0) / 3600
            from spells where account_id = :me and until > clock_timestamp() - interval '7 days') as hours""")


async def mine(database: Database, account: UUID) -> LookedAfter:
    async with database.begin() as connection:
        sums = (await connection.execute(SUMS, {"me": account})).one()
    rest = await rests.of(database, account)
    return LookedAfter(
        shift_hours=QUALITY.exposure.shift_hours,
        shift=_budget(sums.shift, STAFF_CARE.budget.shift),
        week=_budget(sums.week, STAFF_CARE.budget.week),
        hours=_budget(float(sums.hours), STAFF_CARE.hours.week),
        resting=None if rest is None else Resting(rest.why, milliseconds(rest.until)),
        spared=Spared(list(topics.TOPICS), await topics.of(database, account)),
    )


def _budget(has: float, of: float) -> Budget:
    return Budget(round(has, 1), of, has >= STAFF_CARE.budget.warn * of)
