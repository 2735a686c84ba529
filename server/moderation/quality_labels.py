"""What moderators say of what the rules found: this rule was right here, or wrong; this should have been found.

A label stands beside the evidence, whose words stay sealed where they are, and goes with it. The figures of a rule are
counted from them; `porchlight rules replay --labelled` tries other rules on them (quality_examples.py).
"""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_quality import Label, Labels, LabelWanted, RuleFigures
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.ground.schema_quality import labels
from server.moderation import appealed, case_access, case_evidence, case_rows
from server.moderation.case_evidence import Piece
from server.moderation.policy_file import Policy
from server.moderation.quality import QUALITY

b = labels.c


async def mine(database: Database, keys: Keys, person: Person, evidence: UUID, policy: Policy) -> Labels:
    """One's own labels of a piece of evidence. Raises Refusal."""
    async with database.begin() as connection:
        piece = await readable(connection, keys, person, evidence)
        return await _told(connection, person, piece, policy)


async def label(
    database: Database, keys: Keys, person: Person, evidence: UUID, wanted: LabelWanted, policy: Policy
) -> Labels:
    """Give a label, change it, or take it back. Raises Refusal."""
    async with database.begin() as connection:
        piece = await readable(connection, keys, person, evidence)
        check_form(wanted, piece, policy)
        own = {"evidence_id": evidence, "by": person.account, "rule": wanted.rule}
        if wanted.verdict == "none":
            await connection.execute(delete(labels).where(*(labels.c[name] == value for name, value in own.items())))
        else:
            said = {"verdict": wanted.verdict, "level": wanted.level, "category": wanted.category}
            row = {"id": uuid.uuid4(), "case_id": piece.row.case_id, **own, **said}
            again = {**said, "at": func.clock_timestamp()}
            await connection.execute(
                insert(labels).values(row).on_conflict_do_update(index_elements=list(own), set_=again)
            )
        return await _told(connection, person, piece, policy)


async def readable(connection: AsyncConnection, keys: Keys, person: Person, evidence: UUID) -> Piece:
    """A piece of evidence whose words this person may read. Raises Refusal."""
    e = schema.evidence.c
    of_case = await connection.scalar(select(e.case_id).where(e.id == evidence))
    if of_case is None:
        raise Refusal("not_found")
    row = await case_rows.find(connection, of_case)
    case_access.check_may(row, person)
    mine = row.taken_by == person.account
    appeal = await appealed.find(connection, of_case) if row.kind == "appeal" else None
    pieces = await case_evidence.read(connection, keys, row, appeal, mine=mine, lead="lead" in person.roles)
    found = next((piece for piece in pieces if piece.row.id == evidence), None)
    if found is None or not found.reads or not found.snapshot.text:
        raise Refusal("not_found")
    return found


def check_form(wanted: LabelWanted, piece: Piece, policy: Policy) -> None:
    """Raises Refusal."""
    of_rule = wanted.rule != ""
    if of_rule and wanted.rule not in rules_of(piece):
        raise Refusal("bad_request", says="This rule did not match this message.", field="rule")
    if wanted.verdict != "none" and of_rule != (wanted.verdict != "should"):
        raise Refusal("bad_request", says="Right or wrong is said of a rule, should of a message.", field="verdict")
    said = (wanted.level is not None) + (wanted.category is not None)
    if said != (wanted.verdict == "should"):
        raise Refusal("bad_request", says="Say what should have been found: a level or a category.", field="level")
    if wanted.category is not None and wanted.category not in findable(policy):
        raise Refusal("bad_request", says="There is no such category.", field="category")


def rules_of(piece: Piece) -> list[str]:
    return list(dict.fromkeys(mark.rule for mark in piece.snapshot.marks))


def findable(policy: Policy) -> list[str]:
    """What a message can be found to be, besides a level: every category of the policy that makes a case."""
    return sorted({category for (category, _), row in policy.rows.items() if row.case is not None})


async def _told(connection: AsyncConnection, person: Person, piece: Piece, policy: Policy) -> Labels:
    own = select(b.verdict, b.rule, b.level, b.category).where(b.evidence_id == piece.row.id, b.by == person.account)
    said = [Label(*row) for row in await connection.execute(own.order_by(b.rule))]
    return Labels(said, rules_of(piece), piece.row.level or 0, findable(policy))


def newest() -> Any:
    """Of each rule at each piece of evidence what was said of it last, by whoever: two who differ are one word."""
    return (
        select(labels)
        .where(b.rule != "")
        .ext(distinct_on(b.evidence_id, b.rule))
        .order_by(b.evidence_id, b.rule, b.at.desc())
        .subquery()
    )


async def figures(connection: AsyncConnection) -> list[RuleFigures]:
    """Of each rule how often it was said to be right and wrong, those with the most words first; of precision nothing
    where there are few. As long as the cases are kept."""
    n, c = newest().c, schema.cases.c
    right = func.count().filter(n.verdict == "right")
    wrong = func.count().filter(n.verdict == "wrong")
    rows = await connection.execute(
        select(n.rule, right.label("right"), wrong.label("wrong"), func.count(c.subject_id.distinct()).label("people"))
        .join_from(n.evidence_id.table, schema.cases, c.id == n.case_id)
        .group_by(n.rule)
        .order_by((right + wrong).desc(), n.rule)
    )
    return [RuleFigures(row.rule, row.right, row.wrong, precision(row.right, row.wrong), row.people) for row in rows]


def precision(right: int, wrong: int) -> float | None:
    """How often a rule was right, or None where too few said anything of it."""
    said = right + wrong
    return right / said if said >= QUALITY.rules.least else None
