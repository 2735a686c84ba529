"""A transaction whose announcements go out after its commit, and never without it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.bus import AnyEvent, Bus
from server.ground.db import Database


class Transaction:
    """An open transaction. `announce` keeps an event until it is committed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self._events: list[tuple[str, AnyEvent]] = []

    def announce(self, topic: str, event: AnyEvent) -> None:
        self._events.append((topic, event))

    def publish(self, bus: Bus) -> None:
        for topic, event in self._events:
            bus.publish(topic, event)


@asynccontextmanager
async def transaction(database: Database, bus: Bus) -> AsyncIterator[Transaction]:
    """`async with transaction(...) as tx`: committed at the end, then announced; or rolled back, and silent."""
    async with database.begin() as connection:
        tx = Transaction(connection)
        yield tx
    tx.publish(bus)
