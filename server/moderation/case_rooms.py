"""The rooms that a case touches: where it began, and where else its evidence was said. What is decided for one room is
decided for one of these."""

from typing import Any

from sqlalchemy import case as when
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import api, schema


async def touched(connection: AsyncConnection, case: Any) -> list[api.CaseRoom]:
    """Where it began first. A private conversation is none: nobody is put out of the one in which they are helped."""
    r, e, m, b = schema.rooms.c, schema.evidence.c, schema.messages.c, schema.members.c
    said_in = (
        select(m.room_id)
        .join_from(schema.evidence, schema.messages, m.id == e.message_id)
        .join(schema.members, b.id == m.member_id)
        .where(e.case_id == case.id, b.account_id == case.subject_id)
    )
    rows = await connection.execute(
        select(r.id, r.title)
        .where(r.kind != "conversation", (r.id == case.room_id) | r.id.in_(said_in))
        .order_by(when((r.id == case.room_id, 0), else_=1), r.title)
    )
    return [api.CaseRoom(*row) for row in rows]
