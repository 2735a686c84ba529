"""A client: one person's browser on a network of its own, which writes down what it did and was told.

It speaks the public protocol only (docs/protocol.md), and behaves as the web client does.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from tests.faults import pace
from tests.faults.asking import Asking
from tests.faults.line import Frame, Line
from tests.faults.logs import Log, item
from tests.faults.outbox import Outbox
from tests.faults.records import (
    Card,
    Closed,
    Gone,
    Moved,
    Note,
    Noticed,
    Opened,
    Record,
    Saw,
    Standing,
    Unopened,
    Welcomed,
    now,
)

PERSONAL = ""
"""The personal log, where a room's id would stand."""


class Client(Asking):
    """One person. `wanted` are the rooms they wish to be in, `open` those they look at. Once it is `over` they begin
    nothing new."""

    def __init__(self, who: str, note: Callable[[Record], None], ports: Callable[[], Iterable[int]], seed: str) -> None:
        super().__init__(who, note, ports, seed)
        self.wanted: set[str] = set()
        self.open: set[str] = set()
        self.logs: dict[str, Log] = {}
        self.taken_back: set[str] = set()
        self.left: set[str] = set()
        self._entering: set[str] = set()
        self._count = 0
        self._errands: set[asyncio.Task[Any]] = set()
        self.over = asyncio.Event()
        self.outbox = Outbox(who, self._say, note, lambda room: room in self.wanted, self.chance)

    async def start(self) -> None:
        await super().start()
        self.line = Line(
            self.network.port, lambda: self.cookie, self.chance,
            hello=self._hello, received=self._received, closed=self._closed,
        )  # fmt: skip

    def connect(self) -> None:
        self.errand(self.line.run())

    async def stop(self) -> None:
        for task in self._errands:
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        await super().stop()

    def errand(self, work: Any) -> "asyncio.Task[Any]":
        """Something that goes on beside everything else."""
        task = asyncio.ensure_future(work)
        self._errands.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: "asyncio.Task[Any]") -> None:
        self._errands.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            asyncio.get_running_loop().call_exception_handler({"message": f"{self.who} failed", "exception": error})

    async def rest(self, seconds: float) -> bool:
        """Do nothing for a while. Returns whether it goes on."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)
        return not self.over.is_set()

    @property
    def idle(self) -> bool:
        """Everything has its answer: only the line itself is left."""
        return len(self._errands) <= 1 and not self.outbox.unanswered

    # Rooms and messages ---------------------------------------------------------------------------------------

    async def enter(self, room: str) -> None:
        """Be in a room, and look at it."""
        if room in self._entering:
            return
        self._entering.add(room)
        self.wanted.add(room)
        self.left.discard(room)
        entered = await self.move(room, "join")
        self._entering.discard(room)
        if not entered:
            self.wanted.discard(room)
        elif room in self.wanted:
            if room not in self.open:
                self.look(room)
            self.outbox.resume(room)

    async def leave(self, room: str) -> None:
        """The page goes on showing the room until it is told to be gone, so that what comes too late is seen."""
        self.wanted.discard(room)
        self.left.add(room)
        await self.move(room, "leave")

    async def take_back(self, message: str) -> None:
        """Delete one's own message, whose words are then not said again."""
        self.taken_back.add(message)
        self._withdrawn(message)
        await self.delete(message)

    # Over the socket ----------------------------------------------------------------------------------------

    def say(self, room: str, words: str, sort: Any = "plain", secret: str = "") -> None:
        """Write a message. It begins with a tag that no other message has."""
        self._count += 1
        tag = f"{self.who}/{self._count}"
        self.outbox.write(room, tag, f"{tag} {words}", sort, secret)

    def look(self, room: str) -> None:
        """Open a room on the screen, from what is there already."""
        self.open.add(room)
        log = self.logs.setdefault(room, Log())
        cursor = log.cursor
        if self._say({"t": "open", "room": room, **({"cursor": cursor} if cursor else {})}):
            self.note(Opened(who=self.who, room=room, epoch=log.epoch, cursor=log.upto if cursor else None))

    def knock(self, room: str) -> None:
        """Ask to be shown a room that one is not in."""
        if room not in self.open and self._say({"t": "open", "room": room}):
            self.note(Opened(who=self.who, room=room))

    def _say(self, frame: Frame) -> bool:
        return self.line.say(frame)

    def _hello(self) -> Frame:
        cursor = self.logs.setdefault(PERSONAL, Log()).cursor
        return {"t": "hello", "protocol": 1, **({"personal": cursor} if cursor else {})}

    def _closed(self, code: int) -> None:
        self.outbox.pause()
        self.note(Closed(who=self.who, code=code))
        if code == 4002:
            self.errand(self.sign_in())

    def _received(self, frame: Frame) -> None:
        match frame["t"]:
            case "welcome":
                self._welcomed(frame["epoch"])
            case "changes":
                self._changes(frame)
            case "notices":
                self._notices(frame)
            case "sent":
                self.outbox.sent(frame, now())
            case "refused":
                self._refused(frame)
            case "card":
                self.note(Card(who=self.who, client_id=frame["client_id"], card=frame["card"]))
            case "gone":
                self._gone(frame)

    def _welcomed(self, epoch: str) -> None:
        self.note(Welcomed(who=self.who, epoch=epoch))
        personal = self.logs[PERSONAL]
        self.note(
            Opened(who=self.who, room=PERSONAL, epoch=personal.epoch, cursor=personal.upto if personal.epoch else None)
        )
        another = self.outbox.epoch not in ("", epoch)
        self.outbox.pause()
        self.outbox.welcome(epoch)
        for room in [*self.open]:
            self.look(room)
        for room in self.outbox.rooms():
            self.outbox.resume(room)
        if another:
            self.errand(self._ask_again())

    async def _ask_again(self) -> None:
        """The database was restored: what one had asked for since the back-up is asked for again."""
        for room in [*self.left]:
            if room in self.left:
                await self.move(room, "leave")
        for message in [*self.taken_back]:
            await self.take_back(message)

    def _changes(self, frame: Frame) -> None:
        room = frame["room"]
        items = [item(one) for one in frame["items"]]
        self.note(
            Saw(who=self.who, room=room, epoch=frame["epoch"], since=frame["from"], to=frame["to"], items=items,
                reset=frame.get("reset", False))
        )  # fmt: skip
        log = self.logs.setdefault(room, Log())
        if not log.fits(frame):
            self.look(room)
            return
        log.apply(frame, items)
        for one in items:
            if one.state == "removed":
                self._withdrawn(one.id)
        self.outbox.seen(room, {one.id for one in items})

    def _withdrawn(self, message: str) -> None:
        mine = self.outbox.find(message)
        if mine is not None:
            mine.withdrawn = True

    def _notices(self, frame: Frame) -> None:
        notes = [
            Note(
                n["id"], n["changed"], n["kind"], *(n.get(k) for k in ("room", "message", "client_id", "text", "card"))
            )
            for n in frame["items"]
        ]
        self.note(
            Noticed(who=self.who, epoch=frame["epoch"], since=frame["from"], to=frame["to"], notes=notes,
                    reset=frame.get("reset", False))
        )  # fmt: skip
        log = self.logs[PERSONAL]
        if not log.fits(frame):
            self.line.drop()
            return
        log.apply(frame, [])
        for one in notes:
            self.told(one)

    def told(self, notice: Note) -> None:
        """Something in one's personal log."""
        if notice.kind in ("declined", "removed") and notice.message is not None:
            self._withdrawn(notice.message)
        if notice.kind == "conversation" and notice.room is not None and notice.room not in self.wanted:
            self.note(Moved(who=self.who, room=notice.room, move="join", answer="ok"))
            self.wanted.add(notice.room)
            if notice.room not in self.open:
                self.look(notice.room)
        elif notice.kind == "ended" and notice.room is not None:
            self.wanted.discard(notice.room)

    def _refused(self, frame: Frame) -> None:
        room = frame.get("room")
        if frame.get("client_id"):
            if self.outbox.refused(frame, now()):
                self.errand(self.enter(frame["room"]))
        elif room:
            self.note(Unopened(who=self.who, room=room, code=frame["code"]))
            if frame.get("retry_after") is not None:
                self._later(
                    pace.spread(frame["retry_after"], self.chance.random()),
                    lambda: room in self.open and self.look(room),
                )
            else:
                self.open.discard(room)
                if room in self.wanted:
                    self.errand(self.enter(room))
        elif frame.get("retry_after") is not None:
            self._later(frame["retry_after"], self.line.drop)  # asked for the personal log again, with a new hello

    def _later(self, seconds: float, do: Callable[[], Any]) -> None:
        """On this connection: the next one begins by asking for everything."""
        connection = self.line.connections

        async def wait() -> None:
            await asyncio.sleep(seconds)
            if self.line.live and self.line.connections == connection:
                do()

        self.errand(wait())

    def _gone(self, frame: Frame) -> None:
        room = frame["room"]
        self.note(Gone(who=self.who, room=room, code=frame["code"]))
        self.open.discard(room)
        if room in self.wanted:  # told so although one has come back meanwhile: look again
            self.errand(self.enter(room))

    # At the end ------------------------------------------------------------------------------------------------

    def stand(self) -> None:
        """Write down what the screen shows."""
        for room in self.open:
            log = self.logs[room]
            if log.epoch is not None:
                self.note(
                    Standing(who=self.who, room=room, epoch=log.epoch, upto=log.upto, floor=log.floor,
                             items=[*log.items.values()])
                )  # fmt: skip
