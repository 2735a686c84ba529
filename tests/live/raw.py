"""A WebSocket client of bytes: it can stop reading, break the rules, and see the very frames that come."""

import asyncio
import base64
import contextlib
import json
import os
import socket
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from tests.people import PATIENCE_S, Person

CONT, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def framed(data: bytes, opcode: int = TEXT, *, fin: bool = True, masked: bool = True) -> bytes:
    """One frame as a client sends it, or as it must not."""
    size, mask = len(data), 0x80 if masked else 0
    head = struct.pack("!B", (0x80 if fin else 0) | opcode)
    if size < 126:
        head += struct.pack("!B", mask | size)
    elif size < 65536:
        head += struct.pack("!BH", mask | 126, size)
    else:
        head += struct.pack("!BQ", mask | 127, size)
    return head + (bytes(4) if masked else b"") + data


class Raw:
    """One connection, open or refused: `status` is that of the HTTP answer."""

    def __init__(self, connection: socket.socket, status: int, rest: bytes) -> None:
        self._connection = connection
        self.status = status
        self.data = bytearray(rest)
        self.ended = False

    @classmethod
    async def connect(
        cls,
        person: Person,
        *,
        origin: str | None = None,
        cookie: str | None = None,
        receive_buffer: int | None = None,
        extensions: str | None = None,
    ) -> "Raw":
        loop = asyncio.get_running_loop()
        host, port = person.address.removeprefix("http://").split(":")
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.setblocking(False)
        await loop.sock_connect(connection, (host, int(port)))
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /ws HTTP/1.1", f"host: {host}:{port}", "upgrade: websocket", "connection: upgrade",
            f"sec-websocket-key: {key}", "sec-websocket-version: 13", f"cookie: {cookie or person.cookie}",
        ]  # fmt: skip
        if extensions is not None:
            lines.append(f"sec-websocket-extensions: {extensions}")
        if origin != "":
            lines.append(f"origin: {origin or person.address}")
        await loop.sock_sendall(connection, "\r\n".join([*lines, "", ""]).encode("latin-1"))
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += await asyncio.wait_for(loop.sock_recv(connection, 65536), PATIENCE_S)
        head, _, rest = answer.partition(b"\r\n\r\n")
        return cls(connection, int(head.split()[1]), rest)

    async def send(self, payload: bytes | str | dict[str, Any], opcode: int = TEXT) -> None:
        data = json.dumps(payload) if isinstance(payload, dict) else payload
        await self.put(framed(data.encode() if isinstance(data, str) else data, opcode))

    async def put(self, data: bytes) -> None:
        """Bytes as they are. A line that the server has cut takes no more of them."""
        with contextlib.suppress(ConnectionError):
            await asyncio.get_running_loop().sock_sendall(self._connection, data)

    def shut(self) -> None:
        """Say no more, and stay."""
        self._connection.shutdown(socket.SHUT_WR)

    async def hello(self) -> None:
        await self.send({"t": "hello", "protocol": 1})

    async def read(self) -> bool:
        """Read what is there, waiting for something. False at the end."""
        try:
            data = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self._connection, 1 << 20), PATIENCE_S)
        except ConnectionError:
            data = b""
        self.data += data
        self.ended = not data
        return bool(data)

    async def hears(self, t: str, **fields: Any) -> dict[str, Any]:
        while True:
            for frame in self.told():
                if frame["t"] == t and all(frame.get(k) == v for k, v in fields.items()):
                    return frame
            assert await self.read(), f"the server ended it: {list(self.frames())[-1:]}"

    async def is_closed(self) -> int | None:
        """Reads on to the close frame. Its code, or None where the line was cut without one."""
        while not (closes := [payload for opcode, payload in self.frames() if opcode == CLOSE]) and await self.read():
            pass
        return struct.unpack("!H", closes[0][:2])[0] if closes else None

    async def ends(self) -> None:
        """Reads on to the end of the line."""
        while await self.read():
            pass

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """(opcode, payload) of every whole frame that came, as it was before it was compressed."""
        at = 0
        while len(self.data) >= at + 2:
            opcode, size, is_packed = self.data[at] & 15, self.data[at + 1], self.data[at] & 0x40
            at += 2
            if size == 126:
                size, at = int.from_bytes(self.data[at : at + 2], "big"), at + 2
            elif size == 127:
                size, at = int.from_bytes(self.data[at : at + 8], "big"), at + 8
            if len(self.data) < at + size:
                return
            payload = bytes(self.data[at : at + size])
            yield opcode, zlib.decompressobj(-15).decompress(payload + b"\x00\x00\xff\xff") if is_packed else payload
            at += size

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(payload) for opcode, payload in self.frames() if opcode == TEXT]

    def close(self) -> None:
        self._connection.close()
