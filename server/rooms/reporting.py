"""Reporting something: one function, one transaction. What came of it is told later (report_outcomes.py).

A report makes a case, or joins the one that is open about the same person (or the same room). It mutes and removes
nothing. Locks: both accounts (by id), their cases, the room, the audit head.
"""

import uuid
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.api import Marked
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.ground.seal import place
from server.moderation import reports
from server.moderation.assess import Context
from server.moderation.coverage import Coverage
from server.moderation.evidence import Snapshot
from server.moderation.in_force import InForce
from server.moderation.judge import Judgement
from server.moderation.policy import Situation
from server.moderation.policy_file import CARDS
from server.moderation.reports import Reason
from server.moderation.there import THERE
from server.rooms import conduct, crowd, facts
from server.rooms.facts import AlertFacts, CaseFacts
from server.rooms.limits import Limits
from server.rooms.log import Logs
from server.rooms.members import lock_account
from server.rooms.report_cases import (
    earlier,
    is_evidence,
    join_about_room,
    lock_both,
    no_longer_theirs,
    open_case,
    was_called,
)
from server.rooms.reported import Lookup, Target, sealed
from server.rooms.send import storable

LONGEST_NOTE = 1_000
BACKUP_S = 180.0
"""From the on-call's call to the backup's, where a life or a child may be at stake."""
OPEN_CASE = text("select open_case(:subject, :room, :message, cast(:facts as jsonb))")
OTHERS_ON_DUTY = text(f"select exists (select 1 from {THERE} there where account_id <> all(:they))")
"""Somebody who may work on the case: neither the one it is about nor, where it is against them, who reported it."""


class Reporting:
    """Takes reports in."""

    def __init__(
        self, database: Database, bus: Bus, logs: Logs, limits: Limits, coverage: Coverage, in_force: InForce
    ) -> None:
        self._database = database
        self._bus = bus
        self._keys = logs.keys
        self._lookup = Lookup(database, logs)
        self._limits = limits
        self._coverage = coverage
        self._in_force = in_force

    async def report(self, person: Person, wanted: api.Report) -> api.Reported:
        """Report a message, a person or a room. The same thing again is the same report. Raises Refusal."""
        reason = reason_of(wanted)
        note = storable((wanted.note or "").strip())
        judgement = self._judged(person, note)
        wait = self._limits.take("report", person.account)
        target = None if wait else await self._find(person, wanted)
        # Whatever becomes of the report. What is said of a moderator is not for moderators to read.
        of_staff = isinstance(target, Target) and target.of_staff
        await self._danger_in(person, note, judgement, is_kept=not wait and not of_staff)
        if target is None:
            raise Refusal("too_fast", says="That was many reports in a short time. Wait a little.", retry_after=wait)
        if isinstance(target, Refusal):
            raise target
        staffed = await self._coverage.current()
        card = max((reason.card or "none", judgement.decision.card), key=CARDS.index)
        async with transaction(self._database, self._bus) as tx:
            await lock_both(tx, person.account, target)
            told = await earlier(tx, person, target, reason)
            id = uuid.uuid4() if told is None else told.id
            if told is None or (told.state != "closed" and (told.reason != wanted.reason or note)):
                if target.of_staff:
                    case = await conduct.into_case(tx, self._keys, person, target, reason)
                else:
                    case = await self._into_case(tx, person, target, reason)
                await self._store(tx, person, wanted, target, id, case, note)
                if target.what == "message" and not reason.care and not target.of_staff:
                    await self._crowd(tx, target, case, staffed=staffed)
                tx.announce(CASES, CasesChanged())
        return api.Reported(id, staffed, again=told is not None, card=None if card == "none" else card)

    async def target(self, person: Person, wanted: api.Report) -> Target:
        """What would be reported. Raises Refusal."""
        return await self._lookup.find(person, wanted)

    async def _find(self, person: Person, wanted: api.Report) -> Target | Refusal:
        """What is reported, or why it cannot be."""
        try:
            return await self._lookup.find(person, wanted)
        except Refusal as refusal:
            return refusal

    def _judged(self, person: Person, note: str) -> Judgement:
        """A note is read for danger like everything that is written."""
        situation = Situation("conversation", staffed=self._coverage.staffed, known=person.known)
        return self._in_force.judge.judge(note, Context("note"), situation)

    async def _into_case(self, tx: Transaction, person: Person, target: Target, reason: Reason) -> UUID:
        """The open case that this belongs to, or a new one, with what was reported as evidence, once."""
        they = [one for one in (target.subject, None if reason.care else person.account) if one is not None]
        staffed = bool(await tx.connection.scalar(OTHERS_ON_DUTY, {"they": they}))
        open_one = await open_case(tx, target, reason)
        id = uuid.uuid4()
        case = CaseFacts(
            id=id,
            key=self._keys.new(id)[1].hex(),
            kind="danger" if reason.care else "boundary",
            category=reason.category,
            level=0,
            urgency=reason.urgency,
            due_s=reason.due_s,
            alerts=[] if await was_called(tx, open_one, reason) else alerts(reason, staffed=staffed),
        )
        if not await is_evidence(tx, open_one, target.message):
            case.evidence = sealed(self._keys, target.snapshot)
        if target.subject is None and open_one is not None:
            await join_about_room(tx, open_one, case)
        else:
            order = {"subject": target.subject, "room": target.room, "message": target.message}
            facts_of_it = msgspec.json.encode(case).decode()
            id = await tx.connection.scalar(OPEN_CASE, {**order, "facts": facts_of_it})
        if case.evidence is not None and target.at is not None:
            e = schema.evidence
            await tx.connection.execute(update(e).where(e.c.id == case.evidence.id).values(at=target.at))
        id = open_one if open_one is not None else id
        if not reason.care:
            await no_longer_theirs(tx, id, person.account)
        return id

    async def _store(
        self, tx: Transaction, person: Person, wanted: api.Report, target: Target, id: UUID, case: UUID, note: str
    ) -> None:
        """A new row, or the reason and the note of one that is there."""
        said: dict[str, Any] = {"reason": wanted.reason}
        if note:
            said["note"] = await self._sealed_note(tx, case, id, note)
        row = {"id": id, "reporter_id": person.account, "what": target.what, "target_id": target.id}
        at = {"room_id": target.room, "case_id": case}
        r = schema.reports
        await tx.connection.execute(
            upsert(r).values(**row, **at, **said).on_conflict_do_update(index_elements=[r.c.id], set_=said)
        )

    async def _sealed_note(self, tx: Transaction, case: UUID, id: UUID, note: str) -> bytes:
        """Under the case's key, which may have been made in this transaction: so it is read in it."""
        k = schema.keys.c
        found = select(k.version, k.wrapped).where(k.owner == case).order_by(k.version.desc()).limit(1)
        version, wrapped = (await tx.connection.execute(found)).one()
        return self._keys.master.unwrap(wrapped, case, version).seal(note.encode(), place("reports", id, "note"))

    async def _crowd(self, tx: Transaction, target: Target, case: UUID, *, staffed: bool) -> None:
        """What several independent people change: a case that was "later" is "soon", once; and out of hours the message
        is held."""
        assert target.subject is not None
        rules = reports.shipped().crowd
        if await reports.independent(tx.connection, target.id, target.subject) < rules.independent:
            return
        c = schema.cases.c
        raised = {"urgency": "soon", "due_at": func.least(c.due_at, schema.in_seconds(rules.soon_due_s))}
        await tx.connection.execute(update(schema.cases).where(c.id == case, c.urgency == "later").values(**raised))
        if not staffed:
            await crowd.hold(tx, self._keys, target, case, rules)

    async def _danger_in(self, person: Person, note: str, judgement: Judgement, *, is_kept: bool) -> None:
        """Whoever writes in a note that they are in danger, or that somebody else is through them, has a case, as if
        they had said it in a conversation. What comes too fast is not kept as evidence besides."""
        order = judgement.decision.case
        if order is None or not (order.care or order.urgency == "now"):
            return
        marks = [Marked(rule=m.rule, says=m.says, start=m.start, end=m.end) for m in judgement.assessment.matches]
        id = uuid.uuid4()
        case = CaseFacts(
            id=id,
            key=self._keys.new(id)[1].hex(),
            kind="danger" if order.care else "boundary",
            category=order.category,
            level=order.level,
            urgency=order.urgency,
            due_s=order.due_s,
            alerts=facts.alerts(order),
            evidence=sealed(self._keys, Snapshot(note, marks)) if is_kept else None,
        )
        about = {"subject": person.account, "room": None, "message": None}
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, person.account)
            await tx.connection.execute(OPEN_CASE, {**about, "facts": msgspec.json.encode(case).decode()})
            tx.announce(CASES, CasesChanged())


def reason_of(wanted: api.Report) -> Reason:
    """What follows from the reason given. Raises Refusal."""
    reason = reports.shipped().reasons[wanted.reason]
    named = {"message": wanted.message, "person": wanted.member, "room": wanted.room}
    given = [what for what, id in named.items() if id is not None]
    if len(given) != 1:
        raise Refusal("bad_request", says="Say which message, which member or which room: one of the three.")
    if given[0] not in reason.of:
        raise Refusal("bad_request", says="This reason is not for what you report.", field="reason")
    if len(wanted.note or "") > LONGEST_NOTE:
        raise Refusal("bad_request", says=f"A note has at most {LONGEST_NOTE} characters.", field="note")
    return reason


def alerts(reason: Reason, *, staffed: bool) -> list[AlertFacts]:
    """When somebody is called outside the browser. The one it is about is not told that nobody has come."""
    after_s = reason.page_s if staffed else reason.page_unstaffed_s
    if after_s is None:
        return []
    backup = [AlertFacts("backup", after_s + BACKUP_S)] if reason.urgency == "now" else []
    return [AlertFacts("page", after_s), *backup]
