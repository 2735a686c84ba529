"""One open socket: what each frame a client sends does."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from server.auth.sessions import Person
from server.ground import protocol as p
from server.ground.bus import Bus, SomeoneTypes
from server.ground.bus import room as room_topic
from server.ground.db import UNREACHABLE
from server.live.feed import Feed, encode
from server.live.follow import Following
from server.live.frames import NotAFrame, decode
from server.live.transport import Wire
from server.moderation.cases import Cases
from server.moderation.coverage import Coverage
from server.rooms.limits import Limits
from server.rooms.log import Log
from server.rooms.members import Members, Membership
from server.rooms.presence import Presence
from server.rooms.room_states import RoomStates
from server.rooms.send import Sending

log = logging.getLogger(__name__)

HELLO_WITHIN_S = 10.0
STALLED_FOR_S = 5.0
"""How long a reader may be stuck before it is asked to come back."""
BAD_FRAMES = 5
AWAY = "The server cannot reach its database. What is on your screen stays; this is tried again."

FRAMES: dict[type[p.Frame], str] = {
    p.Hello: "socket.open",
    p.Ping: "socket.open",
    p.Open: "room.read",
    p.Shut: "room.read",
    p.Typing: "room.send",
    p.Send: "room.send",
    p.Watch: "case.list",
}
"""Which permission each frame needs (auth/permissions.py)."""


class Doors(msgspec.Struct):
    """What every session uses; built once, in app.py."""

    feed: Feed
    bus: Bus
    members: Members
    presence: Presence
    sending: Sending
    limits: Limits
    cases: Cases
    coverage: Coverage
    room_states: RoomStates


class Session:
    """A signed-in socket. Frames are handled in the order they came; sends answer as they are stored."""

    def __init__(self, wire: Wire, person: Person, doors: Doors, ended: Callable[["Session"], None]) -> None:
        self.person = person
        self._wire = wire
        self._doors = doors
        self._ended = ended
        self._following: dict[Log, Following] = {}
        self._members: dict[UUID, Membership] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()
        self._here: set[UUID] = set()
        self._bad = 0
        self._greeted = False
        self.watching = False
        self._loop = asyncio.get_running_loop()
        self._came_at = self._loop.time()
        self._timer: asyncio.TimerHandle | None = self._loop.call_later(HELLO_WITHIN_S, wire.close, p.NO_HELLO)

    # What the wire calls -----------------------------------------------------------------------------

    def received(self, text: str) -> None:
        """One frame. A frame that makes no sense is answered, and after a few of them the socket closes."""
        if not self.allows():
            return
        try:
            frame = decode(text)
        except NotAFrame as error:
            self._not_understood(str(error))
            return
        if not self._greeted and not isinstance(frame, p.Hello):
            self.close(p.BAD_FRAME)
            return
        if not self.person.may(FRAMES[type(frame)]):
            self._refuse("not_allowed", frame)
            return
        HANDLERS[type(frame)](self, frame)

    def allows(self) -> bool:
        if self._doors.limits.take("frame", self.person.session):
            self.close(p.FLOOD)
            return False
        return True

    def stalled(self) -> None:
        for following in self._following.values():
            following.stalled()
        if self._timer is None:
            self._timer = self._loop.call_later(STALLED_FOR_S, self.close, p.SLOW)

    def flowing(self) -> None:
        self._stop_timer()
        for name, following in self._following.items():
            cursor = following.flowing()
            if cursor is not None:
                self._spawn(self._guarded(name, partial(following.start, cursor)))

    def lost(self) -> None:
        """The socket is gone, or about to be: nothing more is written to it."""
        self._stop_timer()
        for task in self._tasks:
            task.cancel()
        for name in list(self._following):
            self._stop_following(name)
        self._ended(self)

    # What the rest of the server asks of it -----------------------------------------------------------

    def write(self, frame: p.ServerFrame) -> None:
        self._wire.write(encode(frame))

    def write_encoded(self, frame: bytes) -> None:
        """What everybody is told alike, once there has been a `welcome`: it says how things stood then."""
        if self._greeted:
            self._wire.write(frame)

    def close(self, close: p.Close) -> None:
        self._wire.close(close)

    def gone(self, room: UUID, code: str) -> None:
        """One is no longer in this room: nothing more of it is shown."""
        if Log("room", room) in self._following:
            self._stop_following(Log("room", room))
            # A revocation's code is text in the database; those with a room are Gone's.
            self.write(p.Gone(room=room, code=code))  # type: ignore[arg-type]

    # Frames ------------------------------------------------------------------------------------------

    def _hello(self, frame: p.Hello) -> None:
        if frame.protocol != p.VERSION:
            self.close(p.OLD_PROTOCOL)
            return
        if self._greeted:
            return
        self._greeted = True
        self._stop_timer()
        who = self.person
        self.write(
            p.Welcome(
                protocol=p.VERSION,
                epoch=self._doors.feed.epoch,
                pseudonym=who.pseudonym,
                staffed=self._doors.coverage.staffed,
                roles=sorted(who.roles),
                now=who.at + round((self._loop.time() - self._came_at) * 1000),
            )
        )
        name = Log("person", who.account)
        following = self._following[name] = Following(self._doors.feed, self._wire, name)
        self._spawn(self._guarded(name, partial(following.start, frame.personal)))

    def _open(self, frame: p.Open) -> None:
        if self._doors.limits.take("open", self.person.account):
            self._refuse("too_fast", frame, retry_after=1)
            return
        name = Log("room", frame.room)
        self._stop_following(name)
        # Registered before the membership is looked up: a revocation that comes meanwhile finds it.
        following = self._following[name] = Following(self._doors.feed, self._wire, name)
        self._spawn(self._guarded(name, partial(self._show, frame, following)))

    async def _show(self, frame: p.Open, following: Following) -> None:
        member = await self._doors.members.find(frame.room, self.person.account)
        if self._following.get(following.name) is not following:
            return
        if member is None:
            self._stop_following(following.name)
            self._refuse("not_a_member", frame)
            return
        self._members[frame.room] = member
        self._here.add(frame.room)
        self._doors.presence.enter(frame.room, member.id)

        def live(at: int) -> p.Live:
            here = self._doors.presence.count(frame.room)
            now = self._doors.room_states.of(frame.room)
            return p.Live(frame.room, at, here, now.state, now.every_s, now.until)

        await following.start(frame.cursor, live)

    def _shut(self, frame: p.Shut) -> None:
        self._stop_following(Log("room", frame.room))

    def _send(self, frame: p.Send) -> None:
        if self._doors.limits.take("flood", self.person.account):
            self.close(p.FLOOD)  # the client keeps what has no answer
            return
        # However many are unanswered (the limit on frames bounds it), each is read for danger.
        self._spawn(self._say(frame))

    async def _say(self, frame: p.Send) -> None:
        # Somebody who has not opened the room, or may not, is answered by the append.
        async with self._turn:  # a message whose place is known already does not overtake one whose is looked up
            member = self._members.get(frame.room) or await self._look_up(frame.room)
        self.write(await self._doors.sending.send(self.person, member, frame, self._turn, self.write))

    async def _look_up(self, room: UUID) -> Membership | None:
        try:
            return await self._doors.members.find(room, self.person.account)
        except UNREACHABLE:
            return None  # it is read for danger all the same, and answered "not saved"

    def _typing(self, frame: p.Typing) -> None:
        member = self._members.get(frame.room)
        if member is not None and not self._doors.limits.take("typing", self.person.account):
            event = SomeoneTypes(member.id, member.alias)
            self._doors.bus.publish(room_topic(frame.room), event)

    def _watch(self, frame: p.Watch) -> None:
        self.watching = True
        self._spawn(self._ring())

    async def _ring(self) -> None:
        bell = await self._doors.cases.ring()
        self.write(bell(self.person))

    def _ping(self, frame: p.Ping) -> None:
        self.write(p.Pong(n=frame.n))

    # What these share --------------------------------------------------------------------------------

    def _not_understood(self, why: str) -> None:
        self._bad += 1
        if self._bad > BAD_FRAMES:
            self.close(p.BAD_FRAME)
        else:
            self.write(p.Refused(code="bad_frame", says=f"{p.REFUSALS['bad_frame']} ({why})"))

    def _refuse(self, code: str, frame: p.ClientFrame, *, retry_after: float | None = None) -> None:
        room, client_id = getattr(frame, "room", None), getattr(frame, "client_id", None)
        self.write(p.Refused(code, p.REFUSALS[code], room, client_id, retry_after))

    async def _guarded(self, name: Log, follow: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Follow a log; where the database is away, say so and let the client ask again."""
        try:
            await follow()
        except KeyError:
            self._stop_following(name)
        except UNREACHABLE:
            self._stop_following(name)
            room = name.id if name.kind == "room" else None
            self.write(p.Refused("not_saved", AWAY, room, retry_after=2))

    def _stop_following(self, name: Log) -> None:
        following = self._following.pop(name, None)
        if following is not None:
            following.give_up()
        if name.id in self._here:
            self._here.remove(name.id)
            self._doors.presence.leave(name.id, self._members.pop(name.id).id)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a frame could not be handled", exc_info=error)
            self.close(p.BROKEN)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


HANDLERS: dict[type[p.Frame], Callable[[Session, Any], None]] = {
    p.Hello: Session._hello,
    p.Open: Session._open,
    p.Shut: Session._shut,
    p.Send: Session._send,
    p.Typing: Session._typing,
    p.Watch: Session._watch,
    p.Ping: Session._ping,
}
