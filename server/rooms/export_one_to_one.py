"""One-to-one in what somebody takes along: what one set, whom one asked for what, and whom one is kept apart from."""

from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.api_one_to_one import Answers, KeptApart
from server.ground.moment import milliseconds
from server.ground.schema_one_to_one import asks, minors
from server.ground.schema_one_to_one import one_to_one as settings
from server.rooms import apart
from server.rooms.asks import answers_of


class Asked(msgspec.Struct):
    """What one asked somebody. Whom, and what they answered, is theirs."""

    at: int
    answers: Answers


class MyOneToOne(msgspec.Struct):
    """`youth`: when one said that one is younger than the age range. One's channels are among the places."""

    may_be_asked: bool
    other_names: bool
    youth: int | None
    asked: list[Asked]
    apart: list[KeptApart]


async def one_to_one(connection: AsyncConnection, me: UUID) -> MyOneToOne:
    found = (await connection.execute(select(settings).where(settings.c.account_id == me))).first()
    youth = await connection.scalar(select(minors.c.at).where(minors.c.account_id == me))
    mine = await connection.execute(select(asks).where(asks.c.account_id == me).order_by(asks.c.at))
    return MyOneToOne(
        may_be_asked=found is not None and found.may_be_asked,
        other_names=found is not None and found.other_names,
        youth=None if youth is None else milliseconds(youth),
        asked=[Asked(milliseconds(row.at), answers_of(row)) for row in mine],
        apart=await apart.of(connection, me),
    )
