"""Who looked at somebody's words, by role and never by name, and why: written down with each look, shown to them
once it is safe.

A row says so much that it still says it when the case is gone, and holds no words and no names. When it is shown is
looks.toml: once its case is closed, and so long after that as is right for why it was looked at; a lead can put it off
(disclosure.py).
"""

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args
from uuid import UUID

from msgspec import Struct, convert
from sqlalchemy import case, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Look, Looks, LookWhat, LookWhy
from server.ground.db import Database
from server.ground.moment import milliseconds

FILE = Path(__file__).parent / "looks.toml"
MOST = 500
"""Most looks that are shown, the newest first."""
REPLAYS = text("""
    select a.at from audit a join accounts o on o.id = :account
    where a.act = 'replay' and a.at > o.created_at order by a.seq desc limit :most""")
"""When the messages of everybody were counted by a command that lets out figures only (recorded.py)."""


class Shown(Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    after_days: int
    exact: Literal["hour", "day"]
    categories: frozenset[str] = frozenset()


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    kept_days: int
    few: int
    longest_put_off_days: int
    why: dict[LookWhy, Shown]


class Seen(NamedTuple):
    """Words of somebody's that were on a screen. `why`: None where they are what the case is about."""

    account: UUID
    what: LookWhat
    room: UUID | None
    why: LookWhy | None = None


@cache
def rules() -> Rules:
    """Raises ValueError where a reason lacks its entry."""
    read = convert(tomllib.loads(FILE.read_text()), Rules)
    missing = set(get_args(LookWhy)) - read.why.keys() - {"figures"}
    if missing:
        raise ValueError(f"{FILE.name} does not say when these are shown: {', '.join(sorted(missing))}")
    return read


async def note(connection: AsyncConnection, person: Person, of_case: Any, seen: Iterable[Seen]) -> None:
    """Write down a look, in the transaction of the look, for each person whose words were seen; nobody is told of their
    own looks. Takes no lock that another one of the lock order comes before, if it is called before those."""
    merged: dict[tuple[UUID, UUID | None, LookWhy], set[LookWhat]] = {}
    about = await _why(connection, of_case)
    for one in seen:
        if one.account != person.account:
            merged.setdefault((one.account, one.room, one.why or about), set()).add(one.what)
    if not merged:
        return
    role = _role(person, of_case.kind)
    rows = [
        {"account_id": account, "room_id": room, "why": why, "what": sorted(what), "role": role, "case_id": of_case.id}
        for (account, room, why), what in sorted(merged.items(), key=lambda item: str(item[0]))
    ]
    await connection.execute(insert(schema.looks), rows)


async def _why(connection: AsyncConnection, of_case: Any) -> LookWhy:
    """Why words are looked at that a case is about."""
    if of_case.kind in ("asked", "appeal", "complaint"):
        return of_case.kind  # type: ignore[no-any-return]
    otherwise: LookWhy = "rule" if of_case.kind == "boundary" else "danger"
    found = next((why for why, shown in rules().why.items() if of_case.category in shown.categories), otherwise)
    if found in ("report", "worry"):
        m = schema.members.c
        people = select(func.count()).where(m.room_id == of_case.room_id, m.left_at.is_(None), m.part == "peer")
        if (await connection.scalar(people) or 0) < rules().few:
            return "checked"
    return found


def _role(person: Person, kind: str) -> str:
    """The role in which somebody looked."""
    order = ("trustee", "lead", "moderator") if kind == "complaint" else ("lead", "moderator", "trustee")
    return next(role for role in order if role in person.roles)


async def of_person(database: Database, account: UUID) -> Looks:
    """What somebody may see of who looked at their words, the newest first."""
    k, c, r, p = schema.looks.c, schema.cases.c, schema.rooms.c, schema.put_off.c
    now = func.clock_timestamp()
    days = case({why: shown.after_days for why, shown in rules().why.items()}, value=k.why, else_=0)
    closed = (c.state == "closed") & (c.closed_at + func.make_interval(0, 0, 0, days) <= now)
    async with database.begin() as connection:
        rows = await connection.execute(
            select(k.at, k.role, k.what, k.why, r.title, r.kind)
            .join_from(schema.looks, schema.cases, c.id == k.case_id, isouter=True)
            .outerjoin(schema.rooms, r.id == k.room_id)
            .outerjoin(schema.put_off, p.case_id == k.case_id)
            .where(k.account_id == account, c.id.is_(None) | closed, p.until.is_(None) | (p.until <= now))
            .order_by(k.at.desc())
            .limit(MOST)
        )
        looks = [_look(row) for row in rows]
        figures = await connection.execute(REPLAYS, {"account": account, "most": MOST})
        looks += [Look(_rounded(at, "day"), "day", "operator", ["figures"], "figures") for (at,) in figures]
    once = {(one.at, one.role, tuple(one.what), one.why, one.room): one for one in looks}
    return Looks(sorted(once.values(), key=lambda one: -one.at))


def _look(row: Any) -> Look:
    exact = rules().why[row.why].exact
    room = row.title if row.kind in ("room", "channel") else None
    return Look(_rounded(row.at, exact), exact, row.role, row.what, row.why, room)


def _rounded(at: datetime, exact: Literal["hour", "day"]) -> int:
    at = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return milliseconds(at.replace(hour=0) if exact == "day" else at)


async def put_off_until(connection: AsyncConnection, of_case: UUID) -> int | None:
    """Until when a lead has put off that the looks of a case are shown, if one has."""
    p = schema.put_off.c
    at = await connection.scalar(select(p.until).where(p.case_id == of_case, p.until > func.clock_timestamp()))
    return None if at is None else milliseconds(at)
