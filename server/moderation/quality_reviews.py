"""Blind second reviews: a share of the closed cases is decided anew by another moderator, who sees the evidence and not
what was decided. Where the two differ, a lead has something to talk about with them; nothing follows from it by itself.

The gravest come first. Never one's own, never with a conflict of interest, never one in which one has acted, and never
one that one has read before: that would not be blind. Nothing is offered to whoever rests, and no topic they are
spared.
"""

import uuid
from typing import Any
from uuid import UUID

from sqlalchemy import func, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api_quality import Difference, Differences, Reviewed, ReviewItem, ReviewOffer, SecondReview
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.schema_quality import second_reviews
from server.moderation import audit, case_access, case_evidence, case_rows, looks, quality_exposure
from server.moderation.case_evidence import Piece
from server.moderation.quality import QUALITY

DECISIONS = list(QUALITY.reviews.decisions)
"""The least first."""
MOST_TRIED = 5
"""So many cases are looked at for one whose words this moderator may all read."""

MINE = text("""
    select w.id, w.case_id, w.until from second_reviews w join cases c on c.id = w.case_id
    where w.reviewer_id = :me and w.second is null and w.until > clock_timestamp()
    and not exists (select 1 from conflicts k where k.case_id = c.id and k.account_id = :me) limit 1""")
DUE = text(f"""
    select ceil(count(*) * cast(:share as float8))
        > count(w.id) filter (where w.second is not null or w.until > clock_timestamp())
    from cases c left join second_reviews w on w.case_id = c.id
    where c.state = 'closed' and c.closed_at > clock_timestamp() - make_interval(days => :days)
    and c.closed_at < clock_timestamp() - interval '{case_access.UNDO.seconds} seconds'
    and c.kind in ('danger', 'boundary', 'asked')""")
"""Whether fewer of the window's closed cases than that share are read again, or offered to somebody."""
CANDIDATES = text(f"""
    select c.id from cases c left join second_reviews w on w.case_id = c.id
    where c.state = 'closed' and c.closed_at > clock_timestamp() - make_interval(days => :days)
    and c.closed_at < clock_timestamp() - interval '{case_access.UNDO.seconds} seconds'
    and c.kind in ('danger', 'boundary', 'asked')
    and (w.id is null or (w.second is null and w.until < clock_timestamp() and not :me = any(w.passed)))
    and c.subject_id is distinct from :me and c.taken_by is distinct from :me
    and not exists (select 1 from conflicts k where k.case_id = c.id and k.account_id = :me)
    and not exists (select 1 from case_acts h where h.case_id = c.id and h.actor_id = :me)
    and not exists (select 1 from exposures x where x.case_id = c.id and x.account_id = :me)
    and not exists (select 1 from spared s where s.category = c.category and s.account_id = :me)
    and not exists (select 1 from rests r where r.account_id = :me and r.until > clock_timestamp() and not r.lifted)
    order by c.level desc, case c.urgency when 'now' then 0 when 'soon' then 1 else 2 end, md5(c.id::text)
    limit {MOST_TRIED}""")
DONE = text("""
    select h.act, exists (select 1 from sanctions s where s.case_id = :case and s.given_by is not null
        and s.undone_at is null) as holds
    from case_acts h where h.case_id = :case""")
NOT_MINE = """c.subject_id is distinct from :me
    and not exists (select 1 from conflicts k where k.case_id = c.id and k.account_id = :me)"""
DIFFER = text(f"""
    select w.id, c.id as case_id, c.kind, c.category, c.level, w.first, w.second, w.decided_at,
        coalesce(one.pseudonym, '') as first_by, coalesce(other.pseudonym, '') as second_by
    from second_reviews w join cases c on c.id = w.case_id
    left join accounts one on one.id = c.taken_by left join accounts other on other.id = w.reviewer_id
    where w.decided_at is not null and w.first <> w.second and w.talked_at is null and {NOT_MINE}
    order by w.decided_at desc limit 50""")
TALKED = text(f"""
    update second_reviews w set talked_at = clock_timestamp() from cases c
    where c.id = w.case_id and w.id = :id and w.decided_at is not null and w.first <> w.second and {NOT_MINE}""")


async def offer(database: Database, keys: Keys, person: Person, share: float) -> ReviewOffer:
    """A case to decide anew: the one that is offered to this moderator already, or the gravest there is."""
    async with database.begin() as connection:
        mine = (await connection.execute(MINE, {"me": person.account})).first()
        if mine is not None:
            row = await case_rows.find(connection, mine.case_id)
            pieces = await _evidence(connection, keys, row, person)
            return ReviewOffer(_shown(mine, row, [piece for piece in pieces if piece.reads]))
        days = QUALITY.reviews.window_days
        if not await connection.scalar(DUE, {"share": share, "days": days}):
            return ReviewOffer()
        for id in (await connection.scalars(CANDIDATES, {"me": person.account, "days": days})).all():
            row = await case_rows.find(connection, id)
            pieces = await _evidence(connection, keys, row, person)
            if not pieces or not all(piece.reads and piece.snapshot.text for piece in pieces):
                continue  # nothing to read, or not for this moderator
            offered = await _claim(connection, person, id)
            if offered is not None:
                await _note(connection, person, row, pieces)
                return ReviewOffer(_shown(offered, row, pieces))
    return ReviewOffer()


async def decide(database: Database, person: Person, id: UUID, decision: str) -> Reviewed:
    """The second decision. Only now the first is told. Raises Refusal."""
    if decision not in DECISIONS:
        raise Refusal("bad_request", says="There is no such decision.", field="decision")
    w = second_reviews.c
    async with database.begin() as connection:
        row = await _mine(connection, person, id)
        first = await first_decision(connection, row.case_id)
        done = {"first": first, "second": decision, "decided_at": case_rows.NOW}
        await connection.execute(second_reviews.update().where(w.id == id).values(**done))
        await audit.record(connection, person.account, "second_review", f"case {row.case_id}")
    return Reviewed(first, decision)


async def let_pass(database: Database, person: Person, id: UUID) -> None:
    """Not this one: it is offered to somebody else, and no reason is asked for. Raises Refusal."""
    w = second_reviews.c
    async with database.begin() as connection:
        await _mine(connection, person, id)
        passed = {"passed": func.array_append(w.passed, person.account), "until": case_rows.NOW, "reviewer_id": None}
        await connection.execute(second_reviews.update().where(w.id == id).values(**passed))


async def differences(database: Database, person: Person) -> Differences:
    """What two people decided otherwise, and nobody has talked about yet."""
    async with database.begin() as connection:
        rows = (await connection.execute(DIFFER, {"me": person.account})).all()
    return Differences(
        [
            Difference(
                row.id, row.case_id, row.kind, row.category, row.level, row.first, row.second, row.first_by,
                row.second_by, milliseconds(row.decided_at),
            )
            for row in rows
        ]
    )  # fmt: skip


async def talked(database: Database, person: Person, id: UUID) -> Differences:
    """A lead has talked about it with both."""
    async with database.begin() as connection:
        if not (await connection.execute(TALKED, {"id": id, "me": person.account})).rowcount:
            raise Refusal("not_found")
        await audit.record(connection, person.account, "talk_about", f"review {id}")
    return await differences(database, person)


async def first_decision(connection: AsyncConnection, of_case: UUID) -> str:
    """The gravest that was done with a case. A sanction that was taken back was not."""
    rows = (await connection.execute(DONE, {"case": of_case})).all()
    acts = {row.act for row in rows}
    for decision in reversed(DECISIONS):
        done = acts.intersection(QUALITY.reviews.decisions[decision])
        if done and (decision != "sanction" or rows[0].holds):
            return decision
    return DECISIONS[0]


async def _mine(connection: AsyncConnection, person: Person, id: UUID) -> Any:
    w = second_reviews.c
    found = second_reviews.select().where(w.id == id, w.reviewer_id == person.account, w.second.is_(None))
    row = (await connection.execute(found.with_for_update())).first()
    if row is None or row.case_id is None:
        raise Refusal("not_found")
    return row


async def _claim(connection: AsyncConnection, person: Person, of_case: UUID) -> Any:
    """Offer this case to this moderator; None where somebody else was offered it in this moment."""
    w = second_reviews.c
    until = schema.in_seconds(3600.0 * QUALITY.reviews.offered_hours)
    row = {"id": uuid.uuid4(), "case_id": of_case, "reviewer_id": person.account, "until": until}
    lapsed = w.second.is_(None) & (w.until < case_rows.NOW)
    claim = (
        insert(second_reviews)
        .values(row)
        .on_conflict_do_update(
            index_elements=["case_id"], set_={"reviewer_id": person.account, "until": until}, where=lapsed
        )
        .returning(w.id, w.case_id, w.until)
    )
    return (await connection.execute(claim)).first()


async def _evidence(connection: AsyncConnection, keys: Keys, row: Any, person: Person) -> list[Piece]:
    """All of it, what was said in private too: whoever decides anew reads what there was to decide by."""
    return await case_evidence.read(connection, keys, row, None, mine=True, lead="lead" in person.roles)


async def _note(connection: AsyncConnection, person: Person, row: Any, pieces: list[Piece]) -> None:
    """A look like any other: whose words they are is shown it, it counts for whoever reads, it is in the chain."""
    await looks.note(connection, person, row, await case_evidence.seen(connection, row, pieces, context=True))
    await quality_exposure.note(connection, person, row)
    await audit.record(connection, person.account, "look", f"case {row.id}")


def _shown(offered: Any, row: Any, pieces: list[Piece]) -> SecondReview:
    """Nothing in it says what became of a message."""
    items = [
        ReviewItem(piece.snapshot.text, milliseconds(piece.row.at), piece.snapshot.marks, piece.snapshot.before)
        for piece in pieces
    ]
    return SecondReview(offered.id, row.kind, row.category, row.level, items, DECISIONS, milliseconds(offered.until))
