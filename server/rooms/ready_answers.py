"""Ready answers: words that a lead of this place keeps ready for conversations and decisions.

Each change is a version of its own, so it can be said what somebody was answered at any time. They are read like
everything that staff write to somebody. Nothing is filled in: what is chosen goes into the field as it stands.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_quality import ReadyAnswer, ReadyAnswers, ReadyAnswerWanted
from server.ground.db import Database
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_quality import ready_answers
from server.moderation import audit
from server.moderation.judge import Judge
from server.rooms.acts import check_words
from server.rooms.send import storable

LONGEST_NAME = 60
LONGEST = 2_000
MOST = 200

y = ready_answers.c
NEWEST = select(ready_answers).ext(distinct_on(y.id)).order_by(y.id, y.version.desc()).subquery()


async def all_of(database: Database) -> ReadyAnswers:
    """Those that are offered now."""
    async with database.begin() as connection:
        return await _offered(connection)


async def versions(database: Database, id: UUID) -> ReadyAnswers:
    """Every version of one, the newest first. Raises Refusal."""
    a = schema.accounts.c
    found = select(ready_answers, a.pseudonym).outerjoin(schema.accounts, a.id == y.by).where(y.id == id)
    async with database.begin() as connection:
        rows = (await connection.execute(found.order_by(y.version.desc()))).all()
    if not rows:
        raise Refusal("not_found")
    return ReadyAnswers([_told(row) for row in rows])


async def write(database: Database, judge: Judge, person: Person, id: UUID, wanted: ReadyAnswerWanted) -> ReadyAnswers:
    """A new one, or a new version. Raises Refusal, also where somebody else has changed it meanwhile."""
    name, words = storable(wanted.name.strip()), storable(wanted.words.strip())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("bad_request", says=f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    if not 0 < len(words) <= LONGEST:
        raise Refusal("bad_request", says=f"An answer has 1 to {LONGEST} characters.", field="words")
    check_words(judge, words)
    async with database.begin() as connection:
        if wanted.version == 0 and len((await _offered(connection)).answers) >= MOST:
            raise Refusal("bad_request", says=f"There are {MOST} already. Take one away first.", field="name")
        await _add(connection, person, id, wanted.version, name=name, words=words, offered=wanted.offered)
        return await _offered(connection)


async def take_away(database: Database, person: Person, id: UUID) -> ReadyAnswers:
    """It is offered no longer; its versions stay. Raises Refusal."""
    async with database.begin() as connection:
        row = (await connection.execute(select(NEWEST).where(NEWEST.c.id == id, ~NEWEST.c.gone))).first()
        if row is None:
            raise Refusal("not_found")
        same = {"name": row.name, "words": row.words, "offered": row.offered}
        await _add(connection, person, id, row.version, gone=True, **same)
        return await _offered(connection)


async def _add(connection: AsyncConnection, person: Person, id: UUID, version: int, **values: Any) -> None:
    newest = await connection.scalar(select(func.max(y.version)).where(y.id == id)) or 0
    row = {"id": id, "version": version + 1, "by": person.account, **values}
    added = await connection.execute(insert(ready_answers).values(row).on_conflict_do_nothing())
    if newest != version or not added.rowcount:
        raise Refusal("answer_changed")
    await audit.record(connection, person.account, "change_answer", f"answer {id} version {version + 1}")


async def _offered(connection: AsyncConnection) -> ReadyAnswers:
    a, n = schema.accounts.c, NEWEST.c
    found = select(NEWEST, a.pseudonym).outerjoin(schema.accounts, a.id == n.by).where(~n.gone)
    return ReadyAnswers([_told(row) for row in await connection.execute(found.order_by(n.name, n.id))])


def _told(row: Any) -> ReadyAnswer:
    at = milliseconds(row.at)
    return ReadyAnswer(row.id, row.version, row.name, row.words, row.offered, at, row.pseudonym, row.gone)
