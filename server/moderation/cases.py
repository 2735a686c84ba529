"""Cases as moderators read them: the queue, most urgent first, and one case with its evidence.

Acts on cases are in rooms/acts.py, which can also reach the messages; who may do what is in case_access.py and the
table in transitions.py.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, union
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.protocol import Bell
from server.ground.schema_shifts import breaks
from server.ground.schema_staff import rests
from server.moderation import (
    appealed,
    audit,
    care,
    case_evidence,
    case_rooms,
    given,
    looks,
    quality_exposure,
    reports,
    sanctions,
    supervision,
    topics,
    transitions,
)
from server.moderation.case_access import check_may, has_conflict, may_see, possible
from server.moderation.case_rows import (
    A_LEADS_FIRST,
    LEASE,
    LINES,
    MOST_URGENT_FIRST,
    NOW,
    STATE,
    conflicted,
    find,
    line,
    waits_for_second,
)
from server.moderation.topics import is_spared

c, a, r = schema.cases.c, schema.accounts, schema.rooms

NOT_CALLED = (
    select(func.count(schema.pages.c.case_id.distinct()))
    .join_from(schema.pages, schema.cases)
    .where(schema.pages.c.dead_at.is_not(None), (c.state == "open") | ((c.state == "taken") & (c.lease_until < NOW)))
)
BELL = select(
    c.urgency, c.kind, c.category, c.subject_id, STATE, conflicted().label("conflicted"),
    waits_for_second().label("waits_for_second"), topics.spared_of().label("spared_of"), topics.others_take_it(),
).where(c.state != "closed")  # fmt: skip
AWAY = union(select(breaks.c.account_id), select(rests.c.account_id).where(rests.c.until > NOW, ~rests.c.lifted))
"""Who is on a break, or rests."""
KEEP = f"""
    update cases set lease_until = clock_timestamp() + interval '{LEASE.seconds} seconds'
    where id in (select id from cases where taken_by = $1 and state = 'taken' and lease_until >= clock_timestamp()
                 and not exists (select 1 from conflicts k where k.case_id = cases.id and k.account_id = $1)
                 and not exists (select 1 from breaks b where b.account_id = $1)
                 order by id for no key update)"""
KEEP_ONE = text(f"""
    update cases set lease_until = clock_timestamp() + interval '{LEASE.seconds} seconds'
    where id = :id and not exists (select 1 from breaks b where b.account_id = :me)""")
"""Whoever is on a break leaves a case on another screen to others."""
SHOWS_SANCTIONS = transitions.HOUSE_RULES | transitions.APPEALS
"""Somebody in danger is met as who they are, and not by what was once decided about them."""


class Cases:
    """Reads cases. Every look at words that are not public is recorded in the audit chain."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys
        self._on_screen: dict[tuple[UUID, UUID], int] = {}

    async def ring(self) -> Callable[[Person], Bell]:
        """What the bell says to each: how many cases are open, by urgency, of those that are in their list. One read,
        however many listen."""
        async with self._database.begin() as connection:
            rows = (await connection.execute(BELL)).all()
            away = frozenset((await connection.scalars(AWAY)).all())

        def bell(person: Person) -> Bell:
            if person.account in away:
                return Bell()
            theirs = (row for row in rows if is_served(row, person))
            return Bell(**Counter(row.urgency for row in theirs))

        return bell

    async def queue(self, person: Person, *, keep: bool = False) -> api.Cases:
        """The open cases, most urgent first: by its word, somebody's safety before house rules, the gravest, the one
        due first. `keep`: the moderator is at the desk, so what they have stays theirs."""
        if keep:
            await self._database.fast.execute(KEEP, person.account)
        async with self._database.begin() as connection:
            order = A_LEADS_FIRST if "lead" in person.roles else MOST_URGENT_FIRST
            rows = await connection.execute(LINES.where(c.state != "closed").order_by(*order))
            now, not_called = (await connection.execute(select(NOW, NOT_CALLED.scalar_subquery()))).one()
            mine = [line(row, person) for row in rows if is_served(row, person)]
            if person.account in (await connection.scalars(AWAY)).all():  # nothing new is served to them
                mine = [one for one in mine if one.mine]
            talks = await supervision.waiting(connection, person.account)
            return api.Cases(mine, milliseconds(now), not_called, talks)

    async def view(self, person: Person, id: UUID, *, context: bool, acted: bool = False) -> api.CaseView:
        """One case with its evidence; a moderator who has it keeps it. `acted`: it answers an act, which may have given
        it to others. Raises Refusal."""
        async with self._database.begin() as connection:
            row = await find(connection, id)
            check_may(row, person)
            if not acted:
                await given.check(connection, row, person)
            mine = row.state == "taken" and row.taken_by == person.account
            appeal = await appealed.find(connection, id) if row.kind == "appeal" else None
            lead = "lead" in person.roles
            pieces = await case_evidence.read(connection, self._keys, row, appeal, mine=mine, lead=lead)
            history = await self._history(connection, id)
            decided = await sanctions.of_case(connection, self._keys, row) if row.kind in SHOWS_SANCTIONS else []
            against = await appealed.decision(connection, self._keys, appeal) if appeal is not None else None
            conversation = await _conversation(connection, row, person)
            reported = await reports.of_case(connection, self._keys, id, mine=mine)
            cared = await care.of_case(connection, self._keys, row)
            touched = await case_rooms.touched(connection, row)
            put_off = await looks.put_off_until(connection, id)
            is_new = not (mine and self._still_on_screen(person, id, len(pieces), context=context))
            if is_new:  # before any lock: it refers to the accounts of those whose words were seen
                seen = await case_evidence.seen(connection, row, pieces, context=context)
                seen += await reports.seen(connection, id, notes=bool(reported and reported.notes))
                await looks.note(connection, person, row, seen)
                if seen:
                    await quality_exposure.note(connection, person, row)
            if mine:
                await connection.execute(KEEP_ONE, {"id": id, "me": person.account})
            if is_new:
                await audit.record(connection, person.account, "look_before" if context else "look", f"case {id}")
        acts = possible(row, person)
        return api.CaseView(
            line=line(row, person),
            evidence=[case_evidence.shown(piece, context=context) for piece in pieces],
            history=history,
            acts=acts,  # type: ignore[arg-type]  # the table's acts are ActName, a test sees to it
            country=row.country or "",
            conversation=conversation,
            lease_until=milliseconds(row.now + LEASE) if mine else None,
            sanctions=decided,
            ladder=sanctions.ladder() if not transitions.SANCTIONS.isdisjoint(acts) else [],
            appealed=against,
            reports=reported,
            put_off=put_off,
            care=cared,
            rooms=touched,
        )

    def _still_on_screen(self, person: Person, id: UUID, pieces: int, *, context: bool) -> bool:
        """Whether this only renews what is on the moderator's screen already: the console asks every 20 s."""
        if len(self._on_screen) > 10_000:
            self._on_screen.clear()
        before = self._on_screen.get((person.account, id))
        self._on_screen[person.account, id] = pieces
        return before == pieces and not context

    async def _history(self, connection: AsyncConnection, id: UUID) -> list[api.PastAct]:
        h = schema.case_acts.c
        rows = (
            await connection.execute(
                select(h.id, h.act, h.at, h.reason, a.c.pseudonym)
                .join_from(schema.case_acts, a, a.c.id == h.actor_id, isouter=True)
                .where(h.case_id == id)
                .order_by(h.at, h.id)
            )
        ).all()
        if rows:
            await self._keys.load((id,))
        return [api.PastAct(row.act, row.pseudonym or "", milliseconds(row.at), self._reason(id, row)) for row in rows]

    def _reason(self, id: UUID, row: Any) -> str | None:
        if row.reason is None:
            return None
        return self._keys.open(id, row.reason, "case_acts", row.id, "reason").decode()


def is_served(row: Any, person: Person) -> bool:
    """Whether a case is in somebody's list: theirs to see, with no part of theirs in it, and nothing that they asked to
    be spared while somebody else takes it."""
    if not may_see(row, person) or has_conflict(row, person):
        return False
    return row.state != "open" or not (is_spared(row, person) and row.others_take_it)


async def _conversation(connection: AsyncConnection, row: Any, person: Person) -> api.MyRoom | None:
    m = schema.members.c
    if row.conversation_id is None:
        return None
    found = (
        await connection.execute(
            select(r.c.id, r.c.kind, r.c.title, m.id, m.alias)
            .join_from(r, schema.members)
            .where(r.c.id == row.conversation_id, m.account_id == person.account, m.left_at.is_(None))
        )
    ).first()
    return api.MyRoom(*found) if found else None
