"""Giving and undoing sanctions: what they change in rooms, and what the person is told.

The caller holds the locks of the person and of the case. A sanction takes the locks of the rooms it is for before it is
written, so no message of theirs that is stored later can have slipped past it.
"""

import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update

from server.auth.revocations import revoke
from server.ground import schema
from server.ground.api import Act
from server.ground.commit import Transaction
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import case_rooms
from server.moderation.sanctions import RULES
from server.rooms import notices
from server.rooms.log import NoticeBody

NO_ROOM = "This case is about no room. Choose what is for every room."
OTHER_ROOM = "This case is not about that room."
HOLDS_ALREADY = "One of this kind holds already. Take it back first, to give another."
BY_ONESELF = "Another moderator, or a trustee, has to agree to so long a time: hand the case back for them."

s, m = schema.sanctions, schema.members


async def give(tx: Transaction, keys: Keys, case: Row[Any], by: UUID, wanted: Act) -> None:
    """A sanction of the kind that the act is named after. Raises Refusal.

    What is longer than one person may decide begins at once, and ends where their word does until another agrees.
    """
    rule, id, account = RULES[wanted.act], uuid.uuid4(), case.subject_id
    room = await _room_of(tx, case, wanted) if rule.where == "room" else None
    await _check_none_alike(tx, account, wanted.act, room)
    rooms = await _locked(tx, account, room) if rule.where != "nowhere" else []
    for pause in await pauses(tx, case.id):  # what was decided takes its place
        await tx.connection.execute(update(s).where(s.c.id == pause).values(undone_at=func.clock_timestamp()))
    lasts_s = None if wanted.lasts_s is None else min(wanted.lasts_s, rule.alone_s)
    reason = await keys.seal(account, (wanted.reason or "").encode(), "sanctions", id, "reason")
    await tx.connection.execute(
        insert(s).values(
            id=id,
            account_id=account,
            kind=wanted.act,
            room_id=room,
            case_id=case.id,
            given_by=by,
            reason=reason,
            asked_s=wanted.lasts_s if lasts_s != wanted.lasts_s else None,
            ends_at=None if lasts_s is None else schema.in_seconds(lasts_s),
        )
    )
    if wanted.act == "removal":
        gone = m.c.room_id == room, m.c.account_id == account, m.c.left_at.is_(None)
        await tx.connection.execute(update(m).where(*gone).values(left_at=func.clock_timestamp()))
    if wanted.act in ("removal", "suspension"):
        for one in rooms:
            await revoke(tx, wanted.act, account=account, room=one)
    told = NoticeBody(sanction=id, code=wanted.act, room=room, text=wanted.reason, lasts_s=lasts_s)
    await notices.tell(tx, keys, account, "sanction", told)


async def _room_of(tx: Transaction, case: Row[Any], wanted: Act) -> UUID:
    """The room that a decision is for: the one that was named, or where the case began. Raises Refusal."""
    rooms = [room.id for room in await case_rooms.touched(tx.connection, case)]
    if not rooms:
        raise Refusal("act_not_possible", says=NO_ROOM)
    if wanted.room is not None and wanted.room not in rooms:
        raise Refusal("bad_request", says=OTHER_ROOM, field="room")
    return wanted.room or rooms[0]


async def _check_none_alike(tx: Transaction, account: UUID, kind: str, room: UUID | None) -> None:
    """One of a kind at a time, so that taking it back takes it back. The machine's pause is nobody's decision."""
    holds = s.c.undone_at.is_(None), s.c.ends_at > func.clock_timestamp(), s.c.reason.is_not(None)
    alike = s.c.account_id == account, s.c.kind == kind, s.c.room_id.is_not_distinct_from(room), *holds
    if await tx.connection.scalar(select(s.c.id).where(*alike).limit(1)) is not None:
        raise Refusal("act_not_possible", says=HOLDS_ALREADY)


async def second(tx: Transaction, keys: Keys, case: Row[Any], by: UUID, id: UUID | None) -> None:
    """Another person agrees: it lasts as long as the first asked. Raises Refusal."""
    waits = s.c.asked_s.is_not(None), s.c.seconded_by.is_(None), s.c.undone_at.is_(None)
    row = (
        await tx.connection.execute(
            select(s).where(s.c.id == id, s.c.case_id == case.id, *waits, s.c.ends_at > func.clock_timestamp())
        )
    ).first()
    if row is None:
        raise Refusal("act_not_possible", field="sanction")
    if row.given_by in (by, None):  # where whoever decided is gone from here, nobody can tell that these are two
        raise Refusal("act_not_possible", says=BY_ONESELF, field="sanction")
    ends = s.c.at + func.make_interval(0, 0, 0, 0, 0, 0, row.asked_s)
    left = func.extract("epoch", s.c.ends_at - func.clock_timestamp())
    lasts_s = await tx.connection.scalar(
        update(s).where(s.c.id == id).values(seconded_by=by, ends_at=ends).returning(left)
    )
    reason = None if row.reason is None else keys.open(case.subject_id, row.reason, "sanctions", row.id, "reason")
    told = NoticeBody(sanction=row.id, code=row.kind, room=row.room_id, lasts_s=round(float(lasts_s or 0)))
    told.text = None if reason is None else reason.decode()
    await notices.tell(tx, keys, case.subject_id, "sanction", told)


async def undo(tx: Transaction, keys: Keys, account: UUID, id: UUID | None) -> bool:
    """Take it back, and tell the person. False where this person has no such sanction that still holds."""
    holds = s.c.undone_at.is_(None), s.c.ends_at.is_(None) | (s.c.ends_at > func.clock_timestamp())
    row = (await tx.connection.execute(select(s).where(s.c.id == id, s.c.account_id == account, *holds))).first()
    if row is None:
        return False
    if row.kind == "removal":
        await _locked(tx, account, row.room_id)
        put_out = m.c.room_id == row.room_id, m.c.account_id == account, m.c.left_at >= row.at
        back = await tx.connection.scalar(update(m).where(*put_out).values(left_at=None).returning(m.c.id))
        if back is not None:
            await notices.tell(tx, keys, account, "joined", NoticeBody(room=row.room_id))
    await tx.connection.execute(update(s).where(s.c.id == id).values(undone_at=func.clock_timestamp()))
    told = NoticeBody(sanction=row.id, code=row.kind, room=row.room_id)
    await notices.tell(tx, keys, account, "sanction_undone", told)
    return True


async def pauses(tx: Transaction, case: UUID) -> Sequence[UUID]:
    """The machine's pauses of a case that still hold."""
    holds = s.c.undone_at.is_(None), s.c.ends_at > func.clock_timestamp()
    return (await tx.connection.scalars(select(s.c.id).where(s.c.case_id == case, s.c.reason.is_(None), *holds))).all()


async def _locked(tx: Transaction, account: UUID, room: UUID | None) -> list[UUID]:
    """The rooms a sanction is for, locked: this one, or all that the person is in."""
    r = schema.rooms.c
    theirs = select(m.c.room_id).where(m.c.account_id == account, m.c.left_at.is_(None))
    which = r.id == room if room is not None else r.id.in_(theirs) & (r.kind != "conversation")
    locked = select(r.id).where(which).order_by(r.id).with_for_update(key_share=True)
    return list((await tx.connection.scalars(locked)).all())
