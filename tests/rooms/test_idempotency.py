"""Sent again: each case of docs/protocol.in.md, by its number, as the client sees it and as the log then is."""

import asyncio
import re
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest

from server.ground import protocol as p
from server.ground.postgres import EmbeddedPostgres
from server.rooms import append, limits
from server.rooms.append import Writer
from tests.conftest import fresh_place
from tests.live.crowd import sessions_of
from tests.people import Instance, Person, Place, given, in_state
from tests.words import ATTEMPT, PHONE, PHONE_MASKED, PLAIN, PLAN, SOON

OWLS = "night-owls"
PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.in.md"


def test_the_cases_of_the_page_and_these_tests_have_the_same_numbers() -> None:
    told = [int(number) for number in re.findall(r"^\| I(\d+) \|", PROTOCOL.read_text(), re.MULTILINE)]
    assert told == list(range(1, len(told) + 1)), "the page counts otherwise"
    tested = re.findall(r"^async def test_i(\d+)_", Path(__file__).read_text(), re.MULTILINE)
    assert {int(number) for number in tested} == set(told)


def new_id() -> str:
    return str(uuid.uuid4())


async def log(reader: Person, room: str) -> list[tuple[str | None, str]]:
    """What somebody who opens the room now is shown: (text, state) in order."""
    items = (await reader.get(f"/api/rooms/{room}/messages"))["items"]
    return [(item.get("text"), item.get("state", "shown")) for item in items]


def is_again(first: dict[str, Any], second: dict[str, Any], state: str = "shown") -> bool:
    same = all(first.get(key) == second.get(key) for key in ("id", "client_id", "room"))
    return second["t"] == "sent" and second["again"] and same and second["state"] == state and "card" not in second


async def test_i1_same_id_same_text(place: Place) -> None:
    author = await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await author.send(SOON, room, client_id)
    second = await author.send(SOON, room, client_id)
    assert "again" not in first
    assert is_again(first, second)
    assert (first["position"], first["at"]) == (second["position"], second["at"])
    assert await log(author, room) == [(SOON, "shown")]
    assert len(await place.sql("select from notices where kind = 'card'")) == 1
    assert len(await place.sql("select from evidence")) == 1


async def test_i2_same_id_other_text(place: Place) -> None:
    author = await place.talker()
    room, client_id = author.room(OWLS), new_id()
    await author.send(PLAIN, room, client_id)
    second = await author.send("other words", room, client_id)
    assert (second["t"], second["code"], "retry_after" in second) == ("refused", "client_id_reused", False)
    assert await log(author, room) == [(PLAIN, "shown")]


async def test_i3_the_line_broke_between_the_commit_and_the_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    (session,) = sessions_of(place, author)
    wire, write = session._wire, session.write

    def breaks(frame: Any) -> None:
        if isinstance(frame, p.Sent):
            wire.transport.abort()
        else:
            write(frame)

    monkeypatch.setattr(session, "write", breaks)
    await author.say({"t": "send", "room": room, "client_id": client_id, "text": PLAIN})
    assert (await author.is_closed())[0] == 1006
    assert not [f for f in author.told if f["t"] == "sent"]
    shown = await reader.hears_text(PLAIN, room)
    await author.connect()
    second = await author.send(PLAIN, room, client_id)
    assert (second["t"], second["again"], second["id"]) == ("sent", True, shown["id"])
    assert second["position"] == shown["position"]
    assert await log(reader, room) == [(PLAIN, "shown")]


@pytest.mark.usefixtures("unhurried")
async def test_i4_on_another_instance(place: Place, tmp_path: Path) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    there = Instance(place.services.database.url, tmp_path / "home")
    await there.start()
    elsewhere = Person(there.address)
    elsewhere.http.cookies, elsewhere.me = author.http.cookies, author.me
    await elsewhere.connect()

    after = new_id()
    first = await author.send("after it was answered", room, after)
    assert is_again(first, await elsewhere.send("after it was answered", room, after))

    for n in range(10):  # both at once, so that each is first now and then
        at_once = new_id()
        answers = await asyncio.gather(
            author.send(f"at once {n}", room, at_once), elsewhere.send(f"at once {n}", room, at_once)
        )
        assert sorted(bool(answer.get("again")) for answer in answers) == [False, True]
        assert len({(answer["id"], answer["position"]) for answer in answers}) == 1
    said = ["after it was answered", *(f"at once {n}" for n in range(10))]
    assert await log(reader, room) == [(text, "shown") for text in said]
    other = await elsewhere.send("other words", room, after)
    assert other["code"] == "client_id_reused"
    await elsewhere.close()
    await there.stop()


@pytest.fixture
def one_batch(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer waits until two rows, or one and who waits for the same id, are there."""
    take_turns, writer = Writer._write, place.instance.porchlight._writer
    asked: list[Any] = []
    both = asyncio.Event()
    append_one = Writer.append

    def counted(self: Writer, row: Any) -> Any:
        asked.append(row)
        if len(asked) >= 2:
            both.set()
        return append_one(self, row)

    async def waits(self: Writer, batch: Any) -> None:
        await both.wait()
        await take_turns(self, batch)

    assert writer is not None
    monkeypatch.setattr(Writer, "append", counted)
    monkeypatch.setattr(Writer, "_write", waits)


async def at_once(author: Person, room: str, client_id: str, texts: tuple[str, str]) -> list[dict[str, Any]]:
    """The two answers to two frames with one id, neither of which was answered before the other was sent."""
    for text in texts:
        await author.say({"t": "send", "room": room, "client_id": client_id, "text": text})

    def answers() -> list[dict[str, Any]]:
        return [f for f in author.told if f["t"] in ("sent", "refused") and f.get("client_id") == client_id]

    await author.hears_any(lambda _: len(answers()) == 2)
    return answers()


@pytest.mark.usefixtures("one_batch")
async def test_i5_twice_at_once_same_text(place: Place) -> None:
    author = await place.talker()
    room = author.room(OWLS)
    first, second = await at_once(author, room, new_id(), (PLAIN, PLAIN))
    assert sorted(bool(answer.get("again")) for answer in (first, second)) == [False, True]
    assert (first["t"], first["id"], first["position"]) == (second["t"], second["id"], second["position"])
    assert await log(author, room) == [(PLAIN, "shown")]


@pytest.mark.usefixtures("one_batch")
async def test_i6_twice_at_once_other_text(place: Place) -> None:
    author = await place.talker()
    room = author.room(OWLS)
    answers = await at_once(author, room, new_id(), (PLAIN, "other words"))
    assert [(answer["t"], answer.get("code")) for answer in answers] == [
        ("sent", None),
        ("refused", "client_id_reused"),
    ]
    assert await log(author, room) == [(PLAIN, "shown")]


async def test_i7_after_a_moderator_removed_it(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await author.send(SOON, room, client_id)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "remove", first["id"], "too hard for this room")
    assert is_again(first, await author.send(SOON, room, client_id), "removed")
    assert await log(reader, room) == [(None, "removed")]
    other = await author.send(PLAIN, room, client_id)
    assert other["code"] == "client_id_reused"


async def test_i8_after_one_removed_it_oneself(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await author.send(PLAIN, room, client_id)
    await author.delete(f"/api/messages/{first['id']}")
    assert is_again(first, await author.send(PLAIN, room, client_id), "removed")
    assert await log(reader, room) == [(None, "removed")]


async def test_i9_after_a_removal(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, stored, not_stored = author.room(OWLS), new_id(), new_id()
    first = await author.send(PLAIN, room, stored)
    await place.sql(given("removal", f"alias = '{author.me['pseudonym']}'"))
    assert is_again(first, await author.send(PLAIN, room, stored))
    for client_id, text in ((stored, "other words"), (not_stored, "may I?")):
        answer = await author.send(text, room, client_id)
        assert (answer["t"], answer["code"], "retry_after" in answer) == ("refused", "removal", False)
    assert await log(reader, room) == [(PLAIN, "shown")]


async def test_i10_after_leaving(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, stored, not_stored = author.room(OWLS), new_id(), new_id()
    first = await author.send(PLAIN, room, stored)
    await author.delete(f"/api/rooms/{room}/membership")
    assert is_again(first, await author.send(PLAIN, room, stored))
    for client_id, text in ((stored, "other words"), (not_stored, "may I?")):
        answer = await author.send(text, room, client_id)
        assert (answer["t"], answer["code"], "retry_after" in answer) == ("refused", "not_a_member", False)
    await author.join(OWLS)
    assert is_again(first, await author.send(PLAIN, room, stored))
    assert (await author.send("may I?", room, not_stored))["t"] == "sent"
    assert await log(reader, room) == [(PLAIN, "shown"), ("may I?", "shown")]


@pytest.mark.parametrize("what", ["frozen", "closed"])
async def test_i11_after_the_room_was_paused_or_closed(place: Place, what: str) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await author.send(PLAIN, room, client_id)
    closes = "update rooms set closed_at = now() where slug = 'night-owls'"
    await place.sql(closes if what == "closed" else in_state(what))
    assert is_again(first, await author.send(PLAIN, room, client_id))
    assert (await author.send("one more", room, new_id()))["code"] == f"room_{what}"
    assert await log(reader, room) == [(PLAIN, "shown")]


async def held(author: Person, room: str, client_id: str) -> dict[str, Any]:
    """A message that waits for a person: nobody is on duty."""
    first = await author.send(PLAN, room, client_id)
    assert (first["t"], first["state"], "position" in first) == ("sent", "held", False)
    return first


async def test_i12_while_it_is_held(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await held(author, room, client_id)
    second = await author.send(PLAN, room, client_id)
    assert is_again(first, second, "held")
    assert "position" not in second
    assert await log(reader, room) == []
    assert len(await place.sql("select from notices where kind = 'held'")) == 1
    assert len(await place.sql("select from notices where kind = 'card'")) == 1
    assert len(await place.sql("select from messages")) == 1


async def test_i13_after_it_was_released(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await held(author, room, client_id)
    moderator = await place.moderator()
    await reader.send(PLAIN, room)
    await moderator.act((await moderator.take(author))["line"]["id"], "release", first["id"])
    shown = await reader.hears_text(PLAN, room)
    second = await author.send(PLAN, room, client_id)
    assert is_again(first, second)
    assert second["position"] == shown["position"]
    assert await log(reader, room) == [(PLAIN, "shown"), (PLAN, "shown")]


async def test_i14_after_it_was_declined(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await held(author, room, client_id)
    moderator = await place.moderator()
    await moderator.act((await moderator.take(author))["line"]["id"], "decline", first["id"], "let us talk instead")
    second = await author.send(PLAN, room, client_id)
    assert is_again(first, second, "declined")
    assert "position" not in second
    assert await log(reader, room) == []


async def test_i15_after_signing_in_anew(place: Place) -> None:
    author, device = await place.talker(), await place.visitor()
    room, client_id = author.room(OWLS), new_id()
    first = await author.send(PLAIN, room, client_id)
    await device.sign_in_elsewhere(author)
    await device.connect()
    assert is_again(first, await device.send(PLAIN, room, client_id))
    await author.delete("/api/session")
    await author.is_closed()
    await author.sign_in_elsewhere(device)
    await author.connect()
    assert is_again(first, await author.send(PLAIN, room, client_id))
    assert await log(author, room) == [(PLAIN, "shown")]


@pytest.mark.parametrize("stored", [True, False], ids=["stored all the same", "not stored"])
async def test_i16_after_not_saved(place: Place, monkeypatch: pytest.MonkeyPatch, stored: bool) -> None:
    monkeypatch.setattr(append, "DEADLINE_S", 0.2)
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    with monkeypatch.context() as patched:
        call = Writer._call

        async def breaks(self: Writer, batch: Any) -> Any:
            if stored:
                await call(self, batch)
            raise asyncpg.ConnectionDoesNotExistError

        patched.setattr(Writer, "_call", breaks)
        first = await author.send(PLAIN, room, client_id)
    assert (first["t"], first["code"], first["retry_after"] > 0) == ("refused", "not_saved", True)
    second = await author.send(PLAIN, room, client_id)
    assert (second["t"], bool(second.get("again"))) == ("sent", stored)
    assert is_again(second, await author.send(PLAIN, room, client_id))
    assert await log(reader, room) == [(PLAIN, "shown")]


async def test_i16_after_too_fast(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    with monkeypatch.context() as patched:
        patched.setitem(limits.LIMITS, "send", limits.Limit(0, 1000.0))
        first = await author.send(ATTEMPT, room, client_id)
    assert (first["code"], first["retry_after"] > 0, first["card"]) == ("too_fast", True, "emergency")
    second = await author.send(ATTEMPT, room, client_id)
    assert (second["t"], "again" in second, second["state"]) == ("sent", False, "held")
    assert is_again(second, await author.send(ATTEMPT, room, client_id), "held")
    assert await log(reader, room) == []
    assert len(await place.sql("select from messages")) == 1


async def test_i17_a_message_of_which_part_was_hidden(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room, client_id = author.room(OWLS), new_id()
    first = await author.send(PHONE, room, client_id)
    assert is_again(first, await author.send(PHONE, room, client_id))
    assert (await author.send(PHONE_MASKED, room, client_id))["code"] == "client_id_reused"
    assert await log(reader, room) == [(PHONE_MASKED, "shown")]
    assert len(await place.sql("select from notices where kind = 'masked'")) == 1


async def test_i18_after_a_restored_back_up(place: Place, tmp_path: Path, embedded: EmbeddedPostgres) -> None:
    """The back-up is a copy of the database, put back under another epoch, as whoever speaks the protocol sees it."""
    author, reader = await place.talker(), await place.talker()
    room, before, since = author.room(OWLS), new_id(), new_id()
    kept = await author.send("said before the back-up", room, before)
    old = author.told[0]["epoch"]
    await place.instance.stop()
    name = urlsplit(place.instance.settings.database_url).path.strip("/")
    admin = await asyncpg.connect(embedded.dsn)
    await admin.execute(f"create database {name}_backup template {name}")
    await admin.execute(f"alter database {name} rename to {name}_lost")
    async with fresh_place(embedded.dsn_for(f"{name}_lost"), tmp_path / "home") as lost:
        author.address = lost.address
        await author.connect()
        gone = await author.send("said after the back-up", room, since)
        assert gone["t"] == "sent"
        await author.disconnect()
    await admin.execute(f"alter database {name}_backup rename to {name}")
    restored = await asyncpg.connect(embedded.dsn_for(name))
    await restored.execute("update installation set epoch = substr(md5(random()::text), 1, 16)")
    await restored.close()

    async with fresh_place(embedded.dsn_for(name), tmp_path / "home") as again:
        start = len(author.told)
        for person in (author, reader):
            person.address = again.address
        await author.connect(hello=False)
        await author.say({"t": "hello", "protocol": 1})
        assert (await author.hears("welcome", start))["epoch"] != old
        await author.open(room, {"epoch": old, "at": gone["position"]})
        shown = await author.hears("changes", start)
        assert (shown["reset"], [item["text"] for item in shown["items"]]) == (True, ["said before the back-up"])
        assert is_again(kept, await author.send("said before the back-up", room, before))
        offered = await author.send("said after the back-up", room, since)
        assert (offered["t"], "again" in offered, offered["position"]) == ("sent", False, kept["position"] + 1)
        assert is_again(offered, await author.send("said after the back-up", room, since))
        rows = await again.sql("select client_id::text from messages order by position")
        assert [row[0] for row in rows] == [before, since]
        await author.disconnect()
    await admin.execute(f"drop database {name}_lost with (force)")
    await admin.close()
