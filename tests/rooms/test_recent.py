"""What adds up over messages: levels, what is repeated, and a sentence that is sent in pieces."""

import uuid

import pytest

from server.rooms import recent
from tests.own_rules import LANTERN, OWN, published
from tests.people import Place
from tests.words import MEETING, NUMBER, PHONE, PLAN


async def test_levels_add_up_over_what_one_person_says_and_over_nobody_elses(place: Place) -> None:
    await published(place, OWN)
    author, other = await place.talker(), await place.talker()
    assert (await author.send(LANTERN))["card"] == "warm"
    assert (await author.send(LANTERN))["card"] == "emergency"
    assert (await other.send(LANTERN))["card"] == "warm"


async def test_what_is_said_in_one_breath_adds_up_before_anything_is_stored(place: Place) -> None:
    await published(place, OWN)
    author = await place.talker()
    ids = [str(uuid.uuid4()) for _ in range(2)]
    for client_id in ids:
        await author.say({"t": "send", "room": author.room("night-owls"), "client_id": client_id, "text": LANTERN})
    cards = [(await author.hears("sent", client_id=client_id)).get("card") for client_id in ids]
    assert cards == ["warm", "emergency"]


async def test_a_message_that_is_sent_again_does_not_add_up_with_itself(place: Place) -> None:
    await published(place, OWN)
    author = await place.talker()
    client_id = str(uuid.uuid4())
    await author.send(LANTERN, client_id=client_id)
    start = len(author.told)
    assert (await author.send(LANTERN, client_id=client_id))["again"]
    assert not [frame for frame in author.told[start:] if frame["t"] == "card"]


async def test_contact_details_given_again_open_a_case_and_once_do_not(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PHONE)
    assert (await moderator.get("/api/console/cases"))["cases"] == []
    await author.send(f"really, call {NUMBER}")
    case = await moderator.case_about(author)
    assert (case["kind"], case["category"], case["urgency"]) == ("boundary", "contact", "later")


async def test_a_sentence_in_two_pieces_is_read_as_one(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    assert "card" not in await author.send("i want to kill")
    assert (await author.send("myself"))["card"] == "crisis"
    assert (await moderator.take(author))["evidence"][0]["text"] == "myself"


async def test_a_number_in_two_pieces_is_hidden_where_it_begins_to_be_one(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    first, second = NUMBER.split()
    assert "notice" not in await author.send(f"my number is {first}")
    assert (await author.send(f"{second} ok"))["notice"] == "contact_masked"
    assert (await reader.hears_text("[phone number hidden] ok"))["masked"]


async def test_pieces_in_two_rooms_are_not_one_sentence(place: Place) -> None:
    author = await place.talker()
    await author.send("i want to kill", author.room("night-owls"))
    await author.join("grief")
    assert "card" not in await author.send("myself", author.room("grief"))


async def test_what_said_something_alone_is_no_half_of_what_comes_next(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    await author.send(MEETING)
    kinds = {line["kind"]: line for line in (await moderator.get("/api/console/cases"))["cases"]}
    assert set(kinds) == {"danger", "boundary"}
    assert kinds["boundary"]["category"] == "meeting"


async def test_what_cannot_be_read_costs_no_message_and_no_case(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "STORED", "select 1 / 0 from unnest($1::uuid[])")
    moderator, author = await place.moderator(), await place.talker()
    assert (await author.send(PLAN))["t"] == "sent"
    assert (await moderator.case_about(author))["urgency"] == "now"
