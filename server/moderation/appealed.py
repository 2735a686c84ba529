"""What an appeal is against, for whoever decides it: the decision, its reason, and the words it was about."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import api, schema
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.moderation import sanctions

a, e, h, s = schema.accounts, schema.evidence.c, schema.case_acts.c, schema.sanctions.c


async def find(connection: AsyncConnection, case: UUID) -> Any:
    """The appeal that a case is about."""
    p = schema.appeals
    return (await connection.execute(select(p).where(p.c.case_id == case))).one()


def evidence_of(appeal: Any) -> ColumnElement[bool]:
    """Which evidence the decision was about: the message, or for a sanction all that its case had."""
    of_case: ColumnElement[bool] = e.case_id == appeal.of_case
    return of_case if appeal.sanction_id is not None else of_case & (e.message_id == appeal.message_id)


async def decision(connection: AsyncConnection, keys: Keys, appeal: Any) -> api.Appealed | None:
    """The decision. None where it is older than what is kept."""
    row: Any
    if appeal.sanction_id is not None:
        of_sanction = select(s.id, s.kind, s.at, s.reason, a.c.pseudonym).outerjoin_from(
            schema.sanctions, a, a.c.id == s.given_by
        )
        row = (await connection.execute(of_sanction.where(s.id == appeal.sanction_id))).one()
        await keys.load((appeal.account_id,))
        reason = sanctions.reason_of(keys, appeal.account_id, row.id, row.reason)
        return api.Appealed(row.kind, milliseconds(row.at), row.pseudonym, reason)
    of_message = select(h.id, h.act, h.at, h.reason, a.c.pseudonym).outerjoin_from(
        schema.case_acts, a, a.c.id == h.actor_id
    )
    which = h.message_id == appeal.message_id, h.case_id == appeal.of_case, h.act.in_(("remove", "decline"))
    row = (await connection.execute(of_message.where(*which).order_by(h.at.desc()).limit(1))).first()
    if row is None:
        return None
    await keys.load((appeal.of_case,))
    words = keys.open(appeal.of_case, row.reason, "case_acts", row.id, "reason").decode() if row.reason else None
    return api.Appealed(row.act, milliseconds(row.at), row.pseudonym, words)
