"""Whoever was called says that they come: the climb stops for a while. Taking the case is what ends it.

If nobody takes the case by then, it climbs on, one step further than whoever acknowledged.
"""

import hmac
import uuid
from typing import Literal

from sqlalchemy import func, insert, select, update

from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.moderation import audit
from server.moderation.case_rows import STATE
from server.moderation.channels import token
from server.moderation.ladder import OUTSIDE, STEPS

HOLDS_S = 300
"""How long an acknowledgement stops the climb."""

Answer = Literal["acknowledged", "again", "over", "unknown"]
"""`again`: it was acknowledged before, and that changes nothing. `over`: somebody has the case, or it is closed."""


async def acknowledge(database: Database, bus: Bus, keys: Keys, given: str) -> Answer:
    """`given` is the token of a page. It works once."""
    number = given.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return "unknown"
    p, c = schema.pages, schema.cases
    async with transaction(database, bus) as tx:
        found = await tx.connection.execute(select(p.c.id, p.c.case_id).where(p.c.id == int(number)))
        page = found.first()
        if page is None or not hmac.compare_digest(token(keys.master, *page).encode(), given.encode()):
            return "unknown"
        await tx.connection.execute(select(c.c.id).where(c.c.id == page.case_id).with_for_update(key_share=True))
        looked = select(p.c.id, p.c.case_id, p.c.step, p.c.channel, p.c.acknowledged_at, STATE).join_from(p, c)
        now = (await tx.connection.execute(looked.where(p.c.id == page.id))).one()
        if now.state != "open":
            return "over"
        if now.acknowledged_at is not None:
            return "again"
        await tx.connection.execute(update(p).where(p.c.id == now.id).values(acknowledged_at=func.clock_timestamp()))
        until = schema.in_seconds(HOLDS_S)
        await tx.connection.execute(update(c).where(c.c.id == now.case_id).values(acknowledged_until=until))
        await _climbs_on_later(tx, now.case_id, STEPS[now.step].then or OUTSIDE[0])
        act = {"id": uuid.uuid4(), "case_id": now.case_id, "act": "acknowledge"}
        await tx.connection.execute(insert(schema.case_acts).values(**act))
        about = f"case {now.case_id} page {now.id} {now.step} {now.channel}"
        await audit.record(tx.connection, None, "acknowledge", about)
        tx.announce(CASES, CasesChanged())
        return "acknowledged"


async def _climbs_on_later(tx: Transaction, case: uuid.UUID, then: str) -> None:
    """The next step is carried out when the acknowledgement is over, if nothing else was due. What is due before that
    is put off by whoever would carry it out."""
    a = schema.alerts
    waiting = a.c.case_id == case, a.c.step == then, a.c.done_at.is_(None)
    if await tx.connection.scalar(select(a.c.id).where(*waiting).limit(1)) is None:
        at = schema.in_seconds(HOLDS_S)
        await tx.connection.execute(insert(a).values(case_id=case, step=then, due_at=at))
