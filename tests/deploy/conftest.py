"""Two instances on one database behind each proxy, and people who come through it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from server.ground.postgres import EmbeddedPostgres
from tests.conftest import fresh_database
from tests.deploy.fronts import ADDRESS, FRONTS, Front
from tests.deploy.line import Lines
from tests.deploy.serving import Serving
from tests.people import PATIENCE_S, Instance, Person, Place, becomes
from tests.redis_server import free_port


class Behind(Place):
    """A place that is reached through a proxy only. One instance is in this process, the other has one of its own.

    A second proxy of the same kind can be started. Between it and the instances are `lines`.
    """

    def __init__(self, front: Front, second: Front, one: Instance, two: Serving, lines: Lines) -> None:
        super().__init__(one)
        self.front, self.one, self.two, self.lines = front, one, two, lines
        self._through, self._second = front, second

    async def visitor(self) -> Person:
        person = Person(self._through.address, self._through.tls)
        self._people.append(person)
        return person

    @asynccontextmanager
    async def through_the_second(self, text: str | None = None) -> AsyncIterator[None]:
        """Meanwhile whoever comes is led through the second proxy, with `text` in place of the shipped file."""
        await self._second.start(text)
        self._through = self._second
        try:
            yield
        finally:
            self._through = self.front
            await self._second.stop()

    @property
    def at_one(self) -> int:
        """How many sockets are open at the instance in this process."""
        door = self.one.porchlight._door.sockets
        assert door is not None
        return len(door)

    async def talker_at(self, instance: object, room: str = "night-owls") -> Person:
        """Somebody whose socket the proxy has led to this instance: it goes round, so one after the other tries."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                person = await self.peer()
                await person.join(room)
                before = self.at_one
                await person.connect()
                if (self.at_one > before) == (instance is self.one):
                    await person.open(person.room(room))
                    return person
                await person.disconnect()
                await becomes(lambda before=before: self.at_one == before)


@asynccontextmanager
async def behind_a_front(kind: type[Front], database_url: str, folder: Path) -> AsyncIterator[Behind]:
    port, second_port, lines = free_port(), free_port(), Lines()
    origin = f"https://localhost:{port},https://localhost:{second_port}"
    one = Instance(database_url, folder / "home", porchlight_origin=origin)
    two = Serving(database_url, folder / "home", free_port(), origin)
    await one.start()  # it makes the rooms; `serve` makes none
    between = [await lines.to(one.port), await lines.to(two.port)]
    front = kind(folder / "first", (one.port, two.port), port)
    second = kind(folder / "second", (between[0].port, between[1].port), second_port)
    try:
        await two.start()
        await front.start()
        place = Behind(front, second, one, two, lines)
        yield place
        await place.close()
    finally:
        await front.stop()
        await two.stop()
        await one.stop()
        for line in between:
            await line.stop()
    for used in (front, second):
        assert ADDRESS not in "".join(used.logs().values()), used.logs()


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=sorted(FRONTS))
async def behind(
    request: pytest.FixtureRequest,
    embedded: EmbeddedPostgres,
    template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Behind]:
    folder = tmp_path_factory.mktemp(request.param)
    kind = FRONTS[request.param]
    async with fresh_database(embedded, template) as url, behind_a_front(kind, url, folder) as place:
        yield place


@pytest_asyncio.fixture(loop_scope="session", params=sorted(FRONTS))
async def front(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Front]:
    """A proxy that is not started yet, with nothing behind it."""
    front = FRONTS[request.param](tmp_path, (free_port(), free_port()), free_port())
    yield front
    await front.stop()
