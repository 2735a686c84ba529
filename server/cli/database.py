"""The database of a running installation, for commands that work with it."""

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from server.cli.serve import DATABASE_URL_FILE, make_home
from server.cli.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from server.ground.db import Database
    from server.ground.settings import Settings

T = TypeVar("T")

NO_DATABASE = "the database does not answer: set DATABASE_URL, or start `porchlight run` first"


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
