"""The embedded Postgres's folder: made at the first run, and checked before each start."""

import hashlib
import logging
import secrets
import shutil
import sys
from pathlib import Path

from server.ground.postgres_programs import Account, PostgresNotStarted, Programs, new_system_folder

# The superuser has no password, so nobody can sign in as it.
NEW_DATABASE = """\
CREATE ROLE porchlight LOGIN CREATEDB PASSWORD '{}'
CREATE DATABASE porchlight OWNER porchlight
"""
NEW_PASSWORD = "ALTER ROLE porchlight PASSWORD '{}'\n"  # noqa: S105 - a statement, not a password
ADMISSION = "local all porchlight scram-sha-256\n"


def place(home: Path, account: Account) -> Path:
    """`<home>/postgres`, or where root finds a place for it that `account` can reach."""
    home.mkdir(parents=True, exist_ok=True)
    folder = home / "postgres"
    reached = account.uid is None or account.run("test", "-x", home.absolute())
    if not reached and not folder.is_symlink():
        if folder.exists():
            raise PostgresNotStarted(
                f"the account that Postgres runs as (uid {account.uid}) cannot reach {folder}: set "
                "PORCHLIGHT_HOME to a folder that it can reach"
            )
        # Never a folder that is there already: its home was removed, and with it the keys to what it holds.
        digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
        elsewhere = new_system_folder(f"{digest}-")
        folder.symlink_to(elsewhere)
        logging.getLogger(__name__).warning(
            "uid %s cannot reach %s: its database is kept in %s", account.uid, home, elsewhere
        )
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700 if account.uid is None else 0o711)
    return folder


def prepare(folder: Path, account: Account, found: Programs, *, log: int, durable: bool) -> str:
    """Leave `folder` with `data`, `password` and `hba` that a server can start from. Returns the password.

    `log` is the file descriptor that takes what the programs say. Raises PostgresNotStarted and OSError.
    """
    data, password = folder / "data", folder / "password"
    if data.exists():
        _check_version(data, found)
        _clear_stale_pid(data)
        if not password.exists():
            _set_password(NEW_PASSWORD, password, data, account, found, log)
    else:
        # Made beside its place, so that a first run that is cut short leaves no half of a database.
        fresh = folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        account.own(fresh)
        options = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--auth=reject"]
        if not durable:
            options.append("--no-sync")
        if not account.run(found.folder / "initdb", *options, "--pgdata", fresh, output=log):
            raise PostgresNotStarted(f"no database could be made in {folder}: {tail(folder)}")
        _set_password(NEW_DATABASE, password, fresh, account, found, log)
        fresh.rename(data)
    (folder / "hba").write_text(ADMISSION)
    (folder / "hba").chmod(0o644)  # for the account, whatever our umask
    return password.read_text()


def tail(folder: Path) -> str:
    """The last lines of this run's log, for an error's message."""
    lines = (folder / "log").read_text(errors="replace").splitlines()[-8:]
    return "\n".join([f"{folder / 'log'} ends with", *lines]) if lines else f"{folder / 'log'} is empty"


def _check_version(data: Path, found: Programs) -> None:
    made_by = int((data / "PG_VERSION").read_text())
    if made_by != found.major:
        raise PostgresNotStarted(
            f"{data} was made by Postgres {made_by}, and {found.folder} holds Postgres {found.major}, which "
            f"cannot read it: set PGBIN to the programs of a Postgres {made_by}, or restore a back-up into a "
            "new PORCHLIGHT_HOME"
        )


def _clear_stale_pid(data: Path) -> None:
    """Remove what a killed server left: Postgres would take any process that now has its number for it.

    The caller has the lock, so no server of ours is alive; one that somebody started by hand may be, and
    a server always has its data as its working folder.
    """
    note = data / "postmaster.pid"
    if sys.platform != "linux" or not note.exists():
        return
    number = note.read_text().partition("\n")[0].strip()
    try:
        alive = Path(f"/proc/{int(number)}/cwd").samefile(data)
    except (OSError, ValueError):  # no such process, somebody else's, or an empty file
        alive = False
    if alive:
        raise PostgresNotStarted(
            f"a Postgres that Porchlight did not start (process {number}) runs in {data}: stop it first"
        )
    note.unlink()


def _set_password(sql: str, password: Path, data: Path, account: Account, found: Programs, log: int) -> None:
    """Run `sql` with a new password in single-user mode, which needs no server, client or sign-in."""
    word = secrets.token_hex(24)
    postgres = found.folder / "postgres"
    options = ("--single", "-D", data, "-c", "exit_on_error=on")
    if not account.run(postgres, *options, "postgres", text=sql.format(word), output=log):
        raise PostgresNotStarted(f"the role porchlight could not be made: {tail(data.parent)}")
    password.unlink(missing_ok=True)
    password.touch(mode=0o600, exist_ok=False)
    password.write_text(word)
