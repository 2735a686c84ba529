"""Of one's own, to take along: follow-ups, and hand-overs that one was asked about or has been told of."""

from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.schema_care import follow_ups, hand_overs


class FollowedUp(msgspec.Struct):
    """`due`: the time one chose. `ended`: declined, or it came."""

    at: int
    due: int | None
    ended: str | None


class HandedOver(msgspec.Struct):
    """`ground`: consent, or why without. `words`: to whom and why. `answer`: one's own."""

    at: int
    ground: str
    answer: str | None
    words: str


async def followed_up(connection: AsyncConnection, me: UUID) -> list[FollowedUp]:
    rows = await connection.execute(select(follow_ups).where(follow_ups.c.account_id == me).order_by(follow_ups.c.at))
    return [
        FollowedUp(milliseconds(row.at), None if row.due_at is None else milliseconds(row.due_at), row.ended)
        for row in rows
    ]


async def handed_over(connection: AsyncConnection, keys: Keys, me: UUID) -> list[HandedOver]:
    """The key of the account must be held."""
    h = hand_overs.c
    known = (h.ground == "consent") | h.told_at.is_not(None)  # of the rest one is told when it is safe
    rows = await connection.execute(select(hand_overs).where(h.account_id == me, known).order_by(h.at))
    return [
        HandedOver(
            at=milliseconds(row.at),
            ground=row.ground,
            answer=row.answer,
            words=keys.open(me, row.words, "hand_overs", row.id, "words").decode(),
        )
        for row in rows
    ]
