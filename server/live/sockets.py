"""The door of `/ws`: who may come in, who is in, and who has to go."""

import asyncio
import contextlib
import logging
import random
import time
from typing import Any
from uuid import UUID

from starlette.requests import cookie_parser
from starlette.types import Receive, Scope, Send

from server.auth import revocations, sessions
from server.ground import protocol as p
from server.ground.bus import CASES, REVOCATIONS, AnyEvent, LookAgain, Revoked
from server.ground.db import UNREACHABLE, Database
from server.live.session import Doors, Session
from server.live.transport import EXTENSION, Wire

log = logging.getLogger(__name__)

PER_ACCOUNT = 12
PER_INSTANCE = 20_000
CHECK_SESSIONS_S = 60.0
DRAIN_S = 5.0
"""Over how long a stopping server lets its sockets go, each told when to come back."""


class Sockets:
    """All open sockets of this instance."""

    def __init__(self, database: Database, doors: Doors, origins: frozenset[str]) -> None:
        self._database = database
        self._doors = doors
        self._origins = origins
        self._open: dict[Session, None] = {}
        self._of: dict[UUID, dict[Session, None]] = {}
        """The same by account and by session id, so that neither coming in nor a revocation looks at everyone."""
        self._revoked: dict[int, tuple[float, Revoked]] = {}
        self._look = asyncio.Event()
        self._draining = False
        self._ringing: asyncio.Task[None] | None = None
        doors.bus.subscribe(REVOCATIONS, self._heard)
        doors.bus.subscribe(CASES, self._cases_changed)

    def __len__(self) -> int:
        return len(self._open)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI app of `/ws`. After the handshake the session is called by the wire, and this returns."""
        wire: Wire = scope["extensions"][EXTENSION]
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        await receive()  # websocket.connect
        # A browser always names the page's origin; what names none is no page that could be foreign.
        if headers.get(b"origin", "") not in self._origins | {""}:
            await send({"type": "websocket.close"})  # before the handshake: HTTP 403
            return
        began = time.monotonic()
        person: sessions.Person | None = None
        refusal: p.Close | None = p.SIGNED_OUT
        try:
            person = await sessions.find(self._database, cookie(headers))
            if person is not None:
                refusal = self._no_room_for(person)
        except UNREACHABLE:
            refusal = p.BROKEN
        # Refused after the handshake: a page can read a close code, but no HTTP status.
        await send({"type": "websocket.accept"})
        if refusal is not None:
            await send({"type": "websocket.close", "code": refusal.code, "reason": refusal.name})
            return
        assert person is not None
        session = Session(wire, person, self._doors, self._ended)
        self._open[session] = None
        for id in (person.account, person.session):
            self._of.setdefault(id, {})[session] = None
        wire.attach(session)
        # What was revoked while it came in could not find it yet.
        for at, revoked in list(self._revoked.values()):
            if at >= began:
                self._carry_out(revoked, [session])

    def _no_room_for(self, person: sessions.Person) -> p.Close | None:
        if self._draining:
            return p.RESTART
        full = len(self._of.get(person.account, ())) >= PER_ACCOUNT or len(self._open) >= PER_INSTANCE
        return p.TOO_MANY if full else None

    def _ended(self, session: Session) -> None:
        self._open.pop(session, None)
        for id in (session.person.account, session.person.session):
            mine = self._of.get(id, {})
            mine.pop(session, None)
            if not mine:
                self._of.pop(id, None)

    # Revocations --------------------------------------------------------------------------------------

    def _heard(self, event: AnyEvent) -> None:
        if isinstance(event, LookAgain):
            self._look.set()
        elif isinstance(event, Revoked) and event.id not in self._revoked:
            self._revoked[event.id] = time.monotonic(), event
            ids = [id for id in (event.session_id, event.account_id) if id is not None]
            self._carry_out(event, [session for id in ids for session in self._of.get(id, ())])

    def _carry_out(self, revoked: Revoked, those: list[Session]) -> None:
        for session in those:
            if session.person.session == revoked.session_id:
                session.close(p.SIGNED_OUT)
            elif session.person.account == revoked.account_id:
                if revoked.room_id is not None:
                    session.gone(revoked.room_id, revoked.code)
                else:
                    session.close(p.SUSPENDED if revoked.code == "suspended" else p.SIGNED_OUT)

    async def watch_revocations(self) -> None:
        """Reads revocations by a timer too, in case an event was lost. Runs until cancelled."""
        check_at = 0.0
        # Read at once: what was revoked before this server started is nobody's here to carry out later.
        while True:
            try:
                for revoked in await revocations.recent(self._database):
                    self._heard(revoked)
                if time.monotonic() > check_at:
                    check_at = time.monotonic() + CHECK_SESSIONS_S
                    await self.check_sessions()
            except Exception as error:
                log.warning("what was revoked could not be read", extra={"error": type(error).__name__})
            old = time.monotonic() - 4 * revocations.LOOK_BACK_S
            self._revoked = {id: heard for id, heard in self._revoked.items() if heard[0] > old}
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(revocations.REREAD_S * random.uniform(0.8, 1)):  # noqa: S311 - jitter
                    await self._look.wait()
            self._look.clear()

    async def check_sessions(self) -> None:
        """What ends by itself closes sockets too: a session, or a role, whose time is over."""
        open_now = list(self._open)
        held = await sessions.holding(self._database, {session.person.session for session in open_now})
        for session in open_now:
            roles = held.get(session.person.session)
            if roles is None:
                session.close(p.SIGNED_OUT)
            elif roles != session.person.roles:
                session.close(p.RESTART)  # it comes back with the roles it has now

    # Moderators' bell -----------------------------------------------------------------------------------

    def _cases_changed(self, event: AnyEvent) -> None:
        if self._ringing is None and any(session.watching for session in self._open):
            self._ringing = asyncio.get_running_loop().create_task(self._ring())

    async def _ring(self) -> None:
        # Cleared before the counts are read: a change that comes meanwhile rings again.
        self._ringing = None
        try:
            bell = await self._doors.cases.bell()
        except UNREACHABLE:
            return  # consoles ask by themselves, too
        for session in list(self._open):
            if session.watching:
                session.write(bell)

    # Stopping -------------------------------------------------------------------------------------------

    def turn_out(self) -> None:
        """Close every socket at once: what this server knows is no longer so. A new one knows better."""
        self._draining = True
        for session in list(self._open):
            session.close(p.RESTART)

    async def drain(self) -> None:
        """Let everyone go, spread over DRAIN_S, each told when to come back."""
        self._draining = True
        leaving = list(self._open)
        pause = DRAIN_S / max(len(leaving), 50)
        for session in leaving:
            session.write(p.Away(retry_after=round(random.uniform(0.5, 2 + DRAIN_S), 2)))  # noqa: S311
            session.close(p.DRAIN)
            await asyncio.sleep(pause)


def cookie(headers: dict[Any, str]) -> str:
    """The session's secret, or an empty string. Read as the HTTP door does, whatever cookies others have set."""
    return cookie_parser(headers.get(b"cookie", "")).get(sessions.COOKIE, "")
