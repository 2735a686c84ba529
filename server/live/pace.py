"""How a crowd is let in: those who are turned away come back one after the other, not all at once again."""

import random
import time
from collections.abc import Callable

EVERY_S = 0.005
"""Between two who come back: 200 a second."""
AT_LEAST_S = 0.5
LONGEST_S = 30.0
JITTER_S = 1.0


class Pace:
    """Gives everyone who is turned away a time of their own; the later, the more were turned away just before."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, random: Callable[[], float] = random.random
    ) -> None:
        self._clock = clock
        self._random = random
        self._last = float("-inf")
        """When the last one who was turned away comes back."""

    def retry_after(self) -> float:
        """In how many seconds to come back."""
        now = self._clock()
        self._last = min(max(self._last, now + AT_LEAST_S) + EVERY_S, now + LONGEST_S)
        return round(self._last - now + self._random() * JITTER_S, 2)
