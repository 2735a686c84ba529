"""Coverage: whether a moderator is on duty now. It is an input of the policy and a line every peer can read.

Duty lapses by itself when the console no longer renews it, so a closed laptop does not count as staff.
"""

import asyncio
import logging
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from server.ground import schema
from server.ground.bus import DUTY, AnyEvent, Bus, DutyChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.moderation import audit

log = logging.getLogger(__name__)

LAPSES_AFTER_S = 60
"""The console renews every 20 s: three missed renewals end a duty."""

REREAD_S = 5.0

COUNT = "select count(*) from duties where until > clock_timestamp()"
MINE = "select exists(select 1 from duties where account_id = $1 and until > clock_timestamp())"


class Coverage:
    """How many moderators are on duty, as last read. `refresh` is called by the bus's word and a timer."""

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
        """Go on duty, stay on duty, or go off. What only renews is not recorded again."""
        d = schema.duties
        async with transaction(self._database, self._bus) as tx:
            is_on = d.c.account_id == account, d.c.until > func.clock_timestamp()
            was_on = await tx.connection.scalar(select(d.c.account_id).where(*is_on).with_for_update()) is not None
            if on:
                until = schema.in_seconds(LAPSES_AFTER_S)
                await tx.connection.execute(
                    insert(d)
                    .values(account_id=account, until=until)
                    .on_conflict_do_update(index_elements=[d.c.account_id], set_={"until": until})
                )
            else:
                await tx.connection.execute(d.delete().where(d.c.account_id == account))
            if on != was_on:
                await audit.record(tx.connection, account, "duty_on" if on else "duty_off", f"account {account}")
            tx.announce(DUTY, DutyChanged())
        await self.refresh()
