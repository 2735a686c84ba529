"""What tests stand on: a real Postgres, a real server on a socket of its own, people who talk to it.

One Postgres serves the whole run; each test that wants a database gets a fresh copy of a migrated one
(`create database ... template`, 25 ms).
"""

import itertools
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import settings

from server.ground import postgres
from server.ground.db import Database
from server.ground.postgres import EmbeddedPostgres
from server.moderation import rule_files
from server.rooms import limits
from tests.own_rules import built_once
from tests.people import Instance, Place

# The same examples at every run: a red run means a change, never luck. No deadlines: nothing here is timed.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def embedded() -> Iterator[EmbeddedPostgres]:
    """The Postgres of this run. Nothing in it outlives the run, so it need not survive a crash."""
    with TemporaryDirectory(prefix="porchlight-tests-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o711)  # as root, Postgres runs as somebody else, who must get through
        with postgres.start(Path(home), durable=False) as running:
            yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def template(embedded: EmbeddedPostgres) -> str:
    """The name of a migrated, empty database."""
    admin = await asyncpg.connect(embedded.dsn)
    await admin.execute("create database template_migrated")
    await admin.close()
    database = Database(embedded.dsn_for("template_migrated"))
    await database.migrate()
    await database.close()
    return "template_migrated"


@asynccontextmanager
async def fresh_database(embedded: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    name = f"test_{next(_numbers)}"
    admin = await asyncpg.connect(embedded.dsn)
    await admin.execute(f"create database {name} template {template}")
    yield embedded.dsn_for(name)
    await admin.execute(f"drop database {name} with (force)")
    await admin.close()


@asynccontextmanager
async def fresh_place(database_url: str, home: Path, **settings: Any) -> AsyncIterator[Place]:
    instance = Instance(database_url, home, **settings)
    await instance.start()
    place = Place(instance)
    yield place
    await place.close()
    await instance.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def database_url(embedded: EmbeddedPostgres, template: str) -> AsyncIterator[str]:
    """The address of a fresh, migrated database."""
    async with fresh_database(embedded, template) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    """A running Porchlight with its example rooms, and people for it."""
    async with fresh_place(database_url, tmp_path / "home") as place:
        yield place


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(
    embedded: EmbeddedPostgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Place]:
    """As `place`, but one for all tests of a file: for tests that leave the place as they found it."""
    async with fresh_database(embedded, template) as url, fresh_place(url, tmp_path_factory.mktemp("home")) as place:
        yield place


@pytest.fixture(autouse=True, scope="session")
def no_settings_from_outside() -> None:
    """A developer's own settings do not reach the tests."""
    for name in ("DATABASE_URL", "PORT", "PORCHLIGHT_HOME", "PORCHLIGHT_ORIGIN", "REDIS_URL"):
        os.environ.pop(name, None)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that they are too fast: for tests of something else that say a lot."""
    for what in ("frame", "flood", "send", "open", "connect"):
        monkeypatch.setitem(limits.LIMITS, what, limits.Limit(100_000, 0.001))


@pytest.fixture(autouse=True)
def rules_are_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_files, "build", built_once)
