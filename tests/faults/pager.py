"""The receiver of pages: a small HTTP server of the operator's, which can be down for a while. Takes what is signed."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable

import msgspec

from tests.faults.records import Paged, Record

SECRET = "what the pager and every instance know"


class Pager:
    """Takes POSTs of JSON and writes them down. While it is down it answers 503, and 401 to what is not signed."""

    def __init__(self, note: Callable[[Record], None]) -> None:
        self._note = note
        self.port = 0
        self.down = False
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/page"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.split("content-length:")[1].split("\r\n")[0])
            body = await reader.readexactly(length)
            page = msgspec.json.decode(body)
            signed = is_signed(head, body)
            # Written down before it is answered: whoever hears the answer may count on it.
            self._note(
                Paged(
                    who="pager",
                    case=page["case"],
                    step=page["step"],
                    urgency=page["urgency"],
                    accepted=signed and not self.down,
                )
            )
            status = "503 Service Unavailable" if self.down else "204 No Content" if signed else "401 Unauthorized"
            writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, IndexError):
            pass  # an instance that was killed while it told us
        finally:
            writer.close()


def is_signed(head: str, body: bytes) -> bool:
    line = next((line for line in head.split("\r\n") if line.startswith("porchlight-signature: ")), "")
    sent, _, given = line.removeprefix("porchlight-signature: t=").partition(",v1=")
    return given == hmac.new(SECRET.encode(), f"{sent}.".encode() + body, hashlib.sha256).hexdigest()
