"""Handing over to the next shift: the open cases, somebody's safety first, and a note; acknowledged by whoever comes.

A pack names cases and holds no words of theirs: whoever reads it sees what each case is now, and opens it as ever.
"""

import uuid
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_shifts import PackedCase, ShiftPack, ShiftPacks
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_care import follow_ups
from server.ground.schema_shifts import shift_pack_cases, shift_packs
from server.moderation import audit
from server.moderation.case_access import has_conflict, may_see
from server.moderation.case_rows import LINES, MOST_URGENT_FIRST, line

State = Literal["open", "acknowledged", "replaced"]
Act = Literal["acknowledge", "replace"]
TABLE: dict[tuple[State, Act], State] = {
    ("open", "acknowledge"): "acknowledged",  # by somebody else than whoever made it
    ("open", "replace"): "replaced",  # by a newer one of whoever made it
}
"""(state, act) -> state. What was read, or replaced, stays so."""

LONGEST_NOTE = 2_000
FOLLOW_UPS_AHEAD_H = 24
SHOWN_H = 24
"""So long a pack that was acknowledged is still shown."""
OWN = "Somebody else has to read it: you wrote it."
READ = "It has been read already, or a newer one has taken its place."

s, q = shift_packs.c, shift_pack_cases.c
c, f = schema.cases.c, follow_ups.c
RISK = frozenset(("danger", "asked"))
ORDER = {"risk": 0, "follow_up": 1, "second": 2, "other": 3}


class Packs:
    """Makes packs, shows them, and takes down that somebody has read one."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def make(self, person: Person, note: str | None) -> ShiftPacks:
        """Hand over. One's earlier pack that nobody has read is replaced. Raises Refusal."""
        if note is not None and len(note) > LONGEST_NOTE:
            raise Refusal("bad_request", says=f"A note has at most {LONGEST_NOTE} characters.", field="note")
        id, words = uuid.uuid4(), (note or "").strip()
        sealed = await self._keys.seal(person.account, words.encode(), "shift_packs", id, "note") if words else None
        async with transaction(self._database, self._bus) as tx:
            await self._end(tx.connection, "replace", person, s.account_id == person.account)
            await tx.connection.execute(insert(shift_packs).values(id=id, account_id=person.account, note=sealed))
            named = await _named(tx.connection, person)
            if named:
                await tx.connection.execute(insert(shift_pack_cases), [row | {"pack_id": id} for row in named])
            await audit.record(tx.connection, person.account, "make_pack", f"pack {id}")
            tx.announce(CASES, CasesChanged())
        return await self.read(person)

    async def acknowledge(self, person: Person, id: UUID) -> ShiftPacks:
        """Say that one has read it. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            by = await tx.connection.scalar(select(s.account_id).where(s.id == id))
            if by is None:
                raise Refusal("not_found")
            if by == person.account:
                raise Refusal("act_not_possible", says=OWN)
            if not await self._end(tx.connection, "acknowledge", person, s.id == id):
                raise Refusal("act_not_possible", says=READ)
            await audit.record(tx.connection, person.account, "acknowledge_pack", f"pack {id}")
            tx.announce(CASES, CasesChanged())
        return await self.read(person)

    async def _end(self, connection: AsyncConnection, act: Act, person: Person, which: Any) -> bool:
        """What an act makes of those that it is possible with; whether there was one."""
        ended = False
        for (state, possible), becomes in TABLE.items():
            if possible == act:
                change = {"state": becomes, "ended_by": person.account, "ended_at": func.clock_timestamp()}
                done = await connection.execute(update(shift_packs).where(which, s.state == state).values(**change))
                ended = ended or done.rowcount > 0
        return ended

    async def read(self, person: Person) -> ShiftPacks:
        a = schema.accounts
        reader = a.alias("reader")
        lately = func.clock_timestamp() - func.make_interval(0, 0, 0, 0, SHOWN_H)
        shown = (s.state == "open") | ((s.state == "acknowledged") & (s.ended_at > lately))
        async with self._database.begin() as connection:
            rows = (
                await connection.execute(
                    select(shift_packs, a.c.pseudonym, reader.c.pseudonym.label("reader"))
                    .join_from(shift_packs, a, a.c.id == s.account_id)
                    .outerjoin(reader, reader.c.id == s.ended_by)
                    .where(shown)
                    .order_by(s.made_at.desc())
                )
            ).all()
            await self._keys.hold([row.account_id for row in rows])
            return ShiftPacks([await self._pack(connection, row, person) for row in rows])

    async def _pack(self, connection: AsyncConnection, row: Any, person: Person) -> ShiftPack:
        named = LINES.add_columns(q.why, q.due_at.label("chosen_at")).join(shift_pack_cases, q.case_id == c.id)
        cases = (await connection.execute(named.where(q.pack_id == row.id).order_by(*MOST_URGENT_FIRST))).all()
        theirs = (case for case in cases if may_see(case, person) and not has_conflict(case, person))
        pack = ShiftPack(
            id=row.id,
            by=row.pseudonym,
            made=milliseconds(row.made_at),
            cases=[
                PackedCase(
                    case.why, line(case, person), None if case.chosen_at is None else milliseconds(case.chosen_at)
                )
                for case in sorted(theirs, key=lambda case: ORDER[case.why])
            ],
            mine=row.account_id == person.account,
        )
        if row.note is not None:
            pack.note = self._keys.open(row.account_id, row.note, "shift_packs", row.id, "note").decode()
        if row.state == "acknowledged":
            pack.read_by, pack.read = row.reader or "", milliseconds(row.ended_at)
        return pack


async def _named(connection: AsyncConnection, person: Person) -> list[dict[str, Any]]:
    """The cases to hand over: what is open, of what they may see, and those whose person is soon asked again."""
    rows = (await connection.execute(LINES.where(c.state != "closed"))).all()
    named: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        if may_see(row, person) and not has_conflict(row, person):
            why = "risk" if row.kind in RISK else "second" if row.waits_for_second else "other"
            named[row.id] = {"case_id": row.id, "why": why, "due_at": None}
    ahead = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, FOLLOW_UPS_AHEAD_H)
    due = select(f.case_id, f.due_at).where(f.ended.is_(None), f.due_at < ahead, f.case_id.is_not(None))
    for follow_up in await connection.execute(due):
        of_case = {"case_id": follow_up.case_id, "why": "follow_up"}
        named.setdefault(follow_up.case_id, of_case)["due_at"] = follow_up.due_at
    return list(named.values())
