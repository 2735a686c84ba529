"""The feed: one ordered reader for each log that somebody here follows.

A wake names what grew. Where it carries the sealed rows and begins where this reader stands, they are
opened and passed on; otherwise the log is read. All logs that need reading are read together, in one
round trip. A wake that never comes costs delay only: every log is also read by a jittered timer.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from server.ground import bus as events
from server.ground.bus import AnyEvent, Bus, LookAgain, PersonChanged, RoomChanged, SomeoneTypes
from server.ground.db import UNREACHABLE
from server.ground.protocol import Here, IsTyping, RoomState, ServerFrame
from server.ground.seal import NotOpened
from server.ground.together import Together
from server.live.deflate import PageFrame, text_frame
from server.live.hub import Stream
from server.rooms.log import KINDS, Log, Logs, Page, Stretch

log = logging.getLogger(__name__)

REREAD_S = 4.0
"""Every live log is looked at at least this often, wake or none (jittered by a half)."""
REREAD_UNSURE_S = 1.0
"""The same while the bus carries nothing."""

LOOKED_AT_ONCE = 500
"""Logs asked about in one go: thousands would keep everybody waiting for as long as that takes."""
PAGES_AT_ONCE = 32
"""Most pages in one read: full pages of the longest messages are 3 MiB each."""

K = TypeVar("K")

_encoder = msgspec.json.Encoder()


def encode(frame: ServerFrame) -> bytes:
    """A frame as bytes on the wire."""
    return text_frame(_encoder.encode(frame))


class LiveLog:
    """A log somebody here follows. `cursor` is how far it has been read and pushed."""

    __slots__ = ("cursor", "listen", "stream")

    def __init__(self, cursor: int, stream: Stream, listen: Callable[[AnyEvent], None]) -> None:
        self.cursor = cursor
        self.stream = stream
        self.listen = listen


class Feed:
    """Reads live logs and pushes what changed to their streams."""

    def __init__(self, logs: Logs, bus: Bus, epoch: str) -> None:
        self._logs = logs
        self._bus = bus
        self.epoch = epoch
        self._live: dict[Log, LiveLog] = {}
        self._opening: dict[Log, asyncio.Task[LiveLog]] = {}
        self._stale: set[Log] = set()
        self._wake = asyncio.Event()
        self._read = asyncio.Condition()
        self._pages = Together(self._read_pages, PAGES_AT_ONCE)
        self._snapshots = Together(self._read_snapshots, PAGES_AT_ONCE)

    async def live(self, name: Log) -> LiveLog:
        """The live log, started where it was not live yet. Raises UNREACHABLE, or KeyError for no such log."""
        live = self._live.get(name)
        if live is not None:
            return live
        opening = self._opening.get(name)
        if opening is None:
            opening = self._opening[name] = asyncio.create_task(self._open(name))
            opening.add_done_callback(lambda _: self._opening.pop(name, None))
        return await asyncio.shield(opening)

    async def _open(self, name: Log) -> LiveLog:
        # Listening begins before the head is read, so nothing falls between the two.
        early: list[AnyEvent] = []
        self._bus.subscribe(_topic(name), early.append)
        try:
            await self._logs.keys.load((name.id,))
            head = await self._logs.head(name)
        finally:
            self._bus.unsubscribe(_topic(name), early.append)
        live = LiveLog(head, Stream(asyncio.get_running_loop(), head), lambda event: self._hear(name, event))
        self._live[name] = live
        self._bus.subscribe(_topic(name), live.listen)
        for event in early:
            live.listen(event)
        return live

    def leave(self, name: Log) -> None:
        """Stop reading a log, if nobody here follows it any more."""
        live = self._live.get(name)
        if live is not None and not len(live.stream):
            del self._live[name]
            self._bus.unsubscribe(_topic(name), live.listen)

    def follows(self, name: Log) -> LiveLog | None:
        return self._live.get(name)

    def _hear(self, name: Log, event: AnyEvent) -> None:
        live = self._live[name]
        if isinstance(event, RoomChanged | PersonChanged):
            if event.to <= live.cursor:
                return
            if event.rows is not None and event.since == live.cursor and self._logs.keys.holds(name.id):
                self._pass_on(name, live, Page(event.since, event.to, event.rows))
            else:
                self._read_soon(name)
        elif isinstance(event, LookAgain):
            self._read_soon(name)
        elif isinstance(event, SomeoneTypes):
            live.stream.push(encode(IsTyping(room=name.id, member_id=event.member_id, alias=event.alias)))

    def _pass_on(self, name: Log, live: LiveLog, page: Page) -> None:
        """The frame is built once; `to` of the page becomes the cursor. Raises NotOpened."""
        if page.to <= live.cursor:
            return
        frame = encode(self._logs.frame_now(name, page, self.epoch))
        live.cursor = page.to
        live.stream.push(frame, page.to)

    def here(self, room: UUID, count: int) -> None:
        """Tell a room how many are here."""
        live = self._live.get(Log("room", room))
        if live is not None:
            live.stream.push(encode(Here(room=room, count=count)))

    def in_state(self, state: RoomState) -> None:
        """Tell a room that it is in another state."""
        live = self._live.get(Log("room", state.room))
        if live is not None:
            live.stream.push(encode(state))

    def _read_soon(self, name: Log) -> None:
        self._stale.add(name)
        self._wake.set()

    async def page(self, name: Log, after: int, upto: int) -> tuple[bytes, int]:
        """The frame with what changed after `after`, and how far it goes. Readers at the same place share it, and
        those at other places the read: a crowd that comes back costs a few reads, not one each."""
        return await self._pages.get(Stretch(name, after, upto))

    async def _read_pages(self, wanted: Sequence[Stretch]) -> dict[Stretch, tuple[bytes, int]]:
        pages = await self._logs.pages(wanted)
        frames = await self._frames([(want, want.log, page) for want, page in pages.items()])
        return {want: (frame, pages[want].to) for want, frame in frames.items()}

    async def snapshot(self, name: Log, upto: int) -> bytes:
        """The frame for a reader who has nothing: the last entries, as the log stood at `upto`."""
        return await self._snapshots.get((name, upto))

    async def _read_snapshots(self, wanted: Sequence[tuple[Log, int]]) -> Mapping[tuple[Log, int], bytes]:
        pages = await self._logs.latest_of(wanted)
        return await self._frames([(want, want[0], page) for want, page in pages.items()], reset=True)

    async def _frames(self, pages: Sequence[tuple[K, Log, Page]], *, reset: bool = False) -> dict[K, PageFrame]:
        """Each page's frame. One that cannot be opened is left out: no other reader's log waits for it."""
        await self._logs.keys.hold(name.id for _, name, _ in pages)
        frames = {}
        for key, name, page in pages:
            try:
                frames[key] = PageFrame.of(_encoder.encode(self._logs.frame_now(name, page, self.epoch, reset=reset)))
            except NotOpened:
                log.exception("a log cannot be opened")
        return frames

    async def catch_up(self, name: Log, at_least: int) -> None:
        """Wait until a live log has been read as far as `at_least`, or to its end."""
        live = self._live.get(name)
        if live is None or live.cursor >= at_least:
            return
        head = (await self._logs.heads([name])).get(name, 0)
        self._read_soon(name)
        async with self._read:
            await self._read.wait_for(lambda: name not in self._live or live.cursor >= min(at_least, head))

    async def run(self) -> None:
        """Reads what is stale, until cancelled."""
        loop = asyncio.get_running_loop()
        look_at = loop.time()
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(look_at):
                    await self._wake.wait()
            self._wake.clear()
            try:
                if loop.time() >= look_at:
                    await self._find_stale()
                    look_at = loop.time() + REREAD_S * random.uniform(0.5, 1)  # noqa: S311 - jitter
                if not self._bus.sure:
                    look_at = min(look_at, loop.time() + REREAD_UNSURE_S * random.uniform(0.5, 1))  # noqa: S311
                while self._stale:
                    await self._read_stale()
            except UNREACHABLE:
                await asyncio.sleep(0.5)
                self._wake.set()
            except Exception:
                log.exception("reading the logs failed; it will be tried again")
                await asyncio.sleep(0.5)

    async def _find_stale(self) -> None:
        """Without a wake: ask which logs have grown, some at a time. What nobody follows is let go."""
        for name in [name for name, live in self._live.items() if not len(live.stream)]:
            self.leave(name)
        for kind in KINDS:
            ids = [name.id for name in self._live if name.kind == kind]
            stand = [live.cursor for name, live in self._live.items() if name.kind == kind]
            for first in range(0, len(ids), LOOKED_AT_ONCE):
                some = slice(first, first + LOOKED_AT_ONCE)
                self._stale.update(await self._logs.grown(kind, ids[some], stand[some]))

    async def _read_stale(self) -> None:
        names = [name for name in self._stale if name in self._live]
        self._stale.clear()
        try:
            # Everything up to a head that has been read is committed, gaps left by retention included.
            heads = await self._logs.heads(names)
            wanted = [(n, self._live[n].cursor, heads[n]) for n in names if n in heads and n in self._live]
            pages = await self._logs.read(wanted)
            await self._logs.keys.hold(name.id for name in pages)
        except BaseException:
            self._stale.update(names)
            raise
        for name, page in pages.items():
            live = self._live.get(name)
            # A wake may have moved the cursor while this read was under way: then the page is old.
            if live is None or live.cursor != page.since:
                if live is not None:
                    self._stale.add(name)
                continue
            try:
                self._pass_on(name, live, page)
            except NotOpened:
                # No other log waits for this one: it is tried again when the timer looks.
                log.exception("a log cannot be opened")
                continue
            if page.to < heads[name]:
                self._stale.add(name)
        async with self._read:
            self._read.notify_all()


def _topic(name: Log) -> str:
    return events.room(name.id) if name.kind == "room" else events.person(name.id)
