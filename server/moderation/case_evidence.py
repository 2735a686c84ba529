"""The evidence of a case as whoever opens it reads it, and whose words they read thereby."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import api, schema
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.moderation import appealed, evidence
from server.moderation.evidence import Snapshot
from server.moderation.looks import Seen
from server.moderation.transitions import is_hard

r = schema.rooms


def evidence_of_cases() -> Select[Any]:
    """Each piece of evidence, whose it is, and what has become of its message since."""
    e, m, b, h = schema.evidence.c, schema.messages.c, schema.members.c, schema.case_acts.c
    removed = select(h.id).where(h.message_id == m.id, h.act == "remove").correlate(schema.messages).exists()
    return (
        select(
            e.id, e.case_id, e.body, e.at, e.message_id, m.state, m.position, m.veiled, m.masked, m.room_id, r.c.kind,
            b.account_id, schema.assessments.c.level, removed.label("removed_by_moderator"),
        )
        .join_from(schema.evidence, schema.messages, m.id == e.message_id, isouter=True)
        .outerjoin(schema.members, b.id == m.member_id)
        .outerjoin(r, r.c.id == m.room_id)
        .outerjoin(schema.assessments, schema.assessments.c.message_id == m.id)
    )  # fmt: skip


EVIDENCE = evidence_of_cases()


class Piece(NamedTuple):
    """A piece of evidence. `reads`: whoever looks may read its words."""

    row: Any
    snapshot: Snapshot
    reads: bool
    to_staff: bool


async def read(
    connection: AsyncConnection, keys: Keys, case: Any, appeal: Any, *, mine: bool, lead: bool
) -> list[Piece]:
    """What was said in private is read by whoever has the case, and by no other moderator; what is locked by a `lead`.
    Whoever decides an appeal reads what the decision was about."""
    rows = (await connection.execute(EVIDENCE.where(_of(case, appeal)).order_by(schema.evidence.c.at))).all()
    await keys.load(row.id for row in rows)
    to_staff = case.kind in ("appeal", "complaint")
    snapshots = [evidence.decode(keys.open(row.id, row.body, "evidence", row.id)) for row in rows]
    return [
        Piece(
            row,
            snapshot,
            reads=(mine or row.kind != "conversation") and (lead or not snapshot.locked),
            to_staff=to_staff and row.case_id == case.id and row.message_id is None,
        )
        for row, snapshot in zip(rows, snapshots, strict=True)
    ]


def _of(case: Any, appeal: Any) -> ColumnElement[bool]:
    own: ColumnElement[bool] = schema.evidence.c.case_id == case.id
    return own if appeal is None else own | appealed.evidence_of(appeal)


def shown(piece: Piece, *, context: bool) -> api.Evidence:
    """As the console has it."""
    row, snapshot = piece.row, piece.snapshot
    return api.Evidence(
        text=snapshot.text if piece.reads else "",
        at=milliseconds(row.at),
        marks=snapshot.marks if piece.reads else [],
        message=row.message_id,
        state="to_staff" if piece.to_staff else row.state or "refused",
        private=row.kind == "conversation",
        locked=snapshot.locked,
        seen=row.position is not None,
        veiled=bool(row.veiled) or (row.state == "held" and is_hard(row.level)),
        masked=bool(row.masked),
        taken_back=row.state == "removed" and not row.removed_by_moderator,
        has_before=bool(snapshot.before) and piece.reads,
        before=snapshot.before if context and piece.reads else [],
        about=snapshot.about,
        by=snapshot.by,
        id=row.id,
    )


async def seen(connection: AsyncConnection, case: Any, pieces: list[Piece], *, context: bool) -> list[Seen]:
    """Whose words are on the screen of whoever reads these."""
    found = list(_of_pieces(case, pieces))
    if context:
        for piece in pieces:
            if piece.reads and piece.snapshot.before:
                found += await _before(connection, case, piece)
    return found


def _of_pieces(case: Any, pieces: list[Piece]) -> Iterator[Seen]:
    for row, snapshot, reads, to_staff in pieces:
        author = row.account_id or case.subject_id
        if not (reads and snapshot.text and author is not None):
            continue
        what: api.LookWhat = "to_staff" if to_staff else "conversation" if row.kind == "conversation" else "message"
        room = row.room_id or (None if to_staff else case.room_id)
        yield Seen(author, what, room, None if author == case.subject_id else "checked")


async def _before(connection: AsyncConnection, case: Any, piece: Piece) -> list[Seen]:
    """Those who said what came before it: a snapshot has the names they had in the room."""
    b, room = schema.members.c, piece.row.room_id or case.room_id
    aliases = {said.alias for said in piece.snapshot.before}
    theirs = await connection.scalars(
        select(b.account_id).where(b.room_id == room, b.alias.in_(aliases), b.part != "moderator")
    )
    return [Seen(one, "before", room, None if one == case.subject_id else "around") for one in theirs]
