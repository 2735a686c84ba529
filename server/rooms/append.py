"""The writer: one per instance, it takes what has queued and appends it to the log as one batch.

A batch is one autocommit call of the SQL function `append_messages` (ground/migrations/sql), which locks,
checks, allots positions and stores message, case and alerts together. What the writer adds:

- duplicates that wait at the same time share one row; the same id with other words is refused;
- a batch that fails on its data is rolled back and its rows are tried singly, so one bad row fails alone;
- where it is not known whether a batch was committed, the same rows are sent again until the deadline
  (the function answers "again" for what is there); they are never called refused before that is known;
- where the database was restored from a back-up meanwhile, nothing is stored, nobody is told anything but "not
  saved", and the writer ends.
"""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Awaitable, Iterable
from typing import Literal
from uuid import UUID

import asyncpg
import msgspec

from server.ground.bus import CASES, Bus, CasesChanged, LookAgain, PersonChanged, RoomChanged, SealedMessage
from server.ground.bus import person as person_topic
from server.ground.bus import room as room_topic
from server.ground.db import UNREACHABLE, Database, Replaced
from server.ground.moment import milliseconds

log = logging.getLogger(__name__)

BATCH = 256
"""Most rows in one call, so that one busy room delays others only briefly."""
PACE_S = 0.004
"""Between two calls at least, so that what comes meanwhile goes together: one row costs Postgres what eight do."""
BUSY_PACE_S = 0.012
"""The same after a call that took BUSY rows or more: in calls of 64 a row costs half of what it does in 16."""
BUSY = 8
DEADLINE_S = 8.0
"""How long a row is tried before its sender is told "not saved" (the client goes on trying)."""
QUEUE = 10_000
"""Most rows waiting; past that senders are told to wait."""

ROWS_FAULT = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)
"""What a row brings upon itself (SQLSTATE classes 22 and 23). Everything else may pass by trying again."""

CALL = "select * from append_messages($1, $2, $3, $4, $5, $6, $7, $8, $9)"
ANOTHER_EPOCH = "PL001"
"""The SQLSTATE with which the function refuses to touch a database that was restored under us."""


class Row(msgspec.Struct):
    """One message on its way in. `facts` is the JSON described in append_messages_20.sql, or None."""

    id: UUID
    session: UUID
    account: UUID
    room: UUID
    client_id: UUID
    fingerprint: bytes
    body: bytes
    facts: str | None = None
    veiled: bool = False
    masked: bool = False


class Outcome(msgspec.Struct):
    """What became of a row. `code` is set when it was refused. `at`: in milliseconds, as the wire has it."""

    outcome: Literal["stored", "again", "refused"]
    code: str | None
    id: UUID
    state: Literal["shown", "held", "removed", "declined"]
    position: int | None
    at: int | None


class NotSaved(Exception):
    """The database could not be reached in time. Whether the row was stored is not known."""


class _Waiting(msgspec.Struct):
    """A row on its way. Each who asks has a future of their own: who goes away takes nothing with them."""

    row: Row
    deadline: float
    askers: "list[asyncio.Future[Outcome]]"

    def ask(self) -> "asyncio.Future[Outcome]":
        asker: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.askers.append(asker)
        return asker

    def answer(self, outcome: Outcome | NotSaved) -> None:
        for asker in self.askers:
            if asker.done():  # it went away
                continue
            if isinstance(outcome, Outcome):
                asker.set_result(outcome)
            else:
                asker.set_exception(outcome)
                asker.exception()  # it may go away before it looks


class Writer:
    """Appends messages. `append` may be called by any number of senders at once."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._bus = bus
        self._queue: deque[_Waiting] = deque()
        self._pending: dict[tuple[UUID, UUID, UUID], _Waiting] = {}
        self._wake = asyncio.Event()
        self._connection: asyncpg.Connection | None = None
        self._over = False
        self._next_call = float("-inf")

    def append(self, row: Row) -> Awaitable[Outcome]:
        """Queue one message, in the order of calls; await its outcome. That raises NotSaved."""
        key = _key(row)
        waiting = self._pending.get(key)
        if waiting is not None:
            if waiting.row.fingerprint == row.fingerprint:
                return _repeated(waiting.ask())
            return self._after(waiting.ask(), row)
        waiting = _Waiting(row, asyncio.get_running_loop().time() + DEADLINE_S, [])
        answer = waiting.ask()
        if self._over or len(self._queue) >= QUEUE:
            waiting.answer(NotSaved())
            return answer
        self._pending[key] = waiting
        self._queue.append(waiting)
        self._wake.set()
        return answer

    async def _after(self, first: "asyncio.Future[Outcome]", row: Row) -> Outcome:
        """Other words under an id that is on its way: refused once that is stored, and read for danger all the same."""
        await asyncio.wait([first])
        return await self.append(row)

    async def finish(self) -> None:
        """Wait until everything queued has been answered. Bounded by the rows' own deadlines."""
        answers = [waiting.ask() for waiting in self._pending.values()]
        if answers:
            await asyncio.wait(answers)

    async def run(self) -> None:
        """The one writer: runs until cancelled. Raises Replaced. After its end nothing waits, and nothing is taken."""
        self._over = False
        try:
            await self._take_turns()
        finally:
            self._over = True
            self._queue.clear()
            self._settle([*self._pending.values()])
            self.hang_up()

    async def _take_turns(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                if len(self._queue) < BATCH:
                    await self._let_some_gather()
                batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
                self._next_call = loop.time() + (PACE_S if len(batch) < BUSY else BUSY_PACE_S)
                try:
                    await self._write(batch)
                finally:
                    self._settle(batch)

    async def _let_some_gather(self) -> None:
        wait = self._next_call - asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)

    def _settle(self, those: Iterable[_Waiting]) -> None:
        """Whoever has no answer yet is told that it is not known."""
        for waiting in those:
            if self._pending.get(_key(waiting.row)) is waiting:
                self._answer(waiting, NotSaved())

    def _answer(self, waiting: _Waiting, outcome: Outcome | NotSaved) -> None:
        del self._pending[_key(waiting.row)]
        waiting.answer(outcome)

    async def _write(self, batch: list[_Waiting]) -> None:
        """Answer every row of the batch, one way or another, before its deadline."""
        loop = asyncio.get_running_loop()
        pause = 0.05
        unknown = False
        while batch:
            try:
                records = await self._call(batch)
            except ROWS_FAULT as error:
                if len(batch) == 1:
                    # The type alone: a message could quote the row, and rows hold people's words.
                    log.error("a row could not be stored", extra={"error": type(error).__name__})
                    refused = Outcome("refused", "text_unusable", batch[0].row.id, "shown", None, None)
                    self._answer(batch[0], refused)
                    return
                for waiting in batch:
                    await self._write([waiting])
                return
            except Replaced:
                raise
            except (*UNREACHABLE, asyncpg.PostgresError) as error:
                if getattr(error, "sqlstate", None) == ANOTHER_EPOCH:
                    raise Replaced from None
                # Not known whether it was committed, or Postgres cannot now: the same rows again, until late.
                log.warning("a batch could not be stored; it is tried again", extra={"error": type(error).__name__})
                unknown = True
                late = [waiting for waiting in batch if loop.time() + pause > waiting.deadline]
                for waiting in late:
                    self._answer(waiting, NotSaved())
                batch = [waiting for waiting in batch if waiting not in late]
                if batch:
                    await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter
                    pause = min(pause * 2, 1.0)
            else:
                outcomes = self._announce([waiting.row for waiting in batch], records)
                if unknown:
                    self._announce_what_may_have_been([waiting.row for waiting in batch])
                for waiting, outcome in zip(batch, outcomes, strict=True):
                    self._answer(waiting, outcome)
                return

    async def _call(self, batch: list[_Waiting]) -> list[asyncpg.Record]:
        """The append, over a connection of the writer's own, which nothing else can keep it waiting for."""
        rows = [waiting.row for waiting in batch]
        columns = (
            [r.id for r in rows], [r.session for r in rows], [r.account for r in rows], [r.room for r in rows],
            [r.client_id for r in rows], [r.fingerprint for r in rows], [r.body for r in rows],
            [r.facts for r in rows], self._database.epoch,
        )  # fmt: skip
        try:
            async with asyncio.timeout_at(min(waiting.deadline for waiting in batch)):
                if self._connection is None or self._connection.is_closed():
                    self._connection = await self._database.connection()
                records: list[asyncpg.Record] = await self._connection.fetch(CALL, *columns)
                return records
        except (TimeoutError, asyncio.CancelledError, asyncpg.InternalClientError):
            self.hang_up()  # to ask politely that it be cancelled would take as long again
            raise

    def hang_up(self) -> None:
        """Let the connection go, whatever it is doing."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    def _announce(self, rows: list[Row], records: list[asyncpg.Record]) -> list[Outcome]:
        """After the commit: tell every instance what grew, with the sealed rows so nobody need ask."""
        outcomes: list[Outcome] = []
        grown: dict[UUID, list[SealedMessage]] = {}
        cases_changed = False
        for row, record in zip(rows, records, strict=True):
            # Taken apart at once: to look up each column by its name takes longer.
            _, outcome, code, id, member, alias, part, state, position, stored_at, since, to, case = record
            at = None if stored_at is None else milliseconds(stored_at)
            outcomes.append(Outcome(outcome, code, id, state, position, at))
            if outcome == "stored" and position is not None and at is not None:
                message = SealedMessage(
                    row.id, position, position, member, alias, part, at, state, row.body, row.masked, row.veiled
                )
                grown.setdefault(row.room, []).append(message)
            if to is not None:
                self._bus.publish(person_topic(row.account), PersonChanged(since, to))
            cases_changed = cases_changed or case is not None
        for room, messages in grown.items():
            since, to = messages[0].position - 1, messages[-1].position
            self._bus.publish(room_topic(room), RoomChanged(since, to, messages))
        if cases_changed:
            self._bus.publish(CASES, CasesChanged())
        return outcomes

    def _announce_what_may_have_been(self, rows: list[Row]) -> None:
        """An earlier try may have been committed with nobody told: then these rows came back as "again"."""
        for room in {row.room for row in rows}:
            self._bus.publish(room_topic(room), LookAgain())
        for account in {row.account for row in rows if row.facts is not None}:
            self._bus.publish(person_topic(account), LookAgain())
        self._bus.publish(CASES, CasesChanged())


def _key(row: Row) -> tuple[UUID, UUID, UUID]:
    return row.account, row.room, row.client_id


async def _repeated(answer: "asyncio.Future[Outcome]") -> Outcome:
    outcome = await answer
    if outcome.outcome == "stored":
        return msgspec.structs.replace(outcome, outcome="again")
    return outcome
