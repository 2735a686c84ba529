"""Following a log: catch up from a cursor, then live, without a hole and without a repeat.

The last stretch is read while the stream already writes into a buffer, so it ends however busy the room
is. A reader that stalls is taken out of the room's writes; when it flows again it catches up from where it
was. Nobody slows the room.
"""

from collections.abc import Callable

from server.ground.protocol import Cursor, Live
from server.live.feed import Feed, encode
from server.live.hub import Follower
from server.live.transport import Wire
from server.rooms.log import PAGE, Log

RESET_PAST = 2_000
"""A reader further behind than this is shown the newest entries and pages back for the rest."""


class Following:
    """One socket's hold on one log, from the wish to follow it until it is given up."""

    def __init__(self, feed: Feed, wire: Wire, name: Log) -> None:
        self.name = name
        self._feed = feed
        self._wire = wire
        self._follower: Follower | None = None
        self._joined = False
        self._stalled_at: int | None = None
        self._given_up = False

    async def start(self, cursor: Cursor | None, live_frame: Callable[[int], Live] | None = None) -> None:
        """Send what changed since `cursor`, then `live_frame`, then live. Raises UNREACHABLE or KeyError."""
        feed, name = self._feed, self.name
        live = await feed.live(name)
        if self._over():
            feed.leave(name)
            return
        after = cursor.at if cursor is not None and cursor.epoch == feed.epoch else None
        if after is not None:
            await feed.catch_up(name, after)
            if not after <= live.cursor <= after + RESET_PAST:
                after = None
        while True:
            # Nothing is read for a socket that cannot be written to, and nothing kept for it.
            await self._wire.writable.wait()
            while after is not None and live.cursor - after > PAGE and not self._over():
                frame, after = await feed.page(name, after, live.cursor)
                await self._write(frame)
            while feed.follows(name) is not live and not self._over():  # everyone else left in between
                live = await feed.live(name)
            if self._over():
                feed.leave(name)
                return
            buffer: list[bytes] = []
            self._follower = Follower(buffer.append)
            upto = live.stream.add(self._follower)
            sent: list[bytes] = []
            read_to = after
            try:
                if read_to is None:
                    sent.append(await feed.snapshot(name, upto))
                while read_to is not None and read_to < upto:
                    frame, read_to = await feed.page(name, read_to, upto)
                    sent.append(frame)
            except BaseException:
                self.give_up()
                raise
            if self._over():
                return
            if self._wire.writable.is_set():
                break
            live.stream.remove(self._follower)
            self._follower = None
        if live_frame is not None:
            sent.append(encode(live_frame(upto)))
        # Joined before writing: should this very write stall, `stalled` finds everything in order.
        self._joined = True
        live.stream.redirect(self._follower, self._wire.transport.write)
        self._wire.write_all([*sent, *buffer])

    def _over(self) -> bool:
        """Whether it was given up, which may happen at every `await`."""
        return self._given_up

    async def _write(self, frame: bytes) -> None:
        self._wire.write(frame)
        await self._wire.writable.wait()

    def stalled(self) -> None:
        """The socket's buffer is full: out of the room's writes, remembering how far it got."""
        live = self._feed.follows(self.name)
        if self._joined and live is not None and self._follower is not None:
            self._stalled_at = live.stream.flushed
            self._joined = False
            live.stream.remove(self._follower)
            self._follower = None

    def flowing(self) -> Cursor | None:
        """The socket can be written to again. Returns where to start from if this log had stalled."""
        at, self._stalled_at = self._stalled_at, None
        return None if at is None else Cursor(self._feed.epoch, at)

    def give_up(self) -> None:
        """Stop following, at once."""
        self._given_up = True
        live = self._feed.follows(self.name)
        if live is not None:
            if self._follower is not None:
                live.stream.remove(self._follower)
            self._feed.leave(self.name)
        self._follower = None
