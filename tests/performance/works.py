"""What is measured, piece by piece. Each returns plain figures; report.py says what they should be."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import httpx

from tests.performance import history
from tests.performance.load import Client, Load
from tests.performance.machine import cpu_s, resident
from tests.performance.servers import Bare, Porchlight

Figures = dict[str, Any]
GOOD_P99_MS = 100.0
STUCK_ROUNDS = 8
"""So many pieces of work that those who do not read are long closed: what the system keeps for them comes first."""


class Bench:
    """The contenders, and how long each piece may take."""

    def __init__(self, place: Porchlight, bare: dict[str, Bare], *, quick: bool) -> None:
        self.place, self.bare, self.quick = place, bare, quick
        self.rounds = 1 if quick else 3
        self.seconds = 1.5 if quick else 2.5
        self._rooms: dict[str, list[str]] = {}

    def rooms(self, name: str, count: int, members: int) -> list[str]:
        """Rooms with so many of our accounts in each, made once."""
        if name not in self._rooms:
            ids = asyncio.run(self.place.make_rooms([f"{name}-{n}" for n in range(count)]))
            names = [account.pseudonym for account in self.place.accounts]
            everywhere = [(at, n) for at in range(count) for n in range(members)]
            places = [(ids[at], names[(at * members + n) % len(names)]) for at, n in everywhere]
            asyncio.run(self.place.join(places))
            self._rooms[name] = ids
        return self._rooms[name]

    def ours(self, name: str, count: int, members: int, extra: Sequence[str] = ()) -> list[Client]:
        """Clients of Porchlight, spread over its instances. `extra`: rooms that they hold open besides, in turn."""
        accounts, ports = self.place.accounts, self.place.ports
        clients = []
        for at, room in enumerate(self.rooms(name, count, members)):
            for n in range(members):
                who = at * members + n
                others = extra[who :: count * members]
                cookie = accounts[who % len(accounts)].cookie
                clients.append(Client(ports[n % len(ports)], at, (room, *others), cookie))
        return clients

    def theirs(self, bare: Bare, count: int, members: int) -> list[Client]:
        return [Client(bare.port, at) for at in range(count) for _ in range(members)]

    def loads(self, running: ExitStack, name: str, count: int, members: int, peers: Sequence[str]) -> dict[str, Load]:
        """Connected clients of Porchlight and of the others named."""
        found = {"porchlight": running.enter_context(Load(self.ours(name, count, members), self.place.pids))}
        for peer in peers:
            if peer in self.bare:
                bare = self.bare[peer]
                found[peer] = running.enter_context(Load(self.theirs(bare, count, members), bare.pids))
        for who, load in found.items():
            assert load.ready == load.wanted, f"{who}: {load.ready} of {load.wanted} clients came in"
        return found

    def compare(self, loads: dict[str, Load], work: str) -> dict[str, Figures]:
        """The same work for each in turn, a few rounds of it: medians of what counts, and all that was lost."""
        told: dict[str, list[Figures]] = {who: [] for who in loads}
        for _ in range(self.rounds):
            for who, load in loads.items():
                told[who].append(load.do(work))
        return {who: summary(rounds) for who, rounds in told.items()}


def summary(rounds: Sequence[Figures]) -> Figures:
    def median(*path: str) -> float:
        values = []
        for one in rounds:
            value: Any = one
            for name in path:
                value = value.get(name, {}) if isinstance(value, dict) else value
            if isinstance(value, (int, float)):
                values.append(value)
        return round(statistics.median(values), 3) if values else 0.0

    return {
        "per_cpu_s": median("per_cpu_s"),
        "spread": [min(one["per_cpu_s"] for one in rounds), max(one["per_cpu_s"] for one in rounds)],
        "sends_per_s": round(median("sent") / max(median("seconds"), 0.001), 1),
        "latency_p50": median("latency_ms", "p50"),
        "latency_p99": median("latency_ms", "p99"),
        "ack_p50": median("ack_ms", "p50"),
        "ack_p99": median("ack_ms", "p99"),
        "lost": sum(one["expected"] - one["delivered"] for one in rounds),
        "repeated": sum(one["repeated"] for one in rounds),
        "refused": sum(one["refused"] for one in rounds),
        "client_late_ms": max(one["late_ms"] for one in rounds),
    }


def fan_out(bench: Bench, members: int, peers: Sequence[str]) -> Figures:
    """One room: one message in flight, then forty, then four messages a second for their latency."""
    with ExitStack() as running:
        loads = bench.loads(running, f"room-{members}", 1, members, peers)
        return {
            "w1": bench.compare(loads, f"closed 1 {bench.seconds}"),
            "w40": bench.compare(loads, f"closed 40 {bench.seconds}"),
            "open_4": bench.compare(loads, f"open 4 {2 * bench.seconds}"),
        }


def twenty_rooms(bench: Bench, peers: Sequence[str]) -> Figures:
    """20 rooms of 50: one in flight in each; the highest open rate; what a send takes to be stored at 500 a second."""
    with ExitStack() as running:
        loads = bench.loads(running, "twenty", 20, 50, peers)
        closed = bench.compare(loads, f"closed 1 {bench.seconds}")
        stored = bench.compare({"porchlight": loads["porchlight"]}, f"open 500 {2 * bench.seconds}")["porchlight"]
        return {"closed": closed, "at_500": stored, "highest": highest_rates(bench, loads, members=50)}


def highest_rates(bench: Bench, loads: dict[str, Load], members: int) -> dict[str, Figures]:
    """For each the highest open rate, in deliveries a second, at which p99 stays within 100 ms and nothing is lost."""
    low = dict.fromkeys(loads, 0.0)
    high: dict[str, float] = {}
    best: dict[str, Figures] = {who: {"deliveries_per_s": 0} for who in loads}
    for _ in range(8 if bench.quick else 12):
        for who, load in loads.items():
            rate = (low[who] + high[who]) / 2 if who in high else max(400.0, low[who] * 1.6)
            if who in high and rate - low[who] < 0.04 * rate:
                continue
            told = load.do(f"open {rate:.0f} {bench.seconds}")
            good = told["delivered"] == told["expected"] > 0 and not told["refused"]
            if good and told["latency_ms"]["p99"] <= GOOD_P99_MS:
                low[who] = rate
                best[who] = {"deliveries_per_s": round(rate * members), "p99": told["latency_ms"]["p99"],
                             "per_cpu_s": told["per_cpu_s"]}  # fmt: skip
            else:
                high[who] = rate
                time.sleep(0.5)
    return best


def idle(bench: Bench, count: int) -> Figures:
    """Memory of a server before and after so many have come in and opened a room; MiB for each thousand."""
    found = {}
    pids = {"porchlight": bench.place.instances[0].pid} | {who: bare.pids[0] for who, bare in bench.bare.items()}
    for who, pid in pids.items():
        if who == "porchlight":
            clients, servers = bench.ours(f"room-{count}", 1, count), bench.place.pids
        else:
            clients, servers = bench.theirs(bench.bare[who], 1, count), bench.bare[who].pids
        with Load(clients[:50], servers):  # what the first clients bring into memory is nobody's in particular
            time.sleep(2)
        before = resident(pid)
        with Load(clients, servers):
            time.sleep(1)
            found[who] = round((resident(pid) - before) / 2**20 / count * 1000, 2)
    return found


def pairs(bench: Bench, count: int) -> Figures:
    """So many rooms of two: one in flight in each; and a thousand messages a second over all."""
    with ExitStack() as running:
        loads = bench.loads(running, "pairs", count, 2, ("limit",))
        return {
            "closed": bench.compare(loads, f"closed 1 {bench.seconds}"),
            "open_500": bench.compare(loads, f"open 500 {bench.seconds}"),
        }


def two_instances(bench: Bench) -> Figures:
    """The room of a thousand, half of it on a second instance, on the same core."""
    bench.place.add_instance()
    try:
        with ExitStack() as running:
            load = bench.loads(running, "room-1000", 1, 1000, ())
            found = {
                "w1": bench.compare(load, f"closed 1 {bench.seconds}")["porchlight"],
                "w40": bench.compare(load, f"closed 40 {bench.seconds}")["porchlight"],
            }
        with ExitStack() as running:
            load = bench.loads(running, "twenty", 20, 50, ())
            return found | {"at_500": bench.compare(load, f"open 500 {bench.seconds}")["porchlight"]}
    finally:
        bench.place.end_last_instance()


def stuck(bench: Bench, members: int = 200, how_many: int = 5) -> Figures:
    """Some of a room stop reading; what the others get, and what the server's memory does."""
    pid = bench.place.instances[0].pid
    with ExitStack() as running:
        load = bench.loads(running, f"room-{members}", 1, members, ())["porchlight"]
        load.do(f"closed 40 {bench.seconds}")
        before = resident(pid)
        load.do(f"stuck {how_many}")
        told = [load.do(f"closed 40 {bench.seconds}") for _ in range(STUCK_ROUNDS)]
        after = resident(pid)
        back = load.do("unstuck 5")
        return {
            "to_the_others": sum(one["delivered"] for one in told) / sum(one["expected"] for one in told),
            "messages": sum(one["sent"] for one in told),
            "memory_mib": round((after - before) / 2**20, 1),
            "were_closed": sum(back["ended"].values()),
            "back": back["live"],
        }


def storm(bench: Bench, clients: int, behind: int) -> Figures:
    """Everyone's line is cut, and everyone comes back at once, each so many messages behind."""
    with ExitStack() as running:
        load = bench.loads(running, f"room-{clients}", 1, clients, ())["porchlight"]
        said = load.do(f"open 50 {behind / 50}")
        told = load.do("storm 120")
        return {
            "clients": clients,
            "behind": behind,
            "said": said["delivered"] / max(said["expected"], 1),
            "back": told["live"],
            "seconds": round(told["seconds"], 2),
            "p50_s": round(told["latency_ms"]["p50"] / 1000, 2),
            "p99_s": round(told["latency_ms"]["p99"] / 1000, 2),
            "server_cpu_s": told["server_cpu_s"],
            "caught_up": told["caught_up"],
        }


def long_room(bench: Bench, sizes: Sequence[int]) -> Figures:
    """Rooms with so many stored messages: a page of older ones, opening it, and what a delivery costs."""
    found: Figures = {}
    with ExitStack() as running:
        loads = {}
        for size in sizes:
            (room,) = bench.rooms(f"long-{size}", 1, 200)
            asyncio.run(history.write(bench.place, room, size))
            found[f"{size}"] = asyncio.run(_paging(bench, room, size))
            loads[f"{size}"] = running.enter_context(Load(bench.ours(f"long-{size}", 1, 200), bench.place.pids))
        for size, told in bench.compare(loads, f"closed 1 {bench.seconds}").items():
            found[size] |= {"per_cpu_s": told["per_cpu_s"], "latency_p50": told["latency_p50"]}
    return found


async def _paging(bench: Bench, room: str, size: int) -> Figures:
    """Pages from places all over the room, each asked for by one reader after the other."""
    address, cookie = f"http://127.0.0.1:{bench.place.ports[0]}", bench.place.accounts[0].cookie
    took = []
    async with httpx.AsyncClient(base_url=address, headers={"cookie": cookie}, trust_env=False) as http:
        before = cpu_s(bench.place.pids)
        for n in range(100):
            began = time.perf_counter()
            answer = await http.get(f"/api/rooms/{room}/messages", params={"before": 60 + (size - 60) * n // 100})
            assert answer.status_code == 200, answer.status_code
            took.append(1000 * (time.perf_counter() - began))
        used = cpu_s(bench.place.pids) - before
    return {"page_p50_ms": round(statistics.median(took), 2), "page_p99_ms": round(sorted(took)[98], 2),
            "page_cpu_ms": round(10 * used, 2)}  # fmt: skip


def many_rooms(bench: Bench, few: int, many: int) -> Figures:
    """The same work in ten rooms of 50, while the same 500 people hold few or many rooms open besides."""
    people = few * 50
    names = [account.pseudonym for account in bench.place.accounts[:people]]
    besides = asyncio.run(bench.place.make_rooms([f"besides-{n}" for n in range(many - few)]))
    asyncio.run(bench.place.join([(room, names[at % people]) for at, room in enumerate(besides)]))
    told: dict[str, list[Figures]] = {f"{few}": [], f"{many}": []}
    for _ in range(bench.rounds):
        for total, extra in ((few, []), (many, besides)):
            with Load(bench.ours("ten", few, 50, extra), bench.place.pids) as load:
                assert load.ready == load.wanted, f"{load.ready} of {load.wanted} clients came in"
                load.do("closed 1 1")
                told[f"{total}"].append(load.do(f"closed 1 {bench.seconds}"))
    return {total: summary(rounds) for total, rounds in told.items()}
