"""Topics that somebody asks not to be given, and without a reason.

A case of such a topic is in the list of others who are there; where there is no other, it stays in theirs, marked, and
whoever is on call is called at once (climb.py). So every case has an owner or climbs, whatever anybody asked for.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, delete, func, insert, literal_column, select

from server.auth.sessions import Person
from server.ground import schema
from server.ground.bus import CASES, Bus, CasesChanged
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.refusal import Refusal
from server.ground.schema_staff import spared
from server.moderation import transitions
from server.moderation.staff_care import STAFF_CARE
from server.moderation.there import THERE

TOPICS = STAFF_CARE.topics
AT_WORK = frozenset(("moderator", "lead"))

# Those who are there, and for whom nothing speaks against this case: not spared its topic, and with no part in it.
TAKES_IT = f"""
    select 1 from {THERE} there where there.account_id is distinct from c.subject_id
        and not exists (select 1 from spared s where s.account_id = there.account_id and s.category = c.category)
        and not exists (select 1 from conflicts k where k.case_id = c.id and k.account_id = there.account_id)"""
"""For the row `c` of a case."""


def spared_of() -> ScalarSelect[Any]:
    """Who asked not to be given cases of this category."""
    c = schema.cases
    found = select(func.array_agg(spared.c.account_id)).where(spared.c.category == c.c.category)
    return found.correlate(c).scalar_subquery()


def others_take_it() -> Any:
    """Whether somebody who is there takes it."""
    return literal_column(f"exists ({TAKES_IT.replace(' c.', ' cases.')})").label("others_take_it")


def is_for_all(row: Any) -> bool:
    """Whether all moderators see a case like this: only such a one is theirs to pass on."""
    return transitions.seen_by(row.kind, row.category) >= AT_WORK


def is_spared(row: Any, person: Person) -> bool:
    """Whether somebody asked not to be given this."""
    return is_for_all(row) and person.account in (row.spared_of or ())


async def of(database: Database, account: UUID) -> list[str]:
    """The topics somebody is spared."""
    async with database.begin() as connection:
        mine = frozenset(
            (await connection.scalars(select(spared.c.category).where(spared.c.account_id == account))).all()
        )
    return [topic for topic, categories in TOPICS.items() if mine.issuperset(categories)]


async def choose(database: Database, bus: Bus, account: UUID, wanted: Collection[str]) -> None:
    """Be spared these from now on, and no others. Raises Refusal."""
    unknown = sorted(set(wanted) - TOPICS.keys())
    if unknown:
        raise Refusal("bad_request", says=f"There is no topic {unknown[0]!r}: it is one of {', '.join(TOPICS)}.")
    rows = [
        {"account_id": account, "category": category} for topic in sorted(set(wanted)) for category in TOPICS[topic]
    ]
    async with transaction(database, bus) as tx:
        a = schema.accounts.c  # two tabs of one person: one after the other
        await tx.connection.execute(select(a.id).where(a.id == account).with_for_update(key_share=True))
        await tx.connection.execute(delete(spared).where(spared.c.account_id == account))
        if rows:
            await tx.connection.execute(insert(spared).values(rows))
        tx.announce(CASES, CasesChanged())
