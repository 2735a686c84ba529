"""The data keys of this installation: made with what they seal, unwrapped once, held in memory."""

import asyncio
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.db import Database
from server.ground.seal import Key, MasterKey, NotOpened, place
from server.ground.together import Together

HELD = 50_000
"""How many owners' keys are kept in memory (about 300 bytes each)."""


class Keys:
    """Data keys by owner: a room, an account, a case or a piece of evidence."""

    def __init__(self, database: Database, master: MasterKey) -> None:
        self._database = database
        self.master = master
        self._held: dict[UUID, dict[int, Key]] = {}
        self._reading = Together(self._read)

    def new(self, owner: UUID) -> tuple[Key, bytes]:
        """A first key for `owner`, and its wrapped form to store with what it seals."""
        key = Key.new()
        return key, self.master.wrap(key, owner)

    async def create(self, connection: AsyncConnection, owner: UUID) -> Key:
        """A first key for `owner`, stored in the caller's transaction."""
        key, wrapped = self.new(owner)
        await connection.execute(insert(schema.keys).values(owner=owner, version=1, wrapped=wrapped))
        return key

    async def load(self, owners: Iterable[UUID]) -> None:
        """Hold the keys of these owners. Raises NotOpened where one has none."""
        for owner in await self.hold(owners):
            raise NotOpened(f"there is no key for {owner}")

    async def hold(self, owners: Iterable[UUID]) -> list[UUID]:
        """As `load`. Returns those that have none."""
        wanted = set(owners)
        missing = []
        for owner in wanted:  # one by one: to intersect with the held would look at all of them
            versions = self._held.pop(owner, None)
            if versions is None:
                missing.append(owner)
            else:
                self._held[owner] = versions  # used last, so forgotten last
        if not missing:
            return []
        found = dict(zip(missing, await asyncio.gather(*map(self._reading.get, missing)), strict=True))
        self._held.update((owner, versions) for owner, versions in found.items() if versions)
        while len(self._held) > max(HELD, len(wanted)):
            del self._held[next(iter(self._held))]
        return [owner for owner in missing if not found[owner]]

    async def _read(self, owners: Sequence[UUID]) -> dict[UUID, dict[int, Key]]:
        rows = await self._database.fast.fetch("select owner, version, wrapped from keys where owner = any($1)", owners)
        found: dict[UUID, dict[int, Key]] = {owner: {} for owner in owners}
        for owner, version, wrapped in rows:
            found[owner][version] = self.master.unwrap(wrapped, owner, version)
        return found

    async def of(self, owner: UUID) -> Key:
        """The newest key of `owner`. Raises NotOpened."""
        await self.load((owner,))
        return self.held(owner)

    def holds(self, owner: UUID) -> bool:
        return owner in self._held

    def held(self, owner: UUID) -> Key:
        """As `of`, for an owner whose keys are held (`load` first). Raises NotOpened."""
        versions = self._held.get(owner)
        if versions is None:
            raise NotOpened(f"the key of {owner} is not held")
        return versions[max(versions)]

    async def seal(self, owner: UUID, data: bytes, table: str, row: UUID, column: str = "body") -> bytes:
        return (await self.of(owner)).seal(data, place(table, row, column))

    def open(self, owner: UUID, blob: bytes, table: str, row: UUID, column: str = "body") -> bytes:
        """Open a blob whose owner's keys are held (`load` first). Raises NotOpened."""
        versions = self._held.get(owner)
        if versions is None or blob[0] not in versions:
            raise NotOpened(f"the key of {table}/{row} is not held")
        return versions[blob[0]].open(blob, place(table, row, column))
