"""Labelled messages as a corpus for replay: those in evidence, as long as their cases are kept, and those that a lead
keeps for good.

What is kept for good was written anew by hand, so that nobody can be recognised. A machine cannot know that; it refuses
what is plainly not so: contact details, the name of whoever it is about, or many words in a row as they were written.
"""

import re
import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_quality import Kept
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.ground.schema_quality import examples, labels
from server.ground.seal import place
from server.moderation import audit, evidence
from server.moderation.contact import contact_spans
from server.moderation.normalise import normalise
from server.moderation.quality_labels import readable
from server.moderation.replay import NONE
from server.moderation.stream import Said

LONGEST = 2_000
SAME_IN_A_ROW = 8
"""So many words as they were written are somebody's own; fewer are how everybody says it."""
PAGE = 200

b = labels.c
WORD = re.compile(r"\w+")


async def keep(database: Database, keys: Keys, person: Person, of: UUID, text: str) -> Kept:
    """Keep a labelled piece of evidence as an example, in these words. Raises Refusal."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Refusal("bad_request", says=f"Write it anew, in at most {LONGEST} characters.", field="text")
    async with database.begin() as connection:
        piece = await readable(connection, keys, person, of)
        name = await connection.scalar(
            select(schema.accounts.c.pseudonym).where(schema.accounts.c.id == piece.row.account_id)
        )
        check_unrecognisable(text, piece.snapshot.text, name or "")
        rows = (await connection.execute(select(labels).where(b.evidence_id == of).order_by(b.at))).all()
        if not rows:
            raise Refusal("bad_request", says="Say first what the rules made right or wrong of it.", field="text")
        id = uuid.uuid4()
        key = await keys.create(connection, id)
        said = label_of(rows, {mark.rule for mark in piece.snapshot.marks})
        await connection.execute(
            insert(examples).values(
                id=id,
                body=key.seal(text.encode(), place("examples", id, "body")),
                by=person.account,
                label=said.label,
                right=sorted(said.right),
                wrong=sorted(said.wrong),
            )
        )
        count = await connection.scalar(select(func.count()).select_from(examples))
        await audit.record(connection, person.account, "keep_example", f"example {id}")
        return Kept(count or 0)


def check_unrecognisable(text: str, original: str, name: str) -> None:
    """Raises Refusal where somebody could plainly be recognised."""
    why = None
    if any(True for _ in contact_spans(text, normalise(text))):
        why = "There are contact details in it."
    elif name and name.casefold() in text.casefold():
        why = "The name of whoever wrote it is in it."
    elif in_a_row(words(text), words(original)) >= SAME_IN_A_ROW:
        why = f"{SAME_IN_A_ROW} words or more in a row are as they were written. Say it in other words."
    if why is not None:
        raise Refusal("example_recognisable", says=why, field="text")


def words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def in_a_row(one: Sequence[str], other: Sequence[str]) -> int:
    """The longest run of words that both have."""
    longest = 0
    ends: dict[int, int] = {}
    for word in one:
        ends = {at: ends.get(at - 1, 0) + 1 for at, theirs in enumerate(other) if theirs == word}
        longest = max(longest, *ends.values(), 0) if ends else longest
    return longest


def label_of(rows: Iterable[Any], matched: set[str]) -> Said:
    """What labels, the oldest first, make of a message, as a corpus has it (its text is missing). The last word counts.

    A level of 2 or more is "crisis", a lower one nothing; where all that matched was wrong, nothing should be found.
    """
    said = {row.rule: row for row in rows}
    whole = said.pop("", None)
    right = {rule for rule, row in said.items() if row.verdict == "right"}
    wrong = said.keys() - right
    label = None
    if whole is not None:
        label = whole.category or ("crisis" if whole.level >= 2 else NONE)
    elif matched and matched <= wrong:
        label = NONE
    return Said("", label=label, right=frozenset(right), wrong=frozenset(wrong))


async def corpus(database: Database, keys: Keys) -> AsyncIterator[Said]:
    """Every labelled message: of each case that is kept, in its own words, and every kept example. Figures only may
    leave whoever reads this; that it was read is in the audit chain."""
    async with database.begin() as connection:
        await audit.record(connection, None, "replay_labelled", "labelled examples")
    async for id, body, rows in _of_cases(database):
        if await keys.hold((id,)):
            continue
        snapshot = evidence.decode(keys.open(id, body, "evidence", id))
        said = label_of(rows, {mark.rule for mark in snapshot.marks})
        yield Said(snapshot.text, label=said.label, right=said.right, wrong=said.wrong)
    async with database.begin() as connection:
        kept = (await connection.execute(select(examples).order_by(examples.c.at, examples.c.id))).all()
    for row in kept:
        await keys.load((row.id,))
        text = keys.open(row.id, row.body, "examples", row.id).decode()
        yield Said(text, label=row.label, right=frozenset(row.right), wrong=frozenset(row.wrong))


async def _of_cases(database: Database) -> AsyncIterator[tuple[UUID, bytes, list[Any]]]:
    """Each piece of evidence with its labels, the oldest first; a page at a time."""
    e, last = schema.evidence.c, UUID(int=0)
    while True:
        async with database.begin() as connection:
            labelled = select(b.evidence_id).where(b.evidence_id > last).distinct().order_by(b.evidence_id).limit(PAGE)
            page = (await connection.execute(select(e.id, e.body).where(e.id.in_(labelled)).order_by(e.id))).all()
            rows = await _labels(connection, [row.id for row in page])
        if not page:
            return
        for row in page:
            yield row.id, row.body, rows[row.id]
        last = page[-1].id


async def _labels(connection: AsyncConnection, of: list[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {id: [] for id in of}
    for row in await connection.execute(select(labels).where(b.evidence_id.in_(of)).order_by(b.at)):
        found[row.evidence_id].append(row)
    return found
