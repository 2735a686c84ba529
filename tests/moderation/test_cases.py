"""A case from its opening to its end: who has it, what happens to its message, and what everybody sees of that."""

import asyncio
import uuid
from typing import Any

from tests.people import Person, Place
from tests.words import ATTEMPT, BLOCKED, MEETING, PHONE, PLAIN, PLAN, SOON, WARM

OWLS = "night-owls"
WHY = "because of the house rules"


async def refuses(moderator: Person, case: str, name: str, **body: Any) -> str:
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", {"act": name, **body})
    return str(refused["code"])


async def shown_to_all(place: Place, room: str, message: str, *people: Person) -> dict[str, Any] | None:
    """The message as people here see it, as somebody sees it who comes back, and as somebody does who is new."""
    fence = (await people[0].send("and what comes after it", room))["id"]
    back = people[0]
    for person in people:
        await person.hears_any(lambda f: any(m["id"] == fence for m in f.get("items", ())))
    cursor = back.cursor(room)
    await back.disconnect()
    await back.connect()
    await back.open(room, cursor)
    seen = [next((m for m in p.sees(room) if m["id"] == message), None) for p in (*people, await place.talker())]
    assert all(one == seen[0] for one in seen), seen
    return seen[0]


# Who has it ------------------------------------------------------------------------------------------


async def test_of_two_moderators_who_take_a_case_at_once_exactly_one_has_it(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    for _ in range(4):
        author = await place.talker()
        await author.send(SOON)
        case = (await one.case_about(author))["id"]
        path = f"/api/console/cases/{case}/acts"
        answers = await asyncio.gather(*(m.http.post(path, json={"act": "take"}) for m in (one, two)))
        assert sorted(a.status_code for a in answers) == [200, 409]
        assert [a.json()["code"] for a in answers if a.status_code == 409] == ["case_taken"]
        views = [await m.get(f"/api/console/cases/{case}") for m in (one, two)]
        assert sorted(bool(v["line"].get("mine")) for v in views) == [False, True]
        assert views[0]["line"]["taken_by"] == views[1]["line"]["taken_by"]


async def test_a_case_that_somebody_has_is_not_another_moderators(place: Place) -> None:
    one, two, author = await place.moderator(), await place.moderator(), await place.talker()
    sent = await author.send(SOON)
    case = (await one.take(author))["line"]["id"]
    view = await two.get(f"/api/console/cases/{case}")
    assert (view["line"]["taken_by"], view["acts"]) == (one.me["pseudonym"], [])
    for name in ("take", "hand_back", "converse", "close"):
        assert await refuses(two, case, name, reason=WHY) == "case_taken"
    assert await refuses(two, case, "remove", message=sent["id"], reason=WHY) == "case_taken"
    await one.act(case, "hand_back")
    assert (await two.act(case, "take"))["line"]["mine"]


async def test_a_case_whose_moderator_has_gone_is_open_again(place: Place) -> None:
    one, two, author = await place.moderator(), await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await one.take(author))["line"]["id"]
    await place.lapse()
    line = await two.case_about(author)
    assert (line["state"], "taken_by" in line) == ("open", False)
    assert await refuses(one, case, "close", reason=WHY) == "act_not_possible"
    assert (await two.act(case, "take"))["line"]["mine"]
    assert await refuses(one, case, "close", reason=WHY) == "case_taken"


async def test_looking_at_ones_case_keeps_it_and_anothers_look_does_not(place: Place) -> None:
    one, two, author = await place.moderator(), await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await one.take(author))["line"]["id"]
    almost = "update cases set lease_until = clock_timestamp() + interval '9 seconds' returning lease_until"
    (before,) = (await place.sql(almost))[0]
    view = await two.get(f"/api/console/cases/{case}")
    assert "lease_until" not in view
    assert (await place.sql("select lease_until from cases"))[0][0] == before
    assert (await one.get(f"/api/console/cases/{case}"))["lease_until"] > before.timestamp() * 1000
    assert (await place.sql("select lease_until from cases"))[0][0] > before


async def test_nobody_works_on_a_case_about_themselves(place: Place) -> None:
    other, author = await place.moderator(), await place.moderator()
    await author.join(OWLS)
    await author.connect()
    await author.send(SOON)
    case = (await other.case_about(author))["id"]
    assert (await author.get("/api/console/cases"))["cases"] == []
    refused = await author.refused("GET", f"/api/console/cases/{case}")
    assert (refused["status"], refused["code"]) == (404, "not_found"), "nor are they told that there is one"
    assert await refuses(author, case, "take") == "not_found"
    assert (await other.take(author))["line"]["mine"]


async def test_a_case_that_is_not_there_is_not_found(place: Place) -> None:
    moderator = await place.moderator()
    assert (await moderator.refused("GET", f"/api/console/cases/{uuid.uuid4()}"))["status"] == 404
    assert await refuses(moderator, str(uuid.uuid4()), "take") == "not_found"


async def test_an_attempt_under_way_stands_first_and_what_was_refused_after_it(place: Place) -> None:
    moderator = await place.moderator()
    for text in (BLOCKED, SOON, PLAN, ATTEMPT):
        await (await place.talker()).send(text)
    await (await place.peer()).post("/api/help-requests", {})
    lines = (await moderator.get("/api/console/cases"))["cases"]
    assert [(line["urgency"], line["kind"], line.get("level", 0)) for line in lines] == [
        ("now", "danger", 5),
        ("now", "danger", 4),
        ("now", "boundary", 0),
        ("soon", "danger", 3),
        ("soon", "asked", 0),
    ]


# Ending and opening again ----------------------------------------------------------------------------


async def test_whoever_closed_a_case_can_open_it_again_for_ten_minutes(place: Place) -> None:
    one, two, author = await place.moderator(), await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await one.take(author))["line"]["id"]
    await one.act(case, "close", reason=WHY)
    assert (await one.get("/api/console/cases"))["cases"] == []
    assert await refuses(two, case, "reopen") == "act_not_possible"
    view = await one.act(case, "reopen")
    assert (view["line"]["state"], view["line"]["mine"]) == ("taken", True)
    await one.act(case, "close", reason=WHY)
    await place.sql("update cases set closed_at = closed_at - interval '11 minutes'")
    assert await refuses(one, case, "reopen") == "act_not_possible"


async def test_danger_after_the_end_of_a_case_is_a_new_one_and_the_old_one_stays_closed(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(SOON)
    old = (await moderator.take(author))["line"]["id"]
    await moderator.act(old, "close", reason=WHY)
    await author.send(SOON)
    new = await moderator.case_about(author)
    assert new["id"] != old
    assert await refuses(moderator, old, "reopen") == "act_not_possible"
    assert (await moderator.act(new["id"], "take"))["line"]["mine"]


async def test_a_second_danger_joins_the_open_case_and_makes_it_as_urgent_as_the_gravest(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    dues = []
    for text, urgency in ((WARM, "later"), (ATTEMPT, "now"), (SOON, "now")):
        await author.send(text)
        lines = (await moderator.get("/api/console/cases"))["cases"]
        assert [line["urgency"] for line in lines] == [urgency]
        dues.append(lines[0]["due"])
    assert dues[0] > dues[1] == dues[2]
    view = await moderator.take(author)
    assert [e["text"] for e in view["evidence"]] == [WARM, ATTEMPT, SOON]
    await author.send(PLAN)  # while somebody has the case: it joins that case, and they see it
    view = await moderator.get(f"/api/console/cases/{view['line']['id']}")
    assert (view["line"]["mine"], view["evidence"][-1]["text"], len(view["evidence"])) == (True, PLAN, 4)
    await author.send(MEETING)
    kinds = {line["kind"] for line in (await moderator.get("/api/console/cases"))["cases"]}
    assert kinds == {"danger", "boundary"}


# What happens to its message -------------------------------------------------------------------------


async def test_a_message_taken_out_of_the_room_is_gone_for_everyone_and_comes_back_in_its_place(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    message = (await author.send(SOON, room))["id"]
    was = await reader.hears_text(SOON, room)
    case = (await moderator.take(author))["line"]["id"]

    await moderator.act(case, "hold", message)
    told = await author.is_told("held", code="held_by_moderator")
    assert (told["message"], "text" in told) == (message, False)
    gone = await shown_to_all(place, room, message, reader, author)
    assert gone is not None
    assert (gone["state"], "text" in gone, gone["position"]) == ("held", False, was["position"])

    await moderator.act(case, "release", message)
    assert (await author.is_told("released"))["message"] == message
    back = await shown_to_all(place, room, message, reader, author)
    assert back is not None
    assert back | {"changed": was["changed"]} == was


async def test_a_removed_message_is_gone_for_everyone_and_its_author_is_told_why(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    message = (await author.send(SOON, room))["id"]
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "remove", message, WHY)
    told = await author.is_told("removed")
    assert (told["message"], told["text"], told["room"]) == (message, WHY, room)
    gone = await shown_to_all(place, room, message, reader, author)
    assert gone is not None
    assert (gone["state"], "text" in gone) == ("removed", False)
    history = await reader.get(f"/api/rooms/{room}/messages")
    assert SOON not in str(history)
    assert WHY not in str(reader.told)


async def test_a_declined_message_never_reaches_the_room_and_its_author_is_told_why(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    message = (await author.send(ATTEMPT, room))["id"]
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "decline", message, WHY)
    told = await author.is_told("declined")
    assert (told["message"], told["text"]) == (message, WHY)
    assert await shown_to_all(place, room, message, reader, author) is None


async def test_a_removed_message_that_was_held_leaves_no_trace_in_the_room(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    message = (await author.send(ATTEMPT, room))["id"]
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "remove", message, WHY)
    assert (await author.is_told("removed"))["text"] == WHY
    assert await shown_to_all(place, room, message, reader, author) is None


async def test_evidence_stays_when_its_author_takes_the_words_back(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    shown, held = (await author.send(SOON))["id"], (await author.send(ATTEMPT))["id"]
    for message in (shown, held):
        await author.delete(f"/api/messages/{message}")
    view = await moderator.take(author)
    assert [(e["text"], e["state"]) for e in view["evidence"]] == [(SOON, "removed"), (ATTEMPT, "removed")]
    for message in (shown, held):
        assert await refuses(moderator, view["line"]["id"], "release", message=message) == "act_not_possible"


async def test_a_case_is_not_closed_while_somebody_waits_for_an_answer_about_their_message(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    message = (await author.send(ATTEMPT))["id"]
    case = (await moderator.take(author))["line"]["id"]
    assert await refuses(moderator, case, "close", reason=WHY) == "message_held"
    await moderator.act(case, "decline", message, WHY)
    assert (await moderator.act(case, "close", reason=WHY))["line"]["state"] == "closed"


async def test_a_hard_message_that_is_released_is_covered_for_the_room(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    room = author.room(OWLS)
    hard, plain = (await author.send(ATTEMPT))["id"], (await author.send(MEETING))["id"]
    view = await moderator.take(author)
    assert view["evidence"][0]["veiled"], "the console says how the room will see it"
    await moderator.act(view["line"]["id"], "release", hard)
    lines = (await moderator.get("/api/console/cases"))["cases"]
    rules = next(line["id"] for line in lines if line["kind"] == "boundary")
    await moderator.act(rules, "take")
    await moderator.act(rules, "release", plain)
    assert (await shown_to_all(place, room, hard, reader, author) or {})["veiled"]
    assert "veiled" not in (await shown_to_all(place, room, plain, reader, author) or {})


async def test_the_case_says_what_the_room_sees_of_its_messages(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    veiled = (await author.send(PLAN))["id"]
    own, held, seen = [(await author.send(text))["id"] for text in (SOON, ATTEMPT, f"{ATTEMPT} again")]
    await author.send(f"{SOON}. {PHONE}")
    await author.delete(f"/api/messages/{own}")
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "release", seen)
    await moderator.act(case, "hold", seen)
    await moderator.act(case, "decline", seen, WHY)
    await moderator.act(case, "remove", veiled, WHY)
    await moderator.act(case, "decline", held, WHY)
    evidence = (await moderator.get(f"/api/console/cases/{case}"))["evidence"]
    facts = ("state", "seen", "veiled", "masked", "taken_back")
    assert [{name: e[name] for name in facts if name in e} for e in evidence] == [
        {"state": "removed", "seen": True, "veiled": True},
        {"state": "removed", "seen": True, "taken_back": True},
        {"state": "declined"},
        {"state": "declined", "seen": True, "veiled": True},
        {"state": "shown", "seen": True, "masked": True},
    ]


async def test_the_words_before_are_there_when_asked_for_and_at_most_ten(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    said = [f"{PLAIN} {n}" for n in range(12)]
    for n, text in enumerate(said):
        await (author, reader)[n % 2].send(text, author.room(OWLS))
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    evidence = (await moderator.get(f"/api/console/cases/{case}"))["evidence"][0]
    assert (evidence["has_before"], "before" in evidence) == (True, False)
    evidence = (await moderator.get(f"/api/console/cases/{case}?context=1"))["evidence"][0]
    assert [before["text"] for before in evidence["before"]] == said[2:]


async def test_what_is_locked_is_read_by_a_lead_only(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    lead = await place.peer(invitation=await place.invitation("lead"))
    assert (await author.send(BLOCKED))["code"] == "blocked"
    case = (await moderator.case_about(author))["id"]
    (hidden,) = (await moderator.get(f"/api/console/cases/{case}?context=1"))["evidence"]
    assert (hidden["text"], hidden["marks"], hidden["locked"]) == ("", [], True)
    (read,) = (await lead.get(f"/api/console/cases/{case}"))["evidence"]
    assert (read["text"], read["locked"]) == (BLOCKED, True)
