"""Erasing an account: one function, one transaction. What is gone is gone from every screen, table and memory.

What one wrote in rooms is a place in the log without words, so that whoever shows it is told. Keys go with what they
sealed. What stays is a row without anything of the person in it, for as long as a case, or such a place, points at it
(rooms/retention.py takes it away after that): a case about somebody is not ended by whom it is about. Where two people
hold something (moderation/holds.py), the account is closed and its words hidden at once, and erased when the hold ends.

Locks: account, cases, rooms (each by id), audit head.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, select, text, update

from server.auth import erased_names
from server.auth.revocations import revoke
from server.auth.sessions import Person
from server.ground import api, keys, schema, schema_care
from server.ground.bus import CASES, KEYS, Bus, CasesChanged, KeysGone, RoomChanged
from server.ground.bus import room as room_topic
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.master_key import MasterKey
from server.ground.moment import milliseconds
from server.moderation import audit
from server.rooms.members import lock_account
from server.rooms.retention import CASES_DAYS

EVERY_S = 60.0
NOBODYS = "-"
"""In place of a hash: no passphrase matches it."""
NAME = "Erased account"
"""What stands where a name was."""

THEIR_CONVERSATIONS = """select r.id from rooms r join members b on b.room_id = r.id
    where r.kind = 'conversation' and b.part = 'peer' and b.account_id = $1"""
"""A conversation with a moderator goes whole: half of one says as much."""
THEIR_CASES = """select id from cases
    where subject_id = $1 and kind in ('asked', 'appeal', 'complaint') and category <> 'conduct'
        and not on_hold('case', id)"""
"""What they asked for themselves goes with them. A case about somebody's danger or conduct does not, a moderator's
neither."""

LOCKS = (
    "select 1 from cases where subject_id = $1 order by id for no key update",
    f"""select 1 from rooms where id in (select room_id from members where account_id = $1
        union {THEIR_CONVERSATIONS}) order by id for no key update""",
)
MODERATORS_THERE = f"""select b.account_id, b.room_id from members b
    where b.part = 'moderator' and b.left_at is null and b.room_id in ({THEIR_CONVERSATIONS})"""

KEYS_GO = f"""
    with own as ({THEIR_CASES}), gone as (
        select $1::uuid as owner union all select id from own union all {THEIR_CONVERSATIONS}
        union all select e.id from evidence e join own on own.id = e.case_id)
    delete from keys using gone where keys.owner = gone.owner returning keys.owner"""
ROWS_GO = (
    f"delete from rooms where id in ({THEIR_CONVERSATIONS})",
    f"delete from cases where id in ({THEIR_CASES})",
    # Never shown to anybody: no place in a log waits for it.
    """delete from messages m using members b
        where b.id = m.member_id and b.account_id = $1 and m.position is null""",
    """delete from unreviewed u using messages m, members b
        where m.id = u.message_id and b.id = m.member_id and b.account_id = $1""",
)
HIDDEN = """
    with mine as (
        select m.id, m.room_id, row_number() over (partition by m.room_id order by m.position) as n
        from messages m join members b on b.id = m.member_id
        where b.account_id = $1 and m.position is not null
    ), hidden as (
        update messages m set state = 'removed', changed = r.head + mine.n{and_emptied}
        from mine join rooms r on r.id = mine.room_id where m.id = mine.id
    )
    update rooms set head = rooms.head + top.n
    from (select room_id, max(n) as n from mine group by 1) top where rooms.id = top.room_id
    returning rooms.id, rooms.head - top.n as since, rooms.head as upto"""
NEVER_SHOWN = """update messages m set state = 'declined' from members b
    where b.id = m.member_id and b.account_id = $1 and m.position is null and m.state = 'held'"""
"""What waits for a person waits no more: it has no place in a log, and gets none."""
WORDS_ARE_HIDDEN = HIDDEN.format(and_emptied="")
WORDS_GO = HIDDEN.format(
    and_emptied=r", body = null, original = null, fingerprint = '\x', taken_back_at = null",
)
PLACES_LOSE_THE_NAME = (
    f"update members set alias = '{NAME}', left_at = coalesce(left_at, clock_timestamp()) where account_id = $1"
)
THE_REST_GOES = (
    "delete from asks where asked_id = $1",
    "delete from apart where other_id = $1",
    """delete from members b where b.account_id = $1
        and not exists (select 1 from messages m where m.member_id = b.id)""",
    "update reports set told_at = clock_timestamp() where reporter_id = $1 and told_at is null",
)


HOLDS = """select max(h.ends_at) as until from holds h
    where h.agreed_at is not null and h.ended_at is null and h.ends_at > clock_timestamp() and (
        (h.what = 'account' and h.target_id = $1) or (h.what = 'room' and exists (
            select 1 from members b join messages m on m.member_id = b.id
            where b.account_id = $1 and b.room_id = h.target_id)))"""
WAITS = "select erasure_waits($1)"
DUE = text("""select id from accounts where status = 'leaving' and not erasure_waits(id) limit 1""")


class Erasure:
    """Says what would stay, and erases."""

    def __init__(self, database: Database, bus: Bus, master: MasterKey) -> None:
        self._database = database
        self._bus = bus
        self._master = master

    async def notice(self, person: Person) -> api.ErasureNotice:
        """What stays, and until when, where the person knows of it: nobody learns here that they were reported."""
        c, s = schema.cases.c, schema.sanctions.c
        was_told = (
            c.conversation_id.is_not(None)
            | select(s.id).where(s.case_id == c.id, s.account_id == person.account).correlate(schema.cases).exists()
        )
        theirs = c.subject_id == person.account, c.kind.in_(("danger", "boundary")), was_told
        async with self._database.begin() as connection:
            rows = await connection.execute(
                select(c.kind, c.opened_at, c.closed_at).where(*theirs).order_by(c.opened_at)
            )
            kept = [kept_case(row) for row in rows]
            held = (await connection.exec_driver_sql(HOLDS, (person.account,))).scalar_one()
        until = None if held is None else milliseconds(held)
        return api.ErasureNotice(kept, CASES_DAYS, erased_names.DAYS, until)

    async def erase(self, account: UUID) -> None:
        """Erase everything of this person's, or close it until it may be erased. Their sockets close, everywhere."""
        async with transaction(self._database, self._bus) as tx:
            await lock_account(tx, account)
            for lock in LOCKS:
                await _run(tx, lock, account)
            await self._turn_out(tx, account)
            waits = (await tx.connection.exec_driver_sql(WAITS, (account,))).scalar_one()
            for room, since, upto in await _run(tx, WORDS_ARE_HIDDEN if waits else WORDS_GO, account):
                tx.announce(room_topic(room), RoomChanged(since, upto))
            await _run(tx, PLACES_LOSE_THE_NAME, account)
            await (self._close(tx, account) if waits else self._finish(tx, account))
            await audit.record(tx.connection, account, "erase_later" if waits else "erase", f"account {account}")
            tx.announce(CASES, CasesChanged())

    async def _close(self, tx: Transaction, account: UUID) -> None:
        """Nobody comes in by it any more, and nobody sees anything of it. What it holds is still there."""
        await _run(tx, NEVER_SHOWN, account)
        for table in (schema.sessions, schema.roles, schema_care.follow_ups, schema_care.aftercare):
            await tx.connection.execute(delete(table).where(table.c.account_id == account))
        a, closed = schema.accounts, {"status": "leaving", "passphrase": NOBODYS}
        await tx.connection.execute(update(a).where(a.c.id == account).values(**closed))

    async def _finish(self, tx: Transaction, account: UUID) -> None:
        gone = [row.owner for row in await _run(tx, KEYS_GO, account)]
        for statement in (*ROWS_GO, *THE_REST_GOES):
            await _run(tx, statement, account)
        for table in theirs_alone():
            await tx.connection.execute(delete(table).where(table.c.account_id == account))
        await self._empty(tx, account)
        await keys.turned(tx.connection)
        tx.announce(KEYS, KeysGone(gone))

    async def run(self) -> None:
        """Erases what had to wait, until cancelled."""
        await carry_out_due(self.erase_one_that_waited, every_s=EVERY_S, fault="an account could not be erased")

    async def erase_one_that_waited(self) -> bool:
        """False where there is none whose hold is over."""
        async with self._database.begin() as connection:
            account = await connection.scalar(DUE)
        if account is not None:
            await self.erase(account)
        return account is not None

    async def _turn_out(self, tx: Transaction, account: UUID) -> None:
        await revoke(tx, "erased", account=account)
        for moderator, room in await _run(tx, MODERATORS_THERE, account):
            await revoke(tx, "closed", account=moderator, room=room)

    async def _empty(self, tx: Transaction, account: UUID) -> None:
        """The account's row, without the person. Nobody can sign in to it, or take the name."""
        a = schema.accounts
        name = await tx.connection.scalar(select(a.c.pseudonym_key).where(a.c.id == account))
        assert name is not None
        await erased_names.keep(tx.connection, self._master, name)
        nothing = {"pseudonym": NAME, "pseudonym_key": f"erased {account}", "passphrase": NOBODYS, "country": "ZZ"}
        moment = func.clock_timestamp()
        change = update(a).where(a.c.id == account)
        await tx.connection.execute(change.values(**nothing, status="erased", erased_at=moment, created_at=moment))


async def _run(tx: Transaction, statement: str, account: UUID) -> list[Any]:
    result = await tx.connection.exec_driver_sql(statement, (account,))
    return list(result) if result.returns_rows else []


def theirs_alone() -> list[Table]:
    """Every table whose rows are somebody's own, and of no use to anybody else. A new one is among them."""
    kept = {"members"}  # places in rooms
    return [
        table
        for table in schema.metadata.sorted_tables
        if table.name not in kept
        and "account_id" in table.c
        and any(key.column.table is schema.accounts for key in table.c.account_id.foreign_keys)
    ]


def kept_case(row: Any) -> api.KeptCase:
    closed = None if row.closed_at is None else milliseconds(row.closed_at)
    until = None if closed is None else closed + CASES_DAYS * 86_400_000
    return api.KeptCase(row.kind, milliseconds(row.opened_at), until)
