"""Very many at once: who is let in, who is told to come back and when, and what a crowd costs the database."""

import asyncio
import itertools
import json
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from server.auth import sessions
from server.ground import protocol as p
from server.live import sockets
from server.rooms import limits
from tests.conftest import fresh_place
from tests.live.crowd import crowd, door_of, sessions_of
from tests.live.raw import Raw, framed
from tests.people import Instance, Person, Place, becomes, closes_with

OWLS = "night-owls"


# Caps ------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture(loop_scope="session")
async def small_place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    """A place with room for few."""
    instance = Instance(database_url, tmp_path / "home", porchlight_sockets=4, porchlight_sockets_per_account=2)
    await instance.start()
    place = Place(instance)
    yield place
    await place.close()
    await instance.stop()


async def test_a_full_instance_says_when_to_come_back_and_lets_in_as_soon_as_there_is_room(small_place: Place) -> None:
    inside = [await small_place.talker() for _ in range(4)]
    outside = await small_place.peer()
    await outside.connect(hello=False)
    await closes_with(outside, p.BUSY)
    (away,) = outside.told
    assert (away["t"], away["retry_after"] > 0) == ("away", True)
    assert (await inside[0].send("nobody here has noticed"))["t"] == "sent"
    await inside[1].hears_text("nobody here has noticed")
    await inside[3].disconnect()
    await becomes(lambda: len(door_of(small_place)) < 4)
    await outside.connect()


async def test_one_account_takes_no_more_than_its_own_places(small_place: Place) -> None:
    greedy, other = await small_place.peer(), await small_place.peer()
    tabs = [await Raw.connect(greedy) for _ in range(2)]
    for _ in range(5):
        await greedy.connect(hello=False)
        await closes_with(greedy, p.TOO_MANY)
    waits = [f["retry_after"] for f in greedy.told]
    assert (len(waits), min(waits) >= 15, max(waits) <= 30) == (5, True, True)
    await other.connect()
    for tab in tabs:
        tab.close()


async def test_who_comes_and_goes_without_end_is_told_to_wait(
    small_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "connect", limits.Limit(3, 60.0))
    restless, other = await small_place.peer(), await small_place.peer()
    for _ in range(3):
        await restless.connect()
        await restless.disconnect()
        await becomes(lambda: not sessions_of(small_place, restless))
    await restless.connect(hello=False)
    await closes_with(restless, p.TOO_MANY)
    await other.connect()


# One who floods ----------------------------------------------------------------------------------------


async def test_a_flood_from_one_account_over_several_sockets_does_not_stop_the_others(place: Place) -> None:
    """Everybody else's messages are stored and arrive while it goes on, and most of the flood is never read."""
    flooder, author, reader = await place.talker(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    taps: list[asyncio.Task[int]] = []

    async def pour(tab: Raw) -> int:
        poured = 0
        while not tab.ended and poured < 3_000:
            say = [{"t": "send", "room": room, "client_id": str(uuid.uuid4()), "text": f"buy {n}"} for n in range(50)]
            await tab.put(b"".join(framed(json.dumps(frame).encode()) for frame in say))
            poured += len(say)
        return poured

    tabs = [await Raw.connect(flooder) for _ in range(5)]
    for tab in tabs:
        await tab.hello()
        await tab.hears("welcome")
        taps.append(asyncio.create_task(pour(tab)))
    said = [f"kind words {n}" for n in range(8)]
    for text in said:
        assert (await author.send(text, room))["t"] == "sent"
        await reader.hears_text(text, room)
    poured = sum(await asyncio.gather(*taps))
    for tab in tabs:
        assert await tab.is_closed() in (p.FLOOD.code, None)  # None: cut, because it went on after the close frame
        tab.close()
    (stored,) = (await place.sql("select count(*) from messages m join members b on b.id = m.member_id "
                                 "where b.alias = $1", flooder.me["pseudonym"]))[0]  # fmt: skip
    assert poured > 500
    assert stored <= limits.LIMITS["flood"].burst + 20, "the flood was taken"
    theirs = [m["text"] for m in reader.sees(room) if m["alias"] == author.me["pseudonym"]]
    assert theirs == said
    # The flooder's first, quiet tab is not closed by what the others did, and is too fast like its owner.
    answer = await flooder.hears_any(lambda f: f["t"] == "changes")
    assert answer["room"] == room


# A crowd that comes back -------------------------------------------------------------------------------

MANY = 200


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What the pool was asked, by statement."""
    asked: Counter[str] = Counter()
    for name in ("fetch", "fetchrow", "fetchval", "execute"):
        call = getattr(asyncpg.Pool, name)

        def counted(self: asyncpg.Pool, query: str, *args: Any, _call: Any = call, **kwargs: Any) -> Any:
            asked[" ".join(query.split())] += 1
            return _call(self, query, *args, **kwargs)

        monkeypatch.setattr(asyncpg.Pool, name, counted)
    return asked


@pytest.mark.usefixtures("unhurried")
async def test_hundreds_who_come_back_at_once_cost_a_few_reads_and_each_gets_what_it_missed(
    place: Place, tmp_path: Path, reads: Counter[str]
) -> None:
    author = await place.talker()
    room = author.room(OWLS)
    people = await crowd(place, MANY, room)
    said = [f"{n} while they were away" for n in range(40)]
    for text in said:
        await author.send(text, room)
    epoch = author.cursor(room)["epoch"]
    await place.instance.stop()

    async with fresh_place(place.instance.settings.database_url, tmp_path / "home") as again:

        async def comes_back(number: int, person: Person) -> None:
            person.address = again.address
            await person.connect(personal={"epoch": epoch, "at": 0})
            await person.open(room, {"epoch": epoch, "at": number % 40})

        reads.clear()
        async with asyncio.timeout(60):
            await asyncio.gather(*(comes_back(*numbered) for numbered in enumerate(people)))
        cost = sum(reads.values())
        for number, person in enumerate(people):
            assert [m["text"] for m in person.sees(room)] == said[number % 40 :], "somebody missed something"
            pages = [f for f in person.told if f["t"] == "changes"]
            assert all(after["from"] == before["to"] for before, after in itertools.pairwise(pages))
        assert cost < MANY / 2, f"{cost} reads for {MANY} people: {reads.most_common(8)}"
        await asyncio.gather(*(person.disconnect() for person in people))


async def test_past_a_bound_who_comes_is_given_a_time_of_their_own_and_is_then_let_in(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "COMING", 20)
    author = await place.talker()
    people = await crowd(place, 60, author.room(OWLS))
    go_on, find_all = asyncio.Event(), sessions.find_all

    async def slow(*arguments: Any) -> Any:
        await go_on.wait()
        return await find_all(*arguments)

    monkeypatch.setattr(sessions, "find_all", slow)
    coming = [asyncio.create_task(person.connect(hello=False)) for person in people]
    await becomes(lambda: sum(person.closed_with is not None for person in people) == 40)
    turned_away = [person for person in people if person.closed_with is not None]
    for person in turned_away:
        assert person.closed_with == (p.BUSY.code, p.BUSY.name)
        assert [f["t"] for f in person.told] == ["away"]
    waits = [person.told[0]["retry_after"] for person in turned_away]
    assert len(set(waits)) > 20, "they would all come back at once"
    assert all(0 < wait <= 31 for wait in waits)
    go_on.set()
    await asyncio.gather(*coming)
    let_in = [person for person in people if person.closed_with is None]
    assert len(let_in) == 20
    for person in let_in:
        await person.say({"t": "hello", "protocol": 1})
        await person.hears("welcome")
    monkeypatch.setattr(sessions, "find_all", find_all)
    for person in turned_away:
        await person.connect()
    assert (await author.send("everyone is here"))["t"] == "sent"


async def test_without_the_database_a_crowd_is_told_so_and_the_bound_does_not_stay_used_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "COMING", 5)
    people = await crowd(place, 5, (await place.talker()).room(OWLS))

    async def away(*arguments: Any) -> Any:
        raise asyncpg.CannotConnectNowError

    with monkeypatch.context() as patched:
        patched.setattr(sessions, "find_all", away)
        for person in people * 2:
            await person.connect(hello=False)
            await closes_with(person, p.BROKEN)
            assert person.told[-1]["t"] == "away"
    for person in people:
        await person.connect()
