"""Coverage: whether a moderator is on duty now. It is an input of the policy and a line every peer can read.

Duty lapses by itself when the console no longer renews it, so a closed laptop does not count as staff (duty.py).
"""

import asyncio
import logging
from collections.abc import Callable
from uuid import UUID

from server.ground.bus import DUTY, AnyEvent, Bus
from server.ground.db import Database
from server.moderation import duty, rests
from server.moderation.there import THERE

log = logging.getLogger(__name__)

REREAD_S = 5.0

COUNT = f"select count(*) from {THERE} there"
MINE = "select exists(select 1 from duties where account_id = $1 and until > clock_timestamp())"


class Coverage:
    """How many moderators are there (there.py), as last read. `refresh` is called by the bus's word and a timer."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._bus = bus
        self.moderators = 0
        self.stale = True
        self.on_change: Callable[[], None] = lambda: None
        """Called when the place becomes staffed, or is no longer."""
        self._woken = asyncio.Event()
        bus.subscribe(DUTY, self._changed)

    @property
    def staffed(self) -> bool:
        return self.moderators > 0

    def _changed(self, event: AnyEvent) -> None:
        self.stale = True
        self._woken.set()

    async def refresh(self) -> None:
        self.stale = False
        self._woken.clear()
        found = await self._database.fast.fetchval(COUNT)
        changed = (found > 0) != self.staffed
        self.moderators = found
        if changed:
            self.on_change()

    async def watch(self) -> None:
        """Read it anew when it changed, and by a timer, for duty that lapses. Runs until cancelled."""
        while True:
            try:
                await self.refresh()
            except Exception as error:
                log.warning("the duties could not be read", extra={"error": type(error).__name__})
                self.stale = True
            try:
                async with asyncio.timeout(REREAD_S):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def current(self) -> bool:
        """Whether the place is staffed, read anew where it may have changed."""
        if self.stale:
            await self.refresh()
        return self.staffed

    async def is_on(self, account: UUID) -> bool:
        return bool(await self._database.fast.fetchval(MINE, account))

    async def set(self, account: UUID, *, on: bool) -> None:
        """Go on duty, stay on duty, or go off."""
        await self.say(account, "on" if on else "off")

    async def say(self, account: UUID, word: duty.Word, minutes: int = 0) -> None:
        """The same, or take a break. Raises Refusal."""
        await duty.say(self._database, self._bus, account, word, minutes)
        if word == "on":
            await rests.begin_due(self._database, self._bus, account)
        await self.refresh()
