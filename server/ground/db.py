"""The way to Postgres: SQLAlchemy Core everywhere, plain asyncpg on the message path, migrations.

`Database.begin()` is a transaction with SQLAlchemy; `Database.fast` is an asyncpg pool for the append and
for reading logs, where a millisecond counts (figures in docs/decisions.md).

A database that is restored from a back-up has another epoch. Restoring ends every connection (restore.py), and each new
one asks for the epoch first: so nobody who began under the old one reads or writes what was restored.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import await_only

if TYPE_CHECKING:
    from alembic.config import Config

POOL = 8
FAST_POOL = 6
STATEMENT_TIMEOUT_S = 10
FAST: dict[str, Any] = {
    "timeout": 5,
    "server_settings": {
        "lock_timeout": "5s",
        "jit": "off",
        # What the message path asks is always a few rows by their keys, in an index's order. Left to itself Postgres
        # plans the append anew each time (2 ms), or by what a table held when it was last looked at: it reads small
        # tables whole, and of a room everything there ever was, to sort it.
        "plan_cache_mode": "force_generic_plan",
        "enable_seqscan": "off",
        "enable_hashjoin": "off",
        "enable_mergejoin": "off",
        "enable_bitmapscan": "off",
        "enable_sort": "off",
    },
}
LOOK_AT_EPOCH_S = 4.0
"""How often the epoch is read while no connection is lost; another one must be noticed within 5 s."""
EPOCH = "select epoch from installation"
VERSIONS = Path(__file__).parent / "migrations/versions"


class Unreachable(Exception):
    """Postgres cannot be reached now, or the connection to it broke."""


class Replaced(Unreachable):
    """The database was restored from a back-up under us. Until this server has ended, it is as if there were none."""

    def __init__(self) -> None:
        super().__init__(
            "the database was restored from a back-up while this instance was running, so it has ended: start it anew"
        )


class DatabaseRefused(Exception):
    """Postgres answers, but not to us: trying again does not help. The message says what to set."""


UNREACHABLE = (
    Unreachable,
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that Postgres ended in the moment it was given back
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.LockNotAvailableError,  # somebody else holds what is asked for, for longer than one should wait
    asyncpg.QueryCanceledError,  # so too, or Postgres is far too slow
)
"""What being without Postgres looks like, or being with one that cannot now."""


class Database:
    """One database: an engine and a pool. Opening it does not connect; `reach()` does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.epoch: str | None = None
        self._doubt = asyncio.Event()
        self.engine: AsyncEngine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=POOL,
            max_overflow=0,
            pool_timeout=5,
            pool_pre_ping=True,
            connect_args={"timeout": 5, "server_settings": {"statement_timeout": f"{STATEMENT_TIMEOUT_S}s"}},
        )
        event.listen(self.engine.sync_engine, "connect", self._connected)
        self._fast: asyncpg.Pool | None = None

    @property
    def fast(self) -> "asyncpg.Pool":
        if self._fast is None:
            raise asyncpg.InterfaceError("the database has not been reached yet")
        return self._fast

    async def reach(self) -> None:
        """Connect. Raises one of UNREACHABLE where that is not possible now, or DatabaseRefused."""
        if self._fast is not None:
            return
        try:
            self._fast = await asyncpg.create_pool(
                self.url,
                min_size=1,
                max_size=FAST_POOL,
                command_timeout=STATEMENT_TIMEOUT_S,
                init=self._look_before_use,
                **FAST,
            )
        except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
            raise DatabaseRefused(
                f"Postgres refuses this user, password or database: set DATABASE_URL ({error})"
            ) from None
        except ValueError as error:
            raise DatabaseRefused(f"DATABASE_URL cannot be used: {error}") from None

    async def connection(self) -> "asyncpg.Connection":
        """An asyncpg connection of the caller's own, to be closed by it. Raises one of UNREACHABLE."""
        connection = await asyncpg.connect(self.url, **FAST)
        try:
            await self._look_before_use(connection)
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def expect(self, epoch: str) -> None:
        """From now on only a database of this epoch is ours. Raises Replaced, here and wherever it is another."""
        self.epoch = epoch
        async with self.begin() as connection:
            if await connection.scalar(text(EPOCH)) != epoch:
                raise Replaced

    async def watch_epoch(self) -> None:
        """Looks by a timer too, and when a connection was lost. Runs until cancelled, or raises Replaced."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AT_EPOCH_S):
                    await self._doubt.wait()
            self._doubt.clear()
            try:
                found = await self.fast.fetchval(EPOCH)
            except Replaced:
                raise
            except (*UNREACHABLE, asyncpg.PostgresError):
                await asyncio.sleep(0.5)
                continue
            if found != self.epoch:
                raise Replaced

    async def _look_before_use(self, connection: asyncpg.Connection) -> None:
        if self.epoch is not None:
            connection.add_termination_listener(lambda _: self._doubt.set())
            # It waits while a restore is under way, which holds this table until its end.
            if await connection.fetchval(EPOCH, timeout=5) != self.epoch:
                self._doubt.set()
                raise Replaced

    def _connected(self, connection: Any, record: object) -> None:
        try:
            await_only(self._look_before_use(connection.driver_connection))
        except BaseException:
            connection.driver_connection.terminate()
            raise

    async def answers(self) -> bool:
        """Whether Postgres answers now."""
        try:
            return await self.fast.fetchval("select true", timeout=2) is True
        except UNREACHABLE:
            return False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end of the block, rolled back by an exception."""
        try:
            async with self.engine.begin() as connection:
                yield connection
        except PoolTimeout as error:
            raise Unreachable from error
        except DBAPIError as error:
            cause = error.orig.__cause__ if error.orig is not None else None
            if error.connection_invalidated or isinstance(cause, UNREACHABLE):
                raise Unreachable from error
            raise

    async def migrate(self) -> None:
        """Bring the schema up to date. Instances that start together wait for one another. Raises Unreachable."""
        async with self.begin() as connection:
            # Another instance may be migrating a large table: that takes what it takes.
            await connection.exec_driver_sql("set local statement_timeout = 0")
            await connection.exec_driver_sql("select pg_advisory_xact_lock(7071)")
            if not await _is_newest(connection):
                await connection.run_sync(_upgrade)

    async def close(self) -> None:
        await self.engine.dispose()
        if self._fast is not None:
            try:
                await asyncio.wait_for(self._fast.close(), 5)
            except TimeoutError:
                self._fast.terminate()


async def _is_newest(connection: AsyncConnection) -> bool:
    """Whether there is nothing to migrate, without importing Alembic (450 ms). Files are named by their revision."""
    if await connection.scalar(text("select to_regclass('alembic_version')")) is None:
        return False
    stands_at = set(await connection.scalars(text("select version_num from alembic_version")))
    return stands_at == {max(path.name for path in VERSIONS.glob("[0-9]*.py")).partition("_")[0]}


def migrations(connection: Connection | None = None) -> "Config":
    """Alembic's configuration, bound to one connection where there is something to do."""
    from alembic.config import Config  # 200 ms of imports that only a migration needs

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = migrations(connection)
    here = MigrationContext.configure(connection).get_current_heads()
    if set(here) != set(ScriptDirectory.from_config(config).get_heads()):
        command.upgrade(config, "head")


def knows(revision: str) -> bool:
    """Whether this program has the migration that a schema stands at: a newer program's it has not."""
    from alembic.script import ScriptDirectory

    return revision in {one.revision for one in ScriptDirectory.from_config(migrations()).walk_revisions()}
