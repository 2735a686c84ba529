"""The machine under measurement: who runs on which core, and what a tree of processes has used."""

import os
import resource
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
CORES = sorted(os.sched_getaffinity(0))
SERVERS, CLIENTS = CORES[0], CORES[-1]
"""Servers, Postgres and Redis have the first core, the load generator the last. One core: they share it."""


def pinned(core: int, argv: Iterable[object]) -> list[str]:
    return ["taskset", "-c", str(core), *map(str, argv)]


def more_files() -> int:
    """As many open files as we may have. Returns how many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def tree(roots: Iterable[int]) -> set[int]:
    """These processes and everything they have started that still runs."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        children.setdefault(int(rest[1]), []).append(int(stat.parent.name))
    found, waiting = set(), list(roots)
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting += children.get(pid, [])
    return found


def cpu_s(roots: Iterable[int]) -> float:
    """CPU seconds these trees have used, user and system, those of children that have ended included."""
    ticks = 0
    for pid in tree(roots):
        try:
            rest = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, rest[11:15]))
    return ticks / TICK


def resident(pid: int) -> int:
    """Bytes of memory of one process that no other shares."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no Pss")
