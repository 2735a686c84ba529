"""Whatever is cut, when and for whom: everyone ends up with the same room, without hole or repeat.

A state machine talks, removes, cuts sockets, comes back from its cursor and loses wakes, over the real
protocol. After every step sequence each person's screen must equal what somebody new is shown.
"""

import asyncio
import itertools
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.ground.bus import AnyEvent, InProcessBus, RoomChanged
from server.ground.postgres import EmbeddedPostgres
from server.live import feed
from tests.people import Instance, Person, Place

PEOPLE = 3
people = st.integers(0, PEOPLE - 1)


class LossyBus(InProcessBus):
    """A bus that may lose a wake, and says nothing about it."""

    lose = 0

    def publish(self, topic: str, event: AnyEvent) -> None:
        if isinstance(event, RoomChanged) and LossyBus.lose > 0:
            LossyBus.lose -= 1
            return
        super().publish(topic, event)


def machine(runner: asyncio.Runner, place: Place, crowd: list[Person], room: str) -> type[RuleBasedStateMachine]:
    class Talk(RuleBasedStateMachine):
        @initialize()
        def everyone_is_there(self) -> None:
            LossyBus.lose = 0
            for n in range(PEOPLE):
                self.comes_back(n)

        @rule(who=people, text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40))
        def says(self, who: int, text: str) -> None:
            if crowd[who].closed_with is None and text.strip():
                answer = runner.run(crowd[who].send(f"hello {text}", room))
                assert answer["t"] == "sent"

        @rule(who=people, newest=st.integers(1, 5))
        def takes_back(self, who: int, newest: int) -> None:
            mine = [m for m in crowd[who].sees(room) if m["alias"] == crowd[who].me["pseudonym"]][-newest:]
            if mine and mine[0].get("state") != "removed":
                runner.run(crowd[who].delete(f"/api/messages/{mine[0]['id']}"))

        @rule(who=people)
        def is_cut_off(self, who: int) -> None:
            runner.run(crowd[who].disconnect())

        @rule(who=people)
        def comes_back(self, who: int) -> None:
            person = crowd[who]
            seen = any(f["t"] == "changes" and f["room"] == room for f in person.told)
            runner.run(person.disconnect())
            runner.run(person.connect())
            runner.run(person.open(room, person.cursor(room) if seen else None))

        @rule(count=st.integers(1, 3))
        def wakes_are_lost(self, count: int) -> None:
            LossyBus.lose += count

        def teardown(self) -> None:
            LossyBus.lose = 0
            for who in range(PEOPLE):
                if crowd[who].closed_with is not None:
                    self.comes_back(who)
            truth = runner.run(fresh(place, crowd[0], room))
            for person in crowd:
                runner.run(sees_all(person, room, truth))

        @invariant()
        def nothing_comes_twice_or_out_of_order(self) -> None:
            for person in crowd:
                changes = [f for f in person.told if f["t"] == "changes" and f["room"] == room]
                for before, after in itertools.pairwise(changes):
                    assert after.get("reset") or after["from"] == before["to"], "a hole, or a repeat"
                for frame in changes:
                    order = [item["changed"] for item in frame["items"]]
                    assert frame.get("reset") or order == sorted(order)

    return Talk


async def fresh(place: Place, person: Person, room: str) -> list[dict[str, Any]]:
    """The whole room as the history has it."""
    items: list[dict[str, Any]] = []
    before = ""
    while True:
        page = await person.get(f"/api/rooms/{room}/messages{before}")
        items[:0] = page["items"]
        if not page["more"]:
            return items
        before = f"?before={items[0]['position']}"


async def sees_all(person: Person, room: str, truth: list[dict[str, Any]]) -> None:
    """Waits until this person's screen agrees with the history, as far back as they were shown."""

    def agrees() -> bool:
        seen = person.sees(room)
        return bool(not truth or seen) and seen == truth[len(truth) - len(seen) :]

    try:
        async with asyncio.timeout(20), person._heard:
            await person._heard.wait_for(agrees)
    except TimeoutError:
        assert person.sees(room) == truth[-len(person.sees(room)) :]


@pytest.mark.timeout(180)
def test_everyone_sees_the_same_room_whatever_is_cut(
    embedded: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch, unhurried: None
) -> None:
    monkeypatch.setattr("server.app.InProcessBus", LossyBus)
    monkeypatch.setattr(feed, "REREAD_S", 0.05)
    name = f"resume_{uuid.uuid4().hex}"
    with TemporaryDirectory() as home, asyncio.Runner() as runner:
        runner.run(execute(embedded.dsn, f"create database {name}"))
        instance = Instance(embedded.dsn_for(name), Path(home))
        runner.run(instance.start())
        place = Place(instance)
        crowd = [runner.run(place.talker()) for _ in range(PEOPLE)]
        room = crowd[0].room("night-owls")
        try:
            test = machine(runner, place, crowd, room).TestCase
            test.settings = settings(max_examples=25, stateful_step_count=25, deadline=None, derandomize=True)
            test().runTest()
        finally:
            runner.run(place.close())
            runner.run(instance.stop())
            runner.run(execute(embedded.dsn, f"drop database {name} with (force)"))


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()
