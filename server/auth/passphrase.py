"""Passphrases: argon2id, on two threads of their own behind a bounded queue.

One hash takes about 39 ms and 19 MiB (OWASP's m=19 MiB, t=2, p=1); on the event loop or on every core it
would stop the rooms.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn_rs_py import zxcvbn

from server.ground.refusal import Refusal

T = TypeVar("T")

REGISTERING, SIGNING_IN = "registering", "signing in"
THREADS = 2
QUEUE = 48
"""Most hashes waiting to sign somebody in, and as many to register: at 39 ms on two threads the last waits 2 s.
Each has a share of its own, so that guessing closes the door to nobody new."""
FOR_ONE = 2
"""Of them for one name: whoever guesses at a name waits for themselves."""
LONGEST = 200
READ = 72
"""Characters of a passphrase that are judged: more of them take ever longer (23 ms for 200), and make no difference."""
GUESSABLE = 2
"""zxcvbn scores 0-4; up to this one (10^8 guesses) a passphrase is refused."""


class Busy(Refusal):
    """Too many passphrases are being checked at once."""

    def __init__(self) -> None:
        super().__init__("busy", retry_after=3)


class Passphrases:
    """Hashes and checks passphrases."""

    def __init__(self, memory_kib: int) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._waiting: Counter[str] = Counter()
        # Checked against where there is no such account, so that both answers take as long.
        self._nobody = self._hasher.hash("nobody has this passphrase")

    async def hash(self, passphrase: str) -> str:
        """The hash to store. Raises Busy."""
        return await self._run(REGISTERING, self._hasher.hash, passphrase)

    async def wrong_with(self, passphrase: str, pseudonym: str, field: str) -> Refusal | None:
        """Why it cannot be chosen, if so. Raises Busy."""
        if len(passphrase) > LONGEST:
            return Refusal("passphrase_long", field=field)
        weak = await self._run(REGISTERING, is_weak, passphrase, pseudonym)
        return Refusal("passphrase_weak", field=field) if weak else None

    async def matches(self, name: str, stored: str | None, passphrase: str) -> bool:
        """Whether the passphrase is the one stored; takes as long where nothing is stored. Raises Busy.

        `name`: what makes two pseudonyms the same.
        """
        if len(passphrase) > LONGEST:
            return False
        mine = f"name {name}"
        if self._waiting[mine] >= FOR_ONE:
            raise Busy
        self._waiting[mine] += 1
        try:
            matched = await self._run(SIGNING_IN, self._verify, stored or self._nobody, passphrase)
        finally:
            self._waiting[mine] -= 1
            if not self._waiting[mine]:
                del self._waiting[mine]
        return matched and stored is not None

    def _verify(self, stored: str, passphrase: str) -> bool:
        try:
            return self._hasher.verify(stored, passphrase)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, share: str, call: Callable[..., T], *arguments: str) -> T:
        if self._waiting[share] >= QUEUE:
            raise Busy
        self._waiting[share] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, call, *arguments)
        finally:
            self._waiting[share] -= 1

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def is_weak(passphrase: str, pseudonym: str) -> bool:
    """Whether it is easily guessed, by a list of 30,000 and by its patterns; the pseudonym counts as known."""
    return len(passphrase) < 8 or int(zxcvbn(passphrase[:READ], [pseudonym]).score) <= GUESSABLE
