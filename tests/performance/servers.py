"""The servers that are compared, each pinned to one core: Porchlight with all it needs, the bare limit, two peers."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import asyncpg

from server.ground.db import Database
from server.ground.installation import open_installation
from server.ground.keys import Keys
from server.ground.settings import Settings
from server.rooms.load_accounts import LoadAccount, make
from tests.performance.load import BUILD, HERE
from tests.performance.machine import SERVERS, pinned
from tests.performance.npm import NODE, npm

PORCHLIGHT = Path(sys.executable).with_name("porchlight")
UP_WITHIN_S = 60
SENDS_PER_S = 1000
"""What one account may say a second, by the operator's setting: a few hundred accounts do the work of a city's."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def start(running: ExitStack, argv: list[object], **options: object) -> subprocess.Popen[bytes]:
    """A server on its core, in a session of its own, which ends with us."""
    child = subprocess.Popen(pinned(SERVERS, argv), start_new_session=True, **options)  # type: ignore[call-overload]
    running.callback(stop, child)
    return child  # type: ignore[no-any-return]


def stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_for(port: int, child: subprocess.Popen[bytes]) -> None:
    for _ in range(UP_WITHIN_S * 50):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert child.poll() is None, "a server ended as it started"
            time.sleep(0.02)
    raise AssertionError("a server did not come up")


class Bare:
    """A server that knows no accounts: the limit, or a peer."""

    def __init__(self, running: ExitStack, *argv: object) -> None:
        self.port = free_port()
        child = start(running, [argv[0], *argv[1:2], self.port, *argv[2:]])
        wait_for(self.port, child)
        self.pids = [child.pid]


def limit(running: ExitStack) -> Bare:
    return Bare(running, sys.executable, HERE / "limit.py")


def naive(running: ExitStack) -> Bare:
    return Bare(running, sys.executable, HERE / "naive.py")


def node_ws(running: ExitStack) -> Bare | None:
    """Node `ws`, gotten into build/ by the npm of the set-up; None where it cannot be had."""
    if not npm("ws@8"):
        return None
    return Bare(running, NODE, HERE / "peer.mjs", BUILD / "peers/node_modules/ws/wrapper.mjs")


class Porchlight:
    """Everything on: embedded Postgres with fsync, Redis, and one `porchlight serve` or more."""

    def __init__(self, running: ExitStack, home: Path) -> None:
        self._running = running
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        keeper = start(
            running, [sys.executable, "-m", "tests.faults.postgres", home],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        keeper.stdin.write(b"start\n")
        keeper.stdin.flush()
        self.dsn = json.loads(keeper.stdout.readline())["dsn"]
        redis_port = free_port()
        program = os.environ.get("PORCHLIGHT_REDIS") or shutil.which("redis-server")
        assert program, "no redis-server: run `make bench`, which gets it"
        redis = start(
            running, [program, "--port", redis_port, "--bind", "127.0.0.1", "--save", "", "--dir", home],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self.redis_url = f"redis://127.0.0.1:{redis_port}"
        self.shared = [keeper.pid, redis.pid]
        self.instances: list[subprocess.Popen[bytes]] = []
        self.ports: list[int] = []
        self.starts: list[float] = []
        self.settings = Settings(database_url=self.dsn, porchlight_home=str(home))
        self.accounts: list[LoadAccount] = []

    @property
    def pids(self) -> list[int]:
        return [*self.shared, *(one.pid for one in self.instances)]

    def add_instance(self) -> int:
        """One more `porchlight serve`. Returns its port once it is ready; `starts` remembers how long that took."""
        port = free_port()
        env = os.environ | {
            "DATABASE_URL": self.dsn, "REDIS_URL": self.redis_url, "PORT": str(port), "PORCHLIGHT_HOME": str(self.home),
            "PORCHLIGHT_SENDS_PER_S": str(SENDS_PER_S), "PORCHLIGHT_LOG_LEVEL": "warning",
        }  # fmt: skip
        began = time.monotonic()
        child = start(self._running, [PORCHLIGHT, "serve"], env=env, stdout=subprocess.DEVNULL)
        for _ in range(UP_WITHIN_S * 100):
            try:
                if urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).status == 200:
                    break
            except OSError:
                assert child.poll() is None, "porchlight ended as it started"
            time.sleep(0.01)
        self.starts.append(time.monotonic() - began)
        self.instances.append(child)
        self.ports.append(port)
        return port

    def end_last_instance(self) -> None:
        stop(self.instances.pop())
        self.ports.pop()

    async def fill(self, accounts: int) -> None:
        """Rooms and accounts, in bulk."""
        database = Database(self.dsn)
        await database.reach()
        await database.migrate()
        await open_installation(database, self.settings.master_key)
        await self.make_rooms(["everybody"], database)
        self.accounts = await make(database, self.settings, accounts, "everybody", force=False)
        await database.close()

    async def make_rooms(self, slugs: list[str], database: Database | None = None) -> list[str]:
        """Open rooms with their keys. Returns their ids."""
        mine = database or Database(self.dsn)
        await mine.reach()
        master, _ = await open_installation(mine, self.settings.master_key)
        keys = Keys(mine, master)
        async with mine.fast.acquire() as connection, connection.transaction():
            ids = await connection.fetch(
                """insert into rooms (id, kind, slug, title, retention_days)
                select gen_random_uuid(), 'room', s, s, 30 from unnest($1::text[]) with ordinality as t(s, ord)
                order by ord returning id""",
                slugs,
            )
            rows = [(id, 1, keys.new(id)[1]) for (id,) in ids]
            await connection.copy_records_to_table("keys", columns=("owner", "version", "wrapped"), records=rows)
        if database is None:
            await mine.close()
        return [str(id) for (id,) in ids]

    async def join(self, places: list[tuple[str, str]]) -> None:
        """(room, pseudonym) each: a membership."""
        connection = await asyncpg.connect(self.dsn)
        await connection.execute(
            """insert into members (id, room_id, account_id, alias)
            select gen_random_uuid(), p.room, a.id, a.pseudonym from unnest($1::uuid[], $2::text[]) as p(room, name)
            join accounts a on a.pseudonym = p.name on conflict do nothing""",
            [room for room, _ in places],
            [name for _, name in places],
        )
        await connection.execute("analyze")
        await connection.close()
