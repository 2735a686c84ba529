"""What is sealed beside a message: nobody's words but those a case needs, and never at the price of the case."""

import uuid

import pytest

from server.ground.seal import NotOpened
from server.rooms.log import Logs
from tests.people import Place
from tests.words import ATTEMPT

OWLS = "night-owls"


async def test_nobody_pulls_another_rooms_words_into_a_case(place: Place) -> None:
    moderator, victim = await place.moderator(), await place.talker()
    private = (await victim.post("/api/help-requests", {}))["room"]["id"]
    await victim.open(private)
    await victim.send("what I tell nobody else", private)
    outsider = await place.talker()
    answer = await outsider.send(ATTEMPT, private)
    assert (answer["t"], answer["code"], answer["card"]) == ("refused", "not_a_member", "emergency")
    case = next(c for c in (await moderator.get("/api/console/cases"))["cases"] if c["kind"] == "danger")
    view = await moderator.get(f"/api/console/cases/{case['id']}?context=1")
    assert [e["text"] for e in view["evidence"]] == [ATTEMPT]
    assert "nobody else" not in str(view)


async def test_danger_sent_to_a_room_that_is_not_there_still_opens_a_case(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    answer = await author.send(ATTEMPT, str(uuid.uuid4()))
    assert (answer["code"], answer["card"]) == ("not_a_member", "emergency")
    assert (await moderator.case_about(author))["urgency"] == "now"


async def test_danger_under_an_id_that_was_used_still_opens_a_case(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    client_id = str(uuid.uuid4())
    await author.send("hello", client_id=client_id)
    answer = await author.send(ATTEMPT, client_id=client_id)
    assert (answer["code"], answer["card"]) == ("client_id_reused", "emergency")
    assert (await moderator.case_about(author))["urgency"] == "now"


async def test_a_message_before_that_cannot_be_opened_does_not_cost_the_case(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator, author = await place.moderator(), await place.talker()

    async def fails(self: Logs, *arguments: object, **named: object) -> None:
        raise NotOpened("a sealed value did not open")

    monkeypatch.setattr(Logs, "latest", fails)
    assert (await author.send(ATTEMPT))["t"] == "sent"
    assert (await moderator.case_about(author))["urgency"] == "now"


async def test_the_card_comes_before_the_answer_even_where_nothing_can_be_stored(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await place.talker()
    await place.sql("alter table messages rename to messages_away")
    monkeypatch.setattr("server.rooms.append.DEADLINE_S", 0.5)
    start = len(author.told)
    answer = await author.send(ATTEMPT)
    assert (answer["t"], answer["code"]) == ("refused", "not_saved")
    first = next(f for f in author.told[start:] if f["t"] in ("card", "sent", "refused"))
    assert (first["t"], first["card"]) == ("card", "emergency")
    await place.sql("alter table messages_away rename to messages")


async def test_the_same_words_of_two_people_look_unlike_in_the_database(place: Place) -> None:
    for person in [await place.talker(), await place.talker()]:
        await person.send("the same words")
    rows = await place.services.database.fast.fetch("select fingerprint from messages")
    assert len({bytes(row["fingerprint"]) for row in rows}) == 2
