"""What came of a run: its numbers, its table, and on a red run all that helps to look into it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.faults import checker, records
from tests.faults.faults import KINDS
from tests.faults.history import Violation
from tests.faults.peer import SMALL_TALK
from tests.faults.place import Place
from tests.faults.records import Record


class Run(msgspec.Struct):
    """What happened, and what was wrong with it."""

    seed: str
    planned: list[str]
    done: dict[str, int]
    seconds: dict[str, float]
    numbers: dict[str, int]
    violations: list[Violation]


def words_in_logs(folder: Path) -> list[Violation]:
    """Nobody's words are in what the instances log."""
    words = ("07700 900", "kill myself", *SMALL_TALK)
    return [
        Violation("no words in logs", f"{log} holds {word!r}")
        for log in sorted(folder.glob("instance-*.log"))
        for word in words
        if word in log.read_text(errors="replace")
    ]


def numbers(written: Sequence[Record], place: Place) -> dict[str, int]:
    """How much there was to check."""
    count = Counter(type(record).__name__ for record in written)
    sent = [r for r in written if isinstance(r, records.Answered) and r.code == "sent"]
    return {
        "messages written": count["Wrote"],
        "times offered": count["Offered"],
        "acknowledged": len({one.client_id for one in sent}),
        "acknowledged again": sum(one.again for one in sent),
        "refused for now": sum(isinstance(r, records.Answered) and not r.final for r in written),
        "connections": sum(client.line.connections for client in place.clients),
        "pages of rooms seen": count["Saw"],
        "taken back": sum(isinstance(r, records.TookBack) and r.answer == "ok" for r in written),
        "joined or left": sum(isinstance(r, records.Moved) and r.answer == "ok" for r in written),
        "in danger": sum(isinstance(r, records.Wrote) and r.sort == "danger" for r in written),
        "cases": count["CaseSeen"],
        "moderators' acts": sum(isinstance(r, records.Acted) and r.answer == "ok" for r in written),
        "pages to the pager": count["Paged"],
        "epochs": len({r.epoch for r in written if isinstance(r, records.Welcomed)}),
    }


def table(ran: Run) -> str:
    lines = [f"{'fault':24} {'times':>5} {'in all':>8}  what it does; how it heals"]
    for kind in KINDS:
        times, took = ran.done.get(kind.name, 0), ran.seconds[kind.name]
        lines.append(f"{kind.name:24} {times:5} {took:6.0f} s  {kind.does}; {kind.heals}")
    lines.append(f"{'in all':24} {sum(ran.done.values()):5}")
    lines += [f"{count:10} {what}" for what, count in ran.numbers.items()]
    return "\n".join(lines)


def report(ran: Run, file: Path) -> int:
    """Print what came of it, and write it down. Returns the exit code."""
    file.write_bytes(msgspec.json.format(msgspec.json.encode(ran)))
    print(table(ran))
    if ran.violations:
        print(f"seed {ran.seed}, the schedule:", *ran.planned, sep="\n    ")
        print(checker.said(ran.violations))
        print(f"FAILED: {len(ran.violations)} violations; again with SEED={ran.seed}; all of it is in {file}")
        return 1
    print(f"ok: every promise was kept (seed {ran.seed})")
    return 0
