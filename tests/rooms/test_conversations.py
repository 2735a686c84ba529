"""Talking with a moderator: one conversation, between two, that ends and comes back with its case."""

import asyncio

from tests.people import Place
from tests.words import PHONE, PLAN

OWLS = "night-owls"
WHY = "because of the house rules"


async def test_asking_twice_for_a_moderator_gives_one_conversation(place: Place) -> None:
    moderator, person = await place.moderator(), await place.peer()
    first = await person.post("/api/help-requests", {})
    again = await asyncio.gather(*(person.post("/api/help-requests", {}) for _ in range(3)))
    assert all(asked == first for asked in again)
    assert (first["staffed"], first["room"]["kind"]) == (True, "conversation")
    lines = (await moderator.get("/api/console/cases"))["cases"]
    assert [(line["kind"], line["urgency"]) for line in lines] == [("asked", "soon")]


async def test_asking_at_once_from_two_tabs_gives_one_conversation(place: Place) -> None:
    person = await place.peer()
    asked = await asyncio.gather(*(person.post("/api/help-requests", {}) for _ in range(4)))
    assert len({one["room"]["id"] for one in asked}) == 1
    assert not asked[0]["staffed"]


async def test_a_conversation_is_between_two_and_hides_no_address(place: Place) -> None:
    moderator, other, person = await place.moderator(), await place.moderator(), await place.peer()
    await person.connect()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    assert (await person.is_told("conversation"))["room"] == room
    await person.open(room)
    case = (await moderator.take(person))["line"]["id"]
    assert (await moderator.act(case, "converse"))["conversation"]["id"] == room
    await moderator.connect()
    await moderator.open(room)
    await person.send(PHONE, room)
    await moderator.hears_text(PHONE, room)
    await moderator.send("I am here", room)
    assert (await person.hears_text("I am here", room))["part"] == "moderator"
    assert (await other.refused("GET", f"/api/rooms/{room}/messages"))["code"] == "not_a_member"
    assert "conversation" not in await other.get(f"/api/console/cases/{case}")
    assert (await other.refused("POST", f"/api/rooms/{room}/membership"))["code"] == "not_found"


async def test_a_conversation_ends_with_its_case_opens_with_it_and_the_next_one_is_new(place: Place) -> None:
    moderator, person = await place.moderator(), await place.peer()
    await person.connect()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    case = (await moderator.take(person))["line"]["id"]
    await moderator.act(case, "converse")
    await moderator.act(case, "close", reason=WHY)
    assert (await person.is_told("ended"))["room"] == room
    assert (await person.send("are you there?", room))["code"] == "room_closed"
    await moderator.act(case, "reopen")
    assert (await person.send("are you there?", room))["t"] == "sent"
    await moderator.act(case, "close", reason=WHY)
    assert (await person.post("/api/help-requests", {}))["room"]["id"] != room


async def test_somebody_whose_danger_has_a_case_asks_within_it_and_one_moderator_comes(place: Place) -> None:
    moderator, person = await place.moderator(), await place.talker()
    await person.send(PLAN)
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    lines = (await moderator.get("/api/console/cases"))["cases"]
    assert [(line["kind"], line["urgency"]) for line in lines] == [("danger", "now")]
    case = (await moderator.take(person))["line"]["id"]
    assert (await moderator.act(case, "converse"))["conversation"]["id"] == room
    assert (await person.post("/api/help-requests", {}))["room"]["id"] == room
