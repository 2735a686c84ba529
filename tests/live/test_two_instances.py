"""Two instances behind one Postgres and one Redis: whoever is on the other one notices no difference."""

import asyncio
import base64
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from server.ground import bus as events
from server.ground.db import Database
from server.live import feed
from tests.own_rules import LANTERN, OWN, published
from tests.people import PATIENCE_S, Instance, Person, Place
from tests.redis_server import RedisServer
from tests.words import PLAN, SPAM

OWLS = "night-owls"


class Two(NamedTuple):
    """The same place, by its two doors."""

    one: Place
    two: Place
    redis: RedisServer


@pytest_asyncio.fixture(loop_scope="session")
async def two(database_url: str, tmp_path: Path) -> AsyncIterator[Two]:
    redis = RedisServer(tmp_path / "redis")
    await redis.start()
    instances = [Instance(database_url, tmp_path / "home", redis_url=redis.url) for _ in range(2)]
    for instance in instances:  # one after the other: the first makes the rooms
        await instance.start()
    await until_sure(instances)
    one, other = (Place(instance) for instance in instances)
    yield Two(one, other, redis)
    for place in (one, other):
        await place.close()
    for instance in instances:
        await instance.stop()
    redis.stop()


async def until_sure(instances: list[Instance]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not all(instance.porchlight.bus.sure for instance in instances):
            await asyncio.sleep(0.01)


async def until_unsure(two: Two) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while two.one.services.bus.sure or two.two.services.bus.sure:
            await asyncio.sleep(0.01)


async def test_people_on_two_instances_talk_see_each_other_typing_and_count_together(two: Two) -> None:
    here, there = await two.one.talker("Quiet Fern"), await two.two.talker("Blue Heron")
    room = here.room(OWLS)
    for person in (here, there):
        await person.hears_any(lambda frame: 2 in (frame.get("count"), frame.get("here")))
    assert (await here.get(f"/api/rooms/{OWLS}"))["here"] == 2
    await here.say({"t": "typing", "room": room})
    assert (await there.hears("is_typing"))["alias"] == "Quiet Fern"
    for number in range(20):
        await (here, there)[number % 2].send(f"number {number}", room)
    for person in (here, there):
        await person.hears_text("number 19")
        assert [m["text"] for m in person.sees(room)] == [f"number {n}" for n in range(20)]
    await there.disconnect()
    await here.hears("here", count=1)


async def test_a_person_with_a_tab_on_each_instance_is_one_person(two: Two) -> None:
    here = await two.one.talker()
    room = here.room(OWLS)
    tab = await two.two.visitor()
    tab.http.cookies = here.http.cookies
    await tab.connect()
    await tab.open(room)
    other = await two.two.talker()
    await other.hears_any(lambda frame: 2 in (frame.get("count"), frame.get("here")))
    start = len(here.told)
    await here.disconnect()
    await here.connect()
    await here.open(room)
    await here.hears_any(lambda frame: 2 in (frame.get("count"), frame.get("here")), start)
    assert not [frame for frame in here.told[start:] if 3 in (frame.get("count"), frame.get("here"))]


async def test_a_case_rings_at_a_console_on_the_other_instance_and_its_conversation_crosses(two: Two) -> None:
    moderator = await two.two.moderator("Calm Harbour")
    await moderator.connect()
    await moderator.say({"t": "watch"})
    await moderator.hears("bell")
    author = await two.one.talker("Quiet Fern")
    await author.send(PLAN)
    await moderator.hears("bell", now=1)
    case = (await moderator.take(author))["line"]["id"]
    talk = (await moderator.act(case, "converse"))["conversation"]["id"]
    await author.is_told("conversation", room=talk)
    await author.open(talk)
    await moderator.open(talk)
    await moderator.send("I am here.", talk)
    await author.hears_text("I am here.")


async def test_whether_somebody_is_on_duty_is_known_on_both(two: Two) -> None:
    moderator = await two.two.moderator(on_duty=False)
    assert not (await moderator.get("/api/rooms"))["staffed"]
    visitor = await two.one.visitor()
    await moderator.put("/api/console/duty", {"on": True})
    async with asyncio.timeout(PATIENCE_S):
        while not (await visitor.get("/api/rooms"))["staffed"]:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("with_redis", [True, False])
async def test_signing_out_here_closes_the_socket_there(
    two: Two, with_redis: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a second by the bus, which carries it; without Redis within five, by the timer, whose time is shown in
    test_sockets.py."""
    person = await two.one.talker()
    other = await two.two.visitor()
    other.http.cookies = person.http.cookies
    await other.connect()
    if with_redis:
        monkeypatch.setattr("server.auth.revocations.since", never)
    else:
        two.redis.kill()
        await until_unsure(two)
    await person.delete("/api/session")
    await other.is_closed()
    assert other.closed_with == (4002, "signed_out")


async def never(database: Database, id: int) -> list[events.Revoked]:
    return []


async def test_without_redis_messages_still_arrive_and_with_it_again_nothing_is_missing(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = await two.one.talker(), await two.two.talker()
    room = here.room(OWLS)
    await here.send("before", room)
    await there.hears_text("before")
    two.redis.kill()
    await until_unsure(two)
    await here.send("meanwhile, from one", room)
    await there.send("meanwhile, from the other", room)
    for person in (here, there):
        await person.hears_text("meanwhile, from one")
        await person.hears_text("meanwhile, from the other")
    await two.redis.start()
    await until_sure([two.one.instance, two.two.instance])
    # From here on no timer helps: what arrives, Redis carried.
    monkeypatch.setattr(feed, "REREAD_S", 10_000.0)
    await there.send("after", room)
    for person in (here, there):
        await person.hears_text("after")
        texts = [m["text"] for m in person.sees(room)]
        assert texts[0] == "before"
        assert texts[-1] == "after"
        assert len(texts) == len(set(texts)) == 4


async def test_no_words_pass_redis_in_the_clear(two: Two) -> None:
    seen: list[bytes] = []
    reader, writer = await asyncio.open_connection("127.0.0.1", two.redis.port)
    writer.write(b"MONITOR\r\n")
    await reader.readline()

    async def watch() -> None:
        while line := await reader.readline():
            seen.append(line)

    watching = asyncio.create_task(watch())
    here, there = await two.one.talker(), await two.two.talker()
    room = here.room(OWLS)
    await here.send("the kettle is on", room)
    await there.hears_text("the kettle is on")
    async with asyncio.timeout(PATIENCE_S):
        while not any(b"RoomChanged" in line and b"PUBLISH" in line for line in seen):
            await asyncio.sleep(0.01)
    watching.cancel()
    writer.close()
    everything = b"".join(seen)
    assert b"kettle" not in everything
    assert base64.b64encode(b"kettle") not in everything


async def test_an_instance_that_comes_later_knows_who_is_there(two: Two, database_url: str, tmp_path: Path) -> None:
    await two.one.talker()
    await two.two.talker()
    third = Instance(database_url, tmp_path / "home", redis_url=two.redis.url)
    await third.start()
    visitor = Person(third.address)
    async with asyncio.timeout(PATIENCE_S):
        while (await visitor.get(f"/api/rooms/{OWLS}"))["here"] != 2:
            await asyncio.sleep(0.01)
    await visitor.close()
    await third.stop()


async def test_what_somebody_said_on_the_other_instance_adds_up(two: Two) -> None:
    await published(two.one, OWN)
    await published(two.two, OWN)
    author = await two.one.talker()
    moved = await two.two.visitor()
    await moved.sign_in_elsewhere(author)
    await moved.connect()
    room = author.room(OWLS)
    assert "card" not in await moved.send("good evening", room)  # so the other instance knows them before
    await moved.open(room)
    assert (await author.send(LANTERN, room))["card"] == "warm"
    await author.send("and so to bed", room)
    await moved.hears_text("and so to bed", room)  # what was told before it has come, too
    assert (await moved.send(LANTERN, room))["card"] == "emergency"


async def test_moving_to_an_instance_that_never_heard_of_one_loses_nothing(two: Two) -> None:
    await published(two.one, OWN)
    await published(two.two, OWN)
    author = await two.one.talker()
    room = author.room(OWLS)
    assert (await author.send(LANTERN, room))["card"] == "warm"
    await author.disconnect()
    moved = await two.two.visitor()
    await moved.sign_in_elsewhere(author)
    await moved.connect()
    start = len(moved.told)
    assert (await moved.send(LANTERN, room))["card"] == "emergency"
    assert (await moved.hears("card", start))["card"] == "emergency"


async def test_without_the_bus_each_instance_asks_what_was_said_on_the_other(two: Two) -> None:
    await published(two.one, OWN)
    await published(two.two, OWN)
    author = await two.one.talker()
    moved = await two.two.visitor()
    await moved.sign_in_elsewhere(author)
    await moved.connect()
    room = author.room(OWLS)
    await moved.send("good evening", room)
    two.redis.stop()
    await until_unsure(two)
    await author.send(LANTERN, room)
    assert (await moved.send(LANTERN, room))["card"] == "emergency"


async def test_what_was_said_hours_ago_does_not_add_up(two: Two) -> None:
    await published(two.one, OWN)
    await published(two.two, OWN)
    author = await two.one.talker()
    room = author.room(OWLS)
    await author.send(LANTERN, room)
    await two.one.sql("update assessments set at = at - interval '3 hours'")
    moved = await two.two.visitor()
    await moved.sign_in_elsewhere(author)
    await moved.connect()
    assert "card" not in await moved.send(LANTERN, room)  # S2 again, whose warm card comes once a day


async def test_a_hold_that_nobody_reviews_ends_once_on_whichever_instance(two: Two) -> None:
    author, reader = await two.one.talker(), await two.two.talker()
    room = author.room(OWLS)
    assert (await author.send(SPAM, room))["state"] == "held"
    await two.one.sql("update unreviewed set due_at = due_at - interval '1 day'")
    shown = await reader.hears_text(SPAM, room)
    assert shown["alias"] == author.me["pseudonym"]
    assert (await author.is_told("released"))["code"] == "unreviewed"
    assert len(await two.one.sql("select from notices where kind = 'released'")) == 1
