"""Rests: whoever closed something severe, or has read or worked as much as is set, is served nothing new for a while.

What they have stays theirs. They may lift a rest themselves, knowingly; it is recorded. After something severe they
may at any time; what is set as enough, only while nobody else is there, and as long as nobody is. A rest never makes a
case wait: whoever rests does not count as there (there.py), so it goes to another, or climbs.

Whether somebody is to rest is asked at every renewal of their duty, from what is stored: no act has to remember it, and
an instance that is killed forgets nothing.
"""

from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy import text

from server.ground.bus import CASES, DUTY, Bus, CasesChanged, DutyChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.moderation import audit, duty
from server.moderation.quality import QUALITY
from server.moderation.staff_care import STAFF_CARE
from server.moderation.there import THERE

Why = Literal["severe", "budget", "hours"]
AFTER = frozenset(("close", "hand_back"))
"""The acts after which somebody would be offered what is next."""

SHIFT = f"interval '{QUALITY.exposure.shift_hours} hours'"
PAUSE = f"interval '{STAFF_CARE.pause.minutes} minutes'"
LOOK = "interval '1 minute'"
"""Who looks for so long has not taken it: that look was all, and whoever takes it goes on with it first."""
# One row for each reason there is now: until when, by the database's clock.
DUE = text(f"""
    select 'severe' as why, max(a.at) + {PAUSE} as until
    from case_acts a join exposures x on x.case_id = a.case_id and x.account_id = a.actor_id
    where a.actor_id = :me and a.act in ('close', 'hand_back') and x.weight >= :severe
        and a.at > clock_timestamp() - {PAUSE}
    having max(a.at) is not null
    union all
    select 'severe', max(x.at) + {PAUSE} from exposures x join cases c on c.id = x.case_id
    where x.account_id = :me and c.category = any(:seen)
        and x.at between clock_timestamp() - {PAUSE} and clock_timestamp() - {LOOK}
        and not (c.state = 'taken' and c.taken_by = :me)
    having max(x.at) is not null
    union all
    select 'budget', clock_timestamp() + {SHIFT} from exposures
    where account_id = :me and at > clock_timestamp() - interval '7 days'
    having coalesce(sum(weight) filter (where at > clock_timestamp() - {SHIFT}), 0) >= :shift or sum(weight) >= :week
    union all
    select 'hours', clock_timestamp() + {SHIFT} from spells
    where account_id = :me and until > clock_timestamp() - interval '7 days'
    having sum(extract(epoch from least(until, clock_timestamp())
                       - greatest(began_at, clock_timestamp() - interval '7 days'))) >= :hours * 3600""")
LIMITS = {
    "severe": STAFF_CARE.pause.weight, "shift": STAFF_CARE.budget.shift, "week": STAFF_CARE.budget.week,
    "hours": STAFF_CARE.hours.week, "seen": list(STAFF_CARE.pause.seen),
}  # fmt: skip
# One that was lifted stays so until its end; after another severe case there is another pause.
BEGIN = text("""
    insert into rests (account_id, why, until) values (:me, :why, :until)
    on conflict (account_id, why) do update
    set until = excluded.until, began_at = clock_timestamp(), lifted = false
    where rests.until <= clock_timestamp() or (excluded.why = 'severe' and rests.until < excluded.until)
    returning why""")
NOW = """
    select why, until from rests where account_id = $1 and until > clock_timestamp() and not lifted
    order by until desc limit 1"""
LIFT = text("""
    update rests set lifted = true where account_id = :me and until > clock_timestamp() and not lifted
        and (why = 'severe' or not :others) returning why""")
OTHERS = text(f"select exists (select 1 from {THERE} there where there.account_id <> :me)")
# Somebody has come: what was gone on with alone is enough again.
GO_ON_RESTING = text("""
    update rests set lifted = false
    where account_id = :me and why <> 'severe' and lifted and until > clock_timestamp() returning why""")
NO_REST = "There is no rest that you can end now: others are there for what is new."
END_OLD = f"delete from rests where until < clock_timestamp() - {SHIFT}"


class Rest(NamedTuple):
    """The one that lasts longest."""

    why: Why
    until: datetime


async def of(database: Database, account: UUID) -> Rest | None:
    row = await database.fast.fetchrow(NOW, account)
    return None if row is None else Rest(row["why"], row["until"])


async def begin_due(database: Database, bus: Bus, account: UUID) -> None:
    """Begin what is due for somebody on duty. What is urgent and waits is for others from now on, or climbs."""
    async with transaction(database, bus) as tx:
        due = (await tx.connection.execute(DUE, {"me": account} | LIMITS)).all()
        began: list[str] = []
        if await tx.connection.scalar(OTHERS, {"me": account}):
            began += (await tx.connection.execute(GO_ON_RESTING, {"me": account})).scalars()
        for row in due:
            values = {"me": account, "why": row.why, "until": row.until}
            began += (await tx.connection.execute(BEGIN, values)).scalars()
        if not began:
            return
        await duty.call_for_what_waits(tx)
        for why in began:
            await audit.record(tx.connection, account, "rest", f"account {account} {why}")
        tx.announce(DUTY, DutyChanged())
        tx.announce(CASES, CasesChanged())


async def lift(database: Database, bus: Bus, account: UUID) -> None:
    """Somebody takes what is new again, knowing that they were to rest. Raises Refusal."""
    async with transaction(database, bus) as tx:
        others = await tx.connection.scalar(OTHERS, {"me": account})
        lifted = (await tx.connection.execute(LIFT, {"me": account, "others": others})).scalars().all()
        if not lifted:
            raise Refusal("act_not_possible", says=NO_REST)
        for why in lifted:
            await audit.record(tx.connection, account, "lift_rest", f"account {account} {why}")
        tx.announce(DUTY, DutyChanged())
        tx.announce(CASES, CasesChanged())
