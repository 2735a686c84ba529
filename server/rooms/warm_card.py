"""The warm card comes at most once in 24 hours: help that is repeated at a person nags."""

from uuid import UUID

import msgspec

from server.ground.db import Database
from server.moderation.policy import Decision

UNHURRIED = frozenset(("warm", "options"))
"""Cards that may wait until the message is stored."""

SHOWN = """
    select exists(
        select 1 from assessments
        where account_id = $1 and card = 'warm' and at > clock_timestamp() - interval '24 hours')"""


async def at_most_daily(database: Database, account: UUID, decision: Decision) -> Decision:
    """The decision, without its warm card where this person has had one in the last 24 hours."""
    if decision.card != "warm":
        return decision
    shown = await database.fast.fetchval(SHOWN, account)
    return msgspec.structs.replace(decision, card="none") if shown else decision
