"""How long the reading of a message takes: `python -m tests.performance.assess`.

Prints p50 and p99 of CPU time for messages of 200 characters, ordinary ones made of many different words, then what
4,000 characters cost beside 500, for texts made to be slow. Linear is 8.
"""

import random
import time
import tomllib
from collections.abc import Iterator

from server.moderation.assess import assess
from server.moderation.rules import SHIPPED

ROUNDS = 3
SHORT, LONG = 500, 4000
ADVERSARIAL = [
    "kill myself ", "i want to ", "i have the pills ", "tonight ", "goodbye ", "a", "a.", " ", "1 ", "d i e ", "d.i.e ",
    "not ", "k*ll ", "e\u0301", "a😭", "kiiiill ", '"i want to die" ', "i have the pills tonight, goodbye. ",
    "when i was 12 i wanted to die, ", "he said she said i want to ",
]  # fmt: skip


def messages() -> Iterator[str]:
    """Made of the words of the rules' own examples, harmless ones for the most part, in a fixed order."""
    words = []
    for path in sorted(SHIPPED.glob("en-*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for one in (*file.get("rule", []), *file.get("sign", [])):
            words += [word for text in one["examples"]["not_match"] for word in text.split()]
    draw = random.Random(5)
    for _ in range(1000):
        yield " ".join(draw.choice(words) for _ in range(60))[:200]


def took(text: str) -> float:
    """Microseconds of this thread, the best of a few."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time_ns()
        assess(text)
        best = min(best, (time.thread_time_ns() - start) / 1000)
    return best


def main() -> None:
    texts = list(messages())
    for text in texts:
        assess(text)
    costs = sorted(took(text) for text in texts)
    print(f"200 characters: p50 {costs[500]:.0f} us, p99 {costs[990]:.0f} us")
    print(f"{SHORT} to {LONG} characters, linear is {LONG / SHORT:.0f}:")
    for unit in ADVERSARIAL:
        short, long = ((unit * size)[:size] for size in (SHORT, LONG))
        small, large = took(short), took(long)
        print(f"  {unit!r:45} {small:7.0f} us {large:8.0f} us  x{large / small:.1f}")


if __name__ == "__main__":
    main()
