"""A network that can be cut, stalled and mended: a TCP proxy between a client and the server.

Playwright's `set_offline` leaves open sockets alone; this does not.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable


class Network:
    """Passes connections on to a port of this machine, until it is cut or stalls.

    `targets` names the ports to try for a new connection, best first, as a load balancer would; without it there is
    one, `target`.
    """

    def __init__(self, targets: Callable[[], Iterable[int]] | None = None) -> None:
        self.port = 0
        self.target = 0
        self._targets = targets or (lambda: (self.target,))
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self._cut = False
        self._flowing = asyncio.Event()
        self._flowing.set()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far = None if self._cut else await self._reach()
        if far is None:
            writer.transport.abort()
            return
        far_reader, far_writer = far
        self._open |= {writer, far_writer}
        self._spawn(self._pass(reader, far_writer))
        self._spawn(self._pass(far_reader, writer))

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for port in self._targets():
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
        return None

    def _spawn(self, passing: Awaitable[None]) -> None:
        task = asyncio.ensure_future(passing)
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65_536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    def cut(self) -> None:
        """Every connection breaks, and no new one is taken."""
        self._cut = True
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        self._flowing.set()

    def stall(self) -> None:
        """Every connection stays open, and nothing passes either way."""
        self._flowing.clear()

    def mend(self) -> None:
        self._cut = False
        self._flowing.set()

    async def stop(self) -> None:
        self.cut()
        assert self._server is not None
        self._server.close()
        await asyncio.gather(*self._passing, return_exceptions=True)
