"""Which rules and which policy are in force, on all instances alike.

The truth is the table `rule_sets`: of each mode the newest row. Publishing writes a row; Redis says look again, and
without it a timer finds it. A row that this program refuses (it was written for another version) changes nothing: the
last good set stays in force, and the log says so.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.bus import RULES, AnyEvent, Bus
from server.ground.db import Database
from server.moderation import audit, rule_files
from server.moderation.judge import Judge, shipped_judge
from server.moderation.policy_file import PolicyRejected
from server.moderation.rules import RulesRejected

log = logging.getLogger(__name__)

Mode = Literal["live", "shadow"]
REREAD_S = 4.0
"""A published set is in force everywhere within 5 s, without the bus too."""
NEWEST = "select mode, max(id) from rule_sets group by mode"
TRIED = """
    select array_to_string(array(select jsonb_array_elements_text(trial -> 'rules')), ' '), level,
           (trial ->> 'level')::int, action, trial ->> 'action', count(*)
    from assessments where trial is not null and at > clock_timestamp() - make_interval(days => :days)
    group by 1, 2, 3, 4, 5 order by 6 desc, 1"""
FILES = "select files from rule_sets where id = $1"


class InForce:
    """The judge in force. `judge` may be another one at the next message; who needs it twice keeps it."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._database = database
        self._bus = bus
        self.judge = shipped_judge()
        self._rows: dict[str, int] = {}
        self._shadow: Judge | None = None
        self._woken = asyncio.Event()
        bus.subscribe(RULES, self._changed)

    def _changed(self, event: AnyEvent) -> None:
        self._woken.set()

    async def refresh(self) -> None:
        """Put in force what was published last."""
        self._woken.clear()
        newest: dict[str, int] = dict(await self._database.fast.fetch(NEWEST))
        if newest == self._rows:
            return
        live, shadow = self.judge, self._shadow
        if newest.get("live") != self._rows.get("live"):
            live = await self._built(newest["live"]) or live
        if newest.get("shadow") != self._rows.get("shadow"):
            shadow = await self._built(newest["shadow"]) or shadow
        self._rows, self._shadow = newest, shadow
        tried = shadow if shadow is not None and versions(shadow) != versions(shipped_judge()) else None
        self.judge = Judge(live.rules, live.policy, tried)
        log.info("rules %s and policy %s are in force", *versions(self.judge))

    async def _built(self, row: int) -> Judge | None:
        files = json.loads(await self._database.fast.fetchval(FILES, row))
        if not files:
            return shipped_judge()
        try:
            # RE2 and the examples take a second: not on the loop that carries what people say.
            return await asyncio.to_thread(rule_files.build, files)
        except (RulesRejected, PolicyRejected) as why:
            # The file alone: the reason may quote an example. `porchlight rules check` says it all.
            log.error("published rules are refused here; what was in force stays", extra={"path": why.file})
            return None

    async def watch(self) -> None:
        """Look again when told to, and by a timer. Runs until cancelled."""
        while True:
            try:
                async with asyncio.timeout(REREAD_S):
                    await self._woken.wait()
            except TimeoutError:
                pass
            try:
                await self.refresh()
            except Exception as error:
                log.warning("the rules in force could not be read", extra={"error": type(error).__name__})


def versions(judge: Judge) -> tuple[str, str]:
    return judge.rules.version, judge.policy.version


async def publish(connection: AsyncConnection, files: Mapping[str, str], judge: Judge, mode: Mode) -> None:
    """Put a set that was built in force at the commit. No files: the shipped ones alone, or nothing in shadow."""
    r = schema.rule_sets
    rules_version, policy_version = versions(judge)
    await connection.execute(
        insert(r).values(mode=mode, files=dict(files), rules_version=rules_version, policy_version=policy_version)
    )
    await audit.record(connection, None, f"rules_{mode}", f"rules {rules_version} policy {policy_version}")


async def published(database: Database, mode: Mode) -> dict[str, str]:
    """The files that were published last."""
    r = schema.rule_sets.c
    async with database.begin() as connection:
        newest = select(func.max(r.id)).where(r.mode == mode).scalar_subquery()
        return await connection.scalar(select(r.files).where(r.id == newest)) or {}


async def history(database: Database) -> list[tuple[datetime, str, str, str, list[str]]]:
    """What was published: when, in which mode, the versions of rules and policy, and the names of the files."""
    r = schema.rule_sets.c
    async with database.begin() as connection:
        rows = await connection.execute(
            select(r.published_at, r.mode, r.rules_version, r.policy_version, r.files).order_by(r.id)
        )
        return [(at, mode, rules, policy, sorted(files)) for at, mode, rules, policy, files in rows]


async def tried(database: Database, days: int) -> list[tuple[str, int, int, str, str, int]]:
    """What trials would have done with messages of the last days: by which rules, the level and the action that were
    and that would have been, and how often."""
    async with database.begin() as connection:
        rows = await connection.execute(text(TRIED), {"days": days})
        return [tuple(row) for row in rows]
