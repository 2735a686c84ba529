"""Everything of one's own, to take along: what one wrote, agreed to and was told; nothing that others wrote.

What a moderator said to one in a notice is told to one and nobody else, so it is one's own; what they wrote in a
conversation is not.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.moderation import evidence, looks, topics
from server.moderation.sanctions import reason_of
from server.rooms.export_care import FollowedUp, HandedOver, followed_up, handed_over
from server.rooms.export_entrances import Device, Entrance, devices, entrances
from server.rooms.export_one_to_one import MyOneToOne, one_to_one
from server.rooms.export_shifts import OnDuty, Planned, Supervision, planned, supervised, were_on_duty
from server.rooms.log import NoticeBody


class Agreed(msgspec.Struct):
    version: str
    age_range: str
    at: int


class Said(msgspec.Struct):
    """What one wrote, as one wrote it. `state`: shown, held, declined, removed or taken_back. `masked`: others saw it
    with a part hidden."""

    at: int
    text: str
    state: str
    masked: bool


class Place(msgspec.Struct):
    """A room or conversation one is in, or was."""

    title: str
    kind: str
    alias: str
    joined: int
    left: int | None
    keeps_days: int
    said: list[Said]


class Told(msgspec.Struct):
    """A notice."""

    at: int
    kind: str
    body: NoticeBody


class Decision(msgspec.Struct):
    """What was decided about one. Without `until`: words alone. `automatic`: by the machine."""

    kind: str
    at: int
    until: int | None
    undone: int | None
    room: str | None
    reason: str | None
    automatic: bool


class ToStaff(msgspec.Struct):
    """An appeal, a complaint, or that one asked for a moderator."""

    kind: str
    about: str
    at: int
    closed: int | None
    words: str


class MyReport(msgspec.Struct):
    at: int
    what: str
    reason: str
    note: str | None
    outcome: str | None


class Export(msgspec.Struct):
    """Times are milliseconds since 1970, UTC."""

    pseudonym: str
    country: str
    since: int
    roles: list[str]
    agreed: list[Agreed]
    devices: list[Device]
    entrances: list[Entrance]
    places: list[Place]
    told: list[Told]
    decisions: list[Decision]
    to_staff: list[ToStaff]
    reports: list[MyReport]
    follow_ups: list[FollowedUp]
    hand_overs: list[HandedOver]
    seen: list[api.Look]
    on_duty: list[OnDuty]
    planned: list[Planned]
    supervision: list[Supervision]
    spared: list[str]
    one_to_one: MyOneToOne


async def collect(database: Database, keys: Keys, person: Person) -> Export:
    """All of it, as it stands at one moment."""
    me = person.account
    seen, spared = await looks.of_person(database, me), await topics.of(database, me)
    a = schema.accounts.c
    async with database.begin() as connection:
        await connection.exec_driver_sql("set transaction isolation level repeatable read read only")
        since = (await connection.execute(select(a.created_at).where(a.id == me))).scalar_one()
        agreed = await _rows(connection, schema.consents, "agreed_at", me)
        await keys.hold((me,))
        return Export(
            pseudonym=person.pseudonym,
            country=person.country,
            since=milliseconds(since),
            roles=sorted(person.roles - {"peer"}),
            agreed=[Agreed(row.version, row.age_range, milliseconds(row.agreed_at)) for row in agreed],
            devices=await devices(connection, keys, me),
            entrances=await entrances(connection, me),
            places=await _places(connection, keys, me),
            told=[_told(keys, row) for row in await _rows(connection, schema.notices, "position", me)],
            decisions=await _decisions(connection, keys, me),
            to_staff=await _to_staff(connection, keys, me),
            reports=await _reports(connection, keys, me),
            follow_ups=await followed_up(connection, me),
            hand_overs=await handed_over(connection, keys, me),
            seen=seen.looks,
            on_duty=await were_on_duty(connection, me),
            planned=await planned(connection, me),
            supervision=await supervised(connection, keys, me),
            spared=spared,
            one_to_one=await one_to_one(connection, me),
        )


async def _rows(connection: AsyncConnection, table: Any, order: str, me: UUID) -> Sequence[Row[Any]]:
    rows = await connection.execute(select(table).where(table.c.account_id == me).order_by(table.c[order]))
    return rows.all()


async def _places(connection: AsyncConnection, keys: Keys, me: UUID) -> list[Place]:
    r, b, m = schema.rooms.c, schema.members.c, schema.messages
    mine = (
        await connection.execute(
            select(b.id, b.room_id, b.alias, b.joined_at, b.left_at, r.title, r.kind, r.retention_days)
            .join_from(schema.members, schema.rooms)
            .where(b.account_id == me)
            .order_by(b.joined_at)
        )
    ).all()
    await keys.hold(place.room_id for place in mine)
    said: dict[UUID, list[Said]] = {place.id: [] for place in mine}
    rooms = {place.id: place.room_id for place in mine}
    words = m.c.body.is_not(None) | m.c.original.is_not(None)
    for row in await connection.execute(select(m).where(m.c.member_id.in_(said), words).order_by(m.c.at, m.c.id)):
        said[row.member_id].append(_said(keys, rooms[row.member_id], row))
    return [
        Place(
            title=place.title,
            kind=place.kind,
            alias=place.alias,
            joined=milliseconds(place.joined_at),
            left=None if place.left_at is None else milliseconds(place.left_at),
            keeps_days=place.retention_days,
            said=said[place.id],
        )
        for place in mine
    ]


def _said(keys: Keys, room: UUID, row: Row[Any]) -> Said:
    """As it was written, where a part of it was hidden."""
    sealed, column = (row.original, "original") if row.original is not None else (row.body, "body")
    text = keys.open(room, sealed, "messages", row.id, column).decode()
    return Said(milliseconds(row.at), text, "taken_back" if row.taken_back_at else row.state, row.masked)


def _told(keys: Keys, row: Row[Any]) -> Told:
    body = keys.open(row.account_id, row.body, "notices", row.id)
    return Told(milliseconds(row.at), row.kind, msgspec.json.decode(body, type=NoticeBody))


async def _decisions(connection: AsyncConnection, keys: Keys, me: UUID) -> list[Decision]:
    s, r = schema.sanctions.c, schema.rooms.c
    rows = await connection.execute(
        select(schema.sanctions, r.title)
        .join_from(schema.sanctions, schema.rooms, r.id == s.room_id, isouter=True)
        .where(s.account_id == me)
        .order_by(s.at)
    )
    return [
        Decision(
            kind=row.kind,
            at=milliseconds(row.at),
            until=None if row.ends_at is None else milliseconds(row.ends_at),
            undone=None if row.undone_at is None else milliseconds(row.undone_at),
            room=row.title,
            reason=reason_of(keys, me, row.id, row.reason),
            automatic=row.given_by is None and row.reason is None,
        )
        for row in rows
    ]


async def _to_staff(connection: AsyncConnection, keys: Keys, me: UUID) -> list[ToStaff]:
    c, e = schema.cases.c, schema.evidence.c
    rows = (
        await connection.execute(
            select(c.kind, c.category, c.opened_at, c.closed_at, e.id.label("piece"), e.body)
            .join_from(schema.cases, schema.evidence, e.case_id == c.id, isouter=True)
            .where(c.subject_id == me, c.kind.in_(("asked", "appeal", "complaint")))
            .order_by(c.opened_at)
        )
    ).all()
    await keys.hold(row.piece for row in rows if row.piece is not None)
    return [
        ToStaff(
            kind=row.kind,
            about=row.category,
            at=milliseconds(row.opened_at),
            closed=None if row.closed_at is None else milliseconds(row.closed_at),
            words="" if row.body is None
            else evidence.decode(keys.open(row.piece, row.body, "evidence", row.piece)).text,
        )
        for row in rows
    ]  # fmt: skip


async def _reports(connection: AsyncConnection, keys: Keys, me: UUID) -> list[MyReport]:
    t = schema.reports
    rows = (await connection.execute(select(t).where(t.c.reporter_id == me).order_by(t.c.at))).all()
    await keys.hold(row.case_id for row in rows)
    return [
        MyReport(
            at=milliseconds(row.at),
            what=row.what,
            reason=row.reason,
            note=None if row.note is None else keys.open(row.case_id, row.note, "reports", row.id, "note").decode(),
            outcome=row.outcome,
        )
        for row in rows
    ]
