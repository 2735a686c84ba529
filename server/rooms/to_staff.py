"""What somebody writes to staff outside a conversation, in an appeal or a complaint: kept as the evidence of its case,
and read for danger first, like everything else. It may be days until a person reads it; danger does not wait so long.
"""

import uuid
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import insert, select

from server.auth.sessions import Person
from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.seal import place
from server.moderation import deadlines, evidence
from server.moderation.assess import Context
from server.moderation.coverage import Coverage
from server.moderation.deadlines import Deadline
from server.moderation.in_force import InForce
from server.moderation.policy import Situation
from server.rooms import facts
from server.rooms.append import Row
from server.rooms.second_reader import OPEN
from server.rooms.send import storable

LONGEST = 4_000


class ToStaff:
    """Reads such words, and opens the cases they are for."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, in_force: InForce, coverage: Coverage) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._in_force = in_force
        self._coverage = coverage

    def check(self, words: str) -> str:
        """The words as they can be kept. Raises Refusal."""
        if len(words) > LONGEST:
            raise Refusal("bad_request", says=f"At most {LONGEST} characters.", field="words")
        return storable(words.strip())

    async def read(self, person: Person, words: str, *, as_evidence: bool) -> str | None:
        """Read for danger: opens its case, and returns the card to show. A complaint's words are not given to the
        moderators as evidence: they see that somebody is in danger, and come."""
        situation = Situation("conversation", staffed=self._coverage.staffed, known=person.known)
        judgement = self._in_force.judge.judge(words, Context(recent=()), situation, "")
        order, card = judgement.decision.case, judgement.decision.card
        if order is not None and (order.care or order.urgency == "now"):
            id = uuid.uuid4()
            row = Row(id, person.session, person.account, id, id, fingerprint=id.bytes, body=b"")
            case = facts.case(self._keys, order, row, words, judgement.assessment, [], refused=True)
            if not as_evidence:
                case.evidence = None
            data = msgspec.json.encode(case).decode()
            await self._database.fast.fetchval(OPEN, person.account, None, None, data)
            self._bus.publish(CASES, CasesChanged())
        return None if card == "none" else card

    async def open(
        self, tx: Transaction, account: UUID, kind: Literal["appeal", "complaint"], category: str, words: str
    ) -> UUID:
        """A case for an appeal or a complaint, with its words as evidence and with who is called while nobody answers.
        The caller holds the person's lock."""
        id, piece, deadline = uuid.uuid4(), uuid.uuid4(), deadlines.of(kind, category)
        assert deadline is not None
        await self._keys.create(tx.connection, id)
        await tx.connection.execute(
            insert(schema.cases).values(
                id=id,
                kind=kind,
                subject_id=account,
                category=category,
                level=0,
                urgency="later",
                due_at=schema.in_seconds(deadline.due_s),
            )
        )
        await set_calls(tx, id, deadline)
        if words:
            key, wrapped = self._keys.new(piece)
            await tx.connection.execute(insert(schema.keys).values(owner=piece, version=1, wrapped=wrapped))
            sealed = key.seal(evidence.encode(evidence.Snapshot(words, [])), place("evidence", piece))
            await tx.connection.execute(insert(schema.evidence).values(id=piece, case_id=id, body=sealed))
        tx.announce(CASES, CasesChanged())
        return id

    async def due(self, tx: Transaction, case: UUID) -> int:
        """By when it is answered."""
        at = await tx.connection.scalar(select(schema.cases.c.due_at).where(schema.cases.c.id == case))
        assert isinstance(at, datetime)
        return milliseconds(at)


async def set_calls(tx: Transaction, case: UUID, deadline: Deadline) -> None:
    """Who is called, and when, while nobody has this case."""
    for step, after_s in deadline.rungs():
        alert = {"case_id": case, "step": step, "due_at": schema.in_seconds(after_s)}
        await tx.connection.execute(insert(schema.alerts).values(**alert))
