"""Sending: what the room sees, what its author is told, and what a moderator finds, for each way a message can go."""

import asyncio
import itertools
import uuid
from pathlib import Path
from typing import Any

import pytest

from server.rooms import append, limits
from tests.line import line_to
from tests.people import Instance, Person, Place, given, in_state
from tests.words import ATTEMPT, BLOCKED, NUMBER, PHONE, PHONE_MASKED, PLAIN, PLAN, SOON, WARM

OWLS = "night-owls"
_counting = itertools.count(1)
"""Tells messages apart. Not by chance: one in twenty random ids reads like a phone number."""


async def passes(author: Person, reader: Person, room: str) -> None:
    """Everything sent before has reached the reader: a later message of somebody else has."""
    fence = f"and so say I, {next(_counting)}"
    assert (await reader.send(fence, room))["t"] == "sent"
    await reader.hears_text(fence, room)


def texts(person: Person, room: str) -> list[str | None]:
    return [message.get("text") for message in person.sees(room) if not (message.get("text") or "").startswith("and")]


async def test_a_plain_message_reaches_everyone_as_it_was_written(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    text = " two\nlines, a 'quote', <b>, \\ and \U0001f56f\ufe0f "
    answer = await author.send(text, room)
    shown = await reader.hears_text(text, room)
    assert (answer["t"], answer["state"], answer["id"]) == ("sent", "shown", shown["id"])
    assert (shown["alias"], shown["position"], shown["at"]) == (
        author.me["pseudonym"], answer["position"], answer["at"],
    )  # fmt: skip
    assert not {"card", "notice", "again"} & answer.keys()
    assert await author.hears_text(text, room) == shown


async def test_a_phone_number_is_hidden_from_everyone_and_given_back_to_its_author(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    answer = await author.send(PHONE, room)
    assert (answer["state"], answer["notice"]) == ("shown", "contact_masked")
    for person in (reader, author, await place.talker()):
        shown = await person.hears_text(PHONE_MASKED, room)
        assert shown["masked"]
    told = await author.is_told("masked")
    assert (told["text"], told["code"], told["client_id"], told["room"]) == (PHONE, "phone", answer["client_id"], room)
    history = await reader.get(f"/api/rooms/{room}/messages")
    assert [item["text"] for item in history["items"]] == [PHONE_MASKED]
    assert NUMBER not in str(reader.told)


async def test_the_database_holds_nobodys_words(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    said = (PLAIN, PHONE, PLAN, ATTEMPT, BLOCKED, "a reason nobody else may read")
    for text in said[:-1]:
        await author.send(text)
    case = await moderator.take(author)
    held = next(e["message"] for e in case["evidence"] if e.get("state") == "held")
    await moderator.act(case["line"]["id"], "decline", held, said[-1])
    await moderator.act(case["line"]["id"], "close", reason=said[-1])
    dump = "\n".join([row async for row in everything(place)])
    assert author.me["pseudonym"] in dump, "the dump is empty"
    for text in (*said, NUMBER, "pills", "kettle", PHONE_MASKED):
        assert text not in dump
        assert text.encode().hex() not in dump


async def everything(place: Place) -> Any:
    """Every row of every table, as text; bytes are in hexadecimal digits."""
    for (table,) in await place.sql("select tablename from pg_tables where schemaname = 'public'"):
        for (row,) in await place.sql(f"select t::text from {table} t"):
            yield row


async def test_a_hard_message_waits_where_nobody_is_on_duty_and_is_shown_once_released(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    answer = await author.send(PLAN, room)
    assert (answer["state"], answer["card"], answer["notice"]) == ("held", "emergency", "held_automatic_words")
    assert "position" not in answer
    told = await author.is_told("held")
    assert (told["text"], told["message"], told["code"]) == (PLAN, answer["id"], "held_automatic_words")
    assert (await author.is_told("card"))["card"] == "emergency"
    await passes(author, reader, room)
    assert texts(author, room) == texts(reader, room) == []

    moderator = await place.moderator()
    case = await moderator.take(author)
    await moderator.act(case["line"]["id"], "release", answer["id"])
    shown = await reader.hears_text(PLAN, room)
    assert shown["veiled"], "it is as hard to read as it would have been with somebody on duty"
    assert shown["position"] == max(message["position"] for message in reader.sees(room)), "it is not at the end"
    assert (await author.hears_text(PLAN, room)) == shown
    assert (await author.is_told("released"))["message"] == answer["id"]


async def test_a_hard_message_is_behind_a_veil_where_somebody_is_on_duty(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    answer = await author.send(PLAN)
    assert (answer["state"], answer["card"], answer["notice"]) == ("shown", "emergency", "moderator_coming")
    assert (await reader.hears_text(PLAN))["veiled"]
    line = await moderator.case_about(author)
    assert (line["urgency"], line["category"], line["state"]) == ("now", "crisis", "open")


async def test_an_attempt_under_way_is_held_from_the_room_even_where_somebody_is_on_duty(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    answer = await author.send(ATTEMPT)
    assert (answer["state"], answer["card"], answer["notice"]) == ("held", "emergency", "held_where_are_you")
    await passes(author, reader, author.room(OWLS))
    assert texts(reader, author.room(OWLS)) == []
    assert (await moderator.case_about(author))["urgency"] == "now"


@pytest.mark.parametrize(("text", "card", "urgency"), [(WARM, "warm", "later"), (SOON, "crisis", "soon")])
async def test_lesser_danger_is_delivered_with_a_card_and_a_case(
    place: Place, text: str, card: str, urgency: str
) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    answer = await author.send(text)
    assert (answer["state"], answer["card"]) == ("shown", card)
    shown = await reader.hears_text(text)
    assert "veiled" not in shown
    assert (await moderator.case_about(author))["urgency"] == urgency


async def test_only_the_warm_card_waits_a_day_what_is_graver_shows_its_own(place: Place) -> None:
    author = await place.talker()
    cards = [(await author.send(text)).get("card") for text in (WARM, WARM, SOON, PLAN, WARM, SOON)]
    assert cards == ["warm", None, "crisis", "emergency", None, "crisis"]


async def refused_and_yet_heard(place: Place, author: Person, text: str, code: str) -> dict[str, Any]:
    """The message is refused, its author is shown help, and a moderator finds the case with the words."""
    reader, moderator = await place.talker(), await place.moderator()
    room = author.room(OWLS)
    start = len(author.told)
    answer = await author.send(text, room)
    assert (answer["t"], answer["code"], answer.get("card")) == ("refused", code, "emergency")
    assert (await author.is_told("card"))["card"] == "emergency"
    line = await moderator.case_about(author)
    assert line["urgency"] == "now"
    case = await moderator.get(f"/api/console/cases/{line['id']}")
    assert (case["evidence"][0]["state"], ATTEMPT in case["evidence"][0]["text"]) == ("refused", True)
    assert "message" not in case["evidence"][0]
    assert not await place.sql("select from messages m join members b on b.id = m.member_id "
                               "join accounts a on a.id = b.account_id where a.pseudonym = $1 and m.at > now() - "
                               "interval '1 h' and m.state <> 'shown'", author.me["pseudonym"])  # fmt: skip
    assert ATTEMPT not in str(reader.told)
    assert not [f for f in author.told[start:] if f["t"] == "notices" and f["items"][0]["kind"] == "held"]
    return answer


async def test_danger_said_too_fast_is_refused_and_yet_heard(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "send", limits.Limit(1, 1000.0))
    author = await place.talker()
    await author.send(PLAIN)
    answer = await refused_and_yet_heard(place, author, ATTEMPT, "too_fast")
    assert answer["retry_after"] > 0


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("room_frozen", in_state("frozen")),
        ("room_closed", "update rooms set closed_at = now() where slug = 'night-owls'"),
        *((kind, given(kind)) for kind in ("mute", "time_out", "removal", "suspension")),
        ("not_a_member", "update members set left_at = now()"),
    ],
)
async def test_danger_is_heard_from_whoever_may_not_speak(place: Place, code: str, statement: str) -> None:
    author = await place.talker()
    await place.sql(statement)
    room = author.room(OWLS)
    answer = await author.send(ATTEMPT, room)
    assert (answer["code"], answer["card"]) == (code, "emergency")
    assert (await author.is_told("card"))["card"] == "emergency"
    moderator = await place.moderator()
    case = await moderator.get(f"/api/console/cases/{(await moderator.case_about(author))['id']}")
    assert [(e["text"], e["state"]) for e in case["evidence"]] == [(ATTEMPT, "refused")]
    assert not await place.sql("select from messages")


async def test_danger_in_a_message_that_is_too_long_is_refused_and_yet_heard(place: Place) -> None:
    rain = "and then it rained. " * 250
    for text in (f"{ATTEMPT}. {rain}", f"{rain} {ATTEMPT}"):
        author = await place.talker()
        await refused_and_yet_heard(place, author, text, "text_too_long")


async def test_danger_beside_a_character_that_cannot_be_stored_is_refused_and_yet_heard(place: Place) -> None:
    author = await place.talker()
    await refused_and_yet_heard(place, author, f"{ATTEMPT}. \0", "text_unusable")


async def test_danger_in_a_crowd_of_unanswered_messages_is_heard(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """More at once than a socket may have unanswered: the one that matters is the last."""
    monkeypatch.setitem(limits.LIMITS, "send", limits.Limit(1000, 1.0))
    author, moderator = await place.talker(), await place.moderator()
    room = author.room(OWLS)
    crowd = [f"and {n}" for n in range(40)] + [ATTEMPT]
    ids = [str(uuid.uuid4()) for _ in crowd]
    for client_id, text in zip(ids, crowd, strict=True):
        await author.say({"t": "send", "room": room, "client_id": client_id, "text": text})
    answer = await author.hears_any(lambda f: f.get("client_id") == ids[-1] and f["t"] in ("sent", "refused"))
    assert answer["card"] == "emergency"
    assert (await moderator.case_about(author))["urgency"] == "now"


async def test_what_goes_against_the_rules_is_never_sent(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    answer = await author.send(BLOCKED, room)
    assert (answer["t"], answer["code"]) == ("refused", "blocked")
    assert "retry_after" not in answer
    await passes(author, reader, room)
    assert texts(reader, room) == []
    assert not await place.sql("select from messages m join members b on b.id = m.member_id where b.alias = $1",
                               author.me["pseudonym"])  # fmt: skip
    assert (await moderator.take(author))["evidence"][0]["locked"], "a lead reads it, and nobody else"
    lead = await place.peer(invitation=await place.invitation("lead"))
    case = await lead.get(f"/api/console/cases/{(await lead.case_about(author))['id']}")
    assert case["evidence"][0]["text"] == BLOCKED


@pytest.mark.parametrize("table", ["cases", "evidence", "alerts", "assessments", "notices"])
async def test_a_message_and_its_case_are_stored_together_or_not_at_all(
    place: Place, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(append, "DEADLINE_S", 0.2)
    author, moderator = await place.talker(), await place.moderator()
    client_id = str(uuid.uuid4())
    await place.services.database.fast.execute(
        f"""create function fails() returns trigger language plpgsql as $$ begin raise 'no room'; end $$;
            create trigger fails before insert on {table} execute function fails()"""
    )
    answer = await author.send(PLAN, client_id=client_id)
    assert (answer["t"], answer["card"]) == ("refused", "emergency")
    for left in ("messages", "cases", "evidence", "alerts", "assessments", "notices where kind = 'card'"):
        assert not await place.sql(f"select from {left}")
    await place.services.database.fast.execute("drop function fails() cascade")
    again = await author.send(PLAN, client_id=client_id)
    assert (again["t"], again["state"], "again" in again) == ("sent", "shown", False)
    assert (await moderator.case_about(author))["urgency"] == "now"


async def test_what_one_person_says_keeps_its_order_however_hard_each_message_is(place: Place) -> None:
    await place.moderator()
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    said = [PLAIN, PLAN, "one", SOON, PHONE, "two", WARM, "three", "four", "five"]
    for text in said:
        await author.say({"t": "send", "room": room, "client_id": str(uuid.uuid4()), "text": text})
    await reader.hears_text("five", room)
    assert texts(reader, room) == [PHONE_MASKED if text == PHONE else text for text in said]
    await author.hears_text("five", room)
    assert texts(author, room) == texts(reader, room)


async def test_a_hard_message_just_after_a_plain_one_is_read_by_itself(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    room = author.room(OWLS)
    ids = [str(uuid.uuid4()), str(uuid.uuid4())]
    for client_id, text in zip(ids, (PLAIN, PLAN), strict=True):
        await author.say({"t": "send", "room": room, "client_id": client_id, "text": text})
    plain, hard = [await author.hears("sent", client_id=client_id) for client_id in ids]
    assert ("card" in plain, hard["card"]) == (False, "emergency")
    assert plain["position"] < hard["position"]
    case = await moderator.get(f"/api/console/cases/{(await moderator.case_about(author))['id']}?context=1")
    assert [before["text"] for before in case["evidence"][0].get("before", [])] in ([], [PLAIN])


async def test_a_repeated_hard_message_is_stored_once_and_shows_no_second_card(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    client_id = str(uuid.uuid4())
    first = await author.send(SOON, client_id=client_id)
    again = await author.send(SOON, client_id=client_id)
    assert (again["t"], again["again"], again["id"], "card" in again) == ("sent", True, first["id"], False)
    assert len((await moderator.take(author))["evidence"]) == 1
    assert len(await place.sql("select from notices where kind = 'card'")) == 1


@pytest.mark.parametrize(("text", "code"), [("", "empty_text"), (" \n\t", "empty_text"), ("a" * 4001, "text_too_long"),
                                            ("a\0b", "text_unusable")])  # fmt: skip
async def test_what_cannot_be_a_message_is_refused_and_the_next_one_is_not(place: Place, text: str, code: str) -> None:
    author = await place.talker()
    answer = await author.send(text)
    assert (answer["t"], answer["code"]) == ("refused", code)
    assert answer["says"]
    assert (await author.send("a" * 4000))["t"] == "sent"


async def test_a_room_that_is_not_there_is_not_told_from_one_that_is_not_open_to_you(place: Place) -> None:
    author, stranger = await place.talker(), await place.peer()
    await stranger.connect()
    answers = [await stranger.send("hello", room) for room in (str(uuid.uuid4()), author.room(OWLS))]
    assert [answer["code"] for answer in answers] == ["not_a_member", "not_a_member"]
    assert answers[0]["says"] == answers[1]["says"]


async def test_without_the_database_a_message_is_not_saved_help_is_shown_and_trying_again_stores_it_once(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(append, "DEADLINE_S", 0.3)
    async with line_to(database_url) as line:
        instance = Instance(line.url, tmp_path)
        await instance.start()
        place = Place(instance)
        author, reader = await place.talker(), await place.talker()
        room, plain, hard = author.room(OWLS), str(uuid.uuid4()), str(uuid.uuid4())
        await line.cut()
        answers = await asyncio.gather(author.send(PLAIN, room, plain), author.send(ATTEMPT, room, hard))
        assert [(a["t"], a["code"], a["retry_after"] > 0) for a in answers] == [("refused", "not_saved", True)] * 2
        assert ("card" in answers[0], answers[1]["card"]) == (False, "emergency")
        await line.mend()
        assert (await until_sent(author, PLAIN, room, plain))["state"] == "shown"
        assert (await until_sent(author, ATTEMPT, room, hard))["state"] == "held"
        await reader.hears_text(PLAIN, room)
        await passes(author, reader, room)
        assert texts(reader, room) == [PLAIN]
        await place.close()
        await instance.stop()


async def until_sent(author: Person, text: str, room: str, client_id: str) -> dict[str, Any]:
    """What a client does: the same message again, until it is stored."""
    async with asyncio.timeout(10):
        while (answer := await author.send(text, room, client_id))["t"] != "sent":
            assert answer["code"] in ("not_saved", "too_fast")
    return answer


async def test_an_outbox_sent_right_after_coming_back_keeps_its_order(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    await author.disconnect()
    said = [f"{n} of what was typed offline" for n in range(8)]
    await author.connect()
    for n, text in enumerate(said):
        await author.say({"t": "send", "room": room, "client_id": str(uuid.uuid4()), "text": text})
        if n == 3:
            await author.say({"t": "open", "room": room})
    await reader.hears_text(said[-1], room)
    assert sorted(texts(reader, room)) == said
    assert texts(reader, room) == said
