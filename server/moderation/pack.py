"""The hand-over pack: what of a case is given to professionals, in words for somebody who has never heard of this
place.

It holds the person's own words and what was done, never anybody else's words, what is locked, who reported, or what a
computer guessed. Whoever acted is named by their role, and no role here is a clinical one. The person is shown the same
pack before they say yes, and with a yes it holds nothing that came after they had looked.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.api_care import Pack, PackEntry, PackPart
from server.ground.keys import Keys
from server.ground.moment import EPOCH, milliseconds
from server.ground.seal import NotOpened
from server.moderation import evidence
from server.moderation.signposts import countries

NOT_ASKED = "The person has not been asked, or has said no. It is handed over because "
DECIDED = "A lead moderator decided so, and the decision is on record."
GROUNDS = {
    "consent": ["The person has seen this pack and has said yes to it being given to those named here."],
    "life": [f"{NOT_ASKED}of serious danger to life.", DECIDED],
    "another": [f"{NOT_ASKED}of serious danger to a child or to somebody else.", DECIDED],
    "court": [f"{NOT_ASKED}a court has ordered it.", DECIDED],
}
CALLED = "They are called “{pseudonym}” here."
NOT_KNOWN = "We do not know this person's name, where they are, or how to reach them outside this service."
CHOSE = "The country they chose for help lines: {country}. It is no proof of where they are."
IS_NOT = [
    "This is no clinical record, no assessment and no diagnosis. This service is peer support: people with experience "
    "of their own talk with one another. Nobody who acted here did so as a clinician.",
    "Nothing in it has been checked. The words are the person's own, as they wrote them here.",
    "It is not complete. What other people wrote is left out, and so are the answers of moderators. Older words may "
    "have been deleted, as was promised.",
    "If you hold this and it is not for you, please destroy it and tell the service that gave it to you.",
]
NO_WORDS = "Nothing that they wrote is kept with this case."
LOCKED = "Something that they wrote is locked, and is not in this pack. A lead moderator can be asked about it."
DONE = {
    "take": "A moderator took the case.",
    "hand_back": "The moderator gave the case back, for another one.",
    "lapse": "The moderator was not heard of any more; the case was opened to others.",
    "converse": "A moderator opened a private conversation with them.",
    "hold": "A moderator took a message of theirs out of the room.",
    "release": "A moderator let a message of theirs be shown.",
    "decline": "A moderator kept a message of theirs out of the room, and told them why.",
    "remove": "A moderator removed a message of theirs from the room, and told them why.",
    "share": "A moderator wrote to them.",
    "close": "A moderator closed the case.",
    "reopen": "A moderator opened the case again.",
    "acknowledge": "Somebody who was called outside the service said that they come.",
    "offer_follow_up": "They were offered to be asked again how they are, at a time they choose.",
    "ask_hand_over": "A moderator asked them whether this may be handed over.",
    "hand_over_yes": "They said yes.",
    "hand_over_no": "They said no.",
    "hand_over": "A lead moderator decided to hand this over without asking.",
}
"""What is said of an act. The others, as what was decided under the house rules, concern nobody outside."""


async def pack_of(connection: AsyncConnection, keys: Keys, hand_over: Any, now: datetime | None = None) -> Pack:
    """The pack of a hand-over (a row of that table), as it stands at `now`, or at what the person agreed to."""
    case = await _case(connection, hand_over.case_id)
    until: datetime = hand_over.upto or now or (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    await keys.load((hand_over.account_id,))
    words = keys.open(hand_over.account_id, hand_over.words, "hand_overs", hand_over.id, "words").decode()
    called = CALLED.format(pseudonym=case.pseudonym)
    country = CHOSE.format(country=dict(countries()).get(case.country, case.country))
    private = await _in_private(connection, keys, case, until)
    said, is_locked = await _said(connection, keys, case.id, until)
    parts = [
        PackPart("For whom, and why", [words, *GROUNDS[hand_over.ground]]),
        PackPart("Who it is about", [called, NOT_KNOWN, country]),
        PackPart("What they wrote", [] if said else [NO_WORDS], said),
        PackPart("What they said about themselves, in private", entries=private),
        PackPart("What was done", entries=await _done(connection, case, until)),
        PackPart("What this is not", IS_NOT),
    ]
    if is_locked:
        parts[2].says = [LOCKED]
    return Pack(milliseconds(until), [part for part in parts if part.says or part.entries])


def moment_of(ms: int) -> datetime:
    """A time as the wire has it, as the database takes it."""
    return datetime.fromtimestamp(ms / 1000, UTC) if ms > 0 else EPOCH


async def _case(connection: AsyncConnection, id: Any) -> Any:
    c, a = schema.cases.c, schema.accounts.c
    found = select(c.id, c.opened_at, c.conversation_id, c.subject_id, a.pseudonym, a.country)
    case = found.join_from(schema.cases, schema.accounts, a.id == c.subject_id).where(c.id == id)
    return (await connection.execute(case)).one()


async def _said(connection: AsyncConnection, keys: Keys, case: Any, until: datetime) -> tuple[list[PackEntry], bool]:
    """The evidence: the person's own messages as they were sent, in rooms and to staff. And whether some are locked."""
    e, m, r = schema.evidence.c, schema.messages.c, schema.rooms.c
    rows = (
        await connection.execute(
            select(e.id, e.body, e.at, r.kind)
            .join_from(schema.evidence, schema.messages, m.id == e.message_id, isouter=True)
            .outerjoin(schema.rooms, r.id == m.room_id)
            .where(e.case_id == case, e.joined_at <= until, (r.kind != "conversation") | r.kind.is_(None))
            .order_by(e.at)
        )
    ).all()
    await keys.load(row.id for row in rows)
    said = [(row, evidence.decode(keys.open(row.id, row.body, "evidence", row.id))) for row in rows]
    own = [(row, snapshot) for row, snapshot in said if snapshot.by is None and snapshot.text]
    entries = [
        PackEntry(milliseconds(row.at), "in a room" if row.kind else "to this service", snapshot.text)
        for row, snapshot in own
        if not snapshot.locked
    ]
    return entries, len(entries) < len(own)


async def said_in(connection: AsyncConnection, case: Any) -> list[UUID | None]:
    """The rooms in which they wrote what a pack of this case holds; None: to staff, or not known any more."""
    e, m = schema.evidence.c, schema.messages.c
    rooms = (
        select(m.room_id)
        .join_from(schema.evidence, schema.messages, m.id == e.message_id, isouter=True)
        .where(e.case_id == case, m.room_id.is_distinct_from(_conversation(case)))
    )
    return list((await connection.scalars(rooms.distinct())).all())


def _conversation(case: Any) -> Any:
    c = schema.cases.c
    return select(c.conversation_id).where(c.id == case).scalar_subquery()


async def _in_private(connection: AsyncConnection, keys: Keys, case: Any, until: datetime) -> list[PackEntry]:
    """Their own side of the conversation with a moderator."""
    m, b = schema.messages.c, schema.members.c
    rows = (
        await connection.execute(
            select(m.id, m.at, m.body)
            .join_from(schema.messages, schema.members, b.id == m.member_id)
            .where(m.room_id == case.conversation_id, b.account_id == case.subject_id)
            .where(m.state == "shown", m.body.is_not(None), m.at <= until)
            .order_by(m.position)
        )
    ).all()
    if not rows:
        return []
    try:
        await keys.load((case.conversation_id,))
    except NotOpened:
        return []
    room = case.conversation_id
    return [PackEntry(milliseconds(row.at), "", keys.open(room, row.body, "messages", row.id).decode()) for row in rows]


async def _done(connection: AsyncConnection, case: Any, until: datetime) -> list[PackEntry]:
    h = schema.case_acts.c
    rows = await connection.execute(
        select(h.act, h.at).where(h.case_id == case.id, h.act.in_(DONE), h.at <= until).order_by(h.at, h.id)
    )
    opened = PackEntry(milliseconds(case.opened_at), "The case was opened, for a moderator to look.")
    return [opened, *(PackEntry(milliseconds(row.at), DONE[row.act]) for row in rows)]
