"""The composition root: everything is built once here, wired, started and drained."""

import asyncio
import contextlib
import logging
import socket as sockets_of_the_system
import uuid
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from server.auth import sessions
from server.auth.accounts import Accounts
from server.auth.gate import Gate
from server.auth.invitations import invite_first_moderator
from server.auth.networks import Networks
from server.auth.own_sessions import OwnSessions
from server.auth.passkeys import Passkeys
from server.auth.passphrase import Passphrases
from server.auth.proofs import Proofs
from server.auth.recovery import Recovery
from server.auth.second_proof import SecondProof
from server.auth.work import Work
from server.ground.bus import Bus, InProcessBus
from server.ground.db import UNREACHABLE, Database, Replaced
from server.ground.ending import end
from server.ground.installation import open_installation
from server.ground.keys import Keys
from server.ground.protocol import MAX_FRAME, RESTART
from server.ground.settings import Settings
from server.http.connection import Connection, Crowd
from server.http.connection import check_uvicorn as check_uvicorn_http
from server.http.services import Services
from server.http.web import web
from server.live.feed import Feed
from server.live.session import Doors
from server.live.sockets import Sockets
from server.live.transport import Wire, check_uvicorn
from server.moderation import reader, reports, staffing
from server.moderation.cases import Cases
from server.moderation.coverage import Coverage
from server.moderation.in_force import InForce
from server.moderation.judge import shipped_judge
from server.moderation.paging import Paging
from server.moderation.planned_words import PlannedWords
from server.moderation.roster import Planned
from server.moderation.rules import try_shipped
from server.moderation.shift_packs import Packs
from server.moderation.supervision import Supervisions
from server.rooms import demonstration, looking_after
from server.rooms.acts import Acts
from server.rooms.aftercare import Aftercare
from server.rooms.alerts import Alerts
from server.rooms.appeals import Appeals
from server.rooms.append import Writer
from server.rooms.approached import Approached
from server.rooms.asks import Asks
from server.rooms.channel_ends import ChannelEnds
from server.rooms.channels import Channels
from server.rooms.complaints import Complaints
from server.rooms.conversations import Conversations
from server.rooms.directory import Directory
from server.rooms.erasure import Erasure
from server.rooms.facilitators import Facilitators
from server.rooms.follow_ups import FollowUps
from server.rooms.hand_overs import HandOvers
from server.rooms.limits import Limits, limits_for
from server.rooms.live_rooms import LiveRooms
from server.rooms.log import Logs
from server.rooms.members import Members
from server.rooms.one_to_one import OneToOnes
from server.rooms.presence import Presence
from server.rooms.reaching_out import ReachingOut
from server.rooms.recent import Recent
from server.rooms.report_outcomes import ReportOutcomes
from server.rooms.reporting import Reporting
from server.rooms.retention import Retention
from server.rooms.room_acts import RoomActs
from server.rooms.room_states import RoomStates
from server.rooms.sealing import Sealing
from server.rooms.second_reader import SecondReader
from server.rooms.send import Sending
from server.rooms.to_staff import ToStaff
from server.rooms.unreviewed import Unreviewed

log = logging.getLogger(__name__)

RETRY_S = 1.0


class SocketDoor:
    """Where `/ws` leads: nowhere until the database has been reached."""

    sockets: Sockets | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.sockets is None:
            # Accepted first: a page can read a close code, but not why a handshake failed.
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": RESTART.code, "reason": RESTART.name})
        else:
            await self.sockets(scope, receive, send)


class Porchlight:
    """One instance. It serves the help page at once, and everything else once Postgres has been reached."""

    def __init__(self, settings: Settings, *, demonstrate: bool = False) -> None:
        check_uvicorn()
        check_uvicorn_http()
        self.settings = settings
        self._demonstrate = demonstrate
        # Read now: a model that is wrong is told before anybody is let in.
        self._model = reader.read(settings.reader_file) if settings.reader_file else None
        self.database = Database(settings.database_url)
        self.bus = bus_of(settings)
        self.limits = Limits(limits=limits_for(settings.porchlight_sends_per_s))
        self.passphrases = Passphrases(settings.porchlight_argon2_memory_kib)
        self._door = SocketDoor()
        self.web: Starlette = web(settings, self._door)
        self.ready = asyncio.Event()
        self.first_moderator: str | None = None
        """The code of a link for the first moderator, in a demonstration that has none yet."""
        self.on_failure: Callable[[BaseException], None] = lambda error: None
        self._writer: Writer | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin; returns at once. `ready` is set when the database has been reached."""
        self._run(self._reach_and_build)

    async def _reach_and_build(self) -> None:
        while True:
            try:
                await self.database.reach()
                await self.database.migrate()
                await self._open()
                break
            except UNREACHABLE as error:
                log.warning("the database cannot be reached; it is tried again", extra={"error": type(error).__name__})
                await asyncio.sleep(RETRY_S)
        self.ready.set()
        self._run(_try_examples)

    async def _open(self) -> None:
        shipped_judge()  # a rule or policy file that is wrong is refused now, not at somebody's message
        reports.shipped()
        master, epoch = await open_installation(self.database, self.settings.master_key)
        keys = Keys(self.database, master)
        if self._demonstrate:
            await demonstration.seed(self.database, keys)
            # Before anybody can be here: it ends the links of earlier starts, and none that is made from now on.
            self.first_moderator = await invite_first_moderator(self.database)
        if self.settings.porchlight_staff_second_proof == "required":
            await sessions.ask_everybody(self.database)
        in_force = InForce(self.database, self.bus)
        await in_force.refresh()
        self._build(keys, epoch, in_force)

    def _build(self, keys: Keys, epoch: str, in_force: InForce) -> None:
        settings, database, bus, limits = self.settings, self.database, self.bus, self.limits
        second = "not_asked" if settings.porchlight_staff_second_proof == "off" else None
        coverage = Coverage(database, bus)
        planned = Planned(database, bus, settings.porchlight_time_zone, callable=settings.somebody_is_on_call)
        planned_words = PlannedWords(planned, bus)
        cases = Cases(database, keys)
        logs = Logs(database, keys)
        members = Members(database, bus, keys)
        presence = Presence(bus, instance=uuid.uuid4().hex)
        writer = self._writer = Writer(database, bus)
        sealing, recent = Sealing(keys, logs, members), Recent(database, bus)
        second_reader = SecondReader(database, bus, keys, in_force, self._model)
        sending = Sending(database, bus, writer, sealing, limits, coverage, in_force, recent, second_reader, keys)
        to_staff = ToStaff(database, bus, keys, in_force, coverage)
        follow_ups, hand_overs = FollowUps(database, bus, keys, coverage), HandOvers(database, bus, keys)
        feed = Feed(logs, bus, epoch)
        presence.on_change = feed.here
        room_states = RoomStates(database, bus)
        room_states.on_change = feed.in_state

        reporting = Reporting(database, bus, logs, limits, coverage, in_force)
        room_acts = RoomActs(database, bus, keys)
        facilitators = Facilitators(database, bus, keys, coverage, reporting, room_acts)
        doors = Doors(feed, bus, members, presence, sending, limits, cases, coverage, room_states)
        sockets = self._door.sockets = Sockets(database, doors, settings)
        erasure = Erasure(database, bus, keys.master)
        self.web.state.services = Services(
            settings=settings,
            database=database,
            bus=bus,
            accounts=Accounts(
                database, keys, self.passphrases, settings.porchlight_age_range, second, staffing.granted
            ),
            erasure=erasure,
            gate=Gate(Work(lambda said: keys.master.fingerprint(b"work", said)), settings.porchlight_sign_ups_per_min),
            networks=Networks(),
            proofs=Proofs(database, bus, self.passphrases, limits.take),
            recovery=Recovery(database, bus, self.passphrases, second),
            second_proof=SecondProof(database, keys, limits.take),
            passkeys=Passkeys(database),
            own_sessions=OwnSessions(database, bus, keys),
            directory=Directory(database, presence, coverage, planned_words),
            members=members,
            logs=logs,
            conversations=Conversations(database, bus, keys, coverage, limits),
            cases=cases,
            acts=Acts(database, bus, keys, in_force, presence),
            room_acts=room_acts,
            live_rooms=LiveRooms(database, bus, keys, presence),
            reaching_out=ReachingOut(database, bus, keys, presence),
            facilitators=facilitators,
            follow_ups=follow_ups,
            hand_overs=hand_overs,
            one_to_ones=OneToOnes(database, bus, Asks(database, bus, keys, limits), Channels(database, bus, keys)),
            reporting=reporting,
            appeals=Appeals(database, bus, keys, limits, to_staff),
            complaints=Complaints(database, bus, keys, limits, to_staff),
            coverage=coverage,
            planned=planned,
            shift_packs=Packs(database, bus, keys),
            supervisions=Supervisions(database, bus, keys),
            planned_words=planned_words,
            limits=limits,
            in_force=in_force,
        )
        alerts, paging = Alerts(database, bus, keys), Paging(database, bus, keys, settings)
        for runner in (
            bus.run, presence.run, writer.run, feed.run, coverage.watch, sockets.watch_revocations, alerts.run,
            room_states.watch, paging.run, Retention(database).run, database.watch_epoch, in_force.watch,
            Unreviewed(database, bus, keys).run, second_reader.run, ReportOutcomes(database, bus, keys).run, recent.run,
            Approached(database, bus, keys, in_force).run,
            erasure.run,
            partial(keys.watch, bus, settings.master_key),
            partial(
                looking_after.run, follow_ups, hand_overs, Aftercare(database, bus, keys), facilitators,
                ChannelEnds(database, bus, keys),
            ),
        ):  # fmt: skip
            self._run(runner)

    def _run(self, runner: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run something for as long as the server does. If it ends by a fault, the server ends too, loudly."""
        task = asyncio.get_running_loop().create_task(runner())
        task.add_done_callback(self._ended)
        self._tasks.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            if isinstance(error, Replaced) and self._door.sockets is not None:
                self._door.sockets.turn_out()
            log.critical("a part of the server ended", exc_info=error)
            self.on_failure(error)

    async def stop(self) -> None:
        """Let everyone go, store what has been taken, and end."""
        if self._door.sockets is not None:
            await self._door.sockets.drain()
        if self._writer is not None:
            await self._writer.finish()
        await end(self._tasks)
        self.passphrases.close()
        await self.database.close()


async def _try_examples() -> None:
    """Rules that do not do what their examples say end the server. It is open meanwhile: they take half a second."""
    await asyncio.to_thread(try_shipped)


def bus_of(settings: Settings) -> Bus:
    """Over Redis where there is one to be told to others, else in this process alone."""
    if not settings.redis_url:
        return InProcessBus()
    from server.ground.redis_bus import RedisBus  # 100 ms of imports that one instance alone does not need

    return RedisBus(settings.redis_url)


class Server(uvicorn.Server):
    """uvicorn with our way of stopping: clients are let go first, each told when to come back."""

    def __init__(self, porchlight: Porchlight) -> None:
        settings = porchlight.settings
        super().__init__(
            uvicorn.Config(
                porchlight.web,
                host=settings.host,
                port=settings.port,
                loop="uvloop",
                http=partial(Connection, Crowd()),  # type: ignore[arg-type]
                ws=Wire,
                ws_max_size=MAX_FRAME,
                ws_per_message_deflate=False,
                lifespan="off",
                access_log=False,  # it would hold network addresses
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )
        self.porchlight = porchlight
        self.failure: BaseException | None = None

    async def startup(self, sockets: list[sockets_of_the_system.socket] | None = None) -> None:
        self.porchlight.on_failure = self._fail
        await super().startup(sockets)
        await self.porchlight.start()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does it, but nothing is raised again at the end: what stands after `serve` is still to be done."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()

    def _fail(self, error: BaseException) -> None:
        self.failure = error
        self.should_exit = True

    async def shutdown(self, sockets: list[sockets_of_the_system.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await self.porchlight.stop()
        await super().shutdown(sockets)
