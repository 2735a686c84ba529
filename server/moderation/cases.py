"""Cases as moderators read them: the queue, most urgent first, and one case with its evidence.

Acts on cases are in rooms/acts.py, which can also reach the messages; what is possible when is the table
in transitions.py.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import api, schema
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.protocol import Bell
from server.ground.refusal import Refusal
from server.moderation import appealed, audit, care, case_evidence, case_rooms, looks, reports, sanctions, transitions

LEASE = timedelta(minutes=2)
"""A case stays with a moderator this long after they last looked at it, or their console last said that they are
at the desk."""
UNDO = timedelta(minutes=10)
"""How long a closed case can be opened again by whoever closed it."""

c, a, r = schema.cases.c, schema.accounts, schema.rooms
taker = schema.accounts.alias("taker")

NOW = func.clock_timestamp()
STATE = case(((c.state == "taken") & (c.lease_until < NOW), "open"), else_=c.state).label("state")


def last_said(part: str) -> ScalarSelect[Any]:
    """The position of the last message of the person's, or of a moderator's, in the case's conversation."""
    m, b = schema.messages.c, schema.members.c
    return (
        select(func.coalesce(func.max(m.position), 0))
        .join_from(schema.messages, schema.members, b.id == m.member_id)
        .where(m.room_id == c.conversation_id, m.state == "shown", b.part == part)
        .correlate(schema.cases)
        .scalar_subquery()
    )


def people_who_reported() -> ScalarSelect[Any]:
    """How many people reported what is in the case."""
    t = schema.reports.c
    counted = select(func.count(t.reporter_id.distinct())).where(t.case_id == c.id)
    return counted.correlate(schema.cases).scalar_subquery()


def conflicted() -> ScalarSelect[Any]:
    """Who may not work on the case: whoever reported it, or decided what it appeals against."""
    k = schema.conflicts.c
    return select(func.array_agg(k.account_id)).where(k.case_id == c.id).correlate(schema.cases).scalar_subquery()


def waits_for_second() -> Any:
    """Whether a sanction of the case is to last longer than one person may decide."""
    s = schema.sanctions.c
    of_case = s.case_id == c.id, s.asked_s.is_not(None), s.seconded_by.is_(None), s.undone_at.is_(None)
    return select(s.id).where(*of_case, s.ends_at > NOW).correlate(schema.cases).exists()


LINES = (
    select(
        c.id, c.kind, c.category, c.level, c.urgency, STATE, c.opened_at, c.due_at, c.subject_id, c.taken_by,
        c.lease_until, c.closed_at, c.conversation_id, c.asked_at, c.lead_at, c.room_id,
        a.c.pseudonym, a.c.country, r.c.title, taker.c.pseudonym.label("taker"), NOW.label("now"),
        last_said("peer").label("said"), last_said("moderator").label("answered"),
        people_who_reported().label("reported"),
        conflicted().label("conflicted"), waits_for_second().label("waits_for_second"), a.c.erased_at,
    )
    .join_from(schema.cases, a, a.c.id == c.subject_id, isouter=True)  # a case about a room has none
    .outerjoin(r, r.c.id == c.room_id)
    .outerjoin(taker, taker.c.id == c.taken_by)
)  # fmt: skip
MOST_URGENT_FIRST = (
    case({"now": 0, "soon": 1}, value=c.urgency, else_=2),
    case({"danger": 0, "asked": 1}, value=c.kind, else_=2),
    c.level.desc(),
    c.due_at,
    c.id,
)
A_LEADS_FIRST = (MOST_URGENT_FIRST[0], c.lead_at.is_(None), *MOST_URGENT_FIRST[1:])
"""To a lead: of what is as urgent, what a lead is asked for."""
NOT_CALLED = (
    select(func.count(schema.pages.c.case_id.distinct()))
    .join_from(schema.pages, schema.cases)
    .where(schema.pages.c.dead_at.is_not(None), (c.state == "open") | ((c.state == "taken") & (c.lease_until < NOW)))
)
BELL = select(
    c.urgency, c.kind, c.category, c.subject_id, conflicted().label("conflicted"),
    waits_for_second().label("waits_for_second"),
).where(c.state != "closed")  # fmt: skip
KEEP = f"""
    update cases set lease_until = clock_timestamp() + interval '{LEASE.seconds} seconds'
    where id in (select id from cases where taken_by = $1 and state = 'taken' and lease_until >= clock_timestamp()
                 and not exists (select 1 from conflicts k where k.case_id = cases.id and k.account_id = $1)
                 order by id for no key update)"""


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

        def bell(person: Person) -> Bell:
            theirs = (row for row in rows if may_see(row, person) and not has_conflict(row, person))
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
            mine = [line(row, person) for row in rows if may_see(row, person) and not has_conflict(row, person)]
            return api.Cases(mine, milliseconds(now), not_called)

    async def view(self, person: Person, id: UUID, *, context: bool) -> api.CaseView:
        """One case with its evidence; a moderator who has it keeps it. Raises Refusal."""
        async with self._database.begin() as connection:
            row = await find(connection, id)
            check_may(row, person)
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
            if mine:
                await connection.execute(update(schema.cases).where(c.id == id).values(lease_until=NOW + LEASE))
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


async def find(connection: AsyncConnection, id: UUID) -> Any:
    """The case as LINES has it. Raises Refusal."""
    row = (await connection.execute(LINES.where(c.id == id))).first()
    if row is None:
        raise Refusal("not_found")
    return row


def may_see(row: Any, person: Person) -> bool:
    """Whether cases of this kind are this person's to see."""
    if not person.roles.isdisjoint(transitions.seen_by(row.kind, row.category)):
        return True
    return bool(row.waits_for_second) and "trustee" in person.roles


def has_conflict(row: Any, person: Person) -> bool:
    """Nobody works on a case about themselves, one they reported, or an appeal against what they decided."""
    return row.subject_id == person.account or person.account in (row.conflicted or ())


def check_may(row: Any, person: Person) -> None:
    """Raises Refusal. A case that is not theirs to see is not there."""
    if row.subject_id == person.account or (not may_see(row, person) and row.taken_by != person.account):
        raise Refusal("not_found")
    if has_conflict(row, person):
        raise Refusal("conflict_of_interest")


def possible(row: Any, person: Person) -> list[str]:
    """The acts this person can do with this case now."""
    if row.state == "taken" and row.taken_by != person.account:
        return []
    if row.state == "closed" and (row.taken_by != person.account or row.now - row.closed_at > UNDO):
        return []
    acts = transitions.acts(row.state, row.kind)
    if "lead" not in person.roles:
        acts = [act for act in acts if act not in transitions.FOR_LEADS]
    if row.subject_id is None or row.erased_at is not None:  # nobody is there to be told, or kept from writing
        acts = [act for act in acts if act not in transitions.WITH_A_PERSON]
    if person.roles.isdisjoint(("moderator", "lead")):
        return [act for act in acts if act in transitions.FOR_TRUSTEES]
    return acts


def line(row: Any, person: Person) -> api.CaseLine:
    return api.CaseLine(
        id=row.id,
        kind=row.kind,
        category=row.category,
        urgency=row.urgency,
        state=row.state,
        opened=milliseconds(row.opened_at),
        due=milliseconds(row.due_at),
        alias=row.title or "" if row.subject_id is None else row.pseudonym,
        room=row.title,
        taken_by=row.taker if row.state == "taken" else None,
        mine=row.state == "taken" and row.taken_by == person.account,
        level=row.level,
        asked=None if row.asked_at is None else milliseconds(row.asked_at),
        conversation=row.conversation_id,
        said=row.said,
        answered=row.answered,
        lead=row.lead_at is not None,
        reported=row.reported,
        of_room=row.subject_id is None,
    )


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
