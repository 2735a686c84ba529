"""A client's one socket, as web/src/wire/socket.ts has it: hello, ping, full jitter, and what each close code asks."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import websockets
from websockets.asyncio.client import ClientConnection

from tests.faults import pace

ORIGIN = "http://porchlight.test"
"""The address under which these clients know the place, wherever their networks lead."""
LATER, NOW, SIGN_IN = "later", "now", "sign_in"
AGAIN = {4000: NOW, 4009: NOW, 4002: SIGN_IN}
"""What a close code asks for, where it is not "later". The others that are not never come to a client that behaves;
this one comes back all the same, and the checker sees the code."""

Frame = dict[str, Any]


class Line:
    """Connects again and again until it is stopped. `epoch` is what the last welcome named."""

    def __init__(
        self, port: int, cookie: Callable[[], str], chance: random.Random, *,
        hello: Callable[[], Frame], received: Callable[[Frame], None], closed: Callable[[int], None],
    ) -> None:  # fmt: skip
        self._port, self._cookie, self._chance = port, cookie, chance
        self._hello, self._received, self._closed = hello, received, closed
        self.epoch = ""
        self.live = False
        self.connections = 0
        self._attempt = 0
        self._come_back_at = 0.0
        self._socket: ClientConnection | None = None
        self._out: asyncio.Queue[Frame] = asyncio.Queue()
        self._woken = asyncio.Event()
        self._pong = asyncio.Event()

    def say(self, frame: Frame) -> bool:
        """Hand a frame to the network. Only a later frame says that it arrived."""
        if self.live:
            self._out.put_nowait(frame)
        return self.live

    def wake(self) -> None:
        """Somebody looks at the page again, or the network says that it is back."""
        self._attempt = min(self._attempt, 1)
        self._woken.set()

    def drop(self) -> None:
        """Let go of the socket at once."""
        if self._socket is not None:
            self._socket.transport.abort()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            code = await self._connect()
            if self.connections and code:
                self._closed(code)
            if AGAIN.get(code) == NOW:
                self._attempt = 0
            wait = max(0.0, self._come_back_at - loop.time())
            wait += pace.full_jitter(self._attempt, self._chance.random())
            self._attempt += 1
            self._woken.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)

    async def _connect(self) -> int:
        """One connection, to its end. Returns the close code, or 0 where there was none."""
        try:
            async with asyncio.timeout(pace.WELCOME_WITHIN_S):
                socket = self._socket = await websockets.connect(
                    f"ws://127.0.0.1:{self._port}/ws", origin=ORIGIN, proxy=None, max_size=None,  # type: ignore[arg-type]
                    ping_interval=None, open_timeout=None, close_timeout=1,
                    additional_headers={"cookie": self._cookie()},
                )  # fmt: skip
                await socket.send(_encoded(self._hello()))
                welcome = msgspec.json.decode(await socket.recv())
        except websockets.ConnectionClosed as error:
            return error.rcvd.code if error.rcvd is not None else 0
        except (OSError, TimeoutError, websockets.WebSocketException):
            self.drop()
            return 0
        self.connections += 1
        self._out = asyncio.Queue()
        self._attempt, self._come_back_at = 0, 0.0
        self.live = True
        working = [asyncio.create_task(self._send(socket)), asyncio.create_task(self._ping(socket))]
        try:
            self._hear(welcome)
            async for data in socket:
                self._hear(msgspec.json.decode(data))
        except websockets.ConnectionClosed:
            pass
        finally:
            self.live = False
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            self.drop()
        return socket.protocol.close_rcvd.code if socket.protocol.close_rcvd is not None else 0

    def _hear(self, frame: Frame) -> None:
        match frame["t"]:
            case "pong":
                self._pong.set()
                return
            case "welcome":
                self.epoch = frame["epoch"]
            case "away":
                self._come_back_at = asyncio.get_running_loop().time() + frame["retry_after"]
        self._received(frame)

    async def _send(self, socket: ClientConnection) -> None:
        while True:
            frame = await self._out.get()
            with suppress(websockets.ConnectionClosed):
                await socket.send(_encoded(frame))

    async def _ping(self, socket: ClientConnection) -> None:
        """Is the line still good? Asked now and then, and whenever somebody looks."""
        n = 0
        while True:
            self._woken.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pace.PING_EVERY_S)
            n += 1
            self._pong.clear()
            self._out.put_nowait({"t": "ping", "n": n})
            try:
                await asyncio.wait_for(self._pong.wait(), pace.PONG_WITHIN_S)
            except TimeoutError:
                socket.transport.abort()
                return


def _encoded(frame: Frame) -> str:
    return msgspec.json.encode(frame).decode()
