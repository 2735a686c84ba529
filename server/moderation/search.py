"""Finding cases by what stands around them: state, kind, category, when, where, who. Never by anybody's words, which
are sealed.

Nobody finds a case that is not theirs to see. A search that names somebody is in the audit chain, found or not.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import pseudonyms
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_quality import FoundCases, Search
from server.ground.db import Database
from server.ground.moment import EPOCH
from server.ground.refusal import Refusal
from server.moderation import audit, case_rows, transitions
from server.moderation.case_rows import LINES, STATE, waits_for_second

PAGE = 50

c = schema.cases.c
Condition = ColumnElement[bool]


async def search(database: Database, person: Person, wanted: Search) -> FoundCases:
    """One page of what is found, the newest first. Raises Refusal."""
    conditions = [*theirs(person), *_around(wanted)]
    if wanted.after is not None:
        conditions.append(tuple_(c.opened_at, c.id) < tuple_(*_place(wanted.after)))
    async with database.begin() as connection:
        conditions += await _named(connection, person, wanted)
        found = LINES.where(*conditions).order_by(c.opened_at.desc(), c.id.desc()).limit(PAGE + 1)
        rows = (await connection.execute(found)).all()
    page = rows[:PAGE]
    more = f"{page[-1].opened_at.isoformat()} {page[-1].id}" if len(rows) > PAGE else None
    return FoundCases([case_rows.line(row, person) for row in page], more)


def theirs(person: Person) -> list[Condition]:
    """What somebody may see at all (case_access.py says the same of a row)."""
    k = schema.conflicts.c
    conflict = select(k.case_id).where(k.case_id == c.id, k.account_id == person.account).correlate(schema.cases)
    seen: list[Condition] = [
        and_(c.kind == kind, c.category.not_in(_otherwise(kind)))
        for kind, roles in transitions.SEEN_BY.items()
        if not person.roles.isdisjoint(roles)
    ]
    seen += [
        and_(c.kind == kind, c.category == category)
        for (kind, category), roles in transitions.SEEN_BY_OF_CATEGORY.items()
        if not person.roles.isdisjoint(roles)
    ]
    if "trustee" in person.roles:
        seen.append(waits_for_second())
    return [or_(false(), *seen), c.subject_id.is_distinct_from(person.account), ~conflict.exists()]


def _otherwise(kind: str) -> list[str]:
    """The categories of a kind that go another way."""
    return [category for of, category in transitions.SEEN_BY_OF_CATEGORY if of == kind]


def _around(wanted: Search) -> list[Condition]:
    exact: dict[Any, Any] = {
        STATE.element: wanted.state,
        c.kind: wanted.kind,
        c.category: wanted.category,
        c.urgency: wanted.urgency,
        c.room_id: wanted.room,
    }
    conditions: list[Condition] = [column == value for column, value in exact.items() if value is not None]
    if wanted.category is not None and "\0" in wanted.category:
        raise Refusal("bad_request", field="category")
    if wanted.level is not None:
        conditions.append(c.level >= wanted.level)
    if wanted.since is not None:
        conditions.append(c.opened_at >= _moment(wanted.since, "since"))
    if wanted.until is not None:
        conditions.append(c.opened_at < _moment(wanted.until, "until"))
    return conditions


def _moment(at: int, field: str) -> datetime:
    try:
        return EPOCH + timedelta(milliseconds=at)
    except OverflowError:
        raise Refusal("bad_request", says="There is no such time.", field=field) from None


async def _named(connection: AsyncConnection, person: Person, wanted: Search) -> list[Condition]:
    """Whom the search names; that it did is recorded, by id and not by name."""
    h = schema.case_acts.c
    conditions: list[Condition] = []
    if wanted.person:
        account = await _account(connection, wanted.person)
        conditions.append(false() if account is None else c.subject_id == account)
        await audit.record(connection, person.account, "search_person", f"account {account or 'unknown'}")
    if wanted.moderator:
        account = await _account(connection, wanted.moderator)
        acted = select(h.id).where(h.case_id == c.id, h.actor_id == account).correlate(schema.cases).exists()
        conditions.append(false() if account is None else or_(c.taken_by == account, acted))
        await audit.record(connection, person.account, "search_moderator", f"account {account or 'unknown'}")
    return conditions


async def _account(connection: AsyncConnection, name: str) -> UUID | None:
    tidy = pseudonyms.tidy(name)
    if tidy is None:
        return None
    a = schema.accounts.c
    found: UUID | None = await connection.scalar(select(a.id).where(a.pseudonym_key == pseudonyms.key(tidy)))
    return found


def _place(after: str) -> tuple[datetime, UUID]:
    try:
        at, id = after.split(" ")
        return datetime.fromisoformat(at).astimezone(UTC), UUID(id)
    except (ValueError, OverflowError):
        raise Refusal("bad_request", says="Begin this search anew.", field="after") from None
