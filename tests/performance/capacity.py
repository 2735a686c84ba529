"""From measured costs to machines: what 10,000, 100,000 and 1,000,000 open sockets take, and what gives way first.

`python -m tests.performance.capacity` prints the table of docs/operating.md. Costs come from build/bench.json where
there is one; what `make bench` does not tell apart is a constant here, with where it comes from. The rest are sums.
"""

import json
import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests.performance.load import BUILD

EACH_SAYS_EVERY_S = 60
"""How often one open socket sends a message: busy for support groups, where most read."""
MEMBERS = 50
SOCKETS_EACH = 15_000
"""Open sockets that one instance is given: below its cap of 20,000, so that the others can take a fallen one's."""
BUSY = 0.5
"""How much of a core an instance may use, so that a burst or a fallen neighbour fits."""

ROW_S = 0.0001
"""Postgres's time for a row in a batch of 16 or more (tests/performance, a busy machine); alone it takes CALL_S."""
CALL_S = 0.0004
CALLS_EACH = 250
"""Appends a second at most of one instance: one in 4 ms."""
ROW_BYTES = 600
"""A short message with its four indexes (pg_total_relation_size of a million)."""
PING_S = 0.00006 / 20
HEARD_S = 0.00006
"""An instance's time for an event of a room that somebody there follows: opened, and its frame built."""
HEAD_S = 0.000002
"""Postgres's time for one log's head, each of which every instance compares about every 3 s."""
PRESENT_BYTES = 150
"""Each instance remembers who is where on all others."""


class Costs(NamedTuple):
    """Seconds of CPU for one write to a socket and for one message on its way in, and bytes for an idle socket."""

    write_s: float
    message_s: float
    socket_bytes: float


def measured(bench: dict[str, Any] | None) -> Costs:
    """From a full run of `make bench`, else from docs/performance.md."""
    try:
        assert bench is not None
        write = 1 / bench["room_1000"]["w1"]["limit"]["per_cpu_s"]
        message = MEMBERS / bench["twenty"]["closed"]["porchlight"]["per_cpu_s"] - MEMBERS * write
        return Costs(write, max(message, 0.0001), bench["idle"]["porchlight"] * 2**20 / 1000)
    except (AssertionError, KeyError):
        return Costs(0.000012, 0.0008, 14.2 * 2**20 / 1000)


class Size(NamedTuple):
    """What so many sockets take. Rates are by the second."""

    sockets: int
    messages: float
    deliveries: float
    instances: int
    instance_cpu: float
    instance_gib: float
    bus: float
    postgres_cores: float
    gib_a_day: float


def size(sockets: int, costs: Costs) -> Size:
    """Rooms of MEMBERS, whose members come in anywhere."""
    messages = sockets / EACH_SAYS_EVERY_S
    instances = max(2, math.ceil(sockets / SOCKETS_EACH))
    while True:
        # On how many instances a room has somebody: as many as have a ball, when each member is thrown anywhere.
        spread = instances * (1 - (1 - 1 / instances) ** MEMBERS)
        cpu = (
            messages * costs.message_s + messages * MEMBERS * costs.write_s
            + messages * spread * HEARD_S + sockets * PING_S
        ) / instances  # fmt: skip
        if cpu <= BUSY or instances > 10_000:
            break
        instances += 1
    calls = min(messages, instances * CALLS_EACH)
    return Size(
        sockets=sockets,
        messages=messages,
        deliveries=messages * MEMBERS,
        instances=instances,
        instance_cpu=cpu,
        instance_gib=(sockets / instances * costs.socket_bytes + sockets * PRESENT_BYTES) / 2**30 + 0.15,
        bus=messages * (1 + spread),
        postgres_cores=messages * ROW_S + calls * CALL_S + sockets / 3 * HEAD_S,
        gib_a_day=messages * 86_400 * ROW_BYTES / 2**30,
    )


COLUMNS = (
    "Open sockets", "Messages/s", "Deliveries/s", "Instances", "Core of each", "GiB of each", "Bus, events/s",
    "Postgres, cores", "GiB stored a day",
)  # fmt: skip


def main() -> None:
    path = BUILD / "bench.json"
    costs = measured(json.loads(path.read_text()) if path.exists() else None)
    print(f"a write {1e6 * costs.write_s:.0f} us, a message {1e3 * costs.message_s:.2f} ms", end="")
    print(f", an idle socket {costs.socket_bytes / 1024:.0f} KiB\n")
    print(line(COLUMNS), line(("---",) * len(COLUMNS)), sep="\n")
    for sockets in (10_000, 100_000, 1_000_000):
        s = size(sockets, costs)
        print(line((
            f"{s.sockets:,}", f"{s.messages:,.0f}", f"{s.deliveries:,.0f}", f"{s.instances}",
            f"{100 * s.instance_cpu:.0f} %", f"{s.instance_gib:.2f}", f"{s.bus:,.0f}", f"{s.postgres_cores:.1f}",
            f"{s.gib_a_day:,.0f}",
        )))  # fmt: skip


def line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
