"""Passphrases: argon2id, on two threads of their own behind a bounded queue.

One hash takes about 39 ms and 19 MiB (OWASP's m=19 MiB, t=2, p=1); on the event loop or on every core it
would stop the rooms.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn_rs_py import zxcvbn

T = TypeVar("T")

THREADS = 2
QUEUE = 64
"""Most hashes waiting: at 39 ms on two threads the last waits 1.3 s."""
LONGEST = 200
READ = 72
"""Characters of a passphrase that are judged: more of them take ever longer (23 ms for 200), and make no difference."""
GUESSABLE = 2
"""zxcvbn scores 0-4; up to this one (10^8 guesses) a passphrase is refused."""


class Busy(Exception):
    """Too many passphrases are being checked at once."""


class Passphrases:
    """Hashes and checks passphrases."""

    def __init__(self, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._waiting = 0
        # Checked against where there is no such account, so that both answers take as long.
        self._nobody = self._hasher.hash("nobody has this passphrase")

    async def hash(self, passphrase: str) -> str:
        """The hash to store. Raises Busy."""
        return await self._run(self._hasher.hash, passphrase)

    async def is_weak(self, passphrase: str, pseudonym: str) -> bool:
        """As the function of this name, off the event loop. Raises Busy."""
        return await self._run(is_weak, passphrase, pseudonym)

    async def matches(self, stored: str | None, passphrase: str) -> bool:
        """Whether the passphrase is the one stored; takes as long where nothing is stored. Raises Busy."""
        matched = await self._run(self._verify, stored or self._nobody, passphrase)
        return matched and stored is not None

    def _verify(self, stored: str, passphrase: str) -> bool:
        try:
            return self._hasher.verify(stored, passphrase)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, call: Callable[..., T], *arguments: str) -> T:
        if self._waiting >= QUEUE:
            raise Busy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call, *arguments)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def is_weak(passphrase: str, pseudonym: str) -> bool:
    """Whether it is easily guessed, by a list of 30,000 and by its patterns; the pseudonym counts as known."""
    return len(passphrase) < 8 or int(zxcvbn(passphrase[:READ], [pseudonym]).score) <= GUESSABLE
