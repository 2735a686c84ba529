"""What the figures should be, and the table that says whether they are."""

from collections.abc import Callable
from typing import Any, NamedTuple

Figures = dict[str, Any]


class Goal(NamedTuple):
    """`must` and `aim` are at least, or at most where `most` is set. `figure` raises KeyError where there is none."""

    what: str
    unit: str
    figure: Callable[[Figures], float]
    must: float
    aim: float
    most: bool = False
    floor: Callable[[Figures], float] | None = None
    """A second must: above this figure of the same run."""

    def verdict(self, figure: float, found: Figures) -> str:
        def holds(goal: float) -> bool:
            return figure <= goal if self.most else figure >= goal

        if not holds(self.must) or (self.floor is not None and figure <= self.floor(found)):
            return "missed"
        return "met, and the aim" if holds(self.aim) else "met"


def ratio(*path: str) -> Callable[[Figures], float]:
    """Porchlight's figure as a ratio to the limit's, where `path` leads to both."""

    def of(found: Figures) -> float:
        at: Any = found
        for name in path[:-1]:
            at = at[name]
        return float(at["porchlight"][path[-1]] / max(at["limit"][path[-1]], 1))

    return of


def flat(found: Figures, few: str, many: str) -> float:
    """How much more CPU a delivery costs, in percent."""
    return 100 * (found[few]["per_cpu_s"] / found[many]["per_cpu_s"] - 1)


def node(found: Figures) -> float:
    w1 = found["room_1000"]["w1"]
    return float(w1["node_ws"]["per_cpu_s"] / w1["limit"]["per_cpu_s"]) if "node_ws" in w1 else 0.0


GOALS = (
    Goal("1000 members, w1, to the limit, and above Node ws", "x", ratio("room_1000", "w1", "per_cpu_s"), 0.72, 0.95,
         floor=node),
    Goal("1000 members, w40, to the limit", "x", ratio("room_1000", "w40", "per_cpu_s"), 6, 12),
    Goal("20 rooms of 50, highest open rate, to the limit", "x", ratio("twenty", "highest", "deliveries_per_s"), 3, 6),
    Goal("1,000 idle connections", "MiB", lambda f: f["idle"]["porchlight"], 20, 8, most=True),
    Goal("5 of 200 stuck: to the others", "%", lambda f: 100 * f["stuck"]["to_the_others"], 100, 100),
    Goal("5 of 200 stuck: memory", "MiB", lambda f: f["stuck"]["memory_mib"], 16, 8, most=True),
    Goal("send stored, at 500 a second, p99", "ms", lambda f: f["twenty"]["at_500"]["ack_p99"], 25, 10, most=True),
    Goal("a delivery's cost, 10 to 10,000 rooms", "% more", lambda f: flat(f["many_rooms"], "10", "10000"), 15, 10,
         most=True),
    Goal("a delivery's cost, 10^3 to 10^6 stored", "% more", lambda f: flat(f["long_room"], "1000", "1000000"), 15, 10,
         most=True),
    Goal("`porchlight serve` to ready, the database being there", "s", lambda f: f["start_s"], 1.5, 1.0, most=True),
)  # fmt: skip


def judged(found: Figures) -> list[Figures]:
    """Each goal with its figure. What was not measured is said to be so, and never met."""
    rows = []
    for goal in GOALS:
        row = {"what": goal.what, "unit": goal.unit, "must": goal.must, "aim": goal.aim}
        try:
            figure = goal.figure(found)
        except KeyError:
            rows.append(row | {"figure": None, "verdict": "not measured"})
        else:
            rows.append(row | {"figure": round(figure, 2), "verdict": goal.verdict(figure, found)})
    return rows


def table(rows: list[Figures]) -> str:
    lines = [f"{'':58}{'figure':>10}{'must':>8}{'aim':>8}"]
    for row in rows:
        figure = "-" if row["figure"] is None else f"{row['figure']:.2f}"
        what = f"{row['what']} ({row['unit']})"
        lines.append(f"{what:58}{figure:>10}{row['must']:>8}{row['aim']:>8}  {row['verdict']}")
    return "\n".join(lines)


def thousands(compared: dict[str, Figures], key: str = "per_cpu_s") -> str:
    """`name 123k` of each contender, with its ratio to the limit."""
    limit = compared.get("limit", {}).get(key) or 0
    parts = []
    for who, told in compared.items():
        times = f" ({told[key] / limit:.2f}x)" if limit and who != "limit" else ""
        parts.append(f"{who} {told[key] / 1000:.0f}k{times}")
    return ", ".join(parts)
