"""Data keys: each owner's own, held after the first look, several versions at once, gone when deleted."""

import os
import uuid
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import insert, text

from server.ground import keys as module
from server.ground import schema
from server.ground.db import Database
from server.ground.keys import Keys, turned
from server.ground.master_key import MasterKey
from server.ground.seal import Key, NotOpened, place


@pytest_asyncio.fixture(loop_scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await database.reach()
    async with database.begin() as connection:
        await connection.execute(insert(schema.installation).values(epoch="e", canary=b""))
    yield database
    await database.close()


@pytest.fixture
def master() -> MasterKey:
    return MasterKey(os.urandom(32))


async def owner_in(database: Database, keys: Keys) -> uuid.UUID:
    owner = uuid.uuid4()
    async with database.begin() as connection:
        await keys.create(connection, owner)
    return owner


async def test_what_one_instance_seals_another_opens(database: Database, master: MasterKey) -> None:
    here, there, row = Keys(database, master), Keys(database, master), uuid.uuid4()
    owner = await owner_in(database, here)
    blob = await here.seal(owner, b"hello", "messages", row)
    with pytest.raises(NotOpened):
        there.open(owner, blob, "messages", row)
    await there.load([owner])
    assert there.open(owner, blob, "messages", row) == b"hello"


async def test_one_owners_key_opens_nothing_of_anothers(database: Database, master: MasterKey) -> None:
    keys, row = Keys(database, master), uuid.uuid4()
    one, two = await owner_in(database, keys), await owner_in(database, keys)
    await keys.load([one, two])
    with pytest.raises(NotOpened):
        keys.open(two, await keys.seal(one, b"hello", "messages", row), "messages", row)


async def test_after_a_rotation_old_words_open_and_new_ones_have_the_new_key(
    database: Database, master: MasterKey
) -> None:
    keys, row = Keys(database, master), uuid.uuid4()
    owner = await owner_in(database, keys)
    old = await keys.seal(owner, b"old", "messages", row)
    second = Key.new(2)
    async with database.begin() as connection:
        wrapped = master.wrap(second, owner)
        await connection.execute(insert(schema.keys).values(owner=owner, version=2, wrapped=wrapped))
    after = Keys(database, master)
    # Not at once: another instance has yet to learn of it.
    assert (await after.seal(owner, b"soon", "messages", row))[0] == 1
    async with database.begin() as connection:
        await connection.execute(text("update keys set created_at = created_at - interval '1 minute'"))
    await after.look()
    new = await after.seal(owner, b"new", "messages", row)
    assert (old[0], new[0], second.open(new, place("messages", row))) == (1, 2, b"new")
    assert after.open(owner, old, "messages", row) == b"old"
    with pytest.raises(NotOpened):
        keys.open(owner, new, "messages", row)
    await keys.load([owner])
    assert keys.open(owner, new, "messages", row) == b"new", "whoever met a version they did not know reads it"


async def test_a_look_finds_what_was_added_and_what_was_deleted(database: Database, master: MasterKey) -> None:
    keys = Keys(database, master)
    gone, rotated, other = [await owner_in(database, keys) for _ in range(3)]
    await keys.load([gone, rotated, other])
    await keys.look()
    async with database.begin() as connection:
        await connection.execute(schema.keys.delete().where(schema.keys.c.owner == gone))
        await connection.execute(
            insert(schema.keys).values(owner=rotated, version=2, wrapped=master.wrap(Key.new(2), rotated))
        )
    await keys.look()
    assert keys.holds(gone), "nobody said that anything has changed"
    async with database.begin() as connection:
        await turned(connection)
    await keys.look()
    assert not keys.holds(gone)
    await keys.load([rotated, other])
    assert (sorted(keys._held[rotated].versions), sorted(keys._held[other].versions)) == ([1, 2], [1])


async def test_a_key_that_is_not_there_is_said_and_what_it_sealed_is_gone(
    database: Database, master: MasterKey
) -> None:
    keys = Keys(database, master)
    owner = await owner_in(database, keys)
    async with database.begin() as connection:
        await connection.execute(schema.keys.delete())
    for nobody in (owner, uuid.uuid4()):
        with pytest.raises(NotOpened):
            await keys.load([nobody])
    with pytest.raises(NotOpened):
        keys.held(owner)


async def test_another_master_key_unwraps_nothing(database: Database, master: MasterKey) -> None:
    owner = await owner_in(database, Keys(database, master))
    with pytest.raises(NotOpened):
        await Keys(database, MasterKey(os.urandom(32))).load([owner])


async def test_only_so_many_are_held_and_the_others_are_read_again(
    database: Database, master: MasterKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD", 3)
    keys = Keys(database, master)
    owners = [await owner_in(database, keys) for _ in range(5)]
    for owner in owners:
        await keys.of(owner)
    assert len(keys._held) == 3
    assert (await keys.of(owners[0])).version == 1


async def test_keys_that_are_asked_for_together_are_held_together(
    database: Database, master: MasterKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One load of more than fit: what was asked for is there when it returns."""
    monkeypatch.setattr(module, "HELD", 3)
    keys = Keys(database, master)
    first, *rest = [await owner_in(database, keys) for _ in range(4)]
    await keys.load([first])
    await keys.load([first, *rest])
    for owner in (first, *rest):
        keys.held(owner)
