"""A server that stops: every socket is let go in its time, told when to come back, and nothing acknowledged is lost."""

import asyncio
import socket
import types
import uuid
from pathlib import Path
from typing import Any

import pytest

from server.ground import protocol as p
from server.live import sockets, transport
from server.live.sockets import Sockets
from tests.conftest import fresh_place
from tests.live.crowd import crowd, door_of
from tests.live.raw import Raw
from tests.people import Person, Place, closes_with

OWLS = "night-owls"


class Clock:
    """A clock that a pause moves, by what was asked for and by what a pause costs besides."""

    def __init__(self, costs: float) -> None:
        self.now, self.costs = 1000.0, costs

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.001) + self.costs


class Leaving:
    """A session, as far as a drain knows one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.told: list[tuple[float, Any]] = []

    def write(self, frame: Any) -> None:
        self.told.append((self._clock.now, frame))

    def close(self, close: Any) -> None:
        self.told.append((self._clock.now, close))


@pytest.mark.parametrize("count", [1, 40, 20_000])
async def test_however_many_they_are_the_last_is_let_go_in_time_and_they_do_not_go_all_at_once(
    shared: Place, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    clock = Clock(costs=0.0005)
    real = door_of(shared)
    door = Sockets(real._database, real._doors, real._settings, clock)
    leaving = [Leaving(clock) for _ in range(count)]
    door._open = dict.fromkeys(leaving)  # type: ignore[arg-type]
    monkeypatch.setattr(sockets, "asyncio", types.SimpleNamespace(sleep=clock.sleep))
    await door.drain()
    door._open = {}
    assert all([type(what) for _, what in one.told] == [p.Away, p.Close] for one in leaving)
    assert all(one.told[1][1] is p.DRAIN for one in leaving)
    at = [one.told[1][0] - 1000.0 for one in leaving]
    assert max(at) <= sockets.DRAIN_S + 2 * (0.001 + clock.costs)  # the last pause or two
    for second in range(int(sockets.DRAIN_S)):
        assert sum(second <= moment < second + 1 for moment in at) <= max(11, count * 0.25)
    waits = {one.told[0][1].retry_after for one in leaving}
    assert len(waits) > count / 50
    assert all(0.5 <= wait <= 2 + sockets.DRAIN_S for wait in waits)


async def test_a_crowd_and_those_who_do_not_read_are_let_go(
    place: Place, monkeypatch: pytest.MonkeyPatch, unhurried: None
) -> None:
    monkeypatch.setattr(sockets, "DRAIN_S", 0.3)
    monkeypatch.setattr(transport, "LET_GO_S", 0.2)
    monkeypatch.setattr(transport, "WRITE_HIGH", 32 * 1024)
    attach = transport.Wire.attach

    def attaches(self: transport.Wire, session: Any) -> None:
        attach(self, session)
        own = self.transport.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # else the kernel takes some megabytes

    talker = await place.talker()
    room = talker.room(OWLS)
    people = await crowd(place, 60, room)
    await asyncio.gather(*(person.connect() for person in people))
    monkeypatch.setattr(transport.Wire, "attach", attaches)
    stuck = []
    for person in await crowd(place, 4, room):
        raw = await Raw.connect(person, receive_buffer=4096)
        await raw.hello()
        await raw.send({"t": "open", "room": room})
        await raw.hears("live")
        stuck.append(raw)
    monkeypatch.setattr(transport.Wire, "attach", attach)
    wires = [s._wire for s in door_of(place)._open]
    async with asyncio.timeout(60):
        while sum(not wire.writable.is_set() for wire in wires) < len(stuck):
            await talker.send("word " * 780, room)
    await place.instance.stop()
    assert all(wire.disconnected for wire in wires), "a line is still there"
    for person in [*people, talker]:
        assert [f["t"] for f in person.told][-1] == "away"
        await closes_with(person, p.DRAIN)
    for raw in stuck:
        raw.close()


async def test_who_comes_while_it_drains_is_told_to_come_back(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser may hold an idle connection, and open its socket over that."""
    person = await place.peer()
    door_of(place)._draining = True
    await person.connect(hello=False)
    await closes_with(person, p.RESTART)
    assert [f["t"] for f in person.told] == ["away"]


async def test_what_was_acknowledged_while_it_drained_is_there_and_what_was_not_is_there_after_a_retry(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unhurried: None
) -> None:
    monkeypatch.setattr(sockets, "DRAIN_S", 0.5)
    people = [await place.talker() for _ in range(6)]
    room = people[0].room(OWLS)
    offered: dict[str, tuple[Person, str]] = {}
    started = asyncio.Event()

    async def talk(person: Person) -> None:
        for n in range(100_000):
            client_id, text = str(uuid.uuid4()), f"{person.me['pseudonym']} says {n}"
            offered[client_id] = person, text
            try:
                await person.say({"t": "send", "room": room, "client_id": client_id, "text": text})
                await person.hears_any(lambda f, id=client_id: f.get("client_id") == id and f["t"] == "sent")
            except (AssertionError, OSError, Exception) as error:
                if isinstance(error, TimeoutError):
                    raise
                return
            if n > 3:
                started.set()

    talking = [asyncio.create_task(talk(person)) for person in people]
    await started.wait()
    await place.instance.stop()
    await asyncio.gather(*talking)
    told = {f["client_id"]: f for person in people for f in person.told if f["t"] == "sent"}
    assert set(told) < set(offered), "nobody was cut off in the middle of something"

    async with fresh_place(place.instance.settings.database_url, tmp_path / "home") as again:
        for person in people:
            person.address = again.address
            await person.connect()
        for client_id, (person, text) in offered.items():
            answer = await person.send(text, room, client_id)
            if client_id in told:
                assert (answer["again"], answer["id"], answer["position"]) == (
                    True, told[client_id]["id"], told[client_id]["position"]
                )  # fmt: skip
            assert answer["t"] == "sent"
        rows = await again.sql("select client_id::text from messages order by position")
        assert sorted(row[0] for row in rows) == sorted(offered), "lost, or twice"
        for person in people:
            await person.disconnect()
