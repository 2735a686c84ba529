"""The command `porchlight`. What a subcommand needs is imported when it is called."""

import argparse
import asyncio
import gc
import os
import socket
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

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
    db = commands.add_parser("db", help="back-up and restore").add_subparsers(dest="act", required=True)
    backup = db.add_parser("backup", help="write everything the database holds into a file, while it runs or not")
    backup.add_argument("--force", action="store_true", help="replace the file if it is there")
    restore = db.add_parser("restore", help="put what a back-up holds in place of what the database holds")
    restore.add_argument("--disconnect", action="store_true", help="end the instances that are connected")
    restore.add_argument("--sign-everyone-out", action="store_true", help="end every session")
    for command in (backup, restore):
        command.add_argument("file", type=Path, metavar="FILE")
    load = commands.add_parser("load", help="load tests").add_subparsers(dest="act", required=True)
    accounts = load.add_parser("accounts", help="make accounts with sessions in a room, and print them as JSON lines")
    accounts.add_argument("--count", type=int, required=True, metavar="N")
    accounts.add_argument("--room", required=True, metavar="R", help="its slug or its id")
    accounts.add_argument("--force", action="store_true", help="beside other people's accounts, too")
    given = parser.parse_args()
    call = {"run": run, "serve": serve, "assess": assess, "staff": invite_staff, "audit": verify_audit, "db": keep,
            "load": load_accounts}  # fmt: skip
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
    from server.ground.db import DatabaseRefused, Replaced
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
    if isinstance(server.failure, (MasterKeyUnusable, DatabaseRefused, Replaced, RulesRejected, PolicyRejected)):
        raise Wrong(str(server.failure))
    if server.failure is not None:
        raise server.failure
    return 0


def collect_seldom() -> None:
    """What has been built stays: it is not looked through for garbage again, and what comes is looked through in larger
    lots. As Python has it, that took a tenth of a busy server's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def announce(porchlight: "Porchlight", *, demonstrate: bool) -> None:
    """Say where it listens and, while there is no moderator yet, how to become the first."""
    await porchlight.ready.wait()
    collect_seldom()
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


def load_accounts(given: argparse.Namespace) -> int:
    import msgspec

    from server.ground.seal import MasterKeyUnusable
    from server.rooms.load_accounts import NotMade, make

    chosen = settings()
    try:
        made = with_database(chosen, lambda db: make(db, chosen, given.count, given.room, force=given.force))
    except (NotMade, MasterKeyUnusable) as error:
        raise Wrong(str(error)) from None
    sys.stdout.buffer.write(msgspec.json.Encoder().encode_lines(made))
    return 0


def keep(given: argparse.Namespace) -> int:
    """Back-up and restore."""
    from server.ground.backup import back_up
    from server.ground.db import UNREACHABLE, DatabaseRefused
    from server.ground.postgres_clients import BackupFailed
    from server.ground.restore import restore
    from server.ground.seal import MasterKeyUnusable

    chosen, file = settings(), given.file
    try:
        with database_of(chosen, make=given.act == "restore") as url:
            if given.act == "backup":
                size = back_up(url, file, overwrite=given.force)
                print(f"Written: {file}, {size:,} bytes. The master key is not in it: keep a copy of")
                print(f"{chosen.master_key_file} apart from the back-ups. Without it, nobody can read them.")
            else:
                restore(
                    url, file, chosen.master_key_file, disconnect=given.disconnect, sign_out=given.sign_everyone_out
                )
                print(f"Restored: the place is as it was when {file} was written. Start the instances anew.")
                print("Browsers that were told of more since then offer it again by themselves.")
    except (BackupFailed, MasterKeyUnusable, DatabaseRefused) as error:
        raise Wrong(str(error)) from None
    except UNREACHABLE:
        raise Wrong(NO_DATABASE) from None
    return 0


@contextmanager
def database_of(chosen: "Settings", *, make: bool) -> "Iterator[str]":
    """As `with_database`; where the embedded Postgres is not running, it runs for as long as this takes.

    `make`: where there is none, make it.
    """
    from server.ground import postgres

    told = chosen.home / DATABASE_URL_FILE
    if chosen.database_url:
        yield chosen.database_url
        return
    if make:
        make_home(chosen.home)
    elif not (chosen.home / "postgres").exists():
        raise Wrong(NO_DATABASE)
    try:
        embedded = postgres.start(chosen.home)
    except postgres.PostgresNotStarted as error:
        if not told.exists():
            raise Wrong(str(error)) from None
        yield told.read_text()  # it is running already
        return
    with embedded:
        yield embedded.dsn


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
