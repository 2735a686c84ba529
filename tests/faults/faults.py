"""The kinds of faults, as a table: what each does, for how long, and how it heals. See `KINDS` at the end."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import NamedTuple

import asyncpg

from tests.faults.clients import Client
from tests.faults.cluster import INSTANCES, Cluster, NotHealed
from tests.faults.pager import Pager
from tests.faults.records import Record, Restored, now

BACKUP_AGE_S = (2.0, 15.0)
END_OTHERS = """
    select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> all($1)"""


class World(NamedTuple):
    """What faults happen to. `locks`: one thing at a time happens to each part."""

    cluster: Cluster
    clients: Sequence[Client]
    pager: Pager
    note: Callable[[Record], None]
    locks: dict[str, asyncio.Lock]


Act = Callable[[World, int, float], Awaitable[None]]


class Kind(NamedTuple):
    """`part` is what it happens to: one of INSTANCES or of the clients by number, or a part there is one of.
    `lasts`: seconds, at least and at most; the short version keeps to the first half of that."""

    name: str
    does: str
    heals: str
    part: str
    lasts: tuple[float, float]
    weight: int
    act: Act


async def kill_instance(world: World, number: int, lasts: float) -> None:
    await world.cluster.instances[number].kill()
    await asyncio.sleep(lasts)
    await world.cluster.open(number)


async def stop_instance(world: World, number: int, lasts: float) -> None:
    world.cluster.instances[number].hang()
    await asyncio.sleep(lasts)
    world.cluster.instances[number].go_on()


async def roll(world: World, _: int, lasts: float) -> None:
    """An update without a pause: one instance after the other drains, ends and starts."""
    for number in range(INSTANCES):
        async with world.locks[f"instance {number}"]:
            try:
                await world.cluster.instances[number].terminate()
            finally:
                await world.cluster.open(number)


async def kill_redis(world: World, _: int, lasts: float) -> None:
    await world.cluster.redis.kill()
    await asyncio.sleep(lasts)
    await world.cluster.redis.launch()


async def hang_redis(world: World, _: int, lasts: float) -> None:
    world.cluster.redis.hang()
    await asyncio.sleep(lasts)
    world.cluster.redis.go_on()


async def cut_redis(world: World, _: int, lasts: float) -> None:
    world.cluster.redis_network.cut()
    await asyncio.sleep(lasts)
    world.cluster.redis_network.mend()


async def stall_redis(world: World, _: int, lasts: float) -> None:
    world.cluster.redis_network.stall()
    await asyncio.sleep(lasts)
    world.cluster.redis_network.mend()


async def restart_postgres(world: World, _: int, lasts: float) -> None:
    await world.cluster.postgres.restart()


async def kill_postgres(world: World, _: int, lasts: float) -> None:
    world.cluster.postgres.kill()
    await asyncio.sleep(lasts)
    await world.cluster.postgres.restart()


async def exhaust_pool(world: World, _: int, lasts: float) -> None:
    """Take every connection there is, those of the instances too."""
    held: list[asyncpg.Connection] = []
    try:
        for _ in range(3):  # the instances come back for what is free, so it is taken from them again
            await _take_all(world.cluster.postgres.dsn, held)
            mine = [one.get_server_pid() for one in held]
            await held[0].execute(END_OTHERS, mine)
        await _take_all(world.cluster.postgres.dsn, held)
        await asyncio.sleep(lasts)
    finally:
        await asyncio.gather(*(one.close(timeout=2) for one in held), return_exceptions=True)


async def _take_all(dsn: str, held: list[asyncpg.Connection]) -> None:
    with suppress(asyncpg.TooManyConnectionsError):
        while True:
            held.append(await asyncpg.connect(dsn, timeout=5))


async def lock_tables(world: World, _: int, lasts: float) -> None:
    """Hold a lock that every append and every joining needs, so that connections run out behind it."""
    connection = await asyncpg.connect(world.cluster.postgres.dsn, timeout=5)
    try:
        async with connection.transaction():
            await connection.execute("lock table rooms in access exclusive mode")
            await asyncio.sleep(lasts)
    finally:
        await connection.close(timeout=2)


async def cut_client(world: World, number: int, lasts: float) -> None:
    client = world.clients[number]
    client.network.cut()
    await asyncio.sleep(lasts)
    client.network.mend()
    client.line.wake()


async def stall_client(world: World, number: int, lasts: float) -> None:
    client = world.clients[number]
    client.network.stall()
    await asyncio.sleep(lasts)
    client.network.mend()


async def pager_down(world: World, _: int, lasts: float) -> None:
    world.pager.down = True
    await asyncio.sleep(lasts)
    world.pager.down = False


async def restore(world: World, _: int, lasts: float) -> None:
    """Back up, go on for a while, stop everything, restore, start."""
    began, ended = await _back_up(world.cluster)
    await asyncio.sleep(lasts)
    async with _everything(world):
        try:
            await asyncio.gather(*(one.terminate() for one in world.cluster.instances))
        finally:
            await _restore(world, began, ended)


async def restore_beneath(world: World, _: int, lasts: float) -> None:
    """The same while the instances run: each finds out, ends by itself, and is started again."""
    began, ended = await _back_up(world.cluster)
    await asyncio.sleep(lasts)
    async with _everything(world):
        for number in range(INSTANCES):  # one that is not open yet begins with what is restored, and need not end
            await world.cluster.answers(number, "/readyz")
        ending = asyncio.gather(*(one.ends() for one in world.cluster.instances))
        try:
            await _restore(world, began, ended, "--disconnect", meanwhile=ending)
        finally:
            ending.cancel()


async def _back_up(cluster: Cluster) -> tuple[float, float]:
    """When it began and when it was written. While Postgres is away none can be."""
    while True:
        began = now()
        code, _ = await cluster.porchlight("db", "backup", "--force", str(cluster.home / "back-up"))
        if code == 0:
            return began, now()
        await asyncio.sleep(0.5)


@asynccontextmanager
async def _everything(world: World) -> AsyncIterator[None]:
    """Nothing else happens to the instances or to Postgres."""
    async with AsyncExitStack() as held:
        for part in (*(f"instance {number}" for number in range(INSTANCES)), "postgres"):
            await held.enter_async_context(world.locks[part])
        yield


async def _restore(
    world: World, began: float, ended: float, *options: str, meanwhile: Awaitable[object] | None = None
) -> None:
    cluster = world.cluster
    stopped = now()
    try:
        code, said = await cluster.porchlight("db", "restore", *options, str(cluster.home / "back-up"))
        if code != 0:
            raise NotHealed(f"the back-up could not be restored: {said}")
        if meanwhile is not None:
            stopped = now()  # until then some were still connected
        world.note(Restored(who="harness", began=began, ended=ended, stopped=stopped))
        if meanwhile is not None:
            await meanwhile
    finally:
        await asyncio.gather(*(cluster.open(number) for number in range(INSTANCES)))


INSTANCE, CLIENT, REDIS, POSTGRES, PAGER, ALL = "instance", "client", "redis", "postgres", "pager", "all"

KINDS: tuple[Kind, ...] = (
    Kind("kill an instance", "kill -9", "it is started again", INSTANCE, (0.0, 4.0), 6, kill_instance),
    Kind("stop an instance", "SIGSTOP", "SIGCONT", INSTANCE, (0.5, 12.0), 5, stop_instance),
    Kind("roll all instances", "SIGTERM to one after the other", "each drains and is started again", ALL,
         (0.0, 0.0), 0, roll),
    Kind("kill Redis", "kill -9", "it is started again, empty", REDIS, (0.0, 8.0), 1, kill_redis),
    Kind("hang Redis", "SIGSTOP", "SIGCONT", REDIS, (1.0, 10.0), 1, hang_redis),
    Kind("cut Redis", "its connections break and none is taken", "the network is mended", REDIS, (1.0, 30.0), 0,
         cut_redis),
    Kind("stall Redis", "nothing passes to it or from it", "the network is mended", REDIS, (1.0, 10.0), 0, stall_redis),
    Kind("restart Postgres", "a clean restart", "by itself", POSTGRES, (0.0, 0.0), 1, restart_postgres),
    Kind("kill Postgres", "kill -9 of the postmaster", "it is started on the same data", POSTGRES, (0.0, 3.0), 1,
         kill_postgres),
    Kind("exhaust the connections", "all are taken, the instances' too", "they are given back", POSTGRES, (1.0, 6.0), 1,
         exhaust_pool),
    Kind("lock the rooms", "a lock every append needs is held", "it is let go", POSTGRES, (1.0, 9.0), 1, lock_tables),
    Kind("cut a client", "its connections break and none is taken", "the network is mended", CLIENT, (0.2, 12.0), 9,
         cut_client),
    Kind("stall a client", "its connections stay and nothing passes", "the network is mended", CLIENT, (0.5, 25.0), 9,
         stall_client),
    Kind("the pager is down", "it answers 503", "it is up again", PAGER, (2.0, 20.0), 1, pager_down),
    Kind("restore a back-up", "instances stop, the database is as it was some seconds before, another epoch",
         "they are started", ALL, BACKUP_AGE_S, 0, restore),
    Kind("restore beneath them", "the same while the instances run: each has to end by itself", "they are started", ALL,
         BACKUP_AGE_S, 0, restore_beneath),
)  # fmt: skip


class Planned(NamedTuple):
    """One fault of a schedule: when (seconds after the beginning), what, to which, for how long."""

    at: float
    kind: Kind
    number: int
    lasts: float

    @property
    def part(self) -> str:
        return f"{self.kind.part} {self.number}" if self.kind.part in (INSTANCE, CLIENT) else self.kind.part

    def __str__(self) -> str:
        return f"{self.at:7.2f} s  {self.kind.name} ({self.part}) for {self.lasts:.1f} s"


def plan(
    seed: str, kinds: Sequence[Kind], *, faults: int, each: int, seconds: float, shorter: float = 1.0
) -> list[Planned]:
    """The schedule of a seed: every kind `each` times, the rest by weight, spread over `seconds`."""
    chance = random.Random(f"{seed}/schedule")
    chosen = [kind for kind in kinds for _ in range(each)]
    chosen += chance.choices(kinds, [kind.weight for kind in kinds], k=max(0, faults - len(chosen)))
    chance.shuffle(chosen)
    times = sorted(chance.uniform(0, seconds) for _ in chosen)
    planned = []
    for at, kind in zip(times, chosen, strict=True):
        least, most = kind.lasts
        # Short ones are more frequent than long ones.
        lasts = least + (most - least) * shorter * chance.random() ** 2
        number = chance.randrange(INSTANCES if kind.part == INSTANCE else 1_000)
        planned.append(Planned(at, kind, number, lasts))
    return planned
