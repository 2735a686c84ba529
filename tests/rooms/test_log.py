"""The log: pages without holes, changes that collapse, words that never come back, and a new epoch."""

import itertools
import uuid

import pytest
from sqlalchemy import update

from server.ground import schema
from server.ground.seal import NotOpened
from server.rooms import log
from server.rooms.log import END, Log, Logs
from tests.people import Person, Place
from tests.rooms.conftest import Ground
from tests.words import PLAIN, PLAN

OWLS = "night-owls"


pytestmark = pytest.mark.usefixtures("unhurried")


async def says(person: Person, count: int, room: str) -> list[str]:
    said = [f"{PLAIN} {n}" for n in range(count)]
    for text in said:
        await person.send(text, room)
    return said


async def test_pages_follow_one_another_without_a_hole_and_are_as_large_as_asked(ground: Ground) -> None:
    room = await ground.room()
    speaker = await ground.speaker(room)
    await ground.store(*[await ground.row(speaker, str(n)) for n in range(7)])
    logs, name, after, pages = Logs(ground.database, ground.keys), Log("room", room), 0, []
    while True:
        page = (await logs.read([(name, after, 7)], limit=3))[name]
        pages.append((page.since, page.to, len(page.rows)))
        if page.to == 7:
            break
        after = page.to
    assert pages == [(0, 3, 3), (3, 6, 3), (6, 7, 1)]
    assert (await logs.heads([name, Log("room", uuid.uuid4())])) == {name: 7}
    assert (await logs.read([(name, 7, END)]))[name].to == 7


async def test_changes_to_one_message_collapse_into_the_last_and_a_removed_text_never_returns(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    first, second = await author.send("one thing", room), await author.send("another", room)
    await reader.hears_text("another", room)
    cursor = reader.cursor(room)
    await reader.disconnect()
    await author.delete(f"/api/messages/{first['id']}")
    await author.send("a third", room)
    reader.told.clear()
    await reader.connect()
    await reader.open(room, cursor)
    await reader.hears_text("a third", room)
    items = [item for f in reader.told if f["t"] == "changes" for item in f["items"]]
    assert (items[0]["id"], "text" in items[0]) == (first["id"], False)
    assert [item["changed"] for item in items] == [cursor["at"] + 1, cursor["at"] + 2]
    assert "one thing" not in str(reader.told)
    for since in ({"epoch": cursor["epoch"], "at": 0}, None):
        reader.told.clear()
        await reader.open(room, since)
        assert "one thing" not in str(reader.told)
        assert [m["id"] for m in reader.sees(room)][:2] == [first["id"], second["id"]]


async def test_a_message_a_moderator_looks_at_is_told_as_such_without_its_words_and_may_come_back(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    room = author.room(OWLS)
    sent = await author.send(PLAN, room)
    case = (await moderator.take(author))["line"]["id"]

    async def reader_sees(act: str) -> tuple[str, bool]:
        start = len(reader.told)
        await moderator.act(case, act, sent["id"], reason="It names a way of getting hurt.")
        (item,) = (await reader.hears("changes", start, room=room))["items"]
        return item.get("state", "shown"), "text" in item

    assert await reader_sees("hold") == ("held", False)
    assert PLAN not in str((await reader.get(f"/api/rooms/{room}/messages"))["items"])
    assert await reader_sees("release") == ("shown", True)
    assert await reader_sees("hold") == ("held", False)
    assert await reader_sees("decline") == ("removed", False)


async def test_somebody_new_is_shown_the_last_messages_and_pages_back_for_the_rest(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await place.talker()
    room = author.room(OWLS)
    said = await says(author, 120, room)
    new = await place.talker()
    got = new.sees(room)
    assert [m["text"] for m in got] == said[-log.RECENT :]
    while True:
        page = await new.get(f"/api/rooms/{room}/messages?before={got[0]['position']}")
        got = page["items"] + got
        if not page["more"]:
            break
    assert [m["text"] for m in got] == said
    assert [b["position"] - a["position"] for a, b in itertools.pairwise(got)] == [1] * 119


async def test_a_cursor_far_back_is_led_through_pages_and_one_too_far_starts_anew(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await place.talker()
    room = author.room(OWLS)
    cursor = author.cursor(room) | {"at": 0}
    said = await says(author, 450, room)
    back = await place.peer()
    await back.join(OWLS)
    await back.connect()
    await back.open(room, cursor)
    pages = [f for f in back.told if f["t"] == "changes"]
    assert [len(f["items"]) for f in pages] == [200, 200, 50]
    assert all(a["to"] == b["from"] for a, b in itertools.pairwise(pages))
    assert [m["text"] for m in back.sees(room)] == said
    monkeypatch.setattr("server.live.follow.RESET_PAST", 300)
    back.told.clear()
    await back.open(room, cursor)
    (page,) = [f for f in back.told if f["t"] == "changes"]
    assert (page["reset"], len(page["items"]), page["to"]) == (True, log.RECENT, 450)


@pytest.mark.parametrize("wrong", [{"epoch": "another"}, {"at": 10**6}])
async def test_a_cursor_of_another_time_or_place_starts_anew(place: Place, wrong: dict[str, object]) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    await author.send(PLAIN, room)
    await reader.hears_text(PLAIN, room)
    cursor = reader.cursor(room) | wrong
    reader.told.clear()
    await reader.open(room, cursor)
    assert [f["reset"] for f in reader.told if f["t"] == "changes"] == [True]
    assert [m["text"] for m in reader.sees(room)] == [PLAIN]
    await author.send("and then", room)
    await reader.hears_text("and then", room)


async def test_what_is_told_to_one_person_comes_again_from_their_cursor_only(place: Place) -> None:
    person = await place.peer()
    await person.connect()
    first = await person.hears("notices")
    await person.join(OWLS)
    notice = await person.is_told("joined")
    cursor = {"epoch": first["epoch"], "at": notice["changed"]}
    await person.disconnect()
    await person.delete(f"/api/rooms/{person.room(OWLS)}/membership")
    person.told.clear()
    await person.connect(personal=cursor)
    page = await person.hears("notices")
    assert [item["kind"] for item in page["items"]] == ["left"]
    assert "reset" not in page


async def test_one_messages_words_do_not_open_in_anothers_place(ground: Ground) -> None:
    room = await ground.room()
    speaker = await ground.speaker(room)
    rows = [await ground.row(speaker, text) for text in ("one", "two")]
    await ground.store(*rows)
    async with ground.database.begin() as connection:
        m = schema.messages
        await connection.execute(update(m).where(m.c.id == rows[0].id).values(body=rows[1].body))
    logs, name = Logs(ground.database, ground.keys), Log("room", room)
    page = (await logs.read([(name, 0, END)]))[name]
    await ground.keys.load([room])
    with pytest.raises(NotOpened):
        logs.messages(name, page)
