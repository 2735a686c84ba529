"""`make faults`: three instances under load, faults by a seeded schedule, and a checker that decides afterwards.

Prints the table of what was done and what came of it, and writes it to build/faults.json; what everybody wrote down is
in build/faults-records.jsonl, what the instances said in build/faults/. Ends with 0 when every promise was kept.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults import checker, records
from tests.faults.cluster import Cluster
from tests.faults.faults import KINDS, Planned, plan
from tests.faults.pager import Pager
from tests.faults.place import Place
from tests.faults.records import Record
from tests.faults.report import Run, numbers, report, words_in_logs
from tests.run import environment

BUILD = Path(__file__).parents[2] / "build"
FAULTS, EACH, SECONDS = 210, 5, 570.0
"""How many, how many of each kind at least, and within how many seconds they begin."""


async def run(seed: str, planned: Sequence[Planned], *, seconds: float, folder: Path) -> Run:
    """One run: a fresh place, the schedule, the end, the checker. The logs are kept in `folder`."""
    written: list[Record] = []
    folder.mkdir(parents=True, exist_ok=True)
    try:
        async with AsyncExitStack() as opened:
            home = Path(opened.enter_context(TemporaryDirectory(prefix="plf-", ignore_cleanup_errors=True)))
            home.chmod(0o711)  # as root, Postgres runs as somebody else, who must get through
            pager = Pager(written.append)
            await pager.start()
            opened.push_async_callback(pager.stop)
            cluster = Cluster(home, folder)
            opened.push_async_callback(cluster.stop)
            await cluster.start(pager.url)
            place = Place(seed, cluster, pager, written)
            opened.push_async_callback(place.close)
            await place.open()
            done = await place.suffer(planned, seconds)
            await place.end()
    finally:
        records.write(folder.with_name(f"{folder.name}-records.jsonl"), written)
    violations = checker.check(written) + place.wrong + words_in_logs(folder)
    return Run(
        seed, [str(one) for one in planned], Counter(name for name, _ in done),
        {kind.name: round(sum(took for name, took in done if name == kind.name), 1) for kind in KINDS},
        numbers(written, place), violations,
    )  # fmt: skip


def main() -> int:
    os.environ.update(environment())
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # everything that was started is ended first
    given = argparse.ArgumentParser(description="Faults at random moments, and a checker that decides afterwards.")
    given.add_argument("--seed", default=os.environ.get("SEED") or str(random.SystemRandom().randrange(10**6)))
    given.add_argument("--faults", type=int, default=FAULTS)
    given.add_argument("--each", type=int, default=EACH)
    given.add_argument("--seconds", type=float, default=SECONDS)
    given.add_argument("--only", action="append", choices=[kind.name for kind in KINDS], help="only these kinds")
    chosen: Any = given.parse_args()
    kinds = [kind for kind in KINDS if not chosen.only or kind.name in chosen.only]
    print(f"faults: seed {chosen.seed}, {chosen.faults} in {chosen.seconds:.0f} s", flush=True)
    planned = plan(chosen.seed, kinds, faults=chosen.faults, each=chosen.each, seconds=chosen.seconds)
    ran = asyncio.run(run(chosen.seed, planned, seconds=chosen.seconds, folder=BUILD / "faults"))
    return report(ran, BUILD / "faults.json")


if __name__ == "__main__":
    sys.exit(main())
