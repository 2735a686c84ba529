"""Facilitators: members who help to look after one room, appointed by a lead for a time. They slow it down, take a
message out of it until a moderator has looked, and call a moderator; nothing about people.

Whether somebody is one is `members.part` with `part_until`, by the database's clock, asked wherever it matters.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update

from server.auth import pseudonyms
from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.api_rooms import FacilitatorAct, FacilitatorWanted, MyFacilitating, MyRoomToFacilitate, RoomAct
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.moderation import audit, room_acts
from server.moderation.coverage import Coverage
from server.moderation.reports import FACILITATOR, HIDDEN
from server.rooms import crowd, notices
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account, lock_room
from server.rooms.reported import Target
from server.rooms.reporting import Reporting
from server.rooms.room_acts import RoomActs

LONGEST_DAYS = 366
SLOWED = "A facilitator slowed the room down, or took that back."
"""The reason of what a facilitator did: no words are asked of them."""
RELEASE_AFTER_MIN = 1_440
NOT_HIDDEN = "This one stays: a moderator has decided on it, or somebody may need help. A moderator has been called."
NOBODY = "Nobody of this name is in the room, or they are a moderator."

MINE = text("""
    select r.id as room, r.title, m.id as member_id, m.alias, m.part_until,
        coalesce(s.state, 'normal') as state, s.id as state_id, s.by, s.at, clock_timestamp() as now
    from members m join rooms r on r.id = m.room_id left join lateral room_state_in_force(r.id) s on true
    where m.account_id = :account and m.left_at is null and m.part = 'facilitator'
        and m.part_until > clock_timestamp() and r.closed_at is null order by r.title""")

m = schema.members


class Facilitators:
    """Appoints facilitators, and carries out what they do."""

    def __init__(
        self, database: Database, bus: Bus, keys: Keys, coverage: Coverage, reporting: Reporting, acts: RoomActs
    ) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._coverage = coverage
        self._reporting = reporting
        self._acts = acts

    async def appoint(self, person: Person, room: UUID, wanted: FacilitatorWanted) -> None:
        """For so many days, or no longer; they are told. Raises Refusal."""
        if wanted.days is not None and not 1 <= wanted.days <= LONGEST_DAYS:
            raise Refusal("bad_request", says=f"For a day up to {LONGEST_DAYS} days.", field="days")
        async with transaction(self._database, self._bus) as tx:
            row = await self._member(tx, room, wanted.name)
            await lock_account(tx, row.account_id)
            await lock_room(tx, room)
            on = wanted.days is not None
            until = schema.in_seconds(86_400 * (wanted.days or 0)) if on else None
            change = update(m).where(m.c.id == row.id, m.c.part != "moderator")
            await tx.connection.execute(change.values(part="facilitator" if on else "peer", part_until=until))
            code = "facilitator" if on else "facilitator_over"
            await notices.tell(tx, self._keys, row.account_id, "care", NoticeBody(room=room, code=code))
            await audit.record(tx.connection, person.account, code, f"room {room} member {row.id}")

    async def _member(self, tx: Transaction, room: UUID, name: str) -> Any:
        """Somebody who is in the room under this name, and no moderator there. Raises Refusal."""
        a = schema.accounts.c
        found = await tx.connection.execute(
            select(m.c.id, m.c.account_id)
            .join_from(m, schema.accounts)
            .where(m.c.room_id == room, m.c.left_at.is_(None), m.c.part != "moderator")
            .where(a.pseudonym_key == pseudonyms.key(name.strip()), a.erased_at.is_(None))
        )
        row = found.first()
        if row is None:
            raise Refusal("not_found", says=NOBODY, field="name")
        return row

    async def mine(self, person: Person) -> MyFacilitating:
        """The rooms that one helps to look after."""
        staffed = await self._coverage.current()
        async with self._database.begin() as connection:
            rows = (await connection.execute(MINE, {"account": person.account})).all()
        return MyFacilitating([self._room(row, person) for row in rows], list(room_acts.PACES_S), staffed)

    def _room(self, row: Any, person: Person) -> MyRoomToFacilitate:
        undoes = row.state_id if row.by == person.account and row.now - row.at <= room_acts.UNDO else None
        acts = [act for act in room_acts.acts(row.state, moderator=False) if act != "undo" or undoes is not None]
        until = milliseconds(row.part_until)
        return MyRoomToFacilitate(
            row.room, row.title, row.member_id, row.alias, until, row.state, acts, undoes if "undo" in acts else None
        )

    async def act(self, person: Person, room: UUID, wanted: FacilitatorAct) -> None:
        """Slow the room down, or take that back. Raises Refusal."""
        await self._check(person, room)
        reason = None if wanted.act == "undo" else SLOWED
        await self._acts.act(person, room, RoomAct(wanted.act, reason, wanted.every_s, wanted.lasts_s, wanted.undoes))

    async def call(self, person: Person, room: UUID) -> None:
        """A moderator is called to the room: its case, as if it was reported. Raises Refusal."""
        await self._check(person, room)
        await self._reporting.report(person, called(room=room))

    async def hide(self, person: Person, room: UUID, message: UUID) -> None:
        """A moderator is called to a message, and it is out of the room until they have looked. Raises Refusal."""
        await self._check(person, room)
        target = await self._reporting.target(person, called(message=message))
        if target.room != room:
            raise Refusal("not_found", field="message")
        await self._reporting.report(person, called(message=message))
        if not await self._hold(person, target):
            raise Refusal("act_not_possible", says=NOT_HIDDEN)

    async def _hold(self, person: Person, target: Target) -> bool:
        """It has its case by now. What a moderator wrote, or decided on, stays, and so does what shows danger."""
        assert target.subject is not None
        e, c = schema.evidence.c, schema.cases.c
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, target.subject)
            x = schema.messages.c
            theirs = select(x.id).join(m, m.c.id == x.member_id).where(x.id == target.message, m.c.part == "moderator")
            of_message = e.message_id == target.message, c.state != "closed", e.message_id.not_in(theirs)
            case = await tx.connection.scalar(
                select(c.id)
                .join_from(schema.cases, schema.evidence, e.case_id == c.id)
                .where(*of_message)
                .order_by(c.id)
                .limit(1)
                .with_for_update(of=schema.cases, key_share=True)
            )
            if case is None or await crowd.decided(tx, target):
                return False
            tx.announce(CASES, CasesChanged())
            return await crowd.hold_until_seen(
                tx, self._keys, target, case, person.account, HIDDEN, release_after_min=RELEASE_AFTER_MIN
            )

    async def _check(self, person: Person, room: UUID) -> None:
        """Raises Refusal where they are none of this room, or no longer."""
        if all(one.room != room for one in (await self.mine(person)).rooms):
            raise Refusal("not_found")

    async def end_one(self) -> bool:
        """Show again as a peer whose time is up. False where there is none."""
        async with self._database.begin() as connection:
            due = select(m.c.id).where(m.c.part_until <= func.clock_timestamp()).limit(1)
            over = await connection.scalar(due.with_for_update(skip_locked=True))
            if over is not None:
                await connection.execute(update(m).where(m.c.id == over).values(part="peer", part_until=None))
        return over is not None


def called(*, room: UUID | None = None, message: UUID | None = None) -> api.Report:
    """What a moderator is called to, as the report it is."""
    return api.Report(FACILITATOR, message=message, room=room)  # type: ignore[arg-type]  # none that peers can give
