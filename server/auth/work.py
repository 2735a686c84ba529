"""Work in place of a captcha: a number to be found whose hash begins with so many zero bits (as hashcash has it).

A browser finds it in a second or a few, without anybody's help and without a third party. The question is signed, holds
for minutes, and is taken once by each instance.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from typing import NamedTuple

LASTS_S = 300
MOST_BITS = 20
"""A million hashes: about ten seconds on an old phone."""
SLACK_BITS = 2
"""What was asked a moment ago is still enough when the price has risen meanwhile."""


class Asked(NamedTuple):
    """A question as it is sent: `bits.until.nonce.mac`."""

    bits: int
    until: int
    nonce: str
    mac: str


class Work:
    """Asks for work and checks it. `sign`: a keyed digest that every instance of a place makes alike."""

    def __init__(self, sign: Callable[[bytes], bytes], clock: Callable[[], float] = time.time) -> None:
        self._sign = sign
        self._clock = clock
        self._taken: dict[str, int] = {}

    def ask(self, bits: int) -> str:
        said = f"{bits}.{int(self._clock()) + LASTS_S}.{secrets.token_urlsafe(12)}"
        return f"{said}.{self._mac(said)}"

    def is_done(self, work: str, bits: int) -> bool:
        """Whether `work`, a question and its answer after a colon, is worth so many bits. It is used up by that."""
        question, _, answer = work.rpartition(":")
        asked = _read(question)
        if asked is None or not hmac.compare_digest(asked.mac, self._mac(question.rpartition(".")[0])):
            return False
        now = int(self._clock())
        if asked.until < now or asked.bits + SLACK_BITS < bits or asked.nonce in self._taken:
            return False
        if not _zeros(hashlib.sha256(f"{question}:{answer}".encode()).digest(), asked.bits):
            return False
        self._taken = {nonce: until for nonce, until in self._taken.items() if until >= now}
        self._taken[asked.nonce] = asked.until
        return True

    def _mac(self, said: str) -> str:
        return self._sign(said.encode()).hex()


def _read(question: str) -> Asked | None:
    parts = question.split(".")
    if len(parts) != 4 or not parts[0].isdecimal() or not parts[1].isdecimal() or not question.isascii():
        return None
    return Asked(int(parts[0]), int(parts[1]), parts[2], parts[3])


def _zeros(digest: bytes, bits: int) -> bool:
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits) == 0
