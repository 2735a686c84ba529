"""A line to Postgres that a test can cut and mend: what an outage looks like from the server."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

SOCKET = ".s.PGSQL.5432"


class Line:
    """Passes bytes between a socket of its own and that of Postgres while it is whole."""

    def __init__(self, database_url: str, folder: Path) -> None:
        parts = urlsplit(database_url)
        self._far = Path(parse_qs(parts.query)["host"][0]) / SOCKET
        self._near = folder / SOCKET
        self.url = urlunsplit(parts._replace(query=f"host={quote(str(folder))}"))
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()

    async def mend(self) -> None:
        self._server = await asyncio.start_unix_server(self._connected, self._near)

    async def cut(self) -> None:
        """Nobody can connect, and who was connected no longer is."""
        if self._server is not None:
            self._server.close()
            self._near.unlink(missing_ok=True)
        for writer in tuple(self._writers):
            writer.transport.abort()
        await asyncio.gather(*self._passing, return_exceptions=True)
        self._server = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(str(self._far))
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            self._writers.add(sink)
            task = asyncio.create_task(self._pass(source, sink))
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            self._writers.discard(sink)
            sink.close()


@asynccontextmanager
async def line_to(database_url: str) -> AsyncIterator[Line]:
    """A line that is whole, and cut at the end."""
    folder = Path(tempfile.mkdtemp(prefix="line-"))
    line = Line(database_url, folder)
    await line.mend()
    try:
        yield line
    finally:
        await line.cut()
        shutil.rmtree(folder)
