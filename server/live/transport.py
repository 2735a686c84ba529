"""Our hold on uvicorn: a WebSocket protocol that lets a session read and write frames without a task.

uvicorn's `WebSocketsSansIOProtocol` runs one task a connection, parked in `receive()`. Here the ASGI app
accepts the socket, hands a `Session` over and returns; from then on the session is called from the
protocol itself (`received`, `stalled`, `flowing`, `lost`), and prebuilt frames are written to the
transport as they are. That is no documented extension point: pyproject pins a minor range, and
`check_uvicorn` refuses to start where a name we hold on to is gone.
"""

import asyncio
import socket
from collections.abc import Iterable
from typing import Any, Protocol, cast

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from server.ground.protocol import BINARY, MAX_FRAME, SILENT, Close
from server.live import deflate
from server.live.deflate import PageFrame
from server.live.plain import between_frames, whole_text

WRITE_HIGH = 256 * 1024
"""Bytes waiting for one reader at which it is taken out of the room's writes."""
WRITE_LOW = 32 * 1024
"""Bytes at which it is told to catch up and put back."""
SYSTEM_KEEPS = 128 * 1024
"""What the system may keep for one reader besides. Left to itself it keeps 4 MiB of what nobody reads."""
LET_GO_S = 2.0
"""How long a line that is being closed may take: for what waits to be read, and for the other side's close frame."""
AFTER_CLOSE = 256 * 1024
"""Most bytes that are looked at for it."""

EXTENSION = "porchlight.wire"
HELD_ON_TO = (
    "connection_made", "data_received", "eof_received", "handle_connect", "handle_cont", "handle_ping", "handle_pong",
    "handle_close", "handle_parser_exception", "keepalive_timeout", "send_receive_event_to_app", "connection_lost",
    "pause_writing", "resume_writing", "run_asgi", "shutdown",
)  # fmt: skip


class Session(Protocol):
    """What the wire calls. None of these may block."""

    def allows(self) -> bool:
        """Whether one more frame, or a piece of one, is not too many; where it is, the session closes."""

    def received(self, text: str) -> None: ...

    def stalled(self) -> None: ...

    def flowing(self) -> None: ...

    def lost(self) -> None: ...


def check_uvicorn() -> None:
    """Raises RuntimeError where this uvicorn lacks what this file builds on."""
    missing = [name for name in HELD_ON_TO if not hasattr(WebSocketsSansIOProtocol, name)]
    if missing:
        raise RuntimeError(f"this uvicorn lacks {', '.join(missing)}: install the versions of requirements.lock")


class Gate:
    """Whether the line takes more, as an `asyncio.Event` would say it; one that is open costs no memory."""

    __slots__ = ("_closed",)

    def __init__(self) -> None:
        self._closed: asyncio.Event | None = None

    def is_set(self) -> bool:
        return self._closed is None

    def clear(self) -> None:
        if self._closed is None:
            self._closed = asyncio.Event()

    def set(self) -> None:
        if self._closed is not None:
            self._closed.set()
            self._closed = None

    async def wait(self) -> None:
        if self._closed is not None:
            await self._closed.wait()


class _Nobody:
    """The queue of what an app would `receive()`, once a session is called in its place."""

    def put_nowait(self, event: object) -> None: ...


NOBODY = _Nobody()


class Wire(WebSocketsSansIOProtocol):
    """One connection."""

    session: Session | None = None
    _came_after_close = 0
    _came = 0
    _came_whole = False
    """Whether all there was so far is a handshake."""
    _deflates = False
    """Whether pages are read compressed, and what comes may be."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.conn.available_extensions = [deflate.EXTENSION]

    def data_received(self, data: bytes) -> None:
        if self.close_sent:
            self._came_after_close += len(data)
            if self._came_after_close > AFTER_CLOSE:
                self.transport.abort()
                return
        elif self.session is None:
            self._came += 1
            self._came_whole = self._came == 1 and data.endswith(b"\r\n\r\n")
        else:
            data = self._without_plain_frames(data, self.session)
            if not data:
                return
        super().data_received(data)
        if self.conn.handshake_exc is not None:  # its headers are too long, or too many
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()
            self._let_go()

    def _without_plain_frames(self, data: bytes, session: Session) -> bytes:
        """Hand over the ordinary frames that it begins with. Returns the rest, which is for websockets."""
        at = 0
        if not between_frames(self.conn):
            return data
        while self.is_open and (found := whole_text(data, at, MAX_FRAME, deflated=self._deflates)) is not None:
            text, at = found
            session.received(text)
        return data[at:] if at else data

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            # The task that runs the app starts after this returns, so it finds the extension.
            cast("dict[str, Any]", self.scope["extensions"])[EXTENSION] = self
            # Nothing is read before it is known who comes: what they say counts from then on.
            self.read_paused = True
            self.transport.pause_reading()

    def attach(self, session: Session) -> None:
        """From now on `session` reads and writes. Call after `websocket.accept`; then let the app return."""
        self.session = session
        self._deflates = bool(self.conn.extensions)
        self.transport.set_write_buffer_limits(high=WRITE_HIGH, low=WRITE_LOW)
        line = self.transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SYSTEM_KEEPS)
        # What a session never needs again is given back: it is most of an idle connection's memory.
        self.request = self.response = self.scope = None  # type: ignore[assignment]
        self.writable = Gate()  # type: ignore[assignment]

    async def run_asgi(self) -> None:
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            return  # it went away before it was let in
        except Exception:
            self.logger.exception("the socket's app failed")
            self.send_500_response()
            self.transport.close()
            return
        if self.session is not None:
            self._pass_on_what_came_early()
        elif self.close_timer is None:
            self.transport.close()

    def _pass_on_what_came_early(self) -> None:
        while not self.queue.empty():
            event = self.queue.get_nowait()
            if event["type"] == "websocket.receive" and self.is_open:
                self._hand_over(event.get("text"))
        self.queue = NOBODY  # type: ignore[assignment]
        if self._came_whole:  # the parser is between two frames: a new one does not hold the handshake
            self.conn.parser = self.conn.parse()
            next(self.conn.parser)
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        if self.disconnected and self.session is not None:
            self.session.lost()

    # Pieces of frames, pings and pongs count as frames do.

    def handle_cont(self, event: Any) -> None:
        if self._allowed():
            super().handle_cont(event)

    def handle_ping(self) -> None:
        if self._allowed():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        if self._allowed():
            super().handle_pong(event)

    def _allowed(self) -> bool:
        return not self.close_sent and (self.session is None or self.session.allows())

    def send_receive_event_to_app(self) -> None:
        if self.session is None:
            super().send_receive_event_to_app()
            return
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if self.close_sent:
            return
        if self.curr_msg_data_type != "text":
            self._hand_over(None)
            return
        try:
            text = data.decode()
        except UnicodeDecodeError:
            self.conn.send_close(1007)
            self.handle_parser_exception()
            return
        self._hand_over(text)

    def _hand_over(self, text: str | None) -> None:
        if text is None:
            self.close(BINARY)
        elif self.session is not None:
            self.session.received(text)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.session is not None:
            self.session.stalled()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.session is not None:
            self.session.flowing()

    def keepalive_timeout(self) -> None:
        self.close(SILENT)

    def eof_received(self) -> None:
        super().eof_received()
        self._let_go()

    def handle_close(self, event: Any) -> None:
        super().handle_close(event)
        self._let_go()

    def handle_parser_exception(self) -> None:
        super().handle_parser_exception()
        self._let_go()

    def shutdown(self) -> None:
        super().shutdown()
        self._let_go()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.session is not None:
            self.session.lost()

    def _let_go(self) -> None:
        """The line ends. A reader that does not read would keep it for ever: what waits is never written then."""
        if self.close_timer is not None:
            self.close_timer.cancel()
        self.close_timer = None if self.disconnected else self.loop.call_later(LET_GO_S, self.transport.abort)
        if self.session is not None:
            self.session.lost()

    @property
    def is_open(self) -> bool:
        return not (self.close_sent or self.disconnected or self.transport.is_closing())

    def write(self, frame: bytes) -> None:
        """Write a prebuilt frame. Nothing follows a close frame."""
        if self.is_open:
            self.transport.write(self._as_read(frame))

    def write_all(self, frames: Iterable[bytes]) -> None:
        """Several, as one write, without a copy: many readers share them."""
        if self.is_open:
            self.transport.writelines(map(self._as_read, frames) if self._deflates else frames)

    def _as_read(self, frame: bytes) -> bytes:
        return frame.deflated if self._deflates and isinstance(frame, PageFrame) else frame

    def close(self, close: Close) -> None:
        """Send the close frame, with its name as the reason, and wait for the other side for a while."""
        if not self.is_open:
            return
        self.stop_keepalive()
        self.conn.send_close(close.code, close.name)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self._let_go()
