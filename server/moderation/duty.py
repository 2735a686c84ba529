"""One's own duty: on, on a break, or off. What follows from a word is this table; a word outside it is refused.

Duty lapses by itself when the console no longer renews it. A break is not duty: whoever is on one does not count, is
served nothing, and comes back by saying so, never by a timer.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.bus import CASES, DUTY, Bus, CasesChanged, DutyChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.moderation import audit
from server.moderation.sooner import bring_forward
from server.moderation.there import NOBODY

State = Literal["on", "break", "off"]
Word = Literal["on", "break", "off"]

TABLE: dict[tuple[State, Word], State] = {
    ("off", "on"): "on",
    ("off", "off"): "off",
    ("on", "on"): "on",  # said again every 20 s
    ("on", "break"): "break",
    ("on", "off"): "off",
    ("break", "on"): "on",
    ("break", "break"): "break",  # longer, or shorter
    ("break", "off"): "off",
}
"""(state, word) -> state. Off duty there is nothing to take a break from."""

ACTS: dict[State, str] = {"on": "duty_on", "break": "break", "off": "duty_off"}
"""What the audit chain has of it."""

LAPSES_AFTER_S = 60
"""The console renews every 20 s: three missed renewals end a duty."""
SHIFT_ENDS_AFTER_H = 3
"""Who comes back on duty within so long is still in the same shift."""
LONGEST_BREAK_MIN = 120
NOT_ON_DUTY = "A break begins while you are on duty."

FIND = text("""
    select case when exists (select 1 from breaks where account_id = :me) then 'break'
                when exists (select 1 from duties where account_id = :me and until > clock_timestamp()) then 'on'
                else 'off' end""")
# How long somebody was there is kept as spells; those that follow one another closely are one shift.
GO_ON = text(f"""
    with on_duty as (
        insert into duties (account_id, until) values (:me, clock_timestamp() + interval '{LAPSES_AFTER_S} seconds')
        on conflict (account_id) do update set until = excluded.until,
            since = case when duties.until < clock_timestamp() then clock_timestamp() else duties.since end
        returning since, until)
    insert into spells (account_id, began_at, until, shift_at)
    select :me, since, until, coalesce(
        (select shift_at from spells where account_id = :me
            and until > clock_timestamp() - interval '{SHIFT_ENDS_AFTER_H} hours'
         order by began_at desc limit 1), since)
    from on_duty
    on conflict (account_id, began_at) do update set until = excluded.until""")
GO_OFF = (
    text("update spells set until = clock_timestamp() where account_id = :me and until > clock_timestamp()"),
    text("delete from duties where account_id = :me"),
)
TAKE_BREAK = text("""
    insert into breaks (account_id, ends_at) values (:me, clock_timestamp() + make_interval(mins => :minutes))
    on conflict (account_id) do update set ends_at = excluded.ends_at""")
END_BREAK = text("delete from breaks where account_id = :me")
NOBODY_IS_THERE = text(f"select {NOBODY}")
# What is urgent and waits: with nobody on duty it would have called somebody at once.
URGENT = text("""
    select id from cases c where state = 'open'
        and (urgency = 'now' or (urgency = 'soon' and kind in ('danger', 'asked')))
        and not exists (select 1 from alerts a where a.case_id = c.id and a.step = 'page' and a.done_at is not null)
    order by id for no key update""")


async def state_of(connection: AsyncConnection, account: UUID) -> State:
    found: State = (await connection.execute(FIND, {"me": account})).scalar_one()
    return found


async def on_break_until(database: Database, account: UUID) -> datetime | None:
    """When somebody's break is to end, as they planned it; None where they are on none."""
    until: datetime | None = await database.fast.fetchval("select ends_at from breaks where account_id = $1", account)
    return until


async def say(database: Database, bus: Bus, account: UUID, word: Word, minutes: int = 0) -> None:
    """Go on duty, stay on it, take a break, or go off. Raises Refusal."""
    if word == "break" and not 1 <= minutes <= LONGEST_BREAK_MIN:
        raise Refusal("bad_request", says=f"A break lasts from 1 to {LONGEST_BREAK_MIN} minutes.", field="break_min")
    async with transaction(database, bus) as tx:
        await tx.connection.execute(text("select 1 from accounts where id = :me for no key update"), {"me": account})
        was = await state_of(tx.connection, account)
        becomes = TABLE.get((was, word))
        if becomes is None:
            raise Refusal("act_not_possible", says=NOT_ON_DUTY)
        await _become(tx, account, becomes, minutes)
        if becomes == "break":
            await call_for_what_waits(tx)
        if becomes != was:  # what only renews is not recorded again
            await audit.record(tx.connection, account, ACTS[becomes], f"account {account}")
        tx.announce(DUTY, DutyChanged())


async def _become(tx: Transaction, account: UUID, state: State, minutes: int) -> None:
    me: dict[str, Any] = {"me": account}
    if state != "on":
        for statement in GO_OFF:
            await tx.connection.execute(statement, me)
    if state == "break":
        await tx.connection.execute(TAKE_BREAK, me | {"minutes": minutes})
        return
    await tx.connection.execute(END_BREAK, me)
    if state == "on":
        await tx.connection.execute(GO_ON, me)


async def call_for_what_waits(tx: Transaction) -> None:
    """Where nobody else is there, what is urgent does not wait for the break's end: whoever is on call is called."""
    if not await tx.connection.scalar(NOBODY_IS_THERE):
        return
    for case in (await tx.connection.scalars(URGENT)).all():
        await bring_forward(tx.connection, case, "page")
    tx.announce(CASES, CasesChanged())
