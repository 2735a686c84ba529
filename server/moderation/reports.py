"""Reports from peers: the reasons there are, what a case shows of them, and who is independent of whom.

A moderator reads how many people reported and why; who they are is read with a permission of its own, and every look
is recorded. Taking a report in is in rooms/reporting.py.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec
from msgspec import Struct
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.moderation import audit, looks
from server.moderation.looks import Seen
from server.moderation.policy_file import Card, Urgency

SHIPPED = Path(__file__).parent / "reports.toml"
FACILITATOR: Literal["facilitator"] = "facilitator"
"""The reason of what a facilitator calls a moderator to."""
HELD = "hold_reported"
"""The act in a case's history: held because several independent people reported it, and nobody was on duty."""
HIDDEN = "hide"
"""The same: a facilitator took it out of the room until a moderator has looked."""

What = Literal["message", "person", "room"]


class Reason(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    says: str
    of: frozenset[What]
    urgency: Urgency
    due_s: int
    category: str = "reported"
    care: bool = False
    page_s: int | None = None
    page_unstaffed_s: int | None = None
    card: Card | None = None


class Crowd(Struct, frozen=True, forbid_unknown_fields=True):
    independent: int
    account_hours: int
    in_room_minutes: int
    soon_due_s: int
    held_a_day: int
    release_after_min: int


class Reasons(Struct, frozen=True, forbid_unknown_fields=True):
    reasons: dict[api.AnyReason, Reason]
    crowd: Crowd
    outcomes: dict[Literal["acted", "spoken"], frozenset[str]]


@cache
def shipped() -> Reasons:
    """Raises ValueError where a reason lacks its entry, or has one that makes no sense."""
    read = msgspec.convert(tomllib.loads(SHIPPED.read_text()), Reasons)
    missing = {*get_args(api.ReportReason), FACILITATOR} - read.reasons.keys()
    if missing:
        raise ValueError(f"{SHIPPED.name} does not say what happens to {', '.join(sorted(missing))}")
    return read


INDEPENDENT = text("""
    with known as (
        select exists (select 1 from messages m join members b on b.id = m.member_id
                       where b.account_id = r.reporter_id) or
               exists (select 1 from reports o join cases c on c.id = o.case_id
                       where o.reporter_id = r.reporter_id and c.subject_id is distinct from :subject) as does_more
        from reports r
        join accounts a on a.id = r.reporter_id
        join members b on b.account_id = a.id and b.room_id = r.room_id
        where r.target_id = :target and r.reason = any(:reasons)
          and a.created_at < clock_timestamp() - make_interval(hours => :account_hours)
          and b.joined_at < clock_timestamp() - make_interval(mins => :in_room_minutes))
    select count(*) filter (where does_more) + least(1, count(*) filter (where not does_more)) from known""")


async def independent(connection: AsyncConnection, target: UUID, subject: UUID | None) -> int:
    """How many reported this against somebody who do not depend on one another, by the rules of the data.

    Reports for somebody's safety do not count: they are against nobody.
    """
    found = shipped()
    against = [name for name, reason in found.reasons.items() if not reason.care]
    crowd = {"account_hours": found.crowd.account_hours, "in_room_minutes": found.crowd.in_room_minutes}
    count = await connection.scalar(INDEPENDENT, {"target": target, "subject": subject, "reasons": against, **crowd})
    return int(count or 0)


def outcome(acts: set[str], *, care: bool, removed: bool) -> str:
    """The class of what was done in a case, for whoever reported. Where somebody was worried about a person, what was
    done for that person is theirs."""
    if care:
        return "cared"
    if removed:
        return "removed"
    classes = shipped().outcomes
    return next((name for name, done in classes.items() if acts & done), "nothing")


async def of_case(connection: AsyncConnection, keys: Keys, case: UUID, *, mine: bool) -> api.CaseReports | None:
    """How many people reported what is in this case, and why. Their notes are for whoever has it."""
    r = schema.reports.c
    rows: list[Any] = list(
        (
            await connection.execute(
                select(r.id, r.reporter_id, r.reason, r.note).where(r.case_id == case).order_by(r.at)
            )
        ).all()
    )
    if not rows:
        return None
    by_reason: dict[api.AnyReason, set[UUID]] = {}
    for row in rows:
        by_reason.setdefault(row.reason, set()).add(row.reporter_id)
    given = sorted(by_reason.items(), key=lambda item: -len(item[1]))
    notes = [row for row in rows if row.note is not None and mine]
    if notes:
        await keys.load((case,))
    return api.CaseReports(
        people=len({row.reporter_id for row in rows}),
        reasons=[api.ReasonGiven(reason, len(people)) for reason, people in given],
        notes=[keys.open(case, row.note, "reports", row.id, "note").decode() for row in notes],
    )


async def seen(connection: AsyncConnection, case: UUID, *, notes: bool = False, who: bool = False) -> list[Seen]:
    """Whoever reported, whose words or name were read."""
    r = schema.reports.c
    rows = await connection.execute(select(r.reporter_id, r.room_id, r.note.is_not(None)).where(r.case_id == case))
    found = []
    for reporter, room, has_note in rows:
        if notes and has_note:
            found.append(Seen(reporter, "note", room, "my_report"))
        if who:
            found.append(Seen(reporter, "reporter", room, "my_report"))
    return found


async def who(database: Database, person: Person, case: UUID) -> api.Reporters:
    """Who reported: for those with the permission, and recorded in the same transaction. Raises Refusal."""
    r, b, c, k = schema.reports.c, schema.members.c, schema.cases.c, schema.conflicts.c
    async with database.begin() as connection:
        found = (
            await connection.execute(select(c.id, c.kind, c.subject_id, c.category, c.room_id).where(c.id == case))
        ).first()
        if found is None or found.subject_id == person.account:
            raise Refusal("not_found")
        part = select(k.why).where(k.case_id == case, k.account_id == person.account)
        if await connection.scalar(part) is not None:
            raise Refusal("conflict_of_interest")
        rows = await connection.execute(
            select(func.coalesce(b.alias, schema.accounts.c.pseudonym), r.reason, r.at)
            .join_from(schema.reports, schema.accounts, schema.accounts.c.id == r.reporter_id)
            .outerjoin(schema.members, (b.account_id == r.reporter_id) & (b.room_id == r.room_id))
            .where(r.case_id == case)
            .order_by(r.at)
        )
        reporters = [api.Reporter(alias, reason, milliseconds(at)) for alias, reason, at in rows]
        await looks.note(connection, person, found, await seen(connection, case, who=True))
        await audit.record(connection, person.account, "look_reporters", f"case {case}")
    return api.Reporters(reporters)
