"""Sanctions: which there are, how long they may last (sanctions.toml), and what is in force.

Each is a row that ends by the database's clock without anybody doing anything. What keeps somebody from writing is
asked of one SQL function, `sanction_in_force`; its kind is the code of the refusal.
"""

import tomllib
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import api, schema
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal

MINUTE = 60
WORDS_KEPT_DAYS = 30
"""How long a nudge or a warning is shown to the person it was for."""


class Rule(msgspec.Struct, forbid_unknown_fields=True):
    """One sanction, as sanctions.toml has it; lengths in minutes."""

    says: str
    where: Literal["nowhere", "room", "everywhere"]
    lengths: list[int] = []
    longest: int = 0
    alone: int | None = None

    @property
    def alone_s(self) -> int:
        """How long one person may decide it for."""
        return MINUTE * (self.longest if self.alone is None else self.alone)


RULES = msgspec.convert(tomllib.loads((Path(__file__).parent / "sanctions.toml").read_text()), dict[str, Rule])
"""By kind, the mildest first. An act on a case has the name of the sanction it gives."""
BARS = frozenset(kind for kind, rule in RULES.items() if rule.where != "nowhere")
"""Those that keep somebody from writing."""

s, r = schema.sanctions.c, schema.rooms.c
IN_FORCE = "select id, kind, ends_at, reason from sanction_in_force($1, $2)"


class InForce(msgspec.Struct):
    """What keeps somebody from writing: until when, in milliseconds, and why, in the words they were told."""

    kind: str
    until: int
    reason: str | None


def ladder() -> list[api.Rung]:
    """The sanctions as the console offers them, in seconds."""
    return [
        api.Rung(kind, rule.says, rule.where, [MINUTE * length for length in rule.lengths], rule.alone_s)  # type: ignore[arg-type]  # the table's sanctions are SanctionKind, a test sees to it
        for kind, rule in RULES.items()
    ]


def needs_two(act: api.Act) -> bool:
    """Whether it is for so long that another has to agree, or is that agreement."""
    rule = RULES.get(act.act)
    return act.act == "second" or (rule is not None and act.lasts_s is not None and act.lasts_s > rule.alone_s > 0)


def check_length(kind: str, lasts_s: int | None) -> None:
    """Raises Refusal where a sanction cannot last so long, or needs a length."""
    rule = RULES.get(kind)
    if (rule is not None and rule.where != "nowhere") != (lasts_s is not None):
        raise Refusal("bad_request", says="Say how long, for what has an end.", field="lasts_s")
    if lasts_s is not None and rule is not None and not MINUTE <= lasts_s <= MINUTE * rule.longest:
        says = f"From one minute to {rule.longest // 60 // 24} days."
        raise Refusal("bad_request", says=says, field="lasts_s")


def check_room(wanted: api.Act) -> None:
    """Raises Refusal where a room is named for what is for none, or for all."""
    rule = RULES.get(wanted.act)
    if wanted.room is not None and (rule is None or rule.where != "room"):
        raise Refusal("bad_request", says="Say which room, for what is for one room only.", field="room")


async def in_force(database: Database, keys: Keys, account: UUID, room: UUID) -> InForce | None:
    """What keeps somebody from writing in a room now."""
    row = await database.fast.fetchrow(IN_FORCE, account, room)
    if row is None:
        return None
    await keys.load((account,))
    return InForce(row["kind"], milliseconds(row["ends_at"]), reason_of(keys, account, row["id"], row["reason"]))


async def of_person(database: Database, keys: Keys, account: UUID) -> list[api.MySanction]:
    """What has been decided about somebody that holds now, the newest first, in their own eyes."""
    now = func.clock_timestamp()
    words = s.ends_at.is_(None) & (s.at > now - func.make_interval(0, 0, 0, WORDS_KEPT_DAYS))
    p = schema.appeals.c
    rows = (
        select(s.id, s.kind, s.at, s.ends_at, s.room_id, s.reason, s.given_by, r.title, p.case_id)
        .join_from(schema.sanctions, schema.rooms, r.id == s.room_id, isouter=True)
        .outerjoin(schema.appeals, p.sanction_id == s.id)
        .where(s.account_id == account, s.undone_at.is_(None), (s.ends_at > now) | words)
        .order_by(s.at.desc())
    )
    async with database.begin() as connection:
        found = (await connection.execute(rows)).all()
    if found:
        await keys.load((account,))
    return [
        api.MySanction(
            id=row.id,
            kind=row.kind,
            at=milliseconds(row.at),
            until=None if row.ends_at is None else milliseconds(row.ends_at),
            room=row.room_id,
            title=row.title,
            reason=reason_of(keys, account, row.id, row.reason),
            automatic=row.reason is None,
            appealed=row.case_id is not None,
        )
        for row in found
    ]


async def of_case(connection: AsyncConnection, keys: Keys, case: Any) -> list[api.CaseSanction]:
    """What holds about a case's person, and what was decided in this case, the newest first."""
    giver = schema.accounts.alias("giver")
    rows = (
        await connection.execute(
            select(schema.sanctions, r.title, giver.c.pseudonym, (s.ends_at > func.clock_timestamp()).label("holds"))
            .join_from(schema.sanctions, schema.rooms, r.id == s.room_id, isouter=True)
            .outerjoin(giver, giver.c.id == s.given_by)
            .where(s.account_id == case.subject_id, (s.case_id == case.id) | (s.ends_at > func.clock_timestamp()))
            .order_by(s.at.desc())
        )
    ).all()
    if rows:
        await keys.load((case.subject_id,))
    return [
        api.CaseSanction(
            id=row.id,
            kind=row.kind,
            at=milliseconds(row.at),
            until=None if row.ends_at is None else milliseconds(row.ends_at),
            room=row.title,
            by=row.pseudonym,
            reason=reason_of(keys, case.subject_id, row.id, row.reason),
            asked_s=row.asked_s if row.seconded_by is None else None,
            undone=row.undone_at is not None,
            over=row.holds is False,
        )
        for row in rows
    ]


def reason_of(keys: Keys, account: UUID, id: UUID, sealed: bytes | None) -> str | None:
    """The words of a sanction. The person's key must be held."""
    return None if sealed is None else keys.open(account, sealed, "sanctions", id, "reason").decode()
