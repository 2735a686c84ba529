"""`porchlight run` and `porchlight serve`, and the messages of a start that fails."""

import argparse
import asyncio
import gc
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.app import Porchlight, Server
    from server.cli.wrong import Commands
    from server.ground.settings import Settings

DATABASE_URL_FILE = "database-url"
SECOND_PROOF = "PORCHLIGHT_STAFF_SECOND_PROOF"
"""`run` is a demonstration, so it asks staff for no second proof, unless this is set."""


def add(commands: "Commands") -> None:
    here = commands.add_parser("run", help="start on this machine, with an embedded Postgres and example rooms")
    here.set_defaults(call=run)
    one = commands.add_parser("serve", help="start one instance, configured by environment (DATABASE_URL, PORT, ...)")
    one.add_argument("--demonstration", action="store_true", help="make example rooms where there is none")
    one.set_defaults(call=serve)


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
        found = {"database_url": embedded.dsn, "port": port}
        if not os.environ.get(SECOND_PROOF):
            found["porchlight_staff_second_proof"] = "off"
        return serve_on(msgspec.structs.replace(chosen, **found), listening, demonstrate=True)
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
    from server.ground.master_key import MasterKeyUnusable
    from server.http.pages import ClientNotBuilt
    from server.moderation.policy_file import PolicyRejected
    from server.moderation.reader import BadModel
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
    except (ClientNotBuilt, BadModel) as error:
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
    if porchlight.settings.porchlight_staff_second_proof == "off":
        print(f"A passphrase is enough to be a moderator: for real people set {SECOND_PROOF}=required.", flush=True)
    if demonstrate:
        if porchlight.first_moderator is not None:
            link = f"{address}/console#invite={porchlight.first_moderator}"
            print(f"The first moderator's link (it works once): {link}", flush=True)
        print("Stop it with Ctrl-C.", flush=True)
