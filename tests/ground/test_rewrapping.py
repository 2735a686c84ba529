"""A new master key while people talk; an instance that cannot have it; and a kill anywhere."""

import asyncio
import secrets
from pathlib import Path

import pytest

from server.ground import keys, rewrapping
from server.ground.installation import open_installation
from server.ground.key_source import Source, add_to_file
from server.ground.keys import Keys
from server.ground.master_key import MasterKeyUnusable
from server.ground.rewrapping import NotRotated, rewrap
from tests.conftest import fresh_place
from tests.people import PASSPHRASE, Place

SOON_S = 0.2


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "LOOK_EVERY_S", 0.05)


def nothing_said(line: str) -> None: ...


def file_of(place: Place) -> Path:
    return place.instance.settings.master_key_file


async def test_people_talk_on_and_in_the_end_the_old_key_opens_nothing(place: Place, unhurried: None) -> None:
    one, other = await place.talker(), await place.talker()
    file, database = file_of(place), place.services.database
    old = file.read_text()
    first = await one.send("before", client_id="00000000-0000-4000-8000-000000000001")
    add_to_file(file)
    new = file.read_text().split()[1]

    rotating = asyncio.create_task(rewrap(database, Source(file).read(), nothing_said, SOON_S))
    said = 0
    while not rotating.done():
        assert (await one.send(f"words {said}"))["t"] == "sent"
        await other.hears_text(f"words {said}")
        newcomer = await place.peer()  # makes a key
        said += 1
    assert await rotating > 0
    assert (await newcomer.get("/api/me"))["pseudonym"] == newcomer.me["pseudonym"]

    with pytest.raises(MasterKeyUnusable):
        await open_installation(database, Source(file, text=old))
    alone, _ = await open_installation(database, Source(file, text=new))
    afresh = Keys(database, alone)
    await afresh.load([row["owner"] for row in await place.sql("select owner from keys")])
    # A repeated send is still known for one, and an erased name too: fingerprints have not changed.
    again = await one.send("before", client_id="00000000-0000-4000-8000-000000000001")
    assert (again["id"], again["again"]) == (first["id"], True)
    assert alone.fingerprint(b"a") == place.services.logs.keys.master.fingerprint(b"a")


async def test_an_instance_that_cannot_have_the_new_key_keeps_it_from_being_put_in_use(
    database_url: str, tmp_path: Path
) -> None:
    only = secrets.token_hex(32)
    async with fresh_place(database_url, tmp_path / "home", porchlight_master_key=only) as place:
        one = await place.talker()
        canary = await place.sql("select canary from installation")
        both = Source(tmp_path / "none", text=f"{only} {secrets.token_hex(32)}").read()
        with pytest.raises(NotRotated, match="does not know the new master key"):
            await rewrap(place.services.database, both, nothing_said, SOON_S)
        assert await place.sql("select canary from installation") == canary
        assert (await one.send("words"))["t"] == "sent"
        with pytest.raises(NotRotated, match="there is no new master key"):
            await rewrap(place.services.database, Source(tmp_path, text=only).read(), nothing_said, SOON_S)


@pytest.mark.parametrize("lines", [1, 2, 3])
async def test_what_was_killed_is_carried_on_and_both_keys_are_needed_until_then(
    place: Place, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    monkeypatch.setattr(rewrapping, "AT_ONCE", 2)
    one = await place.talker()
    file, database = file_of(place), place.services.database
    add_to_file(file)
    old, new = file.read_text().split()
    heard = []

    def say(line: str) -> None:
        heard.append(line)
        if len(heard) == lines:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await rewrap(database, Source(file).read(), say, SOON_S)
    if lines > 1:  # it is in use
        for alone in (old, new):
            with pytest.raises(MasterKeyUnusable):
                await open_installation(database, Source(file, text=alone))
    assert (await one.send("meanwhile"))["t"] == "sent"
    await rewrap(database, Source(file).read(), nothing_said, SOON_S)
    master, _ = await open_installation(database, Source(file, text=new))
    await Keys(database, master).load([row["owner"] for row in await place.sql("select owner from keys")])
    there = await place.visitor()
    await there.post("/api/session", {"pseudonym": one.me["pseudonym"], "passphrase": PASSPHRASE})
