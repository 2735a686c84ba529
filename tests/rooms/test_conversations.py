"""Talking with a moderator: one conversation, between two, that ends and comes back with its case."""

import asyncio

from tests.people import Place
from tests.words import ATTEMPT, MEETING, PHONE, PLAN

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


async def test_danger_about_somebody_who_has_asked_already_joins_their_case_and_one_moderator_comes(
    place: Place,
) -> None:
    moderator, person = await place.moderator(), await place.talker()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    asked = (await moderator.case_about(person))["asked"]
    await person.send(PLAN)
    (line,) = (await moderator.get("/api/console/cases"))["cases"]
    assert (line["kind"], line["category"], line["urgency"], line["level"]) == ("danger", "crisis", "now", 4)
    assert (line["conversation"], line["asked"]) == (room, asked)
    view = await moderator.take(person)
    assert [e["text"] for e in view["evidence"]] == [PLAN]
    assert (await moderator.act(line["id"], "converse"))["conversation"]["id"] == room
    assert (await person.post("/api/help-requests", {}))["room"]["id"] == room


async def test_a_closed_request_does_not_come_back_beside_a_case_of_danger(place: Place) -> None:
    moderator, person = await place.moderator(), await place.talker()
    await person.post("/api/help-requests", {})
    case = (await moderator.take(person))["line"]["id"]
    await moderator.act(case, "close", reason=WHY)
    await person.send(PLAN)
    body = {"act": "reopen"}
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
    assert refused["code"] == "act_not_possible"


async def test_two_cases_about_one_person_share_one_conversation_until_both_are_closed(place: Place) -> None:
    one, two, person = await place.moderator(), await place.moderator(), await place.talker()
    await person.send(PLAN)
    danger = (await one.take(person))["line"]["id"]
    room = (await one.act(danger, "converse"))["conversation"]["id"]
    held = (await person.send(MEETING))["id"]
    rules = next(line["id"] for line in (await two.get("/api/console/cases"))["cases"] if line["kind"] == "boundary")
    await two.act(rules, "take")
    assert (await two.act(rules, "converse"))["conversation"]["id"] == room
    await two.act(rules, "release", held)
    await two.act(rules, "close", reason=WHY)
    assert (await person.send("are you still there?", room))["t"] == "sent"
    assert "conversation" in await one.get(f"/api/console/cases/{danger}"), "who has the other case stays"
    assert (await two.refused("GET", f"/api/rooms/{room}/messages"))["code"] == "not_a_member"
    await one.act(danger, "close", reason=WHY)
    assert (await person.send("are you still there?", room))["code"] == "room_closed"


async def test_whoever_asks_is_told_that_one_has_yet_to_come_and_then_that_one_is_there(place: Place) -> None:
    moderator, person = await place.moderator(), await place.talker()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    assert (await person.is_told("conversation"))["code"] == "asked"
    case = (await moderator.take(person))["line"]["id"]
    start = len(person.told)
    await moderator.act(case, "converse")
    (notice,) = (await person.hears("notices", start))["items"]
    assert (notice["kind"], notice["room"], "code" in notice) == ("conversation", room, False)


async def test_the_queue_says_where_words_wait_and_the_console_is_told_at_once(place: Place) -> None:
    moderator, person = await place.moderator(), await place.talker()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    await moderator.connect()
    await moderator.say({"t": "watch"})
    await moderator.hears("bell")
    start = len(moderator.told)
    await person.send("is anybody there?", room)
    await moderator.hears("bell", start)
    line = await moderator.case_about(person)
    assert (line["conversation"], line["said"], "answered" in line) == (room, 1, False)
    await moderator.act(line["id"], "take")
    await moderator.act(line["id"], "converse")
    await moderator.send("I am", room)
    line = await moderator.case_about(person)
    assert (line["said"], line["answered"]) == (1, 2)


async def test_what_was_said_in_private_can_be_neither_held_nor_removed(place: Place) -> None:
    moderator, person = await place.moderator(), await place.talker()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    message = (await person.send(ATTEMPT, room))["id"]
    view = await moderator.take(person)
    assert [(e["text"], e["private"]) for e in view["evidence"]] == [(ATTEMPT, True)]
    for name in ("hold", "remove", "decline"):
        body = {"act": name, "message": message, "reason": WHY}
        refused = await moderator.refused("POST", f"/api/console/cases/{view['line']['id']}/acts", body)
        assert (refused["code"], refused["field"]) == ("act_not_possible", "message")
    await person.connect()
    await person.open(room)
    assert [m["text"] for m in person.sees(room)] == [ATTEMPT]


async def test_a_moderators_own_rooms_do_not_list_the_conversations_of_the_console(place: Place) -> None:
    moderator, person = await place.moderator(), await place.talker()
    await person.send(PLAN)
    await moderator.act((await moderator.take(person))["line"]["id"], "converse")
    assert (await moderator.get("/api/me"))["rooms"] == []
    assert "conversation" in [room["kind"] for room in (await person.get("/api/me"))["rooms"]]


async def test_what_was_said_in_private_is_read_by_whoever_has_the_case_and_by_nobody_else(place: Place) -> None:
    author, one, two = await place.talker(), await place.moderator(), await place.moderator()
    await author.send(PLAN)
    case = (await one.take(author))["line"]["id"]
    talk = (await one.act(case, "converse"))["conversation"]["id"]
    await author.open(talk)
    await author.send("My address is 12 Rose Street", talk)
    await author.send(ATTEMPT, talk)
    seen = await two.get(f"/api/console/cases/{case}?context=1")
    assert ATTEMPT not in str(seen)
    assert "Rose Street" not in str(seen)
    assert [e["private"] for e in seen["evidence"] if not e["text"]] == [True]
    mine = await one.get(f"/api/console/cases/{case}?context=1")
    assert ATTEMPT in [e["text"] for e in mine["evidence"]]
    assert "Rose Street" not in str(mine["evidence"]), "the conversation itself shows it"
    await one.act(case, "hand_back")
    await two.take(author)
    assert ATTEMPT in str(await two.get(f"/api/console/cases/{case}"))
    assert ATTEMPT not in str(await one.get(f"/api/console/cases/{case}"))


async def test_whoever_is_no_moderator_any_more_neither_reads_nor_speaks_there(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    talk = (await moderator.act(case, "converse"))["conversation"]["id"]
    await moderator.connect()
    await moderator.open(talk)
    await place.sql("update roles set expires_at = clock_timestamp() - interval '1 second'")
    assert (await moderator.send("still here?", talk))["code"] == "not_a_member"
    assert (await moderator.refused("GET", f"/api/rooms/{talk}/messages"))["code"] == "not_a_member"
