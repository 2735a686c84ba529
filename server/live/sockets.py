"""The door of `/ws`: who may come in, who is in, and who has to go."""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from starlette.requests import cookie_parser
from starlette.types import Receive, Scope, Send

from server.auth import revocations, sessions
from server.ground import protocol as p
from server.ground.bus import CASES, REVOCATIONS, AnyEvent, LookAgain, Revoked
from server.ground.db import UNREACHABLE, Database
from server.ground.settings import Settings
from server.ground.together import Together
from server.live.feed import encode
from server.live.pace import Pace
from server.live.session import Doors, Session
from server.live.transport import EXTENSION, Wire

log = logging.getLogger(__name__)

COMING = 200
"""Most people whose session is being looked up; past that, who comes is given a time to come back."""
OTHER_TABS_S = 15.0
"""When somebody with too many sockets is asked to come back, at the earliest."""
CHECK_SESSIONS_S = 60.0
PIECE = 500
"""How many sockets are told something in one go, before others have their turn."""
DRAIN_S = 5.0
"""Over how long a stopping server lets its sockets go, each told when to come back."""
CLOSED_BY = {"suspended": p.SUSPENDED, "erased": p.ERASED}
"""How an account's sockets close, by what ended its sessions."""


class Sockets:
    """All open sockets of this instance."""

    def __init__(
        self, database: Database, doors: Doors, settings: Settings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._doors = doors
        self._settings = settings
        self._clock = clock
        self._coming = 0
        self._people = Together(self._find)
        self._pace = Pace(clock)
        self._open: dict[Session, None] = {}
        self._of: dict[UUID, tuple[Session, ...]] = {}
        """The same by account and by session id, so that neither coming in nor a revocation looks at everyone."""
        self._revoked: dict[int, tuple[float, Revoked]] = {}
        self._look = asyncio.Event()
        self._looked_up_to: int | None = None
        self._check_at = 0.0
        self._draining = False
        self._ringing: asyncio.Task[None] | None = None
        doors.bus.subscribe(REVOCATIONS, self._heard)
        doors.bus.subscribe(CASES, self._cases_changed)
        doors.coverage.on_change = self._staffed_changed

    def __len__(self) -> int:
        return len(self._open)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI app of `/ws`. After the handshake the session is called by the wire, and this returns."""
        wire: Wire = scope["extensions"][EXTENSION]
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        # A browser always names the page's origin; what names none is no page that could be foreign.
        if headers.get(b"origin", "") not in self._settings.origins | {""}:
            await send({"type": "websocket.close"})  # before the handshake: HTTP 403
            return
        began = self._clock()
        person = await self._who_comes(headers)
        # Refused after the handshake: a page can read a close code, but no HTTP status.
        await send({"type": "websocket.accept"})
        if isinstance(person, p.Close):
            await self._turn_away(person, send)
            return
        session = Session(wire, person, self._doors, self._ended)
        self._open[session] = None
        for id in (person.account, person.session):
            self._of[id] = (*self._of.get(id, ()), session)
        wire.attach(session)
        # What was revoked while it came in could not find it yet.
        for at, revoked in list(self._revoked.values()):
            if at >= began:
                self._carry_out(revoked, [session])

    async def _who_comes(self, headers: dict[bytes, str]) -> sessions.Person | p.Close:
        """Somebody for whom there is room, or why not."""
        if self._draining:
            return p.RESTART
        if self._coming >= COMING:
            return p.BUSY
        secret = cookie(headers)
        if not secret:
            return p.SIGNED_OUT
        self._coming += 1
        try:
            person = await self._people.get(secret)
        except KeyError:
            return p.SIGNED_OUT
        except UNREACHABLE:
            return p.BROKEN
        finally:
            self._coming -= 1
        if not person.may("socket.open"):  # staff who have not given their second proof
            return p.SIGNED_OUT
        return self._no_room_for(person) or person

    async def _find(self, secrets: Sequence[str]) -> dict[str, sessions.Person]:
        return await sessions.find_all(self._database, secrets)

    def _no_room_for(self, person: sessions.Person) -> p.Close | None:
        if self._draining:
            return p.RESTART
        mine = len(self._of.get(person.account, ()))
        if mine >= self._settings.porchlight_sockets_per_account or self._doors.limits.take("connect", person.account):
            return p.TOO_MANY
        return p.BUSY if len(self._open) >= self._settings.porchlight_sockets else None

    async def _turn_away(self, why: p.Close, send: Send) -> None:
        if why.again == "later":
            wait = OTHER_TABS_S * random.uniform(1, 2) if why is p.TOO_MANY else self._pace.retry_after()  # noqa: S311
            away = msgspec.json.encode(p.Away(retry_after=round(wait, 2)))
            await send({"type": "websocket.send", "text": away.decode()})
        await send({"type": "websocket.close", "code": why.code, "reason": why.name})

    def _ended(self, session: Session) -> None:
        self._open.pop(session, None)
        for id in (session.person.account, session.person.session):
            others = tuple(other for other in self._of.pop(id, ()) if other is not session)
            if others:
                self._of[id] = others

    # Revocations --------------------------------------------------------------------------------------

    def _heard(self, event: AnyEvent) -> None:
        if isinstance(event, LookAgain):
            self._look.set()
        elif isinstance(event, Revoked) and event.id not in self._revoked:
            self._revoked[event.id] = self._clock(), event
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
                    session.close(CLOSED_BY.get(revoked.code, p.SIGNED_OUT))

    async def watch_revocations(self) -> None:
        """Reads revocations by a timer too, in case an event was lost. Runs until cancelled."""
        # Read at once: what was revoked before this server started is nobody's here to carry out later.
        while True:
            try:
                await self.look_for_revocations()
                if self._clock() >= self._check_at:
                    self._check_at = self._clock() + CHECK_SESSIONS_S
                    await self.check_sessions()
            except Exception as error:
                log.warning("what was revoked could not be read", extra={"error": type(error).__name__})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(revocations.REREAD_S * random.uniform(0.8, 1)):  # noqa: S311 - jitter
                    await self._look.wait()
            self._look.clear()

    async def look_for_revocations(self) -> None:
        """Carry out what has been revoked since, and what was heard of too lately to be sure of what came before it."""
        if self._looked_up_to is None:
            self._looked_up_to = await revocations.before(self._database)
        for revoked in await revocations.since(self._database, self._looked_up_to):
            self._heard(revoked)
        old = self._clock() - revocations.LOOK_BACK_S
        settled = [id for id, (at, _) in self._revoked.items() if at < old]
        self._looked_up_to = max([self._looked_up_to, *settled])
        for id in settled:
            del self._revoked[id]

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
            bell = await self._doors.cases.ring()
        except UNREACHABLE:
            return  # consoles ask by themselves, too
        for session in list(self._open):
            if session.watching:
                session.write(bell(session.person))

    # Whether somebody is on duty ------------------------------------------------------------------------

    def _staffed_changed(self) -> None:
        self._tell_staffed(iter(list(self._open)))

    def _tell_staffed(self, waiting: Iterator[Session]) -> None:
        """A piece of everybody at a time. Each piece says how things stand by now, so the last word is right."""
        frame = encode(p.Staffed(on=self._doors.coverage.staffed))
        piece = list(islice(waiting, PIECE))
        for session in piece:
            session.write_encoded(frame)
        if piece:
            asyncio.get_running_loop().call_soon(self._tell_staffed, waiting)

    # Stopping -------------------------------------------------------------------------------------------

    def turn_out(self) -> None:
        """Close every socket at once: what this server knows is no longer so. A new one knows better."""
        self._draining = True
        for session in list(self._open):
            session.close(p.RESTART)

    async def drain(self) -> None:
        """Let everyone go, spread over DRAIN_S, each told when to come back."""
        self._draining = True
        leaving, began = list(self._open), self._clock()
        for number, session in enumerate(leaving):
            # By the clock and not by pauses: thousands of short pauses take longer than their sum.
            wait = began + DRAIN_S * number / max(len(leaving), 50) - self._clock()
            if wait > 0:
                await asyncio.sleep(wait)
            session.write(p.Away(retry_after=round(random.uniform(0.5, 2 + DRAIN_S), 2)))  # noqa: S311
            session.close(p.DRAIN)


def cookie(headers: dict[Any, str]) -> str:
    """The session's secret, or an empty string. Read as the HTTP door does, whatever cookies others have set."""
    return cookie_parser(headers.get(b"cookie", "")).get(sessions.COOKIE, "")
