"""Paging: whoever is to be called outside the browser is, again and again until it arrives or is given up.

A page is a row: one call by one way. Whichever instance comes first claims it for a while with SKIP LOCKED, tells the
receiver, and marks it. An instance that is killed in between leaves it to the next, so a receiver hears of a page at
least once, and perhaps twice. One that fails is tried again after longer and longer, and after the last time it is a
dead letter: the next step of the ladder follows at once, and the console and `porchlight pages` show it.
"""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import func, select, update

from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.ending import together
from server.ground.keys import Keys
from server.ground.settings import Settings
from server.moderation.channels import Call, Channel, NotTold, targets, token
from server.moderation.climb import NOT_SET, Climb
from server.moderation.ladder import STEPS
from server.moderation.mail import Mail
from server.moderation.sooner import bring_forward
from server.moderation.webhook import ANSWER_WITHIN_S, Webhook

log = logging.getLogger(__name__)

EVERY_S = 1.0
AT_ONCE = 8
"""How many are told at the same time by one instance: one that does not answer holds up these and no more."""
AGAIN_AFTER_S = (2, 4, 8, 16, 30, 60, 60)
"""The pauses between the tries; when the last one fails, some 4 minutes after the first, it is a dead letter."""
CLAIMED_S = 20
"""How long a claim holds: longer than telling takes, short enough that a killed instance delays a page only briefly."""

CLAIM = f"""
    with due as (
        select p.id from pages p
        where p.told_at is null and p.dead_at is null and p.due_at <= clock_timestamp() and p.channel = $1
        order by p.due_at limit {AT_ONCE} for update skip locked)
    update pages p set due_at = clock_timestamp() + interval '{CLAIMED_S} seconds', attempts = p.attempts + 1
    from due, cases c where p.id = due.id and c.id = p.case_id
    returning p.id, p.case_id, p.step, p.attempts, c.urgency, c.state, c.opened_at, c.due_at as case_due_at,
        greatest(case when c.state = 'taken' then c.lease_until end, c.acknowledged_until) as has_until,
        clock_timestamp() as now"""
GONE = "delete from pages where id = $1"
WAITS = "update pages set due_at = $2, attempts = attempts - 1 where id = $1"
TOLD = "update pages set told_at = clock_timestamp(), error = null where id = $1"
AGAIN = "update pages set error = $2, due_at = clock_timestamp() + make_interval(secs => $3) where id = $1"


class Paging:
    """Climbs, and tells whoever is named in the settings. Where nobody is, a line in the log says so."""

    def __init__(self, database: Database, bus: Bus, keys: Keys, settings: Settings) -> None:
        self._database = database
        self._bus = bus
        self._master = keys.master
        self._settings = settings
        self._targets = targets(settings)
        self.climb = Climb(database, bus, self._targets)

    async def run(self) -> None:
        """Calls whoever is due, until cancelled. Each way has a runner of its own: one that stalls stops no other."""
        fault = "a step of the ladder could not be carried out"
        runners = [
            carry_out_due(
                self.climb.climb_one,
                self.climb.call_about_one_overdue,
                self.climb.call_about_one_nobody_takes,
                self.climb.ask_for_lead_beside_one_alone,
                every_s=EVERY_S,
                fault=fault,
            )
        ]
        if any("webhook" in ways for ways in self._targets.values()):
            runners.append(self._by_webhook())
        if any("email" in ways for ways in self._targets.values()):
            runners.append(self._by("email", self.mail()))
        await together(*runners)

    def mail(self) -> Mail:
        return Mail(self._settings.porchlight_smtp_url, self._settings.mail_from)

    async def _by_webhook(self) -> None:
        from httpx import AsyncClient  # 150 ms of imports that a start need not wait for

        async with AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False) as client:
            await self._by("webhook", Webhook(client, self._settings.porchlight_pager_secret))

    async def _by(self, way: str, channel: Channel) -> None:
        fault = "a page could not be carried out"
        await carry_out_due(partial(self.tell_some, way, channel), every_s=EVERY_S, fault=fault)

    async def tell_some(self, way: str, channel: Channel) -> bool:
        """Tell of the pages of one way that have been due longest. False where none is due."""
        due = await self._database.fast.fetch(CLAIM, way)
        ends = await asyncio.gather(*(self._tell(way, channel, page) for page in due), return_exceptions=True)
        for end in ends:
            if end is not None:
                raise end
        return bool(due)

    async def _tell(self, way: str, channel: Channel, page: Mapping[str, Any]) -> None:
        mark = self._database.fast.execute
        if page["state"] == "closed":
            await mark(GONE, page["id"])
        elif page["has_until"] is not None and page["has_until"] > page["now"]:
            await mark(WAITS, page["id"], page["has_until"])  # should they go away, it climbs on
        else:
            code = await self._tried(way, channel, page)
            await (mark(TOLD, page["id"]) if code is None else self._failed(page, way, code))

    async def _tried(self, way: str, channel: Channel, page: Mapping[str, Any]) -> str | None:
        """None where it arrived, else why not. A fault of our own is one more reason, and counts as a try."""
        target = self._targets[page["step"]].get(way)
        if target is None:
            return NOT_SET  # the settings have changed since
        try:
            await channel.tell(target, self._call(page))
        except NotTold as why:
            return why.code
        except Exception as error:
            log.exception("somebody could not be called, by a fault of our own")
            return type(error).__name__
        return None

    def _call(self, page: Mapping[str, Any]) -> Call:
        place = self._settings.address
        return Call(
            page=page["id"],
            case=page["case_id"],
            step=page["step"],
            urgency=page["urgency"],
            opened=page["opened_at"],
            due=page["case_due_at"],
            link=f"{place}/console#case={page['case_id']}",
            acknowledge=f"{place}/acknowledge/{token(self._master, page['id'], page['case_id'])}",
        )

    async def _failed(self, page: Mapping[str, Any], way: str, code: str) -> None:
        told = {"error": f"{way} {code}"}
        if page["attempts"] <= len(AGAIN_AFTER_S):
            log.error("somebody could not be called; it is tried again", extra=told)
            await self._database.fast.execute(AGAIN, page["id"], code, float(AGAIN_AFTER_S[page["attempts"] - 1]))
            return
        log.error("somebody could not be called, and that is given up", extra=told)
        await self._give_up(page, code)

    async def _give_up(self, page: Mapping[str, Any], code: str) -> None:
        """A dead letter: the next step at once, if it has not been carried out since."""
        p, then = schema.pages, STEPS[page["step"]].then
        async with transaction(self._database, self._bus) as tx:
            dead = update(p).where(p.c.id == page["id"]).values(error=code, dead_at=func.clock_timestamp())
            born = await tx.connection.scalar(dead.returning(p.c.at))
            called = p.c.case_id == page["case_id"], p.c.step == then, p.c.at > born
            if then is not None and await tx.connection.scalar(select(p.c.id).where(*called).limit(1)) is None:
                await bring_forward(tx.connection, page["case_id"], then)
            tx.announce(CASES, CasesChanged())
