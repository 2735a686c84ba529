"""The command `porchlight`. What a subcommand needs is imported when it is called."""

import argparse
import asyncio
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from server.app import Porchlight, Server
    from server.ground.db import Database
    from server.ground.settings import Settings

T = TypeVar("T")

DATABASE_URL_FILE = "database-url"
NO_DATABASE = "the database does not answer: set DATABASE_URL, or start `porchlight run` first"


class Wrong(Exception):
    """Something the person at the keyboard can set right. The message says what and how."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="porchlight", description="Online peer support, in real time.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start on this machine, with an embedded Postgres and example rooms")
    server = commands.add_parser(
        "serve", help="start one instance, configured by environment (DATABASE_URL, PORT, ...)"
    )
    server.add_argument("--demonstration", action="store_true", help="make example rooms where there is none")
    commands.add_parser("assess", help="read JSON lines on standard input and say what the rules make of them")
    staff = commands.add_parser("staff", help="staff").add_subparsers(dest="act", required=True)
    invite = staff.add_parser("invite", help="a link with which somebody becomes a member of staff")
    invite.add_argument("--role", choices=("moderator", "lead", "operator"), default="moderator")
    audit = commands.add_parser("audit", help="the audit chain").add_subparsers(dest="act", required=True)
    audit.add_parser("verify", help="check that no row was changed, removed or moved")
    given = parser.parse_args()
    call = {"run": run, "serve": serve, "assess": assess, "staff": invite_staff, "audit": verify_audit}
    try:
        sys.exit(call[given.command](given))
    except Wrong as wrong:
        sys.exit(f"porchlight: {wrong}")
    except KeyboardInterrupt:
        sys.exit(130)


def settings() -> "Settings":
    from server.ground.settings import SettingsRejected, read

    try:
        return read()
    except SettingsRejected as rejected:
        raise Wrong(str(rejected)) from None


def run(given: argparse.Namespace) -> int:
    """The main job: everything on one machine, in the foreground."""
    import msgspec

    from server.ground import postgres

    chosen = settings()
    listening = bind(chosen)
    make_home(chosen.home)
    print(f"Starting the database in {chosen.home} ...", flush=True)
    try:
        embedded = postgres.start(chosen.home)
    except postgres.PostgresNotStarted as error:
        raise Wrong(str(error)) from None
    told = chosen.home / DATABASE_URL_FILE
    try:
        # For `porchlight staff` and the like, while this one runs.
        told.touch(0o600)
        told.write_text(embedded.dsn)
        port = listening.getsockname()[1]
        return serve_on(
            msgspec.structs.replace(chosen, database_url=embedded.dsn, port=port), listening, demonstrate=True
        )
    finally:
        told.unlink(missing_ok=True)
        embedded.stop()


def serve(given: argparse.Namespace) -> int:
    import msgspec

    chosen = settings()
    if not chosen.database_url:
        raise Wrong("DATABASE_URL is not set: give postgresql://user:password@host/database, or use `porchlight run`")
    listening = bind(chosen)
    make_home(chosen.home)
    port = listening.getsockname()[1]
    return serve_on(msgspec.structs.replace(chosen, port=port), listening, demonstrate=given.demonstration)


def bind(chosen: "Settings") -> socket.socket:
    """The listening socket, taken first so that a port in use is said before anything else is started."""
    try:
        return socket.create_server((chosen.host, chosen.port), backlog=2048)
    except OSError as error:
        raise Wrong(
            f"port {chosen.port} on {chosen.host} cannot be used ({error.strerror}): "
            "stop what listens there, or set PORT to another number"
        ) from None


def make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / f".writable.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Wrong(
            f"the data folder {home} cannot be written ({error.strerror}): set PORCHLIGHT_HOME to a folder that can"
        ) from None


def serve_on(chosen: "Settings", listening: socket.socket, *, demonstrate: bool) -> int:
    import uvloop

    from server.app import Porchlight
    from server.app import Server as WebServer
    from server.ground.db import DatabaseRefused
    from server.ground.logging import set_up
    from server.ground.seal import MasterKeyUnusable
    from server.http.pages import ClientNotBuilt
    from server.moderation.policy_file import PolicyRejected
    from server.moderation.rules import RulesRejected

    set_up(chosen.porchlight_log_level)

    async def main() -> "Server":
        porchlight = Porchlight(chosen, demonstrate=demonstrate)
        server = WebServer(porchlight)
        announcing = asyncio.create_task(announce(porchlight, demonstrate=demonstrate))
        await server.serve(sockets=[listening])
        announcing.cancel()
        return server

    try:
        server = uvloop.run(main())
    except ClientNotBuilt as error:
        raise Wrong(str(error)) from None
    if isinstance(server.failure, (MasterKeyUnusable, DatabaseRefused, RulesRejected, PolicyRejected)):
        raise Wrong(str(server.failure))
    if server.failure is not None:
        raise server.failure
    return 0


async def announce(porchlight: "Porchlight", *, demonstrate: bool) -> None:
    """Say where it listens and, while there is no moderator yet, how to become the first."""
    await porchlight.ready.wait()
    address = porchlight.settings.address
    print(f"Porchlight is open at {address}", flush=True)
    if demonstrate:
        from server.auth.accounts import invite_first_moderator

        code = await invite_first_moderator(porchlight.database)
        if code is not None:
            print(f"The first moderator's link (it works once): {address}/console#invite={code}", flush=True)
        print("Stop it with Ctrl-C.", flush=True)


def assess(given: argparse.Namespace) -> int:
    from server.moderation.assess_lines import run as assess_lines

    return assess_lines(sys.stdin, sys.stdout)


def invite_staff(given: argparse.Namespace) -> int:
    from server.auth.accounts import invite

    chosen = settings()

    async def make(database: "Database") -> str:
        async with database.begin() as connection:
            return await invite(connection, given.role)

    code = with_database(chosen, make)
    print(f"{chosen.address}/console#invite={code}")
    return 0


def verify_audit(given: argparse.Namespace) -> int:
    from server.moderation.audit import verify

    rows, wrong = with_database(settings(), verify)
    if wrong is not None:
        print(f"the audit chain is broken at row {wrong}")
        return 1
    print(f"the audit chain holds: {rows} rows")
    return 0


def with_database(chosen: "Settings", work: "Callable[[Database], Coroutine[Any, Any, T]]") -> "T":
    """Do something with the database of a running installation: DATABASE_URL's, or the embedded one."""
    from server.ground.db import UNREACHABLE, Database

    async def main() -> "T":
        told = chosen.home / DATABASE_URL_FILE
        if not chosen.database_url and not told.exists():
            raise Wrong(NO_DATABASE)
        database = Database(chosen.database_url or told.read_text())
        try:
            return await work(database)
        finally:
            await database.close()

    try:
        return asyncio.run(main())
    except UNREACHABLE:
        raise Wrong(NO_DATABASE) from None
