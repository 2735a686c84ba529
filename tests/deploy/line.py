"""Lines between a proxy and the instances that remember what the proxy asked, and can lose an answer."""

import asyncio

from tests.journeys.network import Network


class Lines:
    """All lines to the instances. A connection carries one request: neither proxy keeps one for the next."""

    def __init__(self) -> None:
        self.asked = bytearray()
        self._to_lose: bytes | None = None

    async def to(self, port: int) -> "Line":
        line = Line(self)
        line.target = port
        await line.start()
        return line

    def times(self, request: str) -> int:
        """How often this was asked, e.g. "POST /api/accounts"."""
        return bytes(self.asked).count(f"{request} HTTP/1.1\r\n".encode())

    def lose_an_answer(self, request: str) -> None:
        """The next time this is asked it is carried out, and the connection breaks before the answer."""
        self._to_lose = request.encode()

    def loses(self, data: bytes) -> bool:
        """Whether this is the request whose answer is to be lost."""
        if self._to_lose is None or not data.startswith(self._to_lose):
            return False
        self._to_lose = None
        return True


class Line(Network):
    """The line to one instance."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, far_writer}
        lost = asyncio.Event()
        self._spawn(self._pass(_Asked(reader, self._lines, lost), far_writer))  # type: ignore[arg-type]
        self._spawn(self._pass(_Answered(far_reader, lost), writer))  # type: ignore[arg-type]


class _Asked:
    def __init__(self, reader: asyncio.StreamReader, lines: Lines, lost: asyncio.Event) -> None:
        self._reader, self._lines, self._lost = reader, lines, lost

    async def read(self, most: int) -> bytes:
        data = await self._reader.read(most)
        self._lines.asked += data
        if self._lines.loses(data):
            self._lost.set()
        return data


class _Answered:
    def __init__(self, reader: asyncio.StreamReader, lost: asyncio.Event) -> None:
        self._reader, self._lost = reader, lost

    async def read(self, most: int) -> bytes:
        data = await self._reader.read(most)
        return b"" if self._lost.is_set() else data
