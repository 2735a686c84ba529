"""How many of a file's messages are read as they were meant: `python -m tests.moderation.judge FILE [--misses]`.

For judging, not for tuning: what a rule was changed after says nothing any more. No test runs it.
"""

import json
import sys
from pathlib import Path

from server.moderation.assess import assess

ALARM = 2  # a case is opened from this level on


def main(path: str, show: bool) -> None:
    counts = {"dangers": 0, "alarms": 0, "at their level": 0, "harmless": 0, "false alarms": 0, "told": 0, "heard": 0}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = assess(row["text"])
        if "category" in row:
            wrong = not any(category.startswith(row["category"]) for category in found.categories)
            counts["told"] += 1
            counts["heard"] += not wrong
        elif "level_at_least" in row:
            wrong = found.level < ALARM
            counts["dangers"] += 1
            counts["alarms"] += not wrong
            counts["at their level"] += found.level >= row["level_at_least"]
        else:
            wrong = found.level >= ALARM
            counts["harmless"] += 1
            counts["false alarms"] += wrong
        if show and wrong:
            print(row["id"], found.level, sorted({match.rule for match in found.matches}))
    print(", ".join(f"{name} {count}" for name, count in counts.items()))


if __name__ == "__main__":
    main(sys.argv[1], "--misses" in sys.argv)
