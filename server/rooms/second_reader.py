"""The second reader: a small classifier that reads what the rules let pass, after it was stored and answered.

It can do one thing: have a person look, by a case that the policy names. It never holds, hides or refuses anything, and
no author is told of it. It has a tenth of one processor and a bounded queue: what does not fit is not read, and the log
says how much. What waits when an instance ends is not read either: a second look, and not a promise.
"""

import asyncio
import logging
import time
from collections import deque
from uuid import UUID

import asyncpg
import msgspec

from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.db import UNREACHABLE, Database
from server.ground.keys import Keys
from server.moderation.assess import Assessment
from server.moderation.in_force import InForce
from server.moderation.policy import attention
from server.moderation.reader import Model
from server.moderation.ruleset import Match
from server.rooms import facts
from server.rooms.append import Row

log = logging.getLogger(__name__)

QUEUE = 500
SHARE = 0.1
AGAIN_S = 2.0
SAYS = "the second reader finds this like messages in which somebody was in danger; no rule did"

OPEN = """
    with locked as (select id from accounts where id = $1 for no key update)
    select open_case($1, $2, $3, $4) from locked"""


class Waiting(msgspec.Struct):
    row: Row
    text: str
    message: UUID


class SecondReader:
    """Reads what it is offered, one at a time."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, in_force: InForce, model: Model | None) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys
        self._in_force = in_force
        self._model = model
        self._waiting: deque[Waiting] = deque()
        self._something = asyncio.Event()
        self._missed = 0

    def offer(self, row: Row, text: str, message: UUID) -> None:
        """A message that is stored and that no rule found anything in. Costs nothing now."""
        if self._model is None:
            return
        if len(self._waiting) >= QUEUE:
            self._missed += 1
            return
        self._waiting.append(Waiting(row, text, message))
        self._something.set()

    async def run(self) -> None:
        """Reads, until cancelled. Without a model there is nothing to do."""
        while self._model is not None:
            await self._something.wait()
            self._something.clear()
            while self._waiting:
                await self._read(self._model, self._waiting.popleft())
            if self._missed:
                log.warning("%d messages were too many for the second reader", self._missed)
                self._missed = 0

    async def _read(self, model: Model, one: Waiting) -> None:
        took = 0.0
        try:
            # In a thread: the loop carries what people say meanwhile.
            alarms, took = await asyncio.to_thread(_looked, model, one.text)
            if alarms:
                await self._call_somebody(one)
        except (asyncpg.PostgresError, *UNREACHABLE) as error:
            log.warning("the second reader could not open a case", extra={"error": type(error).__name__})
            self._waiting.appendleft(one)
            self._something.set()
            await asyncio.sleep(AGAIN_S)
        except Exception:
            log.exception("the second reader could not read a message")
        await asyncio.sleep(took * (1 / SHARE - 1))  # the rest of the time belongs to others

    async def _call_somebody(self, one: Waiting) -> None:
        """Open a case, or join the one there is: in its evidence the words, and that no rule stands behind it."""
        order = attention(self._in_force.judge.policy)
        match = Match("second-reader", order.category, 0, SAYS, 0, len(one.text))
        found = Assessment(0, (order.category,), (match,), self._in_force.judge.rules.version)
        case = facts.case(self._keys, order, one.row, one.text, found, [], refused=False)
        data = msgspec.json.encode(case).decode()
        if await self._database.fast.fetchval(OPEN, one.row.account, one.row.room, one.message, data) is not None:
            self._bus.publish(CASES, CasesChanged())


def _looked(model: Model, text: str) -> tuple[bool, float]:
    """Whether a person should look, and the seconds of a processor that it took to find out."""
    began = time.thread_time()
    return model.score(text) >= model.threshold, time.thread_time() - began
