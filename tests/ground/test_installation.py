"""An installation: its database opens with the key that sealed it, and no second key is ever made."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from server.ground.db import Database
from server.ground.installation import open_installation
from server.ground.key_source import Source
from server.ground.master_key import MasterKeyUnusable
from tests.people import Instance


@pytest_asyncio.fixture(loop_scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


async def test_the_first_run_makes_a_key_and_an_epoch_and_the_next_finds_them(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "master.key"
    master, epoch = await open_installation(database, Source(path))
    text = path.read_text()
    again, same = await open_installation(database, Source(path))
    assert (again.fingerprint(b"a"), same, path.read_text()) == (master.fingerprint(b"a"), epoch, text)


async def test_instances_that_start_together_agree(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    opened = await asyncio.gather(*(open_installation(database, Source(path)) for _ in range(4)))
    assert len({(master.fingerprint(b"a"), epoch) for master, epoch in opened}) == 1


async def test_a_database_without_its_key_is_refused_and_no_second_one_is_made(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "master.key"
    await open_installation(database, Source(path))
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(MasterKeyUnusable, match="put it back"):
        await open_installation(database, Source(path))
    assert not path.exists()
    (tmp_path / "elsewhere").rename(path)
    await open_installation(database, Source(path))


async def test_another_places_key_is_refused_and_left_as_it_is(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    await open_installation(database, Source(path))
    path.write_text("ab" * 32)
    with pytest.raises(MasterKeyUnusable, match="not the one this database was sealed with"):
        await open_installation(database, Source(path))
    assert path.read_text() == "ab" * 32


async def test_a_key_that_came_before_the_database_is_used(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_text("ab" * 32)
    await open_installation(database, Source(path))
    assert path.read_text() == "ab" * 32


async def test_a_server_with_the_wrong_key_ends_and_says_why(database_url: str, tmp_path: Path) -> None:
    first = Instance(database_url, tmp_path / "first")
    await first.start()
    await first.stop()
    second = Instance(database_url, tmp_path / "second")
    await second.listen()
    async with asyncio.timeout(10):
        await second._serving  # type: ignore[misc]
    assert isinstance(second.server.failure, MasterKeyUnusable)
    assert not (tmp_path / "second" / "master.key").exists()
