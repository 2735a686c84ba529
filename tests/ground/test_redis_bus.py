"""The bus between instances, on a real Redis: what one says the others hear, or are told to look again."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from redis.asyncio.connection import Connection
from redis.crc import key_slot

from server.ground import redis_bus
from server.ground.bus import (
    CASES,
    AnyEvent,
    CasesChanged,
    DutyChanged,
    LookAgain,
    RoomChanged,
    SealedMessage,
    SomeoneTypes,
)
from server.ground.redis_bus import RedisBus
from tests.journeys.network import Network
from tests.redis_server import RedisCluster, RedisServer

PATIENCE_S = 20.0
ID = uuid.UUID(int=1)


@pytest_asyncio.fixture(loop_scope="session")
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    server = RedisServer(tmp_path / "redis")
    await server.start()
    yield server
    server.stop()


@asynccontextmanager
async def buses(*urls: str) -> AsyncIterator[list[RedisBus]]:
    """A bus for each url, all of them up and sure."""
    made = [RedisBus(url) for url in urls]
    running = [asyncio.create_task(bus.run()) for bus in made]
    try:
        for bus in made:
            await until(lambda bus=bus: bus.sure)
        yield made
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not there():
            await asyncio.sleep(0.005)


class Ear:
    """Listens to one topic, and remembers."""

    def __init__(self, bus: RedisBus, topic: str = CASES) -> None:
        self.heard: list[AnyEvent] = []
        self._bus, self._topic = bus, topic
        bus.subscribe(topic, self.heard.append)

    async def hears(self, event: AnyEvent) -> None:
        await until(lambda: event in self.heard)

    async def is_connected(self) -> None:
        """Redis has confirmed the subscription: from here on what is said is heard."""
        await self.hears(LookAgain())
        self.heard.clear()

    def stop(self) -> None:
        self._bus.unsubscribe(self._topic, self.heard.append)


async def test_what_one_says_all_listeners_hear_once_and_in_order(redis: RedisServer) -> None:
    async with buses(redis.url, redis.url) as (one, two):
        mine, theirs, elsewhere = Ear(one), Ear(two), Ear(two, "elsewhere")
        for ear in (mine, theirs, elsewhere):
            await ear.is_connected()
        said = [SomeoneTypes(uuid.UUID(int=n), "Quiet Fern") for n in range(50)]
        for event in said:
            one.publish(CASES, event)
        assert mine.heard == said, "its own listeners wait for no Redis"
        await theirs.hears(said[-1])
        assert theirs.heard == said
        one.publish(CASES, DutyChanged())
        await theirs.hears(DutyChanged())
        assert mine.heard == [*said, DutyChanged()]
        assert elsewhere.heard == []


async def test_a_listener_is_told_to_look_again_once_it_can_be_sure_of_hearing(redis: RedisServer) -> None:
    async with buses(redis.url, redis.url) as (one, two):
        ear = Ear(two, "late")
        one.publish("late", CasesChanged())  # the subscription is on its way: whether this is heard is luck
        await ear.hears(LookAgain())


async def test_one_subscription_for_a_topic_however_many_listen_and_none_when_nobody_does(redis: RedisServer) -> None:
    async with buses(redis.url) as (bus,):
        first = Ear(bus, "topic")
        await first.is_connected()
        second = Ear(bus, "topic")
        first.stop()
        assert await redis.ask("PUBSUB", "NUMSUB", "topic") == ["topic", 1]
        second.stop()
        async with asyncio.timeout(PATIENCE_S):
            while (await redis.ask("PUBSUB", "NUMSUB", "topic"))[1]:
                await asyncio.sleep(0.01)
        third = Ear(bus, "topic")
        await third.is_connected()
        assert await redis.ask("PUBSUB", "NUMSUB", "topic") == ["topic", 1]


async def test_what_a_tick_has_to_say_is_one_write(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[bool] = []
    send = Connection.send_packed_command

    async def counted(self: Connection, command: bytes | list[bytes], check_health: bool = True) -> None:
        parts = b"".join(command if isinstance(command, list) else [command])
        if b"PUBLISH" in parts and b"topic" in parts:
            writes.append(True)
        await send(self, command, check_health)

    async with buses(redis.url, redis.url) as (one, two):
        ear = Ear(two, "topic")
        await ear.is_connected()
        monkeypatch.setattr(Connection, "send_packed_command", counted)
        for n in range(200):
            one.publish("topic", SomeoneTypes(uuid.UUID(int=n), "Quiet Fern"))
        await until(lambda: len(ear.heard) == 200)
        assert len(writes) == 1


@pytest.mark.parametrize("fault", ["killed", "hung", "cut"])
async def test_after_a_fault_everybody_looks_again_and_hears_again(redis: RedisServer, fault: str) -> None:
    network = Network()
    network.target = redis.port
    await network.start()
    through = f"redis://127.0.0.1:{network.port}"
    async with buses(through, through) as (one, two):
        mine, theirs = Ear(one), Ear(two)
        await mine.is_connected()
        await theirs.is_connected()
        {"killed": redis.kill, "hung": redis.hang, "cut": network.cut}[fault]()
        await until(lambda: not one.sure and not two.sure)
        await theirs.hears(LookAgain())  # whoever listens looks at once, and then by a timer
        one.publish(CASES, CasesChanged())
        assert CasesChanged() in mine.heard, "its own listeners hear it without a Redis"
        mine.heard.clear()
        theirs.heard.clear()
        if fault == "killed":
            await redis.start()
        {"killed": lambda: None, "hung": redis.go_on, "cut": network.mend}[fault]()
        await until(lambda: one.sure and two.sure)
        await mine.hears(LookAgain())
        await theirs.hears(LookAgain())
        one.publish(CASES, DutyChanged())
        await theirs.hears(DutyChanged())
        two.publish(CASES, CasesChanged())
        await mine.hears(CasesChanged())
    await network.stop()


def test_a_hung_redis_is_noticed_in_under_three_seconds() -> None:
    """Its last answer may be as old as a ping; past the silence it takes one more ping's time to see it."""
    assert redis_bus.SILENT_S + redis_bus.PING_EVERY_S < 3


@pytest.mark.parametrize("what", ["connect", "send_packed_command"])
async def test_a_connection_that_is_closed_as_it_is_written_to_is_lost_like_any_other(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """uvloop says RuntimeError there, which must not end the instance."""
    whole, broken = getattr(Connection, what), [True]

    async def breaks_once(self: Connection, *given: object, **named: object) -> object:
        if broken:
            broken.clear()
            raise RuntimeError("unable to perform operation on <TCPTransport closed=True>; the handler is closed")
        return await whole(self, *given, **named)

    monkeypatch.setattr(Connection, what, breaks_once)
    async with buses(redis.url, redis.url) as (one, two):
        ear = Ear(two)
        await ear.is_connected()
        one.publish(CASES, CasesChanged())
        await ear.hears(CasesChanged())
    assert not broken


async def test_who_comes_back_makes_the_others_look_for_what_it_could_not_say(redis: RedisServer) -> None:
    network = Network()
    network.target = redis.port
    await network.start()
    async with buses(f"redis://127.0.0.1:{network.port}", redis.url) as (cut_off, other):
        ear = Ear(other)
        await ear.is_connected()
        network.cut()
        await until(lambda: not cut_off.sure)
        cut_off.publish(CASES, CasesChanged())
        network.mend()
        await ear.hears(LookAgain())
        assert other.sure
    await network.stop()


@pytest.mark.parametrize("frame", [b"", b"\x02" + bytes(24) + b"\x90", b"\x01" + bytes(24) + b"rubbish", b"\x01short"])
async def test_what_is_not_understood_means_look_again(redis: RedisServer, frame: bytes) -> None:
    async with buses(redis.url) as (bus,):
        ear = Ear(bus)
        await ear.is_connected()
        await redis.ask("PUBLISH", CASES, frame)
        await ear.hears(LookAgain())


async def test_what_tells_of_a_restored_database_is_never_taken_for_the_old_one(redis: RedisServer) -> None:
    async with buses(redis.url, redis.url, redis.url, redis.url) as (old, also_old, new, also_new):
        for bus, epoch in ((old, "before"), (also_old, "before"), (new, "after"), (also_new, "after")):
            bus.of(epoch)
        ear, other = Ear(old), Ear(also_new)
        await ear.is_connected()
        await other.is_connected()
        new.publish(CASES, RoomChanged(1, 2))
        await other.hears(RoomChanged(1, 2))
        also_old.publish(CASES, RoomChanged(7, 8))
        await ear.hears(RoomChanged(7, 8))
        assert RoomChanged(1, 2) not in ear.heard


async def test_a_wake_that_is_too_large_goes_without_its_rows(redis: RedisServer) -> None:
    row = SealedMessage(ID, 2, 2, ID, "Quiet Heron", "peer", 5, "shown", b"\0" * redis_bus.LARGEST, False, False)
    async with buses(redis.url, redis.url) as (one, two):
        ear = Ear(two)
        await ear.is_connected()
        one.publish(CASES, RoomChanged(1, 2, [row]))
        await ear.hears(RoomChanged(1, 2))


async def test_a_cluster_carries_topics_on_all_its_nodes_through_a_failover(tmp_path: Path) -> None:
    cluster = RedisCluster(tmp_path)
    await cluster.start()
    topics = {node: topic_between(*slots) for node, slots in enumerate(((0, 5460), (5461, 10922), (10923, 16383)))}
    try:
        async with buses(cluster.url, cluster.url) as (one, two):
            ears = [Ear(two, topic) for topic in topics.values()]
            for ear in ears:
                await ear.is_connected()
            for ear, topic in zip(ears, topics.values(), strict=True):
                one.publish(topic, CasesChanged())
                await ear.hears(CasesChanged())
                ear.heard.clear()
                await redis_bus.look_again(cluster.url, topic)  # as a command does, which ends at once
                await ear.hears(LookAgain())
                ear.heard.clear()
            cluster.first.kill()
            await until(lambda: not one.sure and not two.sure)
            await until(lambda: one.sure and two.sure)
            for ear, topic in zip(ears, topics.values(), strict=True):
                await ear.hears(LookAgain())
                one.publish(topic, DutyChanged())
                await ear.hears(DutyChanged())
    finally:
        cluster.stop()


def topic_between(first: int, last: int) -> str:
    return next(t for n in range(10_000) if first <= key_slot((t := f"topic {n}").encode()) <= last)


async def test_a_command_makes_whoever_listens_to_a_topic_look_again(redis: RedisServer) -> None:
    async with buses(redis.url, redis.url) as (one, two):
        ear = Ear(two)
        await ear.is_connected()
        one.publish(CASES, CasesChanged())
        await ear.hears(CasesChanged())
        ear.heard.clear()
        await redis_bus.look_again(redis.url, CASES)
        await ear.hears(LookAgain())
