"""What a moderator does with a case: one function, one transaction, in the one lock order.

Locks: the subject's account, the case, the room, the audit head. Whether an act is possible, and which effects it has,
is the table in moderation/transitions.py; what each effect does is in
effects.py.
"""

import contextlib
import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Act
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import audit, case_access, case_rows, given, sanctions, transitions
from server.moderation.in_force import InForce
from server.moderation.judge import Judge
from server.rooms import hand_overs
from server.rooms.effects import EFFECTS, Doing
from server.rooms.members import lock_account, lock_case
from server.rooms.presence import Presence

LONGEST_REASON = 2_000


class Acts:
    """Carries out moderators' acts."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, in_force: InForce, presence: Presence) -> None:
        self._presence = presence
        self._database = database
        self._bus = bus
        self._keys = keys
        self._in_force = in_force

    async def act(self, person: Person, case_id: UUID, wanted: Act) -> None:
        """Do it, or raise Refusal. Nothing is done by half."""
        check_form(wanted)
        if sanctions.needs_two(wanted):
            person.demand("sanction.long")
        if wanted.act in transitions.REASON_TOLD | transitions.MESSAGE_ACTS.keys():  # the person reads the reason
            check_words(self._in_force.judge, wanted.reason or "")
        async with transaction(self._database, self._bus) as tx:
            for account in await _told(tx, case_id, wanted):
                await lock_account(tx, account)
            await lock_case(tx, case_id)
            doing = Doing(tx, await case_rows.find(tx.connection, case_id), person, wanted, self._presence)
            step = check_possible(doing.case, person, wanted)
            await given.check(tx.connection, doing.case, person)
            for effect in step.effects:
                await EFFECTS[effect](self._keys, doing)
            await self._move(doing, step)
            await self._record(doing)
            tx.announce(CASES, CasesChanged())

    async def hand_back_all(self, person: Person) -> None:
        """Hand back every case one has."""
        c = schema.cases.c
        async with self._database.begin() as connection:
            mine = await connection.scalars(select(c.id).where(c.taken_by == person.account, c.state == "taken"))
        for case in mine.all():
            with contextlib.suppress(Refusal):  # it lapsed meanwhile, or somebody else has it
                await self.act(person, case, Act("hand_back"))

    async def _move(self, doing: Doing, step: transitions.Step) -> None:
        """The case's next state, and who has it."""
        tx, case, person, wanted, _ = doing
        c = schema.cases
        change: dict[str, Any] = {"state": step.becomes}
        if step.becomes == "taken":
            change |= {"taken_by": person.account, "lease_until": case_rows.NOW + case_rows.LEASE, "closed_at": None}
        if wanted.act == "take":
            change["taken_at"] = case_rows.NOW
        elif wanted.act == "hand_back":
            change |= {"taken_by": None, "lease_until": None}
        elif step.becomes == "closed":
            change["closed_at"] = case_rows.NOW
        await tx.connection.execute(update(c).where(c.c.id == case.id).values(**change))

    async def _record(self, doing: Doing) -> None:
        tx, case, person, wanted, _ = doing
        id, reason = uuid.uuid4(), None
        if wanted.reason:
            reason = await self._keys.seal(case.id, wanted.reason.encode(), "case_acts", id, "reason")
        await tx.connection.execute(
            insert(schema.case_acts).values(
                id=id,
                case_id=case.id,
                actor_id=person.account,
                act=wanted.act,
                message_id=wanted.message,
                reason=reason,
            )
        )
        about = f" message {wanted.message}" if wanted.message else ""
        about += f" sanction {wanted.sanction}" if wanted.sanction else ""
        await audit.record(tx.connection, person.account, wanted.act, f"case {case.id}{about}")


async def _told(tx: Transaction, case: UUID, wanted: Act) -> list[UUID]:
    """Who may be told of it: whom the case is about (nobody, where it is about a room), and whoever wrote the message,
    who may be somebody else. In the lock order. Raises Refusal."""
    c, m, b = schema.cases.c, schema.messages.c, schema.members.c
    author = (
        select(b.account_id).join_from(schema.messages, schema.members).where(m.id == wanted.message).scalar_subquery()
    )
    found = (await tx.connection.execute(select(c.subject_id, author).where(c.id == case))).first()
    if found is None:
        raise Refusal("not_found")
    return sorted({account for account in found if account is not None})


def check_form(wanted: Act) -> None:
    if wanted.act in transitions.REASON_NEEDED and not (wanted.reason or "").strip():
        raise Refusal("reason_missing", field="reason")
    if len(wanted.reason or "") > LONGEST_REASON:
        raise Refusal("bad_request", says=f"A reason has at most {LONGEST_REASON} characters.", field="reason")
    if (wanted.act in transitions.MESSAGE_ACTS) != (wanted.message is not None):
        raise Refusal("bad_request", says="Say which message, for an act on a message only.", field="message")
    if (wanted.act in transitions.ON_SANCTION) != (wanted.sanction is not None):
        raise Refusal("bad_request", says="Say which sanction, for an act on a sanction only.", field="sanction")
    sanctions.check_length(wanted.act, wanted.lasts_s)
    hand_overs.check_form(wanted)
    sanctions.check_room(wanted)


def check_words(judge: Judge, reason: str) -> None:
    """Staff are read like everyone: what they write to somebody holds no contact details and hurts nobody."""
    found = judge.refused_in("reason", reason)
    if found is not None:
        raise Refusal("reason_unusable", field="reason")


def check_possible(case: Row[Any], person: Person, wanted: Act) -> transitions.Step:
    """The transition table, the lease, and conflicts of interest."""
    case_access.check_may(case, person)
    step = transitions.step(case.state, wanted.act, case.kind)
    if step is None or wanted.act not in case_access.possible(case, person):
        taken_by_another = case.state == "taken" and case.taken_by != person.account
        raise Refusal("case_taken" if taken_by_another else "act_not_possible")
    return step
