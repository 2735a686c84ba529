"""What the effects do that the table of acts names (moderation/transitions.py): to messages, to the conversation with
the person, to sanctions, and what the person is told.

The caller holds the locks of the person and of the case. An effect that cannot be raises Refusal, and nothing is done.
"""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, func, select, update

from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Act
from server.ground.commit import Transaction
from server.ground.keys import Keys
from server.ground.refusal import Refusal
from server.moderation import appealed, looks, pack, transitions
from server.moderation.looks import Seen
from server.rooms import (
    aftercare,
    alerts,
    appeals,
    conversations,
    departures,
    follow_ups,
    hand_overs,
    notices,
    sanctioning,
)
from server.rooms.log import NoticeBody
from server.rooms.members import lock_room
from server.rooms.message_states import change_state
from server.rooms.presence import Presence

WAITS_FOR_SECOND = "A decision here waits for a second person: hand the case back for them."
SAID_IN_PRIVATE = "What was said in a private conversation can be neither held nor removed."
TOLD = {"hold": "held", "release": "released", "decline": "declined", "remove": "removed"}
"""act on a message -> the notice its author gets."""


class Doing(NamedTuple):
    """One act being carried out."""

    tx: Transaction
    case: Row[Any]
    person: Person
    wanted: Act
    presence: Presence


async def change_message(keys: Keys, doing: Doing) -> None:
    """Change a message of this case: its room sees the change in its log, its author is told."""
    tx, case, _, wanted, _ = doing
    possible, becomes = transitions.MESSAGE_ACTS[wanted.act]
    m, e, b, r = schema.messages, schema.evidence, schema.members, schema.rooms
    row = (
        await tx.connection.execute(
            select(m.c.id, m.c.room_id, m.c.client_id, b.c.account_id, r.c.kind, schema.assessments.c.level)
            .join_from(m, e, e.c.message_id == m.c.id)
            .join(b, b.c.id == m.c.member_id)
            .join(r, r.c.id == m.c.room_id)
            .outerjoin(schema.assessments, schema.assessments.c.message_id == m.c.id)
            .where(m.c.id == wanted.message, e.c.case_id == case.id)
        )
    ).first()
    if row is None:
        raise Refusal("not_found", field="message")
    if row.kind == "conversation" and wanted.act not in transitions.PRIVATE_ACTS:
        raise Refusal("act_not_possible", says=SAID_IN_PRIVATE, field="message")
    if not await change_state(tx, row, possible, becomes):
        raise Refusal("act_not_possible", field="message")
    body = NoticeBody(room=row.room_id, message=row.id, client_id=row.client_id, text=wanted.reason)
    if wanted.act == "hold":
        body.text, body.code = None, "held_by_moderator"
    await notices.tell(tx, keys, row.account_id, TOLD[wanted.act], body)


async def others_leave(keys: Keys, doing: Doing) -> None:
    """Only who has the case reads in its conversation."""
    room = doing.case.conversation_id
    if room is not None:
        await conversations.left_by_moderators(doing.tx, room, case=doing.case.id, but=doing.person.account)


async def climb_anew(keys: Keys, doing: Doing) -> None:
    await departures.departed(doing.tx, keys, doing.case)


async def converse(keys: Keys, doing: Doing) -> None:
    """Into the private conversation with the person, which is opened where they have none: they are told."""
    tx, case, *_ = doing
    room = case.conversation_id or await conversations.open_with(tx, case.subject_id)
    if room is None:
        room = (await conversations.opened(tx, keys, case.subject_id, case.pseudonym)).id
        await _come_in(doing, room)
    elif await _come_in(doing, room):
        await conversations.come_back(tx, keys, room, case.subject_id)
        await notices.tell(tx, keys, case.subject_id, "conversation", NoticeBody(room=room))
    await tx.connection.execute(update(schema.cases).where(schema.cases.c.id == case.id).values(conversation_id=room))


async def _come_in(doing: Doing, room: UUID) -> bool:
    """Into a conversation, where what was said can be read: so it is a look. False where they were in already."""
    tx, case, person, *_ = doing
    await looks.note(tx.connection, person, case, [Seen(case.subject_id, "conversation", room)])
    return await conversations.joined_by_moderator(tx, room, person)


async def resume_conversation(keys: Keys, doing: Doing) -> None:
    """It comes back with its case."""
    tx, case, *_ = doing
    room, r = case.conversation_id, schema.rooms
    if room is not None:
        await notices.tell(tx, keys, case.subject_id, "conversation", NoticeBody(room=room))
        await lock_room(tx, room)
        await tx.connection.execute(update(r).where(r.c.id == room).values(closed_at=None))
        await _come_in(doing, room)


async def end_conversation(keys: Keys, doing: Doing) -> None:
    """A conversation ends with its case, unless it is part of another."""
    tx, case, *_ = doing
    room, r = case.conversation_id, schema.rooms
    if room is None:
        if await alerts.said_that_nobody_came(tx, case.id):
            await notices.tell(tx, keys, case.subject_id, "ended", NoticeBody())
        return
    await conversations.left_by_moderators(tx, room, case=case.id)
    if not await conversations.is_of_another_case(tx, room, case.id):
        await notices.tell(tx, keys, case.subject_id, "ended", NoticeBody(room=room))
        await tx.connection.execute(update(r).where(r.c.id == room).values(closed_at=func.clock_timestamp()))


async def end_pause(keys: Keys, doing: Doing) -> None:
    for pause in await sanctioning.pauses(doing.tx, doing.case.id):
        await sanctioning.undo(doing.tx, keys, doing.case.subject_id, pause)


async def give_sanction(keys: Keys, doing: Doing) -> None:
    await sanctioning.give(doing.tx, keys, doing.case, doing.person.account, doing.wanted)


async def undo_sanction(keys: Keys, doing: Doing) -> None:
    undone = await sanctioning.undo(doing.tx, keys, doing.case.subject_id, doing.wanted.sanction)
    if not undone:
        raise Refusal("act_not_possible", field="sanction")


async def second_sanction(keys: Keys, doing: Doing) -> None:
    await sanctioning.second(doing.tx, keys, doing.case, doing.person.account, doing.wanted.sanction)


async def tell_note(keys: Keys, doing: Doing) -> None:
    """A note the person reads; one that only staff read has no effect but its line in the case's history."""
    body = NoticeBody(room=doing.case.room_id, text=doing.wanted.reason)
    await notices.tell(doing.tx, keys, doing.case.subject_id, "note", body)


async def put_right(keys: Keys, doing: Doing) -> None:
    """Undo what was appealed against: the sanction ends, the message stands where it stood, or where the room is now.
    What is over, or was taken back meanwhile, stays as it is."""
    tx, case = doing.tx, doing.case
    appeal = await appealed.find(tx.connection, case.id)
    if appeal.sanction_id is not None:
        await sanctioning.undo(tx, keys, case.subject_id, appeal.sanction_id)
        return
    m, r = schema.messages, schema.rooms
    row = (
        await tx.connection.execute(
            select(m.c.id, m.c.room_id, r.c.kind, schema.assessments.c.level)
            .join_from(m, r)
            .outerjoin(schema.assessments, schema.assessments.c.message_id == m.c.id)
            .where(m.c.id == appeal.message_id)
        )
    ).first()
    if row is not None:
        await change_state(tx, row, ("removed", "declined"), "shown")


async def answer_appeal(keys: Keys, doing: Doing) -> None:
    await appeals.answer(doing.tx, keys, doing.case, doing.wanted)


async def answer_complaint(keys: Keys, doing: Doing) -> None:
    body = NoticeBody(code="answered", category=doing.case.category, text=doing.wanted.reason)
    await notices.tell(doing.tx, keys, doing.case.subject_id, "complaint", body)


async def check_none_since(keys: Keys, doing: Doing) -> None:
    """For somebody's safety there is one open case, and one about house rules: a closed one cannot come back beside
    a newer one."""
    tx, case = doing.tx, doing.case
    c = schema.cases.c
    is_alike = (c.kind == "boundary") == (case.kind == "boundary")
    about = c.subject_id == case.subject_id
    if case.subject_id is None:
        about = c.subject_id.is_(None) & (c.room_id == case.room_id)
    newer = select(c.id).where(about, is_alike, c.kind.in_(transitions.ABOUT_PEOPLE), c.state != "closed")
    if await tx.connection.scalar(newer) is not None:
        raise Refusal("act_not_possible", says="A new case about this person has been opened since. Work on that one.")


async def check_none_held(keys: Keys, doing: Doing) -> None:
    """Nothing waits for an answer: a held message, whose author reads "waiting for a person", or a decision that takes
    two."""
    tx, case = doing.tx, doing.case
    if case.waits_for_second:
        raise Refusal("act_not_possible", says=WAITS_FOR_SECOND)
    m, e = schema.messages.c, schema.evidence.c
    held = select(m.id).join_from(schema.messages, schema.evidence).where(e.case_id == case.id, m.state == "held")
    if await tx.connection.scalar(held.limit(1)) is not None:
        raise Refusal("message_held")


# Looking after people --------------------------------------------------------------------------------


async def look_after_room(keys: Keys, doing: Doing) -> None:
    await aftercare.look_after(doing.tx, doing.presence, doing.case)


async def offer_follow_up(keys: Keys, doing: Doing) -> None:
    if not await follow_ups.offer(doing.tx, keys, doing.case):
        raise Refusal("act_not_possible", says=follow_ups.CHOSEN_ALREADY)


async def offer_after_danger(keys: Keys, doing: Doing) -> None:
    await follow_ups.offer_after_danger(doing.tx, keys, doing.case)


async def ask_hand_over(keys: Keys, doing: Doing) -> None:
    await hand_overs.ask(doing.tx, keys, doing.case, doing.person.account, doing.wanted)


async def hand_over(keys: Keys, doing: Doing) -> None:
    doing.person.demand("hand_over.decide")
    await hand_overs.decide(doing.tx, keys, doing.case, doing.person.account, doing.wanted)


async def tell_hand_over(keys: Keys, doing: Doing) -> None:
    await hand_overs.say_when(doing.tx, doing.case, doing.wanted)


async def check_hand_over_told(keys: Keys, doing: Doing) -> None:
    await hand_overs.check_told(doing.tx, doing.case)


async def end_asks(keys: Keys, doing: Doing) -> None:
    await hand_overs.end_asks(doing.tx, doing.case)


async def check_pack(keys: Keys, doing: Doing) -> None:
    """To open it is a look at all that they wrote."""
    tx, case, person, *_ = doing
    await hand_overs.check_pack(tx, case)
    rooms = await pack.said_in(tx.connection, case.id)
    seen = [Seen(case.subject_id, "message", room or case.room_id) for room in rooms]
    if case.conversation_id is not None:
        seen.append(Seen(case.subject_id, "conversation", case.conversation_id))
    await looks.note(tx.connection, person, case, seen)


EFFECTS: dict[str, Callable[[Keys, Doing], Awaitable[None]]] = {
    "others_leave": others_leave,
    "climb_anew": climb_anew,
    "converse": converse,
    "change_message": change_message,
    "check_none_held": check_none_held,
    "end_pause": end_pause,
    "end_conversation": end_conversation,
    "check_none_since": check_none_since,
    "resume_conversation": resume_conversation,
    "sanction": give_sanction,
    "undo_sanction": undo_sanction,
    "second_sanction": second_sanction,
    "tell_note": tell_note,
    "put_right": put_right,
    "answer_appeal": answer_appeal,
    "answer_complaint": answer_complaint,
    "look_after_room": look_after_room,
    "offer_follow_up": offer_follow_up,
    "offer_after_danger": offer_after_danger,
    "ask_hand_over": ask_hand_over,
    "end_asks": end_asks,
    "hand_over": hand_over,
    "tell_hand_over": tell_hand_over,
    "check_hand_over_told": check_hand_over_told,
    "check_pack": check_pack,
}
"""What each effect that the table names does (moderation/transitions.py)."""
