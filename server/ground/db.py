"""The way to Postgres: SQLAlchemy Core everywhere, plain asyncpg on the message path, migrations.

`Database.begin()` is a transaction with SQLAlchemy; `Database.fast` is an asyncpg pool for the append and
for reading logs, where a millisecond counts (figures in docs/decisions.md).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

if TYPE_CHECKING:
    from alembic.config import Config

POOL = 8
FAST_POOL = 6
STATEMENT_TIMEOUT_S = 10
FAST: dict[str, Any] = {"timeout": 5, "server_settings": {"lock_timeout": "5s", "jit": "off"}}


class Unreachable(Exception):
    """Postgres cannot be reached now, or the connection to it broke."""


class DatabaseRefused(Exception):
    """Postgres answers, but not to us: trying again does not help. The message says what to set."""


UNREACHABLE = (
    Unreachable,
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
)
"""What being without Postgres looks like."""


class Database:
    """One database: an engine and a pool. Opening it does not connect; `reach()` does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=POOL,
            max_overflow=0,
            pool_timeout=5,
            pool_pre_ping=True,
            connect_args={"timeout": 5, "server_settings": {"statement_timeout": f"{STATEMENT_TIMEOUT_S}s"}},
        )
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
                self.url, min_size=1, max_size=FAST_POOL, command_timeout=STATEMENT_TIMEOUT_S, **FAST
            )
        except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
            raise DatabaseRefused(
                f"Postgres refuses this user, password or database: set DATABASE_URL ({error})"
            ) from None
        except ValueError as error:
            raise DatabaseRefused(f"DATABASE_URL cannot be used: {error}") from None

    async def connection(self) -> "asyncpg.Connection":
        """An asyncpg connection of the caller's own, to be closed by it. Raises one of UNREACHABLE."""
        return await asyncpg.connect(self.url, **FAST)

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
            await connection.run_sync(_upgrade)

    async def close(self) -> None:
        await self.engine.dispose()
        if self._fast is not None:
            try:
                await asyncio.wait_for(self._fast.close(), 5)
            except TimeoutError:
                self._fast.terminate()


def migrations(connection: Connection) -> "Config":
    """Alembic's configuration, bound to one connection."""
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
