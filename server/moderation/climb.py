"""The climb: a step of the ladder that is due is carried out by whichever instance comes first.

An alert is a row with a deadline by the database's clock. It is picked up with SKIP LOCKED and marked done in the
transaction that carries it out, so an instance that is killed in between leaves it to the next. To carry out a step
means to ask for a lead at the console, or to write down whom to call and by what way; paging.py calls them.
"""

import logging
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import case, func, insert, select, text, update

from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.moderation import deadlines
from server.moderation.case_rows import NOW, STATE
from server.moderation.ladder import LEADS, OUTSIDE, STEPS
from server.moderation.sooner import bring_forward
from server.moderation.there import NOBODY, THERE
from server.moderation.topics import TAKES_IT

log = logging.getLogger(__name__)

ALONE_AFTER_S = 30
"""So long a moderator who is there alone has to take what is urgent, before a lead is asked for or called."""
NOT_SET = "not_set"
"""The error of a page for which nobody is named in the settings."""

c = schema.cases.c
_HAS_IT = func.greatest(case((c.state == "taken", c.lease_until)), c.acknowledged_until)
WAITS_UNTIL = case((_HAS_IT > NOW, _HAS_IT)).label("waits_until")
"""Until when nobody need be called about a case: somebody has it, or was called and says that they come. Else null."""

LEAD_ON_DUTY = text(f"""
    select exists(select 1 from {THERE} there join roles o on o.account_id = there.account_id and o.role = 'lead'
                  where o.expires_at is null or o.expires_at > clock_timestamp())""")


# However it came about: it was staffed when it was opened, and now nobody is there.
OVERDUE = text(f"""
    insert into alerts (case_id, step, due_at)
    select c.id, 'page', clock_timestamp() from cases c
    where c.kind in ('danger', 'boundary', 'asked') and c.urgency <> 'later' and c.due_at < clock_timestamp()
        and (c.state = 'open' or (c.state = 'taken' and c.lease_until < clock_timestamp()))
        and not exists (select 1 from alerts a where a.case_id = c.id and a.step in ('page', 'backup'))
        and {NOBODY}
    order by c.due_at limit 1 for no key update of c skip locked
    returning id""")


# Somebody is on duty, and whoever is rests, asked not to be given this topic, or has a part in the case. What may wait
# goes to a lead first, and further once its time is over. Who was called before somebody gave it back does not count.
NOBODY_TAKES_IT = text(f"""
    select c.id, s.step from cases c
    cross join lateral (
        select case when c.urgency = 'later' and c.due_at > clock_timestamp() then 'lead' else 'page' end as step,
            coalesce((select max(h.at) from case_acts h where h.case_id = c.id and h.act in ('hand_back', 'lapse')),
                     c.opened_at) as since) s
    where c.kind in ('danger', 'boundary', 'asked')
        and (c.state = 'open' or (c.state = 'taken' and c.lease_until < clock_timestamp()))
        and (c.acknowledged_until is null or c.acknowledged_until < clock_timestamp())
        and not exists (select 1 from alerts a where a.case_id = c.id and a.step in ('page', 'backup', s.step)
                        and (a.done_at >= s.since or (a.done_at is null and a.due_at <= clock_timestamp())))
        and exists (select 1 from duties d where d.until > clock_timestamp()) and not exists ({TAKES_IT})
    order by c.due_at limit 1 for no key update of c skip locked""")
# A moderator alone is not left alone with what is urgent: a lead is asked for, and where none is there, the on-call.
ALONE = text(f"""
    with alone as (
        select a.id from alerts a join cases c on c.id = a.case_id
        where a.step = 'lead' and a.done_at is null and a.due_at > clock_timestamp()
            and c.urgency = 'now' and c.opened_at < clock_timestamp() - interval '{ALONE_AFTER_S} seconds'
            and (select count(*) from {THERE} there) = 1
        limit 1 for update of a skip locked)
    update alerts set due_at = clock_timestamp() where id in (select id from alone) returning id""")
THERE_ALONE = text(f"select count(*) = 1 from {THERE} there")


class Climb:
    """Carries out steps. `ways`: for each step outside the browser the channels by which somebody can be called."""

    def __init__(self, database: Database, bus: Bus, ways: Mapping[str, Collection[str]]) -> None:
        self._database = database
        self._bus = bus
        self._ways = ways

    async def climb_one(self) -> bool:
        """Carry out the step that has been due longest. False where none is due."""
        a = schema.alerts
        async with transaction(self._database, self._bus) as tx:
            # Whoever else changes alerts skips those that are locked, so doing it before the case breaks no order.
            due = (
                await tx.connection.execute(
                    select(a.c.id, a.c.step, a.c.case_id, c.kind, c.category, c.urgency, WAITS_UNTIL, STATE)
                    .join_from(a, schema.cases)
                    .where(a.c.done_at.is_(None), a.c.due_at <= NOW, a.c.step.in_(STEPS))
                    .order_by(a.c.due_at)
                    .limit(1)
                    .with_for_update(of=a, skip_locked=True)
                )
            ).first()
            if due is None:
                return False
            if due.state != "closed" and due.waits_until is not None:
                change: dict[str, Any] = {"due_at": due.waits_until}
            else:
                change = {"done_at": NOW}
                if due.state == "open":
                    await (self._ask_for_lead(tx, due) if due.step in LEADS else self._call(tx, due))
                    await self._remind(tx, due)
            await tx.connection.execute(update(a).where(a.c.id == due.id).values(**change))
            return True

    async def call_about_one_overdue(self) -> bool:
        """Call the on-call about a case that nobody was ever called about, whose time is over while nobody is on duty.
        False where there is none."""
        async with transaction(self._database, self._bus) as tx:
            return (await tx.connection.execute(OVERDUE)).first() is not None

    async def call_about_one_nobody_takes(self) -> bool:
        """Take a case further at once that nobody of those on duty takes, because of how they are looked after: to the
        on-call, or to a lead where it may wait. False where there is none."""
        async with transaction(self._database, self._bus) as tx:
            case = (await tx.connection.execute(NOBODY_TAKES_IT)).first()
            if case is not None:
                await bring_forward(tx.connection, case.id, case.step)
            return case is not None

    async def ask_for_lead_beside_one_alone(self) -> bool:
        """Ask for a lead at once about what is urgent, while one moderator is there alone. False for none."""
        async with transaction(self._database, self._bus) as tx:
            return (await tx.connection.execute(ALONE)).first() is not None

    async def _ask_for_lead(self, tx: Transaction, due: Any) -> None:
        asked = func.coalesce(c.lead_at, NOW)
        await tx.connection.execute(update(schema.cases).where(c.id == due.case_id).values(lead_at=asked))
        tx.announce(CASES, CasesChanged())
        if not await tx.connection.scalar(LEAD_ON_DUTY):
            is_alone = due.urgency == "now" and await tx.connection.scalar(THERE_ALONE)
            await bring_forward(tx.connection, due.case_id, "page" if is_alone else STEPS[due.step].then)

    async def _call(self, tx: Transaction, due: Any) -> None:
        p = schema.pages
        ways = self._ways[due.step]
        page = {"case_id": due.case_id, "step": due.step, "due_at": NOW}
        if ways:
            await tx.connection.execute(insert(p).values([page | {"channel": channel} for channel in ways]))
        else:
            log.error("a case is due and nobody can be called: set PORCHLIGHT_PAGER_URL or PORCHLIGHT_ONCALL_EMAIL")
            known = p.c.case_id == due.case_id, p.c.step == due.step, p.c.channel == "none", p.c.dead_at.is_not(None)
            if await tx.connection.scalar(select(p.c.id).where(*known).limit(1)) is None:
                dead = {"channel": "none", "error": NOT_SET, "dead_at": NOW}
                await tx.connection.execute(insert(p).values(**page, **dead))
                tx.announce(CASES, CasesChanged())
            await bring_forward(tx.connection, due.case_id, STEPS[due.step].then)
        if due.step == "backup" and due.urgency == "now":
            await self._begin_anew(tx, due)

    async def _begin_anew(self, tx: Transaction, due: Any) -> None:
        """Everybody has been called, and a life may be at stake: unless somebody takes the case, they are again."""
        a = schema.alerts
        for step in OUTSIDE:
            others = a.c.case_id == due.case_id, a.c.step == step, a.c.done_at.is_(None), a.c.id != due.id
            if await tx.connection.scalar(select(a.c.id).where(*others).limit(1)) is None:
                at = schema.in_seconds(STEPS[step].anew_s or 0)
                await tx.connection.execute(insert(a).values(case_id=due.case_id, step=step, due_at=at))

    async def _remind(self, tx: Transaction, due: Any) -> None:
        """Of an answer that is overdue somebody hears again, until it is taken."""
        deadline = deadlines.of(due.kind, due.category)
        again_s = None if deadline is None else deadline.again_s(due.step)
        if again_s is not None:
            again = {"case_id": due.case_id, "step": due.step, "due_at": schema.in_seconds(again_s)}
            await tx.connection.execute(insert(schema.alerts).values(**again))
