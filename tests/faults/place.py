"""The people of a run, and what happens to them: they come in, live through a schedule of faults, and come to rest."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence

from tests.faults.checks.cases import paged
from tests.faults.clients import Client
from tests.faults.cluster import INSTANCES, Cluster, NotHealed
from tests.faults.faults import ALL, CLIENT, INSTANCE, PAGER, POSTGRES, REDIS, Planned, World
from tests.faults.history import History, Violation
from tests.faults.logs import item
from tests.faults.moderator import Moderator
from tests.faults.pager import Pager
from tests.faults.peer import Peer
from tests.faults.records import Began, CaseSeen, Healed, Record, Whole

ROOMS = ("night-owls", "grief", "carers")
PEERS = 12
SETTLED_WITHIN_S = 90.0
"""How long everybody may take after the last fault has healed. Nothing waits this long when all is well."""


class Place:
    """The people, and what happens to them."""

    def __init__(self, seed: str, cluster: Cluster, pager: Pager, written: list[Record]) -> None:
        self.seed, self.cluster, self.pager, self.written = seed, cluster, pager, written
        self.wrong: list[Violation] = []
        balance = random.Random(f"{seed}/balance")
        given = written.append, lambda: cluster.ports_from(balance), seed
        self.peers = [Peer(f"p{number}", *given) for number in range(1, PEERS + 1)]
        self.moderator = Moderator("moderator", *given)
        self.witness = Client("witness", *given)
        self.rooms: dict[str, str] = {}

    @property
    def clients(self) -> list[Client]:
        return [*self.peers, self.moderator]

    async def open(self) -> None:
        """Everybody registers and comes in."""
        for client in [*self.clients, self.witness]:
            await client.start()
        await self.moderator.register(await self.cluster.first_moderator())
        await asyncio.gather(*(client.register() for client in [*self.peers, self.witness]))
        cards = (await self.moderator.insist("GET", "/api/rooms")).body["rooms"]
        self.rooms = {card["id"]: card["slug"] for card in cards if card["slug"] in ROOMS}
        aliases = {client.who: client.pseudonym for client in [*self.clients, self.witness]}
        self.written.append(Began(who="harness", rooms=self.rooms, aliases=aliases))
        for client in self.clients:
            client.connect()
        for number, peer in enumerate(self.peers):
            peer.rooms = sorted(self.rooms)
            peer.settled = number % 3 != 0
            first = peer.rooms if peer.settled else peer.rooms[:1]
            await asyncio.gather(*(peer.enter(room) for room in first))
            peer.errand(peer.live())
        self.moderator.errand(self.moderator.live())
        self.moderator.errand(self.moderator.keep_duty())

    async def suffer(self, planned: Sequence[Planned], seconds: float) -> list[tuple[str, float]]:
        """Carry out the schedule. Returns each fault that happened, with how long it took to heal."""
        parts = [f"{INSTANCE} {n}" for n in range(INSTANCES)] + [f"{CLIENT} {n}" for n in range(len(self.clients))]
        locks = {part: asyncio.Lock() for part in [*parts, REDIS, POSTGRES, PAGER, ALL]}
        world = World(self.cluster, self.clients, self.pager, self.written.append, locks)
        loop = asyncio.get_running_loop()
        began = loop.time()
        done: list[tuple[str, float]] = []

        async def strike(one: Planned) -> None:
            await asyncio.sleep(max(0.0, began + one.at - loop.time()))
            number = one.number % len(self.clients) if one.kind.part == CLIENT else one.number
            part = f"{one.kind.part} {number}" if one.kind.part in (INSTANCE, CLIENT) else one.kind.part
            async with locks[part]:
                struck = loop.time()
                try:
                    await one.kind.act(world, number, one.lasts)
                except NotHealed as error:
                    self.wrong.append(Violation("healed", f"{one}: {error}"))
                done.append((one.kind.name, loop.time() - struck))

        async with asyncio.TaskGroup() as group:
            for one in planned:
                group.create_task(strike(one))
            group.create_task(asyncio.sleep(seconds))
        return done

    async def end(self) -> None:
        """Nothing new is said; everybody comes back, catches up and stands; a witness reads all there is."""
        for number in range(INSTANCES):
            try:
                await self.cluster.answers(number, "/readyz")
            except NotHealed as error:
                self.wrong.append(Violation("healed", f"at the end: {error}"))
        self.wrong += [Violation("healed", says) for says in self.cluster.fell]
        for client in self.clients:
            client.over.set()
            client.line.wake()
        if not await until(lambda: all(client.idle for client in self.clients)):
            waiting = ", ".join(client.who for client in self.clients if not client.idle)
            self.wrong.append(Violation("healed", f"at the end these still waited for answers: {waiting}"))
        self.written.append(Healed(who="harness"))
        self.witness.connect()
        await until(lambda: self.witness.line.live)
        for room in self.rooms:
            await self.witness.enter(room)
        await until(self._caught_up)
        self.written += await self._read_cases()
        for client in [*self.clients, self.witness]:
            client.stand()
        for room in self.rooms:
            await self._read_whole(self.witness, room)
        for peer in self.peers:
            for room in {*peer.logs} - {*self.rooms, ""}:
                await self._read_whole(peer, room)

    def _caught_up(self) -> bool:
        """Whether everybody has as much of each room as whoever has most."""
        for room in self.rooms:
            has = [client.logs[room].upto for client in [*self.clients, self.witness] if room in client.open]
            if len({*has}) > 1:
                return False
        return True

    async def _read_cases(self) -> list[CaseSeen]:
        """Every case at the end: as soon as each that was due has been paged, or, within bounds, as it is then."""
        seen: list[CaseSeen] = []

        async def all_were_paged() -> bool:
            seen[:] = await self.moderator.read_cases()
            return not any(paged(History([*self.written, *seen])))

        await until(all_were_paged, every=1.0)
        return seen

    async def _read_whole(self, client: Client, room: str) -> None:
        items = await client.whole(room)
        if items is not None:
            read = [item(one) for one in items]
            self.written.append(Whole(who=client.who, room=room, epoch=client.line.epoch, items=read))

    async def close(self) -> None:
        await asyncio.gather(*(client.stop() for client in [*self.clients, self.witness]))


async def until(there: Callable[[], bool | Awaitable[bool]], *, every: float = 0.05) -> bool:
    """Wait for something, within bounds. What does not come is the checker's to find."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    while True:
        is_there = there()
        if is_there if isinstance(is_there, bool) else await is_there:
            return True
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(every)
