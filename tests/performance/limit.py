"""Limit B: the least that Python and uvloop can do for the same work, and nothing else.

Everyone at /N is one room; what one sends goes to all of them as the same bytes. No accounts, rules, database or
order. `limit.py PORT` serves on loopback until it is ended.
"""

import asyncio
import base64
import hashlib
import struct
import sys

import uvloop

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
rooms: dict[bytes, set["Client"]] = {}
writes: dict[bytes, tuple] = {}


class Client(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.room, self.waiting = transport, b"", b""

    def data_received(self, data: bytes) -> None:
        data = self.waiting + data if self.waiting else data
        if not self.room:
            head, ended, data = data.partition(b"\r\n\r\n")
            if not ended:
                self.waiting = head
                return
            self.greet(head)
        while len(data) >= 6:
            size, at = data[1] & 127, 2
            if size == 126:
                size, at = struct.unpack_from("!H", data, 2)[0], 4
            if len(data) < at + 4 + size:
                break
            mask, payload = data[at : at + 4], data[at + 4 : at + 4 + size]
            if data[0] == 0x81:
                self.tell(unmask(payload, mask))
            data = data[at + 4 + size :]
        self.waiting = data

    def greet(self, head: bytes) -> None:
        lines = head.split(b"\r\n")
        self.room = lines[0].split()[1]
        key = next(line[19:] for line in lines if line.lower().startswith(b"sec-websocket-key: "))
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        rooms.setdefault(self.room, set()).add(self)
        writes.pop(self.room, None)

    def tell(self, payload: bytes) -> None:
        size = len(payload)
        frame = (struct.pack("!BB", 0x81, size) if size < 126 else struct.pack("!BBH", 0x81, 126, size)) + payload
        if self.room not in writes:
            writes[self.room] = tuple(client.transport.write for client in rooms[self.room])
        for write in writes[self.room]:
            write(frame)

    def connection_lost(self, error: Exception | None) -> None:
        rooms.get(self.room, set()).discard(self)
        writes.pop(self.room, None)


def unmask(payload: bytes, mask: bytes) -> bytes:
    whole = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload) ^ int.from_bytes(whole)).to_bytes(len(payload))


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Client, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
