"""How many of a file's messages are read as they were meant: `python -m tests.moderation.judge FILE [--misses]`.

For judging, not for tuning: what a rule was changed after says nothing any more. No test runs it.

A row says what it expects in itself or in `expect`: `level_at_least` (a danger: any alarm counts, and apart from that
its level), `category` or `any_of` (one of these is named), `level_at_most`, and `delivered` (nothing is held or
masked in a room). The part of its id before the dash is its kind; the counts are printed for each kind and for all.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from server.moderation.assess import Assessment, Context
from server.moderation.judge import shipped_judge
from server.moderation.policy import Situation

ALARM = 2  # a case is opened from this level on
ROOM = Situation("room", staffed=True, known=True)


def read(found: Assessment, action: str, expect: dict[str, Any]) -> tuple[str, bool, bool]:
    """What a row is called, whether it was read as meant, and for a danger whether its level was reached too."""
    named = expect.get("any_of", [expect["category"]] if "category" in expect else [])
    if named:
        heard = any(category.startswith(name) for category in found.categories for name in named)
        return "told", heard, heard
    if "level_at_least" in expect:
        return "dangers", found.level >= ALARM, found.level >= expect["level_at_least"]
    quiet = found.level < ALARM and (action == "deliver" or not expect.get("delivered", False))
    return "harmless", quiet, found.level <= expect["level_at_most"] and quiet


def main(path: str, show: bool) -> None:
    judge, counts = shipped_judge(), Counter[tuple[str, str]]()
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        judged = judge.judge(row["text"], Context(), ROOM)
        called, meant, level = read(judged.assessment, judged.decision.action, row.get("expect", row))
        for kind in (row["id"].rpartition("-")[0], f"all {called}"):
            counts.update({(kind, "of"): 1, (kind, "as meant"): meant, (kind, "at their level"): level})
        if show and not meant:
            print(row["id"], judged.assessment.level, sorted({match.rule for match in judged.assessment.matches}))
    for kind in sorted({kind for kind, _ in counts}, key=lambda kind: (kind.startswith("all "), kind)):
        meant, total = counts[kind, "as meant"], counts[kind, "of"]
        print(f"{kind}: {meant} of {total} as meant, {counts[kind, 'at their level']} at their level")


if __name__ == "__main__":
    main(sys.argv[1], "--misses" in sys.argv)
