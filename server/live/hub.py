"""The hub: one frame, built once, goes as the same bytes to every socket that follows a log.

There is no task and no queue per delivery. A stream keeps a tuple of its followers' bound `write`
methods; the first frame of a tick schedules one flush, which joins what is pending into one write for
each follower. A quiet room's frame goes at once, and flushes are some way apart, so that a burst joins: how
far is told by what the last one joined. (What was measured and what each step gave is in docs/performance.md.)
"""

import asyncio
from collections.abc import Callable

QUIET_S = 0.005
"""Between two flushes after one that had a single frame: there was nothing to join, so there is nothing to wait for."""
BUSY_S = 0.04
"""The same after one that joined some. Nobody sees it, and several messages cost as many system calls as one."""

Write = Callable[[bytes], None]


class Follower:
    """One socket's place in one stream. `write` is its transport's, or a buffer while it catches up."""

    __slots__ = ("write",)

    def __init__(self, write: Write) -> None:
        self.write = write


class Stream:
    """What followers of one log are sent, in the order in which it is pushed.

    `flushed` is how far into the log every follower has been written to.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, cursor: int) -> None:
        self._loop = loop
        self._followers: dict[Follower, None] = {}
        self._writes: tuple[Write, ...] | None = ()
        self._pending: list[bytes] = []
        self._pushed = cursor
        self.flushed = cursor
        self._scheduled: asyncio.Handle | None = None
        self._next_flush = 0.0

    def __len__(self) -> int:
        return len(self._followers)

    def add(self, follower: Follower) -> int:
        """Join from here on. Returns where "here" is: the caller has sent everything up to it, or will."""
        self.flush()
        self._followers[follower] = None
        self._writes = None
        return self.flushed

    def remove(self, follower: Follower) -> None:
        if self._followers.pop(follower, self) is None:
            self._writes = None

    def redirect(self, follower: Follower, write: Write) -> None:
        """The follower has caught up: from here on frames go to `write`."""
        follower.write = write
        self._writes = None

    def push(self, frame: bytes, to: int | None = None) -> None:
        """Send a frame to all. `to`: the log's cursor once it has been read; None for what is not in the log."""
        if to is not None:
            self._pushed = to
        if not self._followers:
            self.flushed = self._pushed
            return
        self._pending.append(frame)
        if self._scheduled is None:
            wait = self._next_flush - self._loop.time()
            self._scheduled = self._loop.call_later(wait, self.flush) if wait > 0 else self._loop.call_soon(self.flush)

    def flush(self) -> None:
        if self._scheduled is not None:
            self._scheduled.cancel()
            self._scheduled = None
        # Set before writing: a write may stall its follower, which then has had everything up to here.
        self.flushed = self._pushed
        if not self._pending:
            return
        data = b"".join(self._pending)
        self._next_flush = self._loop.time() + (BUSY_S if len(self._pending) > 1 else QUIET_S)
        self._pending.clear()
        if self._writes is None:
            self._writes = tuple(follower.write for follower in self._followers)
        for write in self._writes:
            write(data)
