"""A case as moderators read it: one row with what is joined to it, their order, how long whoever has one keeps it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.moderation import topics

LEASE = timedelta(minutes=2)
"""A case stays with a moderator this long after they last looked at it, or their console last said that they are
at the desk."""
c, a, r = schema.cases.c, schema.accounts, schema.rooms
taker = schema.accounts.alias("taker")

NOW = func.clock_timestamp()
STATE = case(((c.state == "taken") & (c.lease_until < NOW), "open"), else_=c.state).label("state")


def last_said(part: str) -> ScalarSelect[Any]:
    """The position of the last message of the person's, or of a moderator's, in the case's conversation."""
    m, b = schema.messages.c, schema.members.c
    return (
        select(func.coalesce(func.max(m.position), 0))
        .join_from(schema.messages, schema.members, b.id == m.member_id)
        .where(m.room_id == c.conversation_id, m.state == "shown", b.part == part)
        .correlate(schema.cases)
        .scalar_subquery()
    )


def people_who_reported() -> ScalarSelect[Any]:
    """How many people reported what is in the case."""
    t = schema.reports.c
    counted = select(func.count(t.reporter_id.distinct())).where(t.case_id == c.id)
    return counted.correlate(schema.cases).scalar_subquery()


def conflicted() -> ScalarSelect[Any]:
    """Who may not work on the case: whoever reported it, or decided what it appeals against."""
    k = schema.conflicts.c
    return select(func.array_agg(k.account_id)).where(k.case_id == c.id).correlate(schema.cases).scalar_subquery()


def waits_for_second() -> Any:
    """Whether a sanction of the case is to last longer than one person may decide."""
    s = schema.sanctions.c
    of_case = s.case_id == c.id, s.asked_s.is_not(None), s.seconded_by.is_(None), s.undone_at.is_(None)
    return select(s.id).where(*of_case, s.ends_at > NOW).correlate(schema.cases).exists()


LINES = (
    select(
        c.id, c.kind, c.category, c.level, c.urgency, STATE, c.opened_at, c.due_at, c.subject_id, c.taken_by,
        c.lease_until, c.closed_at, c.conversation_id, c.asked_at, c.lead_at, c.room_id,
        a.c.pseudonym, a.c.country, r.c.title, taker.c.pseudonym.label("taker"), NOW.label("now"),
        last_said("peer").label("said"), last_said("moderator").label("answered"),
        people_who_reported().label("reported"),
        conflicted().label("conflicted"), waits_for_second().label("waits_for_second"), a.c.erased_at,
        topics.spared_of().label("spared_of"), topics.others_take_it(),
    )
    .join_from(schema.cases, a, a.c.id == c.subject_id, isouter=True)  # a case about a room has none
    .outerjoin(r, r.c.id == c.room_id)
    .outerjoin(taker, taker.c.id == c.taken_by)
)  # fmt: skip
MOST_URGENT_FIRST = (
    case({"now": 0, "soon": 1}, value=c.urgency, else_=2),
    case({"danger": 0, "asked": 1}, value=c.kind, else_=2),
    c.level.desc(),
    c.due_at,
    c.id,
)
A_LEADS_FIRST = (MOST_URGENT_FIRST[0], c.lead_at.is_(None), *MOST_URGENT_FIRST[1:])
"""To a lead: of what is as urgent, what a lead is asked for."""


async def find(connection: AsyncConnection, id: UUID) -> Any:
    """The case as LINES has it. Raises Refusal."""
    row = (await connection.execute(LINES.where(c.id == id))).first()
    if row is None:
        raise Refusal("not_found")
    return row


def line(row: Any, person: Person) -> api.CaseLine:
    return api.CaseLine(
        id=row.id,
        kind=row.kind,
        category=row.category,
        urgency=row.urgency,
        state=row.state,
        opened=milliseconds(row.opened_at),
        due=milliseconds(row.due_at),
        alias=row.title or "" if row.subject_id is None else row.pseudonym,
        room=row.title,
        taken_by=row.taker if row.state == "taken" else None,
        mine=row.state == "taken" and row.taken_by == person.account,
        level=row.level,
        asked=None if row.asked_at is None else milliseconds(row.asked_at),
        conversation=row.conversation_id,
        said=row.said,
        answered=row.answered,
        lead=row.lead_at is not None,
        reported=row.reported,
        of_room=row.subject_id is None,
        spared=row.state == "open" and topics.is_spared(row, person) and not row.others_take_it,
    )
