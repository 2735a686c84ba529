"""The roster: which hours are planned, by the service's own clock; a lead writes it, everybody can read the hours.

A plan is no promise: whether somebody is on duty is known by their duty alone (coverage.py).
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import pseudonyms
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_shifts import NewShift, PlannedShift, Roster
from server.ground.bus import DUTY, Bus, DutyChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.ground.schema_shifts import planned_shifts
from server.moderation import audit

What = Literal["staffed", "on_call", "closed"]
MOST_SHIFTS = 300
DAY_MIN = 24 * 60
PAST_DAYS_KEPT = 14
"""Single days that are over are deleted after so long, when the roster is next changed."""


class Shift(NamedTuple):
    """`weekday`: on that day of every week, 0 is Monday; or on one `day`. Minutes since its midnight; `ends` may lie on
    the next day. A single day takes the place of the weekly pattern, from midnight to midnight."""

    weekday: int | None
    day: date | None
    begins: int
    ends: int
    what: What


class Span(NamedTuple):
    what: What
    begins: datetime
    ends: datetime


def plan(shifts: Iterable[Shift], begins: datetime, ends: datetime, zone: ZoneInfo) -> list[Span]:
    """What is planned from one moment to another: spans without a gap, closed where nothing is. Both know
    their zone."""
    known = list(shifts)
    single = {shift.day for shift in known if shift.day is not None}
    first, last = begins.astimezone(zone).date() - timedelta(days=1), ends.astimezone(zone).date()
    spans: list[Span] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        tomorrow = day + timedelta(days=1)
        of_day = [s for s in known if s.day == day or (day not in single and s.weekday == day.weekday())]
        for shift in of_day:
            upto = DAY_MIN if tomorrow in single else shift.ends
            spans.append(Span(shift.what, _at(day, shift.begins, zone), _at(day, min(shift.ends, upto), zone)))
    edges = {begins, ends, *(edge for span in spans for edge in span[1:] if begins < edge < ends)}
    return _joined(sorted(edges), spans)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """A moment by the clock on the wall there, whatever is done to it in spring and autumn."""
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minute)).astimezone(UTC)


def _joined(edges: list[datetime], spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for begins, ends in pairwise(edges):
        there = {span.what for span in spans if span.begins <= begins and ends <= span.ends}
        what: What = "staffed" if "staffed" in there else "on_call" if "on_call" in there else "closed"
        if joined and joined[-1].what == what:
            joined[-1] = joined[-1]._replace(ends=ends)
        else:
            joined.append(Span(what, begins, ends))
    return joined


class Planned:
    """Reads and writes the roster. `callable`: somebody can be called outside the browser at all. Without that, nobody
    is on call, whatever is planned."""

    def __init__(self, database: Database, bus: Bus, zone: str, *, callable: bool) -> None:
        self._database = database
        self._bus = bus
        self.zone = ZoneInfo(zone)
        self.callable = callable

    async def hours(self, begins: datetime, ends: datetime) -> list[Span] | None:
        """What is planned; None where there is no roster."""
        p = planned_shifts.c
        async with self._database.begin() as connection:
            rows = (await connection.execute(select(p.weekday, p.day, p.begins, p.ends, p.what))).all()
        if not rows:
            return None
        shifts = [Shift(*row) for row in rows]
        if not self.callable:
            shifts = [s._replace(what="closed") if s.what == "on_call" else s for s in shifts]
        return plan(shifts, begins, ends, self.zone)

    async def on_break_until(self) -> datetime | None:
        """The latest end of a break that somebody is on, as they planned it, where it has not passed."""
        until: datetime | None = await self._database.fast.fetchval(
            "select max(ends_at) from breaks where ends_at > clock_timestamp()"
        )
        return until

    async def read(self) -> Roster:
        """The roster as it was written, and whom it can name."""
        async with self._database.begin() as connection:
            return await self._read(connection)

    async def _read(self, connection: AsyncConnection) -> Roster:
        p, a, r = planned_shifts.c, schema.accounts.c, schema.roles.c
        rows = await connection.execute(
            select(p.id, p.weekday, p.day, p.begins, p.ends, p.what, a.pseudonym)
            .join_from(planned_shifts, schema.accounts, a.id == p.account_id, isouter=True)
            .order_by(p.day.nulls_first(), p.weekday, p.begins, p.id)
        )
        people = select(a.pseudonym).join_from(schema.accounts, schema.roles).where(r.role.in_(("moderator", "lead")))
        names = (await connection.scalars(people.distinct().order_by(a.pseudonym))).all()
        shifts = [
            PlannedShift(row.id, row.what, row.begins, row.ends, row.weekday, row.day, row.pseudonym) for row in rows
        ]
        return Roster(self.zone.key, self.callable, shifts, list(names))

    async def add(self, by: Person, wanted: NewShift) -> Roster:
        """Plan a shift. Raises Refusal."""
        check(wanted)
        async with transaction(self._database, self._bus) as tx:
            connection = tx.connection
            await connection.execute(delete(planned_shifts).where(planned_shifts.c.day < self._kept_from()))
            if (await connection.scalar(select(func.count()).select_from(planned_shifts)) or 0) >= MOST_SHIFTS:
                raise Refusal("bad_request", says=f"A roster has at most {MOST_SHIFTS} shifts. Take some out first.")
            id, who = uuid.uuid4(), None if wanted.who is None else await _staff(connection, wanted.who)
            await connection.execute(
                insert(planned_shifts).values(
                    id=id, weekday=wanted.weekday, day=wanted.day, begins=wanted.begins, ends=wanted.ends,
                    what=wanted.what, account_id=who,
                )
            )  # fmt: skip
            await audit.record(connection, by.account, "plan_shift", f"shift {id}")
            tx.announce(DUTY, DutyChanged())
            return await self._read(connection)

    async def remove(self, by: Person, id: UUID) -> Roster:
        """Take a shift out. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            connection = tx.connection
            gone = await connection.execute(delete(planned_shifts).where(planned_shifts.c.id == id))
            if gone.rowcount == 0:
                raise Refusal("not_found")
            await audit.record(connection, by.account, "unplan_shift", f"shift {id}")
            tx.announce(DUTY, DutyChanged())
            return await self._read(connection)

    def _kept_from(self) -> date:
        return datetime.now(self.zone).date() - timedelta(days=PAST_DAYS_KEPT)


async def _staff(connection: AsyncConnection, pseudonym: str) -> UUID:
    """The moderator or lead of this name. Raises Refusal."""
    a, r = schema.accounts.c, schema.roles.c
    named = a.pseudonym_key == pseudonyms.key(pseudonym), r.role.in_(("moderator", "lead"))
    found: UUID | None = await connection.scalar(
        select(a.id).join_from(schema.accounts, schema.roles).where(*named).limit(1)
    )
    if found is None:
        raise Refusal("bad_request", says="No moderator or lead has this name.", field="who")
    return found


def check(wanted: NewShift) -> None:
    """Raises Refusal."""
    if (wanted.weekday is None) == (wanted.day is None):
        raise Refusal("bad_request", says="Choose a day of every week, or one single day.", field="day")
    if wanted.weekday is not None and not 0 <= wanted.weekday <= 6:
        raise Refusal("bad_request", says="A weekday is from 0, Monday, to 6, Sunday.", field="weekday")
    if not 0 <= wanted.begins < DAY_MIN:
        raise Refusal("bad_request", says="A shift begins between 0:00 and 23:59.", field="begins")
    if not wanted.begins < wanted.ends <= wanted.begins + DAY_MIN:
        raise Refusal("bad_request", says="A shift ends after it begins, within 24 hours.", field="ends")
