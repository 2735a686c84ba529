"""Who is never brought together: blocks, and "we know each other". Silent both ways.

A row is of two accounts, so it covers every alias; its owner sees the one by which they knew the other, and no more.
Whether two are kept apart is asked of one SQL function, `kept_apart`.
"""

import uuid
from typing import Literal
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground.api_one_to_one import KeptApart
from server.ground.commit import Transaction
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_one_to_one import apart

KEPT_APART = text("select kept_apart(:one, :other)")


async def are_kept_apart(connection: AsyncConnection, one: UUID, other: UUID) -> bool:
    return bool(await connection.scalar(KEPT_APART, {"one": one, "other": other}))


async def keep_apart(tx: Transaction, account: UUID, other: UUID, why: Literal["block", "known"], alias: str) -> None:
    """From now on; again changes nothing. The caller holds both account locks."""
    row = {"id": uuid.uuid4(), "account_id": account, "other_id": other, "why": why, "alias": alias}
    await tx.connection.execute(upsert(apart).values(**row).on_conflict_do_nothing())


async def lift(tx: Transaction, account: UUID, id: UUID) -> None:
    """One's own only. Raises Refusal."""
    mine = delete(apart).where(apart.c.id == id, apart.c.account_id == account).returning(apart.c.id)
    if await tx.connection.scalar(mine) is None:
        raise Refusal("not_found")


async def of(connection: AsyncConnection, account: UUID) -> list[KeptApart]:
    rows = await connection.execute(select(apart).where(apart.c.account_id == account).order_by(apart.c.at))
    return [KeptApart(row.id, row.alias, row.why, milliseconds(row.at)) for row in rows]
