"""How much HTTP one instance takes: what never ends is ended, who is too many is told so, and help is served."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from server.http import connection
from server.http.connection import AtMost, Crowd
from server.http.door import LARGEST_BODY
from tests.people import PATIENCE_S, Place, becomes


class Line:
    """A line of bytes to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def to(cls, place: Place) -> "Line":
        return cls(*await asyncio.open_connection("127.0.0.1", place.instance.port))

    async def says(self, data: str | bytes) -> None:
        self.writer.write(data.encode() if isinstance(data, str) else data)
        with contextlib.suppress(ConnectionError):
            await self.writer.drain()

    async def ends(self) -> bytes:
        """Everything until the server ends the line."""
        got = b""
        async with asyncio.timeout(PATIENCE_S):
            with contextlib.suppress(ConnectionError):
                while data := await self.reader.read(65536):
                    got += data
        return got

    async def answer(self) -> bytes:
        """One answer, with its head and its body."""
        async with asyncio.timeout(PATIENCE_S):
            head = await self.reader.readuntil(b"\r\n\r\n")
            lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
            return head + await self.reader.readexactly(int(lengths[0].split(b":")[1]))

    def close(self) -> None:
        self.writer.close()


@pytest_asyncio.fixture(loop_scope="session")
async def line(shared: Place) -> AsyncIterator[Line]:
    line = await Line.to(shared)
    yield line
    line.close()


def crowd(place: Place) -> Crowd:
    return place.instance.server.config.http.args[0]  # type: ignore[union-attr,no-any-return]


GET = "GET /help HTTP/1.1\r\nhost: x\r\n\r\n"
POST = "POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
UNFINISHED = {
    "nothing": "",
    "line breaks": "\r\n\r\n\r\n",
    "half a line": "GET /he",
    "half a head": "GET /help HTTP/1.1\r\nhost: x\r\ncookie: a",
    "half a body": POST + "content-length: 100\r\n\r\n{",
    "half a body in chunks": POST + "transfer-encoding: chunked\r\n\r\n5\r\n{",
    "half a body that nobody reads": "GET /help HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{",
    "half of a second request": GET + "GET /he",
}


@pytest.mark.parametrize("start", UNFINISHED.values(), ids=UNFINISHED)
async def test_a_request_that_is_never_finished_is_ended(
    shared: Place, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(connection, "REQUEST_WITHIN_S", 0.1)
    line = await Line.to(shared)
    await line.says(start)
    await line.ends()
    await becomes(lambda: crowd(shared).connections == 0)
    line.close()


@pytest.mark.parametrize("start", [key for key in UNFINISHED if key != "nothing"])
async def test_one_that_drips_in_is_ended_too(shared: Place, monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    """A byte now and then does not buy more time: whatever is dripped, the line ends."""
    monkeypatch.setattr(connection, "REQUEST_WITHIN_S", 0.2)
    line = await Line.to(shared)
    await line.says(UNFINISHED[start])

    async def drip() -> None:
        while True:
            await line.says("\r\n" if start == "line breaks" else "1")
            await asyncio.sleep(0.02)

    dripping = asyncio.create_task(drip())
    await line.ends()
    dripping.cancel()
    await becomes(lambda: crowd(shared).connections == 0)
    line.close()


@pytest.mark.parametrize("start", ["GET /he", "\r\n"])
async def test_a_line_that_was_used_before_has_no_more_time(
    shared: Place, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(connection, "REQUEST_WITHIN_S", 0.2)
    line = await Line.to(shared)
    await line.says(GET)
    await line.answer()
    await line.says(start)
    await line.ends()
    line.close()


@pytest.mark.parametrize("requests", [1, 2_000])
async def test_whoever_does_not_read_the_answer_is_cut(
    shared: Place, monkeypatch: pytest.MonkeyPatch, requests: int
) -> None:
    monkeypatch.setattr(connection, "ANSWER_WITHIN_S", 0.2)
    await becomes(lambda: crowd(shared).connections == 0)
    own = socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    own.connect(("127.0.0.1", shared.instance.port))
    await becomes(lambda: crowd(shared).connections == 1)
    (mine,) = [c for c in shared.instance.server.server_state.connections if isinstance(c, connection.Connection)]
    mine.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    own.sendall(b"GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n" * requests)
    await becomes(lambda: crowd(shared).connections == 0)
    own.close()


async def test_a_line_is_used_again_and_again_and_ends_only_when_it_rests(shared: Place, line: Line) -> None:
    for _ in range(5):
        await line.says(GET)
        assert (await line.answer()).startswith(b"HTTP/1.1 200")
        mine = [c for c in shared.instance.server.server_state.connections if isinstance(c, connection.Connection)]
        assert [c._deadline for c in mine] == [None]


async def test_a_socket_is_no_longer_counted_and_no_longer_timed(
    shared: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "REQUEST_WITHIN_S", 0.2)
    person = await shared.peer()
    await person.http.aclose()
    await person.connect()
    assert crowd(shared).connections == 0
    await asyncio.sleep(0.3)  # the time in which it would be cut, were it still timed
    await person.say({"t": "ping", "n": 1})
    await person.hears("pong")


ENDLESS = {
    "a line": ("GET /", "a" * 10_000),
    "a header": ("GET /help HTTP/1.1\r\nx: ", "a" * 10_000),
    "headers": ("GET /help HTTP/1.1\r\n", "x: y\r\n" * 1_000),
    "chunks": (POST + "transfer-encoding: chunked\r\n\r\n", "1\r\n1\r\n" * 2_000),
    "a trailer": (POST + "transfer-encoding: chunked\r\n\r\n0\r\nx: ", "a" * 10_000),
    "a body that nobody reads": ("GET /help HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n", "a" * 10_000),
}


@pytest.mark.parametrize("what", ENDLESS)
async def test_a_request_that_never_ends_is_not_held(shared: Place, what: str) -> None:
    line = await Line.to(shared)
    start, more = ENDLESS[what]
    await line.says(start)
    for _ in range(200):
        await line.says(more)
    await line.ends()
    await becomes(lambda: crowd(shared).connections == 0)
    line.close()


async def test_a_head_as_long_as_it_may_be_and_a_body_are_served(shared: Place, line: Line) -> None:
    await line.says(f"GET /help HTTP/1.1\r\nhost: x\r\ncookie: {'a' * 50_000}\r\n\r\n")
    assert (await line.answer()).startswith(b"HTTP/1.1 200")
    await line.says(POST + f"content-length: {LARGEST_BODY}\r\n\r\n" + " " * LARGEST_BODY)
    assert (await line.answer()).startswith(b"HTTP/1.1 400")


async def test_past_the_bound_of_connections_one_is_told_and_past_twice_that_one_is_cut(
    shared: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CONNECTIONS", 3)
    monkeypatch.setattr(connection, "TOLD_WITHIN_S", 60.0)
    await becomes(lambda: crowd(shared).connections == 0)
    inside = [await Line.to(shared) for _ in range(3)]
    await becomes(lambda: crowd(shared).connections == 3)
    told = [await Line.to(shared) for _ in range(2)]
    await becomes(lambda: crowd(shared).connections == 5)
    await told[0].says("GET /api/rooms HTTP/1.1\r\nhost: x\r\n\r\n")
    answer = await told[0].ends()
    assert answer.startswith(b"HTTP/1.1 503")
    assert b'"busy"' in answer
    assert b"\r\nretry-after: " in answer
    await told[1].says(GET)
    assert (await told[1].answer()).startswith(b"HTTP/1.1 200"), "help is not there for who comes last"
    more = [await Line.to(shared) for _ in range(8)]
    await becomes(lambda: crowd(shared).connections <= 6)
    assert await more[-1].ends() == b""
    await inside[0].says("GET /api/rooms HTTP/1.1\r\nhost: x\r\n\r\n")
    assert (await inside[0].answer()).startswith(b"HTTP/1.1 200")
    for line in (*inside, *told, *more):
        line.close()


async def test_who_is_told_has_little_time_to_hear_it(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CONNECTIONS", 1)
    monkeypatch.setattr(connection, "TOLD_WITHIN_S", 0.1)
    await becomes(lambda: crowd(shared).connections == 0)
    inside = await Line.to(shared)
    await becomes(lambda: crowd(shared).connections == 1)
    line = await Line.to(shared)
    assert await line.ends() == b""
    assert crowd(shared).connections == 1
    for one in (inside, line):
        one.close()


async def test_past_the_bound_of_requests_one_is_told_when_to_come_back_and_help_is_served() -> None:
    go_on = asyncio.Event()
    served: list[str] = []

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        served.append(scope["path"])
        await go_on.wait()

    async def asks(path: str) -> list[dict[str, object]]:
        said: list[dict[str, object]] = []

        async def send(message):  # type: ignore[no-untyped-def]
            said.append(message)

        await bounded({"type": "http", "method": "GET", "path": path, "headers": []}, None, send)  # type: ignore
        return said

    bounded = AtMost(app, 2)
    slow = [asyncio.create_task(asks("/api/me")) for _ in range(2)]
    await asyncio.sleep(0)
    for _ in range(3):
        start, body = await asks("/api/me")
        assert start["status"] == 503
        headers = dict(start["headers"])  # type: ignore[call-overload]
        assert 1 <= int(headers[b"retry-after"]) <= 5
        assert b'"busy"' in body["body"]  # type: ignore[operator]
    help_page = asyncio.create_task(asks("/help"))
    await asyncio.sleep(0)
    assert served == ["/api/me", "/api/me", "/help"]
    go_on.set()
    await asyncio.gather(*slow, help_page)
    await asks("/api/me")
    assert served[-1] == "/api/me"
