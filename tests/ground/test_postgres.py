"""The embedded Postgres, tried with real servers: starting, ending, being killed, and being refused."""

import asyncio
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import asyncpg
import pytest

from server.ground import postgres, postgres_programs
from server.ground.postgres import EmbeddedPostgres, PostgresNotStarted, start

ROOT = Path(__file__).parents[2]
AS_ROOT = os.geteuid() == 0

LAUNCHER = """
import signal, sys
from pathlib import Path
from server.ground.postgres import start
print(start(Path(sys.argv[1])).dsn, flush=True)
signal.pause()
"""


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder that every account can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="porchlight-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Path]:
    """Like `base`, for the whole module."""
    with tempfile.TemporaryDirectory(prefix="porchlight-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def running(shelf: Path) -> Iterator[EmbeddedPostgres]:
    """One server for the tests that only look."""
    with start(shelf / "running", durable=False) as server:
        yield server


@pytest.fixture(scope="module")
def home(shelf: Path) -> Path:
    """A home after its first run, which takes a second: each test that uses it leaves it fit to start."""
    start(shelf / "home", durable=False).stop()
    return shelf / "home"


@pytest.fixture
def system(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for /var/lib/porchlight."""
    monkeypatch.setattr(postgres_programs, "SYSTEM", base / "system")
    return base / "system"


async def ask(server: EmbeddedPostgres | str, *statements: str) -> object:
    """What the last of the statements answers, asked over a connection of its own."""
    connection = await asyncpg.connect(server if isinstance(server, str) else server.dsn)
    try:
        return [await connection.fetchval(statement) for statement in statements][-1]
    finally:
        await connection.close()


def keep(word: str) -> tuple[str, ...]:
    return "DROP TABLE IF EXISTS kept", "CREATE TABLE kept (word text)", f"INSERT INTO kept VALUES ('{word}')"


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        await asyncio.sleep(0.01)


def socket_folder(server: EmbeddedPostgres) -> Path:
    return Path(unquote(server.dsn.partition("?host=")[2]))


def postmaster(home: Path) -> int:
    return int((home / "postgres/data/postmaster.pid").read_text().split()[0])


def alive(process: int) -> bool:
    """Whether it still runs: a zombie that nobody has collected does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def test_first_start_makes_the_database(running: EmbeddedPostgres) -> None:
    assert await ask(running, "SELECT current_database()") == "porchlight"
    assert await ask(running, "SHOW server_encoding") == "UTF8"
    assert await ask(running, "SELECT lower('ÄA')") in ("Äa", "äa")
    assert int(str(await ask(running, "SHOW server_version_num"))) >= 150_000


async def test_other_databases_of_the_same_server(running: EmbeddedPostgres) -> None:
    await ask(running, 'CREATE DATABASE "a b/c?" TEMPLATE porchlight')
    assert await ask(running.dsn_for("a b/c?"), "SELECT current_database()") == "a b/c?"


async def test_forgetful_only_when_asked(running: EmbeddedPostgres, home: Path) -> None:
    assert await ask(running, "SHOW fsync") == "off"
    with start(home) as durable:
        assert await ask(durable, "SHOW fsync") == "on"


async def test_restart_keeps_data_and_password(home: Path) -> None:
    with start(home, durable=False) as server:
        await ask(server, *keep("still here"))
        before = server.dsn
    server.stop()  # again, and harmless
    with start(home, durable=False) as server:
        assert server.dsn == before
        assert await ask(server, "SELECT word FROM kept") == "still here"


async def test_a_killed_launcher_takes_its_server_along(home: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", LAUNCHER, home], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        dsn = child.stdout.readline().strip()
        await ask(dsn, *keep("committed"))
        server = postmaster(home)
        connection = await asyncpg.connect(dsn)  # somebody is in the middle of something
        child.kill()
    with start(home) as again:  # at once: it waits for the other to close
        assert not alive(server)
        assert await ask(again, "SELECT word FROM kept") == "committed"
    connection.terminate()


async def test_a_killed_server_and_a_stale_pid(home: Path) -> None:
    with start(home) as server:
        await ask(server, *keep("recovered"))
        os.kill(postmaster(home), signal.SIGKILL)
    note = home / "postgres/data/postmaster.pid"
    first, rest = note.read_text().split("\n", 1)
    assert not alive(int(first))
    note.write_text(f"{os.getpid()}\n{rest}")  # its number has gone to another process, as in a container
    with start(home, durable=False) as server:
        assert await ask(server, "SELECT word FROM kept") == "recovered"


async def test_a_lost_password_is_made_anew(home: Path) -> None:
    with start(home, durable=False) as server:
        before = server.dsn
    (home / "postgres/password").unlink()
    with start(home, durable=False) as server:
        assert server.dsn != before
        assert await ask(server, "SELECT 1") == 1


def test_one_launcher_at_a_time(home: Path) -> None:
    other = rf"another Porchlight \(process {os.getpid()}\).*PORCHLIGHT_HOME"
    with start(home, durable=False), pytest.raises(PostgresNotStarted, match=other):
        start(home)


def test_waiting_for_a_closing_server_is_bounded(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "CLOSING", 0.2)
    with (home / "postgres/server").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PostgresNotStarted, match="closing Postgres of an earlier run"):
            start(home)
    start(home, durable=False).stop()


async def test_a_server_started_by_hand_is_left_alone(base: Path, home: Path) -> None:
    account = postgres_programs.unprivileged(home / "postgres/data")
    sockets = account.own(base / "by-hand")
    program = postgres_programs.find(account).folder / "postgres"
    by_hand = subprocess.Popen(
        [program, "-D", home / "postgres/data", "-c", "listen_addresses=", "-k", sockets],
        cwd="/", stderr=subprocess.DEVNULL, user=account.uid, group=account.gid, extra_groups=account.groups,
    )  # fmt: skip
    with by_hand:
        await until(lambda: (sockets / ".s.PGSQL.5432").exists())
        with pytest.raises(PostgresNotStarted, match=rf"did not start \(process {by_hand.pid}\)"):
            start(home)
        by_hand.send_signal(signal.SIGINT)


def test_no_tcp(running: EmbeddedPostgres) -> None:
    server = int((socket_folder(running).parent / "data/postmaster.pid").read_text().split()[0])
    held = {str(handle.readlink()) for handle in Path(f"/proc/{server}/fd").iterdir()}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            assert f"socket:[{line.split()[9]}]" not in held


async def test_the_door_is_shut_to_others(running: EmbeddedPostgres) -> None:
    user, _, rest = running.dsn.partition("@")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(f"{user[:-1]}x@{rest}", "SELECT 1")
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        await ask(running.dsn.replace("//porchlight:", "//postgres:"), "SELECT 1")
    assert await ask(running, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert socket_folder(running).stat().st_mode & 0o777 == 0o700
    assert (socket_folder(running).parent / "password").stat().st_mode & 0o777 == 0o600


def test_runs_as_an_unprivileged_account(base: Path) -> None:
    home = base / "home"
    home.mkdir(mode=0o755)
    before = [(folder.stat().st_mode, folder.stat().st_uid) for folder in (base, home)]
    with start(home, durable=False):
        owner = Path(f"/proc/{postmaster(home)}").stat().st_uid
    if AS_ROOT:
        assert pwd.getpwuid(owner).pw_name in ("postgres", "nobody")
    else:
        assert owner == os.geteuid()
    assert [(folder.stat().st_mode, folder.stat().st_uid) for folder in (base, home)] == before


async def test_home_behind_a_shut_door(base: Path, system: Path, caplog: pytest.LogCaptureFixture) -> None:
    shut = base / "like-root"
    shut.mkdir(mode=0o700)
    umask = os.umask(0o077)
    try:
        server = start(shut / "home", durable=False)
    finally:
        os.umask(umask)
    with server:
        await ask(server, *keep("elsewhere"))
        assert (shut / "home/postgres").is_symlink() == AS_ROOT
        assert [str(system) in record.getMessage() for record in caplog.records] == [True] * AS_ROOT
        assert system.exists() == AS_ROOT
    with start(shut / "home", durable=False) as server:
        assert await ask(server, "SELECT word FROM kept") == "elsewhere"
    assert shut.stat().st_mode & 0o777 == 0o700


async def test_programs_behind_a_shut_door(base: Path, system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = postgres_programs.find(postgres_programs.Account()).folder.parents[1]
    shut = base / "like-root"
    shut.mkdir(mode=0o700)
    for part in (wheel, Path(f"{wheel}.libs")):
        shutil.copytree(part, shut / part.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    monkeypatch.setenv("PGBIN", str(shut / wheel.name / "pginstall/bin"))
    with start(base / "home", durable=False) as server:
        assert await ask(server, "SELECT 1") == 1
        runs = Path(f"/proc/{postmaster(base / 'home')}/exe").resolve()
        assert runs.is_relative_to(system if AS_ROOT else shut)


@pytest.mark.parametrize("name", ["long" * 40, "a b, c?d&e#f%+'\""])
async def test_paths_that_are_no_address_for_a_socket(base: Path, name: str) -> None:
    with start(base / name, durable=False) as server:
        assert await ask(server, "SELECT 1") == 1
        sockets = socket_folder(server)
        assert len(str(sockets / ".s.PGSQL.5432")) <= 107
        assert sockets.stat().st_mode & 0o777 == 0o700
    assert not sockets.exists()


def test_home_in_the_way(base: Path) -> None:
    (base / "file").touch()
    with pytest.raises(PostgresNotStarted, match="set PORCHLIGHT_HOME"):
        start(base / "file" / "home")


def test_data_of_another_version(home: Path) -> None:
    note = home / "postgres/data/PG_VERSION"
    version = note.read_text()
    note.write_text("14\n")
    with pytest.raises(PostgresNotStarted, match=r"made by Postgres 14.*set PGBIN"):
        start(home)
    note.write_text(version)


def test_no_programs(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGBIN", str(base))
    with pytest.raises(PostgresNotStarted, match=r"lacks initdb or postgres.*set PGBIN"):
        start(base / "home")
    for name, text in {"initdb": "", "postgres": "echo 'postgres (PostgreSQL) 14.1'"}.items():
        (base / name).write_text(f"#!/bin/sh\n{text}\n")
        (base / name).chmod(0o755)
    with pytest.raises(PostgresNotStarted, match=r"PostgreSQL\) 14\.1"):
        start(base / "home")


def test_a_failure_quotes_the_log(home: Path) -> None:
    needed = home / "postgres/data/global/pg_control"
    aside = needed.rename(home / "aside")
    with pytest.raises(PostgresNotStarted, match=r"(?s)postgres/log ends with.*pg_control"):
        start(home)
    aside.rename(needed)


def test_only_from_the_main_thread(base: Path) -> None:
    said: list[str] = []

    def elsewhere() -> None:
        with pytest.raises(PostgresNotStarted, match="main thread") as raised:
            start(base / "home")
        said.append(str(raised.value))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert said
