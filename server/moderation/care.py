"""What is done for people besides their case: what care.toml says of it, and what a case shows of it."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.api_care import CaseCare, CaseHandOver
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.schema_care import follow_ups, hand_overs
from server.moderation.policy_file import Urgency
from server.moderation.transitions import VEILED_FROM

FOLLOW_UP = "follow_up"
"""The category of a case that is one. Its kind is "asked": the person asked for it, and it goes as such a case goes."""


class FollowUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    soonest_min: int
    latest_days: int
    offered_days: int
    urgency: Urgency
    due_s: int
    staffed: dict[str, float]
    unstaffed: dict[str, float]


class Aftercare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    wrote_within_min: int
    once_in_hours: int


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    follow_up: FollowUp
    aftercare: Aftercare


RULES = msgspec.convert(tomllib.loads(Path(__file__).with_name("care.toml").read_text()), Rules)

f, h = follow_ups.c, hand_overs.c


async def of_case(connection: AsyncConnection, keys: Keys, case: Any) -> CaseCare | None:
    """What a case shows; None where there is nothing."""
    if case.subject_id is None:
        return None
    care = CaseCare(hard=await connection.scalar(select(hard_messages(case.id).exists())) or False)
    care.hand_over = await _hand_over(connection, keys, case)
    newest = select(f.due_at, f.ended).where(f.case_id == case.id).order_by(f.at.desc()).limit(1)
    offered = (await connection.execute(newest)).first()
    if offered is not None:
        care.follow_up = offered.ended or ("offered" if offered.due_at is None else "chosen")
        care.follow_up_at = None if offered.due_at is None else milliseconds(offered.due_at)
    met = (await connection.execute(select(f.case_id).where(f.became == case.id).order_by(f.ended_at.desc()))).first()
    if met is not None:
        care.follows, care.follows_gone = met.case_id, met.case_id is None
    return None if care == CaseCare() else care


def hard_messages(case: Any) -> Any:
    """The messages of a case that stood behind the warning in a room, or would have, had somebody been on duty."""
    m, e, r, a = schema.messages.c, schema.evidence.c, schema.rooms.c, schema.assessments.c
    return (
        select(m.id, m.room_id, m.at)
        .join_from(schema.messages, schema.evidence, e.message_id == m.id)
        .join(schema.rooms, r.id == m.room_id)
        .join(schema.assessments, a.message_id == m.id)
        .where(e.case_id == case, r.kind == "room", m.position.is_not(None), a.level >= VEILED_FROM)
    )


async def _hand_over(connection: AsyncConnection, keys: Keys, case: Any) -> CaseHandOver | None:
    newest = select(hand_overs).where(h.case_id == case.id).order_by(h.at.desc()).limit(1)
    row = (await connection.execute(newest)).first()
    if row is None:
        return None
    await keys.load((case.subject_id,))
    return CaseHandOver(
        ground=row.ground,
        words=keys.open(case.subject_id, row.words, "hand_overs", row.id, "words").decode(),
        at=milliseconds(row.at),
        open=await in_force(connection, case.id) is not None,
        answer=row.answer,
        tell=None if row.tell_at is None else milliseconds(row.tell_at),
        told=None if row.told_at is None else milliseconds(row.told_at),
    )


async def in_force(connection: AsyncConnection, case: Any) -> Any:
    """The hand-over by which the pack of a case may be opened: a yes that stands, or a lead's decision. Or None."""
    stands = (h.ground != "consent") | (h.answer == "yes")
    found = select(hand_overs).where(h.case_id == case, stands).order_by(h.at.desc()).limit(1)
    return (await connection.execute(found)).first()


def seconds(**length: float) -> Any:
    """A length of time, for the database: days, hours or mins."""
    return func.make_interval(0, 0, 0, length.get("days", 0), length.get("hours", 0), length.get("mins", 0))
