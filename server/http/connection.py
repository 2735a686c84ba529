"""How much HTTP one instance takes: connections, requests at once, bytes, and time for each.

uvicorn waits for ever for the rest of a request and holds whatever comes; here each request and each answer has its
time, and who comes past the bounds is told when to come back. The help page is served all the same. As
live/transport.py, this holds on to names of uvicorn's that `check_uvicorn` looks for.
"""

import asyncio
import random
from functools import partial
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.ground.refusal import Refusal
from server.http.door import problem
from server.http.pages import HEADERS

REQUEST_WITHIN_S = 20.0
"""From the first byte of a request, or the connection, to the last."""
ANSWER_WITHIN_S = 60.0
"""From there until the answer has been written, to a slow phone too."""
LARGEST_HEAD = 64 * 1024
LARGEST_REQUEST = 512 * 1024
"""Bytes in all; a body that is served has 64 KiB at most (http/door.py)."""
CONNECTIONS = 2_000
"""Most connections that are not sockets. Up to twice as many are told so; past that they are cut."""
TOLD_WITHIN_S = 2.0

ALWAYS = frozenset(("/help", "/help.css", "/healthz", "/readyz", "/metrics"))
"""Served whatever goes on: they cost next to nothing, and help must not wait."""

HELD_ON_TO = (
    "connection_made", "connection_lost", "data_received", "on_message_begin", "on_headers_complete",
    "on_message_complete", "on_response_complete", "handle_websocket_upgrade", "send_400_response",
)  # fmt: skip


def check_uvicorn() -> None:
    """Raises RuntimeError where this uvicorn lacks what this file builds on."""
    missing = [name for name in HELD_ON_TO if not hasattr(HttpToolsProtocol, name)]
    if missing:
        raise RuntimeError(f"this uvicorn lacks {', '.join(missing)}: install the versions of requirements.lock")


class Crowd:
    """Those who are connected to one server."""

    connections = 0


class Connection(HttpToolsProtocol):
    """One connection, until it ends or becomes a socket."""

    def __init__(self, crowd: Crowd, **given: Any) -> None:
        super().__init__(**given)
        self._crowd = crowd
        self._counted = False
        self._deadline: asyncio.TimerHandle | None = None
        self._in_head = self._in_request = False
        self._came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._counted = True
        self._crowd.connections += 1
        self._expect(REQUEST_WITHIN_S)
        if self._crowd.connections > 2 * CONNECTIONS:
            transport.abort()
        elif self._crowd.connections > CONNECTIONS:
            self.app = partial(crowded, self.app)
            self._expect(TOLD_WITHIN_S)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._no_longer()

    def handle_websocket_upgrade(self) -> None:
        self._no_longer()
        super().handle_websocket_upgrade()

    def _no_longer(self) -> None:
        self._expect(None)
        self._crowd.connections -= self._counted
        self._counted = False

    def data_received(self, data: bytes) -> None:
        if self._deadline is None:
            self._expect(REQUEST_WITHIN_S)
        self._came += len(data)
        super().data_received(data)
        if self._came > (LARGEST_HEAD if self._in_head else LARGEST_REQUEST if self._in_request else self._came):
            self.send_400_response("This request is too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = self._in_request = True
        self._came = 0

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_request = False
        self._expect(ANSWER_WITHIN_S)
        self._rest()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._rest()

    def _rest(self) -> None:
        """Nothing is under way: what was asked has been read, and the answer written. uvicorn ends idle connections."""
        if self.cycle is None or not self.cycle.response_complete or self.pipeline:
            return
        if self._in_request:
            self._expect(REQUEST_WITHIN_S)
        else:
            self._expect(ANSWER_WITHIN_S if self.transport.get_write_buffer_size() else None)

    def _expect(self, within: float | None) -> None:
        """The connection is cut after so many seconds, unless something is expected of it anew."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if within is None else self.loop.call_later(within, self.transport.abort)


class AtMost:
    """Serves so many requests at once; the others are told when to come back."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most
        self._serving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in ALWAYS:
            await self._app(scope, receive, send)
            return
        if self._serving >= self._most:
            await busy(scope, receive, send)
            return
        self._serving += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._serving -= 1


async def crowded(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """What a connection gets that is one too many."""
    await (app if scope["path"] in ALWAYS else busy)(scope, receive, send)


async def busy(scope: Scope, receive: Receive, send: Send) -> None:
    """503, with a time to come back that differs from request to request."""
    response = problem(Refusal("busy", retry_after=round(random.uniform(1, 5), 1)))  # noqa: S311 - jitter
    response.headers.update({**HEADERS, "cache-control": "no-store", "connection": "close"})
    await response(scope, receive, send)
