"""What it costs to come in: nothing, until somebody tries too often. Then work (auth/work.py), the more, the oftener.

Nobody is locked out: whoever is guessed at pays seconds, and the guesser pays for every guess. What is counted is in
memory, drains by itself, and stands under a name's look or under a network's hash of the day.
"""

import math
import time
from collections.abc import Callable
from typing import NamedTuple

from server.auth.work import MOST_BITS, Work
from server.ground.refusal import Refusal

LEAST_BITS = 14
FORGET_PAST = 100_000
ALL = "everybody"


class Free(NamedTuple):
    """So many at once cost nothing; one more every so many seconds."""

    many: int
    every_s: float


FREE = {
    "sign-ups": Free(30, 2.0),  # of everybody; PORCHLIGHT_SIGN_UPS_PER_MIN
    "sign-ups of a network": Free(10, 360.0),  # a school or a shelter is one network
    "names found taken by a network": Free(10, 60.0),  # who is here is asked by trying names
    "names found taken": Free(60, 1.0),  # by everybody: networks may be unknown, or very many
    "wrong for a name": Free(5, 600.0),
    "wrong for a name, where it was right": Free(15, 600.0),
    "wrong of a network": Free(20, 120.0),
    "wrong": Free(120, 0.5),
    "questions of a network": Free(60, 2.0),
    "questions": Free(600, 0.1),
}


class Gate:
    """Counts, and asks for work. `sign_ups`: how many at once, and how many a minute, cost nothing."""

    def __init__(self, work: Work, sign_ups: int = 30, clock: Callable[[], float] = time.monotonic) -> None:
        self._work = work
        self._free = FREE | {"sign-ups": Free(sign_ups, 60 / sign_ups)}
        self._clock = clock
        self._empty_at: dict[tuple[str, object], float] = {}
        self._right: set[tuple[str, bytes]] = set()

    def sign_up(self, network: bytes | None, work: str | None) -> None:
        """Before an account is made. Raises Refusal, with the work there is to do."""
        over = self._over("sign-ups", ALL) + self._over("sign-ups of a network", network)
        over += self._over("names found taken", ALL) + self._over("names found taken by a network", network)
        self._ask_for(over, work)

    def signed_up(self, network: bytes | None) -> None:
        self._count("sign-ups", ALL)
        self._count("sign-ups of a network", network)

    def found_taken(self, network: bytes | None) -> None:
        self._count("names found taken", ALL)
        self._count("names found taken by a network", network)

    def sign_in(self, name: str, network: bytes | None, work: str | None) -> None:
        """Before a passphrase, or recovery words, are looked at. Raises Refusal, with the work there is to do. `name`:
        what makes two pseudonyms the same; whether anybody has it makes no difference."""
        over = self._over(self._wrong_for(name, network), name)
        over += self._over("wrong", ALL) + self._over("wrong of a network", network)
        self._ask_for(over, work)

    def was_wrong(self, name: str, network: bytes | None) -> None:
        self._count("wrong for a name", name)
        self._count("wrong for a name, where it was right", name)
        self._count("wrong", ALL)
        self._count("wrong of a network", network)

    def was_right(self, name: str, network: bytes | None) -> None:
        """From this network the name's owner may be wrong more often, for as long as the network has its hash."""
        if network is not None:
            if len(self._right) >= FORGET_PAST:
                self._right.clear()
            self._right.add((name, network))

    def question(self, network: bytes | None) -> None:
        """Before something is kept for a visitor who has not said who they are. Raises Refusal."""
        for what, who in (("questions of a network", network), ("questions", ALL)):
            if self._over(what, who):
                raise Refusal("too_fast", retry_after=self._free[what].every_s)
            self._count(what, who)

    def _wrong_for(self, name: str, network: bytes | None) -> str:
        known = network is not None and (name, network) in self._right
        return "wrong for a name, where it was right" if known else "wrong for a name"

    def _over(self, what: str, who: object) -> int:
        """How many more there were than are free. Of a network that is not known none are counted."""
        if who is None:
            return 0
        return max(0, math.ceil(self._level(what, who)) - self._free[what].many + 1)

    def _level(self, what: str, who: object) -> float:
        return max(0.0, self._empty_at.get((what, who), 0.0) - self._clock()) / self._free[what].every_s

    def _count(self, what: str, who: object) -> None:
        if who is None:
            return
        now = self._clock()
        if len(self._empty_at) >= FORGET_PAST:
            self._empty_at = {key: at for key, at in self._empty_at.items() if at > now}
        self._empty_at[what, who] = max(self._empty_at.get((what, who), now), now) + self._free[what].every_s

    def _ask_for(self, over: int, work: str | None) -> None:
        if over == 0:
            return
        bits = min(MOST_BITS, LEAST_BITS + math.floor(math.log2(over)))
        if work is None or not self._work.is_done(work, bits):
            raise Refusal("work_needed", work=self._work.ask(bits))
