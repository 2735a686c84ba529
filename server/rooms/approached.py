"""Whoever is approached by somebody whose words make a pattern is reached first: told, neutrally, that something is
paused, and given a case of their own, which comes before the author's.

It is a step of the author's case (an alert, moderation/policy.toml says when), so a killed instance leaves it to the
next. It also brings into the author's case what adds up: the messages of the days before.

In a room nobody is addressed by name only: it is whoever is named in the words, else whoever spoke there last before.
"""

import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func, select, text, update

from server.ground import schema
from server.ground.api import Marked
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.keys import Keys
from server.moderation import evidence, ladder
from server.moderation.evidence import Snapshot
from server.moderation.in_force import InForce
from server.moderation.policy import CaseOrder
from server.rooms import notices
from server.rooms.facts import APPROACHED, AlertFacts, CaseFacts
from server.rooms.log import NoticeBody
from server.rooms.members import lock_account
from server.rooms.report_cases import add_evidence
from server.rooms.reported import sealed

EVERY_S = 1.0
MOST_NAMED = 3
SPOKE_WITHIN_MIN = 60
"""So long somebody who spoke in the room before is taken for the one who is spoken to."""
CATEGORY = "approached"
OPEN_CASE = text("select open_case(:subject, :room, :message, cast(:facts as jsonb))")
ADDS_UP = text("""
    select m.id, m.room_id, m.at, m.body, m.original from assessments a join messages m on m.id = a.message_id
    where a.account_id = :author and a.categories && :signs and m.body is not null
      and a.at > clock_timestamp() - make_interval(days => :days)
      and not exists (select 1 from evidence e where e.case_id = :case and e.message_id = m.id)
    order by a.at""")
THERE = text("""
    select b.account_id, b.alias, said.at from members b
    left join lateral (select max(m.at) as at from messages m
        where m.member_id = b.id and m.state = 'shown' and m.at < :at) said on true
    where b.room_id = :room and b.part = 'peer' and b.left_at is null and b.account_id <> :author
    order by said.at desc nulls last limit 200""")


class Approached:
    """Carries out the steps that are due."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, in_force: InForce) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._in_force = in_force

    async def run(self) -> None:
        """Until cancelled."""
        await carry_out_due(self.reach_one, every_s=EVERY_S, fault="whoever is approached could not be reached")

    async def reach_one(self) -> bool:
        """Carry out the step that has been due longest. False where none is due."""
        a, c = schema.alerts, schema.cases.c
        async with transaction(self._database, self._bus) as tx:
            due = (
                await tx.connection.execute(
                    select(a.c.id, a.c.case_id, c.subject_id, c.state, c.category)
                    .join_from(a, schema.cases)
                    .where(a.c.step == APPROACHED, a.c.done_at.is_(None), a.c.due_at <= func.clock_timestamp())
                    .order_by(a.c.due_at)
                    .limit(1)
                    .with_for_update(of=a, skip_locked=True)
                )
            ).first()
            if due is None:
                return False
            said = await self._newest(tx, due.case_id)
            reached = [] if said is None or due.state == "closed" else await self._whom(tx, due.subject_id, said)
            for account in sorted({due.subject_id, *reached}):
                await lock_account(tx, account)
            await self._collect(tx, due)
            if said is not None:
                for account in reached:
                    await self._reach(tx, account, said)
            await tx.connection.execute(update(a).where(a.c.id == due.id).values(done_at=func.clock_timestamp()))
            tx.announce(CASES, CasesChanged())
            return True

    async def _newest(self, tx: Transaction, case: UUID) -> Any:
        """The message of the author's that came last into their case."""
        e, m, b = schema.evidence.c, schema.messages.c, schema.members.c
        return (
            await tx.connection.execute(
                select(e.id, e.body, m.id.label("message"), m.room_id, m.at, b.account_id, b.alias)
                .join_from(schema.evidence, schema.messages, m.id == e.message_id)
                .join(schema.members, b.id == m.member_id)
                .where(e.case_id == case)
                .order_by(m.at.desc())
                .limit(1)
            )
        ).first()

    async def _whom(self, tx: Transaction, author: UUID, said: Any) -> Sequence[UUID]:
        """Who is spoken to: whoever is named, else whoever spoke last before it, and not too long ago."""
        there = (await tx.connection.execute(THERE, {"room": said.room_id, "author": author, "at": said.at})).all()
        words = f" {(await self._snapshot(said)).text.casefold()} "
        named = [row.account_id for row in there if row.alias.casefold() in words]
        if named:
            return named[:MOST_NAMED]
        last = there[0] if there else None
        recently = (
            last is not None and last.at is not None and (said.at - last.at).total_seconds() < SPOKE_WITHIN_MIN * 60
        )
        return [last.account_id] if last is not None and recently else []

    async def _snapshot(self, said: Any) -> Snapshot:
        await self._keys.load((said.id,))
        return evidence.decode(self._keys.open(said.id, said.body, "evidence", said.id))

    async def _collect(self, tx: Transaction, due: Any) -> None:
        """What adds up belongs together: each message of the days before becomes evidence, as it was written."""
        policy = self._in_force.judge.policy
        for pattern in policy.patterns:
            if pattern.category != due.category:
                continue
            asked = {"author": due.subject_id, "signs": [*pattern.of], "days": pattern.within_days, "case": due.case_id}
            for row in (await tx.connection.execute(ADDS_UP, asked)).all():
                await self._keys.load((row.room_id,))
                blob, column = (row.original, "original") if row.original is not None else (row.body, "body")
                words = self._keys.open(row.room_id, blob, "messages", row.id, column).decode()
                mark = Marked(f"pattern-{pattern.category}", pattern.says, 0, len(words))
                piece = sealed(self._keys, Snapshot(words, [mark]))
                await add_evidence(tx, due.case_id, piece, row.id, row.at)

    async def _reach(self, tx: Transaction, account: UUID, said: Any) -> None:
        """Their case, with the words that were said to them; and a neutral word, which says nothing of anybody."""
        of_author = await self._snapshot(said)
        order = self._order()
        id = uuid.uuid4()
        case = CaseFacts(
            id=id,
            key=self._keys.new(id)[1].hex(),
            kind="danger",
            category=CATEGORY,
            level=0,
            urgency=order.urgency,
            due_s=order.due_s,
            alerts=[AlertFacts(step, after_s) for step, after_s in ladder.rungs(order).items()],
            evidence=sealed(self._keys, msgspec.structs.replace(of_author, by=said.alias)),
        )
        about = {"subject": account, "room": said.room_id, "message": said.message}
        await tx.connection.execute(OPEN_CASE, {**about, "facts": msgspec.json.encode(case).decode()})
        await notices.tell(tx, self._keys, account, "paused", NoticeBody(room=said.room_id))

    def _order(self) -> CaseOrder:
        """As urgent as the author's, and called about the same."""
        return CaseOrder(category=CATEGORY, level=0, care=True, urgency="now", due_s=60, lead=True, page_s=120)
