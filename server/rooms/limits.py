"""How fast one account may do things. A limit is a bucket that fills by itself; what does not fit waits."""

import time
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID


class Limit(NamedTuple):
    """`burst` at once, then one every `every` seconds."""

    burst: int
    every: float


LIMITS = {
    "frame": Limit(burst=200, every=0.05),
    "connect": Limit(burst=30, every=1.0),
    # Every message is read for danger, the refused ones too: this bounds what reading may cost.
    "flood": Limit(burst=60, every=0.5),
    "send": Limit(burst=10, every=1.0),
    "typing": Limit(burst=5, every=1.0),
    "open": Limit(burst=60, every=0.5),
    "ask": Limit(burst=5, every=60.0),
    "report": Limit(burst=10, every=60.0),
    "join": Limit(burst=20, every=5.0),
    "object": Limit(burst=5, every=60.0),
    # Each try costs a hash, and could be a guess.
    "prove": Limit(burst=5, every=60.0),
    # A million codes, three of them right at a time: at this pace one is guessed in a year and a half.
    "code": Limit(burst=5, every=300.0),
    "recovery": Limit(burst=3, every=600.0),
    "export": Limit(burst=2, every=1800.0),
}
FORGET_PAST = 100_000


def limits_for(sends_per_s: float) -> dict[str, Limit]:
    """LIMITS where an account may go on sending so fast. What bounds its frames and the reading of them goes along."""
    if sends_per_s == 1.0:
        return LIMITS
    moved = {}
    for what in ("send", "flood", "frame"):
        burst, every = LIMITS[what]
        moved[what] = Limit(max(1, round(burst * sends_per_s)), every / sends_per_s)
    return LIMITS | moved


class Limits:
    """Buckets by (what, who). Kept in memory: an instance that starts anew starts kindly."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, limits: dict[str, Limit] = LIMITS) -> None:
        self._clock = clock
        self._limits = limits
        self._full_at: dict[tuple[str, UUID], float] = {}

    def take(self, what: str, who: UUID) -> float:
        """0.0 where it may be done now; else how many seconds to wait before it may."""
        limit = self._limits[what]
        now = self._clock()
        full_at = max(self._full_at.get((what, who), now), now)
        wait = full_at + limit.every - (now + limit.burst * limit.every)
        if wait > 0:
            return wait
        if len(self._full_at) >= FORGET_PAST:
            self._full_at = {key: at for key, at in self._full_at.items() if at > now}
        self._full_at[what, who] = full_at + limit.every
        return 0.0
