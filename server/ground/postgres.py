"""The embedded Postgres: a real server in a private folder, which ends with the process that started it.

What lies in `<home>/postgres/`:

    data/       the database, owned by the account that runs it
    socket/     the only door: no TCP, and for no other account
    password    of the role `porchlight`, 0600
    launcher    a lock held by the process that called `start`
    server      a lock held by that process and by every process of Postgres, so that nobody touches `data`
                while a server whose launcher was killed is still closing
    hba, log, log.old
"""

import ctypes
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from server.ground import postgres_data, postgres_programs
from server.ground.postgres_programs import Account, PostgresNotStarted

__all__ = ["EmbeddedPostgres", "PostgresNotStarted", "start"]

SOCKET_PATH_LIMIT = 107
"""Longest path of a unix socket, in bytes."""
CLOSING = 30.0
"""How long the server of a killed launcher may take to close, in seconds."""
OPENING = 120.0
"""How long a server may take to recover and open, in seconds."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "jit": "off",  # short queries only
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # People's words stay out of the log: no failing statement, and no DETAIL that quotes the row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
"""Added for tests: a crash of the machine may lose the database. Nothing is vacuumed, because a worker in a database
that a test drops is the superuser's, and may not be ended by whoever drops it."""


class EmbeddedPostgres:
    """A running server. `dsn` names its database `porchlight`, and asyncpg takes it as it stands."""

    def __init__(self, process: subprocess.Popen[bytes], socket: Path, password: str, held: ExitStack) -> None:
        self._process, self._socket, self._password, self._held = process, socket, password, held
        self.dsn = self.dsn_for("porchlight")

    def dsn_for(self, database: str) -> str:
        """The address of another database of the same server."""
        host = quote(str(self._socket))
        return f"postgresql://porchlight:{self._password}@/{quote(database, safe='')}?host={host}"

    def stop(self) -> None:
        """Disconnect everybody, write what is in memory, and return when the server has ended."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(home: Path, *, durable: bool = True) -> EmbeddedPostgres:
    """Start the Postgres of `home`, making it at the first run; return when it takes connections.

    Call it from the main thread: Linux ends the server with the *thread* that started it. Raises
    PostgresNotStarted.
    """
    if threading.current_thread() is not threading.main_thread():
        raise PostgresNotStarted("the embedded Postgres must be started from the main thread")
    try:
        with ExitStack() as held:
            account = postgres_programs.unprivileged(home / "postgres" / "data")
            found = postgres_programs.find(account)
            folder = postgres_data.place(home, account)
            _lock(folder / "launcher", held)
            lock = _lock(folder / "server", held, patience=CLOSING)
            record = _open_log(folder, held)
            password = postgres_data.prepare(folder, account, found, log=record, durable=durable)
            socket = _socket_folder(folder, account)
            held.callback(shutil.rmtree, socket, ignore_errors=True)
            settings = SETTINGS | ({} if durable else FORGETFUL)
            settings |= {"unix_socket_directories": str(socket), "hba_file": str(folder / "hba")}
            process = _launch(found.folder / "postgres", folder / "data", settings, account, lock, record)
            _wait_until_open(process, folder)
            return EmbeddedPostgres(process, socket, password, held.pop_all())
    except OSError as error:
        raise PostgresNotStarted(
            f"{error.filename or home} cannot be used ({error.strerror}): set PORCHLIGHT_HOME to a folder "
            "that this account may write"
        ) from error


def _lock(path: Path, held: ExitStack, patience: float = 0.0) -> int:
    """Take the lock at `path`, waiting up to `patience` seconds. Returns its file descriptor."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    held.callback(os.close, lock)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            owner = f"another Porchlight (process {path.read_text()})"
            if patience:
                owner = f"the closing Postgres of an earlier run (see {path.parent / 'data/postmaster.pid'})"
            raise PostgresNotStarted(
                f"{path.parent} is in use by {owner}: stop it, or set PORCHLIGHT_HOME to another folder"
            ) from None
        os.truncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
        return lock


def _open_log(folder: Path, held: ExitStack) -> int:
    """A log for this run; that of the run before is kept as `log.old`."""
    path = folder / "log"
    if path.exists():
        path.replace(folder / "log.old")
    record = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    held.callback(os.close, record)
    return record


def _socket_folder(folder: Path, account: Account) -> Path:
    """A new private folder for the socket: in `folder`, else under the folder for temporary files.

    A unix socket's path must be short, and free of what a connection string or Postgres's own list of
    folders could take for punctuation.
    """
    place = folder / "socket"
    shutil.rmtree(place, ignore_errors=True)
    if _suits_a_socket(place):
        return account.own(place)
    for short in dict.fromkeys((Path(tempfile.gettempdir()), Path("/tmp"))):  # noqa: S108 - mkdtemp is private
        place = Path(tempfile.mkdtemp(prefix="porchlight-", dir=short))
        place.rmdir()
        account.own(place)
        if _suits_a_socket(place) and account.run("test", "-w", place):
            return place
        place.rmdir()
    raise PostgresNotStarted(
        f"no folder for a socket: {folder} makes its path longer than {SOCKET_PATH_LIMIT} bytes or has odd "
        "characters, and so has the folder for temporary files: set TMPDIR to a short one"
    )


def _suits_a_socket(place: Path) -> bool:
    path = str(place / ".s.PGSQL.5432")
    return len(os.fsencode(path)) <= SOCKET_PATH_LIMIT and re.fullmatch(r"[\w./@+-]+", path) is not None


def _launch(
    postgres: Path, data: Path, settings: dict[str, str], account: Account, lock: int, output: int
) -> subprocess.Popen[bytes]:
    """Start the server, holding `lock`, to be shut down by the kernel when this thread ends."""
    argv: list[str | Path] = [postgres, "-D", data]
    for name, value in settings.items():
        argv += ["-c", f"{name}={value}"]
    # In a session of its own: an interrupt from the terminal is ours to answer, with `stop` at the end.
    return subprocess.Popen(  # noqa: S603 - a program that we found ourselves
        argv, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", pass_fds=[lock],
        env=postgres_programs.environment(), start_new_session=True,
        user=account.uid, group=account.gid, extra_groups=account.groups, preexec_fn=_end_with_parent(),
    )  # fmt: skip


def _end_with_parent() -> Callable[[], None] | None:
    """What the child does before it becomes Postgres: after the change of account, which would undo it."""
    if sys.platform != "linux":
        return None
    prctl, parent, set_death_signal = ctypes.CDLL(None).prctl, os.getpid(), 1

    def ask() -> None:
        prctl(set_death_signal, signal.SIGINT)  # a fast shutdown
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)

    return ask


def _wait_until_open(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Return when Postgres has written `ready` into its own note, where pg_ctl looks too."""
    deadline = time.monotonic() + OPENING
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise PostgresNotStarted(f"Postgres ended as it started: {postgres_data.tail(folder)}")
        with suppress(FileNotFoundError):
            lines = (folder / "data/postmaster.pid").read_text().splitlines()
            if lines[:1] == [str(process.pid)] and lines[7:8] and lines[7].strip() == "ready":
                return
        time.sleep(0.005)
    process.kill()
    process.wait()
    raise PostgresNotStarted(f"Postgres was not ready after {OPENING:.0f} seconds: {postgres_data.tail(folder)}")
