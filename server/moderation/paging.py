"""Paging: a case that nobody has taken when its page is due reaches somebody outside the browser.

An alert is a row with a deadline by the database's clock. Whichever instance comes first claims it for a while with
SKIP LOCKED, tells the operator's pager, and marks it done once the pager has answered with a 2xx. An instance that is
killed in between leaves it to the next, so a pager hears of a case at least once, and perhaps twice.

The pager gets a POST with JSON: `alert` (the same however often it is told), `case`, `step` ("page", or "backup" for
the second to be called), `urgency`, and `opened` and `due` in milliseconds. Nothing of anybody's words or names.
"""

import logging
from functools import partial
from typing import Any

from server.ground.db import Database
from server.ground.due import carry_out_due
from server.ground.moment import milliseconds

log = logging.getLogger(__name__)

STEPS = ("page", "backup")
EVERY_S = 1.0
ANSWER_WITHIN_S = 5.0
AGAIN_AFTER_S = 5
CLAIMED_S = 15
"""How long a claim holds: longer than telling takes, short enough that a killed instance delays a page only briefly."""

CLAIM = f"""
    with due as (
        select a.id from alerts a where a.done_at is null and a.due_at <= clock_timestamp() and a.step = any($1)
        order by a.due_at limit 1 for update skip locked)
    update alerts a set due_at = clock_timestamp() + interval '{CLAIMED_S} seconds'
    from due, cases c where a.id = due.id and c.id = a.case_id
    returning a.id, a.case_id, a.step, c.urgency, c.opened_at, c.due_at as case_due_at,
              case when c.state = 'taken' and c.lease_until < clock_timestamp() then 'open' else c.state end as state"""
DONE = "update alerts set done_at = clock_timestamp() where id = $1"
WITH_THE_LEASE = """
    update alerts a set due_at = greatest(c.lease_until, clock_timestamp()) from cases c
    where a.id = $1 and c.id = a.case_id"""
AGAIN = f"update alerts set due_at = clock_timestamp() + interval '{AGAIN_AFTER_S} seconds' where id = $1"


class Paging:
    """Tells the pager at `url`. Where it is empty nobody can be told, and a line in the log says so."""

    def __init__(self, database: Database, url: str) -> None:
        self._database = database
        self._url = url

    async def run(self) -> None:
        """Pages whoever is due, until cancelled."""
        from httpx import AsyncClient  # 150 ms of imports that a start need not wait for

        # Reading whom to trust takes 30 ms, which is for nothing where there is nobody to call.
        async with AsyncClient(timeout=ANSWER_WITHIN_S, trust_env=False, verify=bool(self._url)) as client:
            fault = "a page could not be carried out"
            await carry_out_due(partial(self.page_one, client), every_s=EVERY_S, fault=fault)

    async def page_one(self, client: Any) -> bool:
        """Carry out the page that has been due longest. False where none is due."""
        due = await self._database.fast.fetchrow(CLAIM, STEPS)
        if due is None:
            return False
        if due["state"] == "taken":  # somebody has it; should they go away, it climbs on
            becomes = WITH_THE_LEASE
        elif due["state"] == "closed" or await self._told(client, due):
            becomes = DONE
        else:
            becomes = AGAIN
        await self._database.fast.execute(becomes, due["id"])
        return True

    async def _told(self, client: Any, due: Any) -> bool:
        from httpx import HTTPError, InvalidURL

        if not self._url:
            log.error("a case is due and nobody can be paged: set PORCHLIGHT_PAGER_URL")
            return True
        page = {
            "alert": due["id"],
            "case": str(due["case_id"]),
            "step": due["step"],
            "urgency": due["urgency"],
            "opened": milliseconds(due["opened_at"]),
            "due": milliseconds(due["case_due_at"]),
        }
        try:
            answer = await client.post(self._url, json=page)
        except (HTTPError, InvalidURL) as error:
            log.error("the pager cannot be reached; it is tried again", extra={"error": type(error).__name__})
            return False
        if not answer.is_success:
            log.error("the pager refuses; it is tried again", extra={"error": str(answer.status_code)})
        return bool(answer.is_success)
