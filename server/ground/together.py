"""Reading together: what many want at the same time is read at once.

After a restart hundreds of people come back in one moment, and each needs the same few small reads. Whatever is
wanted while a read is under way waits for the next one, which is one for all of them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Together(Generic[K, V]):
    """`read` is given up to `most` different keys and returns what it found of them."""

    def __init__(self, read: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]], most: int = 500) -> None:
        self._read = read
        self._most = most
        self._wanted: dict[K, asyncio.Future[V]] = {}
        self._reading: asyncio.Task[None] | None = None

    async def get(self, key: K) -> V:
        """What a read that begins after this call finds. Raises KeyError where it finds nothing, or what it raises."""
        future = self._wanted.get(key)
        if future is None:
            loop = asyncio.get_running_loop()
            future = self._wanted[key] = loop.create_future()
            if self._reading is None:
                self._reading = loop.create_task(self._read_all())
        return await asyncio.shield(future)  # others wait for it too

    async def _read_all(self) -> None:
        try:
            while self._wanted:
                keys = list(islice(self._wanted, self._most))
                await self._answer({key: self._wanted.pop(key) for key in keys})
        finally:
            self._reading = None

    async def _answer(self, wanted: dict[K, "asyncio.Future[V]"]) -> None:
        try:
            found = await self._read(list(wanted))
        except BaseException as error:
            for future in wanted.values():
                future.set_exception(ConnectionAbortedError() if isinstance(error, asyncio.CancelledError) else error)
                future.exception()  # whoever wanted it may be gone
            if not isinstance(error, Exception):
                raise
            return
        for key, future in wanted.items():
            if key in found:
                future.set_result(found[key])
            else:
                future.set_exception(KeyError(key))
                future.exception()
