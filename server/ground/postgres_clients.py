"""Postgres's client programs, for back-ups: which of those found here suit a server, and how they reach it.

A password is handed over in the environment, which other accounts cannot read, never on a command line.
"""

import asyncio
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import asyncpg
from sqlalchemy import make_url

from server.ground import postgres_programs
from server.ground.db import Database
from server.ground.master_key import MasterKey

PROGRAMS = ("pg_dump", "pg_restore", "psql")
SETTINGS = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "passfile": "PGPASSFILE",
    "database": "PGDATABASE", "dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY", "sslrootcert": "PGSSLROOTCERT", "sslcrl": "PGSSLCRL",
    "ssl_min_protocol_version": "PGSSLMINPROTOCOLVERSION", "target_session_attrs": "PGTARGETSESSIONATTRS",
}  # fmt: skip
"""What an address may say after its question mark, and what the programs call it."""

LOOK = """
    select current_setting('server_version_num')::int / 10000, current_schema(),
           to_regclass('installation') is not null,
           (select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
            and backend_type = 'client backend' and usename = current_user)"""


class BackupFailed(Exception):
    """A back-up, or restoring one, did not come about. The message says why, and what to do."""


class Standing(NamedTuple):
    """A database as it stands. `others` counts connections of the same user. `canary` None: nothing is in it."""

    major: int
    schema: str
    others: int
    canary: bytes | None

    def check(self, master: MasterKey) -> None:
        """Raises MasterKeyUnusable where another key sealed it."""
        if self.canary is not None:
            master.check_canary(self.canary)


async def look(url: str) -> Standing:
    """Raises one of UNREACHABLE, DatabaseRefused or BackupFailed."""
    database = Database(url)
    try:
        await database.reach()
        major, schema, installed, others = await database.fast.fetchrow(LOOK)
        if schema is None:
            raise BackupFailed("this user has no schema in this database: see `search_path`, or grant one")
        canary = await database.fast.fetchval("select canary from installation") if installed else None
        return Standing(major, schema, others, canary)
    except asyncpg.InsufficientPrivilegeError:
        raise BackupFailed("the tables of this database are another user's: set DATABASE_URL to theirs") from None
    finally:
        await database.close()


class Clients(NamedTuple):
    """A folder with PROGRAMS, their major version, and an environment in which they reach one database."""

    folder: Path
    major: int
    environment: dict[str, str]

    def start(self, program: str, *options: str | Path, **pipes: int) -> "subprocess.Popen[bytes]":
        argv = [self.folder / program, *options]
        return subprocess.Popen(argv, env=self.environment, **pipes)  # type: ignore[call-overload, no-any-return]  # noqa: S603

    def run(self, program: str, *options: str | Path) -> "subprocess.CompletedProcess[bytes]":
        running = self.start(
            program, *options, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        output, errors = running.communicate()
        return subprocess.CompletedProcess(running.args, running.returncode, output, errors)


def clients(url: str, server: int) -> Clients:
    """The oldest programs here that are as new as the server, which is what its own would be. Raises BackupFailed."""
    found = [(major, folder) for folder in _folders() if (major := _major(folder))]
    found.sort(key=lambda one: one[0])
    for major, folder in found:
        if major >= server:
            return Clients(folder, major, environment(url))
    seen = ", ".join(f"{major} in {folder}" for major, folder in found) or "none"
    raise BackupFailed(
        f"the database is Postgres {server}, and no {', '.join(PROGRAMS)} as new as that were found ({seen}): "
        f"install them (Debian: postgresql-client-{server}), or set PGBIN to their folder"
    )


def environment(url: str) -> dict[str, str]:
    """For programs that are to reach the database at `url`, and nothing else of ours."""
    address = make_url(url)
    parts = {
        "user": address.username, "password": address.password, "host": address.host, "port": address.port,
        "database": address.database, **address.query,
    }  # fmt: skip
    outside = {name: value for name, value in os.environ.items() if name.startswith("PG") or name == "HOME"}
    given = {SETTINGS[name]: str(value) for name, value in parts.items() if name in SETTINGS and value}
    return outside | postgres_programs.environment() | given


def reason(errors: bytes, code: int) -> str:
    """Why a program ended: what it said first, or its exit code."""
    said = next(iter(errors.decode(errors="replace").splitlines()), "")
    return re.sub(r"^.*?(error|fatal):\s*", "", said, flags=re.IGNORECASE).strip() or f"it ended with {code}"


def _folders() -> Iterable[Path]:
    for folder in postgres_programs.candidates(PROGRAMS[0]):
        if all(os.access(folder / name, os.X_OK) for name in PROGRAMS):
            yield folder


def _major(folder: Path) -> int:
    """0 where it does not run here."""
    try:
        said = Clients(folder, 0, postgres_programs.environment()).run(PROGRAMS[0], "--version").stdout
    except OSError:
        return 0
    version = re.search(rb"\(PostgreSQL\) (\d+)", said)
    return int(version[1]) if version else 0


def standing(url: str) -> Standing:
    return asyncio.run(look(url))
