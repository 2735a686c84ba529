"""The data keys of this installation: made with what they seal, unwrapped once, held in memory.

An owner may have several versions of its key. What is sealed names its version, and a new one is used only once every
instance has had the time to learn of it: so nobody ever reads what they cannot open. Where keys were added or deleted,
`installation.keys_turn` has moved on; every instance looks at it by a timer, and at once where the bus says so.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.bus import KEYS, AnyEvent, Bus, KeysGone
from server.ground.db import UNREACHABLE, Database
from server.ground.key_source import Source
from server.ground.master_key import MasterKey, MasterKeyUnusable
from server.ground.seal import Key, NotOpened, place
from server.ground.together import Together

log = logging.getLogger(__name__)

HELD = 50_000
"""How many owners' keys are kept in memory (about 300 bytes each)."""
LOOK_EVERY_S = 5.0
SETTLED_AFTER_S = 20
"""When a new version begins to be used: four looks later."""
LOOKED_AT_ONCE = 500

READ = """select owner, version, wrapped, created_at < clock_timestamp() - make_interval(secs => $2)
    from keys where owner = any($1)"""
NEWEST = """select want.owner, max(k.version) from unnest($1::uuid[]) as want(owner)
    left join keys k on k.owner = want.owner group by want.owner"""
TURN = "select keys_turn, canary, canary_offered, fingerprints from installation"
WITHDRAW = "update installation set canary_offered = null"


class Held(NamedTuple):
    """An owner's keys by version, and the version that seals."""

    versions: dict[int, Key]
    seals: int


class Keys:
    """Data keys by owner: a room, an account, a case or a piece of evidence."""

    def __init__(self, database: Database, master: MasterKey) -> None:
        self._database = database
        self.master = master
        self._held: dict[UUID, Held] = {}
        self._stale: set[UUID] = set()
        """Held, and to be read anew before they are next relied on."""
        self._unsettled: set[UUID] = set()
        self._turn: int | None = None
        self._look = asyncio.Event()
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
            held = self._held.pop(owner, None)
            if held is not None:
                self._held[owner] = held  # used last, so forgotten last
            if held is None or owner in self._stale:
                missing.append(owner)
        if not missing:
            return []
        found = dict(zip(missing, await asyncio.gather(*map(self._reading.get, missing)), strict=True))
        for owner, held in found.items():
            self._stale.discard(owner)
            if held is None:
                self.forget((owner,))
            else:
                self._held[owner] = held
        while len(self._held) > max(HELD, len(wanted)):
            self.forget((next(iter(self._held)),))
        return [owner for owner, held in found.items() if held is None]

    async def _read(self, owners: Sequence[UUID]) -> dict[UUID, Held | None]:
        versions: dict[UUID, dict[int, Key]] = {owner: {} for owner in owners}
        settled: dict[UUID, list[int]] = {owner: [] for owner in owners}
        for owner, version, wrapped, is_settled in await self._database.fast.fetch(READ, owners, SETTLED_AFTER_S):
            versions[owner][version] = self.master.unwrap(wrapped, owner, version)
            if is_settled:
                settled[owner].append(version)
        found: dict[UUID, Held | None] = {}
        for owner, keys in versions.items():
            found[owner] = Held(keys, max(settled[owner], default=min(keys))) if keys else None
            if keys and max(keys) not in settled[owner] and len(keys) > 1:
                self._unsettled.add(owner)
        return found

    def forget(self, owners: Iterable[UUID]) -> None:
        """Hold these no longer."""
        for owner in owners:
            self._held.pop(owner, None)
            self._stale.discard(owner)
            self._unsettled.discard(owner)

    async def watch(self, bus: Bus, source: Source) -> None:
        """Forgets what was deleted and learns of new versions, and of a new master key, until cancelled. Raises
        MasterKeyUnusable where one is in use that is not to be had."""
        bus.subscribe(KEYS, self._heard)
        while True:
            try:
                await self.look(source)
            except (*UNREACHABLE, asyncpg.PostgresError) as error:
                log.warning("changes of keys could not be read", extra={"error": type(error).__name__})
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._look.wait()
            self._look.clear()

    async def look(self, source: Source | None = None) -> None:
        """Take in what has changed since the last look. `source`: where a master key is looked for that is new."""
        self._stale |= self._unsettled
        self._unsettled.clear()
        turn, canary, offered, fingerprints = await self._database.fast.fetchrow(TURN)
        if turn == self._turn:
            return
        if source is not None:
            await self._learn(source, canary, offered)
            self.master.check_canary(canary, fingerprints)
        owners = list(self._held)
        for first in range(0, len(owners), LOOKED_AT_ONCE):
            some = owners[first : first + LOOKED_AT_ONCE]
            for owner, newest in await self._database.fast.fetch(NEWEST, some):
                held = self._held.get(owner)
                if newest is None:
                    self.forget((owner,))
                elif held is not None and newest != max(held.versions):
                    self._stale.add(owner)
        self._turn = turn

    async def _learn(self, source: Source, canary: bytes, offered: bytes | None) -> None:
        """A master key that is new to us may be where ours came from by now. One that is offered and that we cannot
        have must not be put in use."""
        if not self.master.knows(canary) or (offered is not None and not self.master.knows(offered)):
            try:
                self.master.learn(await asyncio.to_thread(source.read))
            except MasterKeyUnusable as why:
                log.error("the master key could not be read again", extra={"error": str(why)})
        if offered is not None and not self.master.knows(offered):
            log.error("a new master key is offered that is not to be had here, so it is not put in use")
            await self._database.fast.execute(WITHDRAW)

    def _heard(self, event: AnyEvent) -> None:
        if isinstance(event, KeysGone):
            self.forget(event.owners)
        else:
            self._look.set()

    async def of(self, owner: UUID) -> Key:
        """The key that seals for `owner`. Raises NotOpened."""
        await self.load((owner,))
        return self.held(owner)

    def holds(self, owner: UUID) -> bool:
        return owner in self._held

    def held(self, owner: UUID) -> Key:
        """As `of`, for an owner whose keys are held (`load` first). Raises NotOpened."""
        held = self._held.get(owner)
        if held is None:
            raise NotOpened(f"the key of {owner} is not held")
        return held.versions[held.seals]

    async def seal(self, owner: UUID, data: bytes, table: str, row: UUID, column: str = "body") -> bytes:
        return (await self.of(owner)).seal(data, place(table, row, column))

    def open(self, owner: UUID, blob: bytes, table: str, row: UUID, column: str = "body") -> bytes:
        """Open a blob whose owner's keys are held (`load` first). Raises NotOpened."""
        held = self._held.get(owner)
        if held is None or blob[0] not in held.versions:
            if held is not None:
                self._stale.add(owner)  # the next `load` finds a version that came since
            raise NotOpened(f"the key of {table}/{row} is not held")
        return held.versions[blob[0]].open(blob, place(table, row, column))


async def turned(connection: AsyncConnection) -> None:
    """Keys were added or deleted in this transaction: every instance looks."""
    i = schema.installation
    await connection.execute(update(i).values(keys_turn=i.c.keys_turn + 1))
