"""Supervision: everybody who works here has somebody who looks after them, and can ask them at any time.

An ask, a wish to talk after something hard, a note: all between two people, sealed under the key of whom it is about.
Whoever has nobody of their own is looked after by every lead, and a lead by the other leads, or else by trustees.
What is asked from a case asks for a lead in its climb too (sooner.py), so it reaches somebody who is away; the case
stays with whoever has it, and waits for nothing.
"""

import uuid
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_staff import NewTalk, Supervised, Supervision, Talk
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_staff import supervision, supervisors
from server.moderation import audit, case_rows
from server.moderation.case_access import check_may
from server.moderation.sooner import bring_forward
from server.moderation.staff_care import STAFF_CARE

Kind = Literal["ask", "debrief", "note"]

LONGEST = 4_000
NEWEST = 50

v = supervision.c
# The one that was named; else every lead but oneself; else every trustee. Whoever works here no longer is nobody's.
OF_ALL = """
    with works as (
        select account_id, role from roles where expires_at is null or expires_at > clock_timestamp()),
    pairs as (
        select p.account_id, coalesce(
            (select array[s.supervisor_id] from supervisors s join works w on w.account_id = s.supervisor_id
             where s.account_id = p.account_id and w.role in ('lead', 'trustee') limit 1),
            (select array_agg(w.account_id) from works w where w.role = 'lead' and w.account_id <> p.account_id),
            (select array_agg(w.account_id) from works w where w.role = 'trustee' and w.account_id <> p.account_id),
            '{}') as by
        from (select distinct account_id from works where role in ('moderator', 'lead', 'trustee')) p)"""
BY = text(OF_ALL + " select by from pairs where account_id = :me")
WAITING = text(
    OF_ALL
    + """ select count(distinct v.account_id) from supervision v join pairs p on p.account_id = v.account_id
    where v.kind <> 'note' and v.answered_at is null and :me = any(p.by)"""
)
IS_FIT = text("select exists (select 1 from roles where account_id = :me and role in ('lead', 'trustee'))")
WHOM = text(OF_ALL + " select account_id from pairs where :me = any(by)")
END_OLD = f"delete from supervision where at < clock_timestamp() - interval '{STAFF_CARE.talk.kept_days} days'"


class Supervisions:
    """Asks, answers and notes."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def read(self, person: Person) -> Supervision:
        """One's own, the newest first, and those whom one looks after, whoever asked first."""
        async with self._database.begin() as connection:
            by = (await connection.scalars(BY, {"me": person.account})).first() or []
            whom = (await connection.scalars(WHOM, {"me": person.account})).all()
            names = await _names(connection, {person.account, *by, *whom})
            mine = await self._talks(connection, person.account, names)
            theirs = [
                Supervised(account, names[account], await self._talks(connection, account, names)) for account in whom
            ]
        theirs.sort(key=lambda one: (_waits_since(one.talks), one.pseudonym))
        return Supervision([names[account] for account in by], mine, theirs)

    async def say(self, person: Person, wanted: NewTalk) -> Supervision:
        """Ask, wish to talk, or note something down: about oneself, or about somebody whom one looks after. Raises
        Refusal."""
        about = wanted.about or person.account
        if len(wanted.words) > LONGEST:
            raise Refusal("bad_request", says=f"At most {LONGEST} characters.", field="words")
        if wanted.kind == "note" and not wanted.words.strip():
            raise Refusal("bad_request", says="Write something to note down.", field="words")
        if about != person.account and wanted.kind != "note":
            raise Refusal("bad_request", says="For somebody else there are notes only.", field="about")
        id, body = uuid.uuid4(), None
        async with transaction(self._database, self._bus) as tx:
            await self._check_looks_after(tx.connection, person, about)
            if wanted.case is not None:
                check_may(await case_rows.find(tx.connection, wanted.case), person)
            if wanted.words.strip():
                body = await self._keys.seal(about, wanted.words.strip().encode(), "supervision", id, "body")
            row = {"id": id, "account_id": about, "by": person.account, "kind": wanted.kind, "case_id": wanted.case}
            await tx.connection.execute(insert(supervision).values(**row, body=body))
            if wanted.kind == "ask" and wanted.case is not None:
                await bring_forward(tx.connection, wanted.case, "lead")
            case = f" case {wanted.case}" if wanted.case else ""
            await audit.record(tx.connection, person.account, f"supervision_{wanted.kind}", f"account {about}{case}")
            tx.announce(CASES, CasesChanged())
        return await self.read(person)

    async def answer(self, person: Person, id: UUID) -> Supervision:
        """A supervisor says that they have seen to it. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            about = await tx.connection.scalar(select(v.account_id).where(v.id == id, v.kind != "note"))
            if about is None or about == person.account:
                raise Refusal("not_found")
            await self._check_looks_after(tx.connection, person, about)
            seen = {"answered_at": case_rows.NOW, "answered_by": person.account}
            await tx.connection.execute(update(supervision).where(v.id == id, v.answered_at.is_(None)).values(**seen))
            await audit.record(tx.connection, person.account, "supervision_answer", f"account {about}")
            tx.announce(CASES, CasesChanged())
        return await self.read(person)

    async def _check_looks_after(self, connection: AsyncConnection, person: Person, about: UUID) -> None:
        if about == person.account:
            return
        if about not in (await connection.scalars(WHOM, {"me": person.account})).all():
            raise Refusal("not_found")

    async def _talks(self, connection: AsyncConnection, about: UUID, names: dict[UUID, str]) -> list[Talk]:
        rows = (
            await connection.execute(
                select(supervision).where(v.account_id == about).order_by(v.at.desc(), v.id).limit(NEWEST)
            )
        ).all()
        if any(row.body is not None for row in rows):
            await self._keys.load((about,))
        return [self._talk(row, names) for row in rows]

    def _talk(self, row: Row[Any], names: dict[UUID, str]) -> Talk:
        words = ""
        if row.body is not None:
            words = self._keys.open(row.account_id, row.body, "supervision", row.id, "body").decode()
        return Talk(
            id=row.id,
            kind=row.kind,
            at=milliseconds(row.at),
            by=names.get(row.by, ""),
            words=words,
            case=row.case_id,
            answered=None if row.answered_at is None else milliseconds(row.answered_at),
        )


async def waiting(connection: AsyncConnection, account: UUID) -> int:
    """How many of those whom somebody looks after have asked for them, and wait."""
    return int(await connection.scalar(WAITING, {"me": account}) or 0)


async def name_supervisor(connection: AsyncConnection, account: UUID, supervisor: UUID | None) -> None:
    """Somebody of one's own, who is a lead or a trustee; or None for whoever it is by itself. Raises Refusal."""
    if supervisor == account:
        raise Refusal("bad_request", says="Nobody looks after themselves: name somebody else.")
    if supervisor is not None and not await connection.scalar(IS_FIT, {"me": supervisor}):
        raise Refusal("bad_request", says="Who looks after somebody is a lead or a trustee: give them that role first.")
    await connection.execute(supervisors.delete().where(supervisors.c.account_id == account))
    if supervisor is not None:
        await connection.execute(insert(supervisors).values(account_id=account, supervisor_id=supervisor))
    await audit.record(connection, None, "supervisor", f"account {account} by {supervisor or 'leads'}")


async def _names(connection: AsyncConnection, accounts: set[UUID]) -> dict[UUID, str]:
    a = schema.accounts.c
    rows = await connection.execute(select(a.id, a.pseudonym).where(a.id.in_(accounts)))
    return {row.id: row.pseudonym for row in rows}


def _waits_since(talks: Sequence[Talk]) -> float:
    """When what waits longest was said; after everything, where nothing waits."""
    return min((talk.at for talk in talks if talk.kind != "note" and talk.answered is None), default=float("inf"))
