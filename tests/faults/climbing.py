"""Two instances as processes: the one that runs is killed at one moment of the climb, and the other finds what it left.

The moment is found from outside: somebody who was called keeps the caller waiting, or a lock on what the next statement
needs does. When it is known that the instance stands there, it is killed. People come in by a door that leads to
whichever runs, as a proxy's would.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from server.auth.invitations import invite
from server.ground.db import Database
from tests.faults.cluster import PORCHLIGHT, UP_WITHIN_S, Program, free_port
from tests.journeys.network import Network
from tests.moderation.receivers import MailServer, Pager
from tests.people import Person
from tests.redis_server import RedisServer

STANDS_WITHIN_S = 30.0
WAITING = """
    select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike $1 and pid <> pg_backend_pid()"""


class Climbing:
    """The place, whoever can be called, and the people of one test after the other."""

    def __init__(self, database_url: str, home: Path) -> None:
        self._url = database_url
        self._home = home
        self._database = Database(database_url)
        self._redis = RedisServer(home / "redis")
        self.pager, self.backup, self.mail = Pager(), Pager(), MailServer()
        self._door = Network()
        self._instances: list[tuple[Program, int]] = []
        self._people: list[Person] = []
        self._on_duty: list[Person] = []

    async def start(self) -> None:
        await asyncio.gather(self._redis.start(), self.pager.start(), self.backup.start(), self.mail.start())
        await self._door.start()
        settings = {
            "DATABASE_URL": self._url,
            "REDIS_URL": self._redis.url,
            "PORCHLIGHT_HOME": str(self._home),
            "PORCHLIGHT_ORIGIN": self._address,
            "PORCHLIGHT_ARGON2_MEMORY_KIB": "8",
            "PORCHLIGHT_PAGER_URL": self.pager.url,
            "PORCHLIGHT_PAGER_SECRET": "sixteen letters and more",
            "PORCHLIGHT_BACKUP_URL": self.backup.url,
            "PORCHLIGHT_ONCALL_EMAIL": "on.call@example.org",
            "PORCHLIGHT_SMTP_URL": self.mail.url,
        }
        for number in range(2):
            port = free_port()
            argv = [str(PORCHLIGHT), "serve", "--demonstration"]
            log = self._home / f"instance-{number}.log"
            made = Program(f"instance {number}", argv, log, settings | {"PORT": str(port)})
            self._instances.append((made, port))
        await self._launch()

    @property
    def _address(self) -> str:
        return f"http://127.0.0.1:{self._door.port}"

    async def _launch(self) -> None:
        instance, self._door.target = self._instances[0]
        await instance.launch()
        async with asyncio.timeout(UP_WITHIN_S), httpx.AsyncClient(trust_env=False, timeout=2) as http:
            while True:
                with suppress(httpx.HTTPError):
                    if (await http.get(f"{self._address}/readyz")).is_success:
                        return
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """kill -9 of the instance that runs."""
        await self._instances[0][0].kill()

    async def another(self) -> None:
        """Start the other instance, and let everything that waits be due."""
        self._instances.reverse()
        await self.falls_due()
        await self._launch()

    # People

    async def on_duty(self, person: Person) -> None:
        self._on_duty.append(person)
        await person.put("/api/console/duty", {"on": True})

    async def person(self, role: str | None = None) -> Person:
        invitation = {}
        if role is not None:
            async with self._database.begin() as connection:
                invitation = {"invitation": await invite(connection, role)}
        person = Person(self._address)
        self._people.append(person)
        await person.register(**invitation)
        return person

    async def talker(self) -> Person:
        person = await self.person()
        await person.join("night-owls")
        await person.connect()
        await person.open(person.room("night-owls"))
        return person

    async def came_back(self, person: Person) -> None:
        """Their browser connects anew, and reads their own log from its beginning."""
        await person.disconnect()
        person.told.clear()
        await person.connect()

    async def says(self, person: Person, text: str) -> str:
        """Sent, and no answer waited for. Returns the id with which it can be sent again."""
        client_id = str(uuid.uuid4())
        room = person.room("night-owls")
        await person.say({"t": "send", "room": room, "client_id": client_id, "text": text})
        return client_id

    # The database

    async def sql(self, statement: str, *values: Any) -> list[Any]:
        connection = await asyncpg.connect(self._url)
        try:
            return await connection.fetch(statement, *values)  # type: ignore[no-any-return]
        finally:
            await connection.close()

    async def case_of(self, person: Person) -> str:
        rows = await self.sql(
            "select c.id from cases c join accounts a on a.id = c.subject_id where a.pseudonym = $1",
            person.me["pseudonym"],
        )
        assert len(rows) == 1, f"{len(rows)} cases about one person"
        return str(rows[0]["id"])

    async def falls_due(self, *steps: str) -> None:
        """Time has passed: what waits is due, or of the steps only these."""
        past = "due_at = clock_timestamp() - interval '1 second'"
        named = " and step = any($1)" if steps else ""
        await self.sql(f"update alerts set {past} where done_at is null{named}", *([list(steps)] if steps else []))
        if not steps:
            await self.sql(f"update pages set {past} where told_at is null and dead_at is null")

    @asynccontextmanager
    async def held(self, lock: str, waits: str) -> AsyncIterator[Callable[[], Any]]:
        """A lock is held meanwhile. What it gives waits until a statement like `waits` stands before it."""
        connection = await asyncpg.connect(self._url)
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(lock)

        async def stands() -> None:
            async with asyncio.timeout(STANDS_WITHIN_S):
                while not await self.sql(WAITING, f"%{waits}%"):
                    await asyncio.sleep(0.02)

        try:
            yield stands
        finally:
            await transaction.rollback()
            await connection.close()

    async def becomes(self, question: str, *values: Any) -> None:
        """Wait until the database says yes."""
        async with asyncio.timeout(STANDS_WITHIN_S):
            while not (await self.sql(question, *values))[0][0]:
                await asyncio.sleep(0.02)

    async def everything_rests(self) -> None:
        """For the next test: nobody waits, everybody can be called."""
        await self.sql("update cases set state = 'closed', closed_at = clock_timestamp() where state <> 'closed'")
        while self._on_duty:
            await self._on_duty.pop().put("/api/console/duty", {"on": False})
        await self.sql("delete from alerts")
        await self.sql("delete from pages")
        for receiver in (self.pager, self.backup):
            receiver.answers = 204
            receiver.holds.set()
        self.mail.holds.set()

    async def stop(self) -> None:
        await asyncio.gather(*(person.close() for person in self._people))
        await self.kill()
        await asyncio.gather(self.pager.stop(), self.backup.stop(), self.mail.stop())
        await self._door.stop()
        await self._database.close()
        self._redis.stop()

    def logs(self) -> str:
        return "".join(path.read_text() for path in self._home.glob("instance-*.log"))
