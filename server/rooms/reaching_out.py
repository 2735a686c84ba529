"""A moderator reaches out to somebody in a room: a private conversation, through a case, as everything is.

The person is told plainly that a moderator is here to talk. It joins what is open about their safety, so that one
moderator comes, and not two.
"""

import uuid
from uuid import UUID

from sqlalchemy import insert, select, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Act
from server.ground.api_rooms import ReachOut
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.ground.seal import Key, place
from server.moderation import audit, case_access, case_rows, ladder
from server.moderation.transitions import IN_NEED
from server.rooms.effects import EFFECTS, Doing
from server.rooms.members import lock_account, lock_case
from server.rooms.presence import Presence

ACT = "reach_out"
CATEGORY = "reached_out"
DUE_S = 300
LONGEST_REASON = 2_000
JOIN_FIRST = "Join the room first: nobody is spoken to out of a room by somebody who is not seen in it."

c, m = schema.cases.c, schema.members.c


class ReachingOut:
    """Opens conversations from a room."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, presence: Presence) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._presence = presence

    async def reach_out(self, person: Person, room: UUID, wanted: ReachOut) -> UUID:
        """Returns the case, which the moderator has now. Raises Refusal."""
        reason = wanted.reason.strip()
        if not reason:
            raise Refusal("reason_missing", says="Say why, in a few words. It stays with the case.", field="reason")
        if len(reason) > LONGEST_REASON:
            raise Refusal("bad_request", says=f"A reason has at most {LONGEST_REASON} characters.", field="reason")
        async with transaction(self._database, self._bus) as tx:
            account = await self._whom(tx, person, room, wanted.member)
            await lock_account(tx, account)
            theirs = c.subject_id == account, c.kind.in_(IN_NEED), c.state != "closed"
            id = await tx.connection.scalar(select(c.id).where(*theirs))  # there is at most one
            if id is None:
                id, key = await self._open_case(tx, account, room)
            else:
                key = await self._keys.of(id)
            await lock_case(tx, id)
            case = await case_rows.find(tx.connection, id)
            case_access.check_may(case, person)
            if case.state == "taken" and case.taken_by != person.account:
                raise Refusal("case_taken")
            doing = Doing(tx, case, person, Act("converse"), self._presence)
            await EFFECTS["others_leave"](self._keys, doing)
            await EFFECTS["converse"](self._keys, doing)
            taken = {"state": "taken", "taken_by": person.account, "taken_at": case_rows.NOW}
            taken["lease_until"] = case_rows.NOW + case_rows.LEASE
            await tx.connection.execute(update(schema.cases).where(c.id == id).values(**taken))
            act = uuid.uuid4()
            sealed = key.seal(reason.encode(), place("case_acts", act, "reason"))
            row = {"id": act, "case_id": id, "actor_id": person.account, "act": ACT, "reason": sealed}
            await tx.connection.execute(insert(schema.case_acts).values(**row))
            await audit.record(tx.connection, person.account, ACT, f"case {id} room {room}")
            tx.announce(CASES, CasesChanged())
        return id

    async def _whom(self, tx: Transaction, person: Person, room: UUID, member: UUID) -> UUID:
        """The account of somebody in the room that the moderator is in, too. Raises Refusal."""
        mine = m.room_id == room, m.account_id == person.account, m.left_at.is_(None), m.part == "moderator"
        if await tx.connection.scalar(select(m.id).where(*mine)) is None:
            raise Refusal("act_not_possible", says=JOIN_FIRST)
        a = schema.accounts.c
        account: UUID | None = await tx.connection.scalar(
            select(m.account_id)
            .join_from(schema.members, schema.accounts)
            .where(m.id == member, m.room_id == room, m.part != "moderator", a.erased_at.is_(None))
        )
        if account is None or account == person.account:
            raise Refusal("not_found", field="member")
        return account

    async def _open_case(self, tx: Transaction, account: UUID, room: UUID) -> tuple[UUID, Key]:
        id = uuid.uuid4()
        key = await self._keys.create(tx.connection, id)
        await tx.connection.execute(
            insert(schema.cases).values(
                id=id,
                kind="asked",
                subject_id=account,
                room_id=room,
                category=CATEGORY,
                level=0,
                urgency="soon",
                due_at=schema.in_seconds(DUE_S),
            )
        )
        for step, after_s in ladder.ASKED[True].items():  # whoever hands it back leaves somebody in a conversation
            row = {"case_id": id, "step": step, "due_at": schema.in_seconds(after_s)}
            await tx.connection.execute(insert(schema.alerts).values(**row))
        return id, key
