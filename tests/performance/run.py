"""`make bench`: the bare limit, two peers and Porchlight with everything on, in one run, in turns.

All servers share one core with Postgres and Redis, the load generator has the other; figures are deliveries per CPU
second of all processes that a server needs. What matters is the ratio within a run: the machine may be slow, or shared.
QUICK=1: about three minutes, with fewer rounds and smaller crowds. It prints a table and writes build/bench.json.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.performance import load, report, servers, works
from tests.performance.lighthouse import lighthouse
from tests.performance.machine import CLIENTS, SERVERS, more_files

QUICK = os.environ.get("QUICK", "") not in ("", "0")
ONLY = set(filter(None, os.environ.get("ONLY", "").split(",")))
"""Names of pieces; empty: all of them."""
ROOM_FOR = 200
"""Files a server or the load generator has open besides its clients."""


def main() -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))  # what was started is ended on the way out
    files = more_files()
    crowd = min(1000 if QUICK else 5000, files - ROOM_FOR)
    try:
        load.build()
    except load.NoCompiler as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    found: report.Figures = {
        "quick": QUICK, "cores": [SERVERS, CLIENTS], "open_files": files, "load_average": os.getloadavg()[0],
    }  # fmt: skip
    if SERVERS == CLIENTS:
        print("one core: the load generator takes of the servers' time, and latencies say little")
    if crowd < 5000 and not QUICK:
        print(f"ulimit -n is {files}: crowds are {crowd} in place of 5000")
    with ExitStack() as running:
        folder = tempfile.TemporaryDirectory(prefix="porchlight-bench-", ignore_cleanup_errors=True)
        home = running.enter_context(folder)
        Path(home).chmod(0o711)  # as root, Postgres runs as somebody else, who must get through
        place = servers.Porchlight(running, Path(home) / "place")
        asyncio.run(place.fill(max(crowd, 2000)))
        place.add_instance()  # the first start fills caches of the system
        place.end_last_instance()
        place.starts.clear()
        place.add_instance()
        found["start_s"] = round(place.starts[0], 2)
        bare = {"limit": servers.limit(running), "naive": servers.naive(running)}
        if (node := servers.node_ws(running)) is not None:
            bare["node_ws"] = node
        bench = works.Bench(place, bare, quick=QUICK)
        for name, piece in pieces(bench, crowd).items():
            if ONLY and name not in ONLY:
                continue
            began = time.monotonic()
            found[name] = piece()
            print(f"{name} ({time.monotonic() - began:.0f} s)\n{told(found[name])}", flush=True)
    found["goals"] = report.judged(found)
    load.BUILD.mkdir(exist_ok=True)
    (load.BUILD / "bench.json").write_text(json.dumps(found, indent=2))
    print(f"\n{report.table(found['goals'])}\n\nAll figures: build/bench.json")
    return 0


def pieces(bench: works.Bench, crowd: int) -> dict[str, Callable[[], report.Figures]]:
    every = ("limit", "node_ws", "naive")
    long = 100_000 if QUICK else 1_000_000
    work: dict[str, Callable[[], report.Figures]] = {
        "idle": lambda: works.idle(bench, 1000),
        "room_50": lambda: works.fan_out(bench, 50, ("limit",)),
        "room_200": lambda: works.fan_out(bench, 200, ("limit",)),
        "room_1000": lambda: works.fan_out(bench, 1000, every),
        "room_5000": lambda: works.fan_out(bench, crowd, ("limit",)),
        "twenty": lambda: works.twenty_rooms(bench, every),
        "pairs": lambda: works.pairs(bench, 1000),
        "two_instances": lambda: works.two_instances(bench),
        "stuck": lambda: works.stuck(bench),
        "many_rooms": lambda: works.many_rooms(bench, 10, 10_000),
        "long_room": lambda: works.long_room(bench, (1000, long)),
        "storm": lambda: works.storm(bench, crowd, 200),
        "lighthouse": lambda: lighthouse(bench.place),
    }
    if QUICK and not ONLY:
        for name in ("room_50", "room_200", "room_5000", "pairs", "two_instances", "lighthouse"):
            del work[name]
    return work


def told(figures: report.Figures) -> str:
    """The figures of one piece, a line for each kind of work."""
    lines = []
    for name, one in figures.items():
        if isinstance(one, dict) and "porchlight" in one and isinstance(one["porchlight"], dict):
            key = "per_cpu_s" if "per_cpu_s" in one["porchlight"] else "deliveries_per_s"
            lines.append(f"  {name:10} {report.thousands(one, 'deliveries_per_s' if name == 'highest' else key)}")
            for who, its in one.items():
                if "latency_p99" in its:
                    lines.append(
                        f"    {who:10} {its['sends_per_s']}/s sent, delivered p50 {its['latency_p50']:.1f} p99 "
                        f"{its['latency_p99']:.1f} ms, stored p99 {its['ack_p99']:.1f} ms, lost {its['lost']}"
                    )
        else:
            lines.append(f"  {name:10} {one}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
