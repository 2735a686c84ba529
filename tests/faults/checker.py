"""The checker: from the records alone, was every promise kept? It runs nothing and shares no code with the server."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.faults.checks import answers, cases, logs, seen
from tests.faults.history import History, Violation
from tests.faults.records import Record, read

CHECKS: tuple[Callable[[History], Iterator[Violation]], ...] = (
    answers.answered, answers.stored_once, answers.kept, answers.written_by_somebody, answers.one_after_the_other,
    answers.in_their_order, answers.author_is_told,
    logs.page_after_page, logs.one_order, logs.nothing_left_out, logs.nothing_gone, logs.every_place_known,
    logs.hidden_stays_hidden, logs.caught_up,
    seen.only_members, seen.held_is_hidden, seen.removed_is_hidden, seen.masked_is_hidden, seen.own_log_only,
    seen.nobody_put_out,
    cases.one_case, cases.paged,
)  # fmt: skip


def check(records: Iterable[Record]) -> list[Violation]:
    """Everything that is not as promised; nothing where all is well."""
    history = History(records)
    return [violation for one in CHECKS for violation in one(history)]


def said(violations: list[Violation], most: int = 10) -> str:
    """The violations in words, each with the records that show it."""
    lines = []
    for violation in violations[:most]:
        lines.append(f"VIOLATED {violation.check}: {violation.says}")
        lines += [f"    {record}" for record in violation.records[:8]]
    if len(violations) > most:
        lines.append(f"... and {len(violations) - most} more")
    return "\n".join(lines)


if __name__ == "__main__":  # python -m tests.faults.checker build/faults-records.jsonl: look at a red run again
    found = check(read(Path(sys.argv[1])))
    print(said(found, most=50) or "every promise was kept")
    sys.exit(bool(found))
