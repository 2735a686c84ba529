"""Whoever is called outside the browser: a small HTTP and a small SMTP server that write down what they are told, and
can refuse it or keep one waiting."""

import asyncio
import json
from email import message_from_bytes
from email.message import Message
from email.policy import default
from functools import partial
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.people import PATIENCE_S


class Pager:
    """Takes POSTs of JSON. `holds` keeps whoever calls waiting for an answer until it is set."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.signatures: list[tuple[str, bytes]] = []
        self.answers = 204
        self.holds = asyncio.Event()
        self.holds.set()
        self._server: asyncio.Server | None = None
        self._heard = asyncio.Condition()
        self._answering: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/page"

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # whoever called was killed
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = await reader.readexactly(int(fields["content-length"]))
        async with self._heard:
            self.told.append(json.loads(body))
            self.signatures.append((fields.get("porchlight-signature", ""), body))
            self._heard.notify_all()
        await self.holds.wait()
        writer.write(f"HTTP/1.1 {self.answers} said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()

    async def hears(self, count: int, patience_s: float = PATIENCE_S) -> list[dict[str, Any]]:
        async with asyncio.timeout(patience_s), self._heard:
            await self._heard.wait_for(lambda: len(self.told) >= count)
        return self.told

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        await self._server.wait_closed()


class MailServer:
    """Takes mail. `answers` is what it says to a mail's words; `holds` keeps the sender waiting for that."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.recipients: list[list[str]] = []
        self.logins: list[Any] = []
        self.answers = "250 OK"
        self.holds = asyncio.Event()
        self.holds.set()
        self._server: asyncio.Server | None = None
        self._heard = asyncio.Condition()

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        # It would take a password in the clear: who sends one is found out.
        made = partial(SMTP, self, authenticator=self._log_in, auth_require_tls=False)
        self._server = await loop.create_server(made, "127.0.0.1", 0)

    def _log_in(self, *given: Any) -> AuthResult:
        self.logins.append(given)
        return AuthResult(success=True)

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"smtp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        async with self._heard:
            self.mails.append(message_from_bytes(envelope.content, policy=default))
            self.recipients.append(envelope.rcpt_tos)
            self._heard.notify_all()
        await self.holds.wait()
        return self.answers

    async def hears(self, count: int, patience_s: float = PATIENCE_S) -> list[Message]:
        async with asyncio.timeout(patience_s), self._heard:
            await self._heard.wait_for(lambda: len(self.mails) >= count)
        return self.mails

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()
