"""Reports: what is taken down, where they go, who may make one, and what whoever reported is told."""

import asyncio
import uuid
from typing import Any

import pytest

from server.rooms import limits
from server.rooms.retention import Retention
from tests.people import Person, Place
from tests.words import ATTEMPT

OWLS = "night-owls"
PLAIN = "the kettle is on"
RUDE = "you always make it about yourself"


async def report(person: Person, reason: str = "hurt", **what: str) -> dict[str, Any]:
    return await person.post("/api/reports", {"reason": reason, **what})  # type: ignore[no-any-return]


async def shown(author: Person, text: str, *readers: Person) -> str:
    """Say it, and wait until the readers see it. Returns the message's id."""
    sent = await author.send(text, author.room(OWLS))
    for reader in readers:
        await reader.hears_text(text)
    return str(sent["id"])


async def days_go_by(place: Place, days: int) -> None:
    for table, column in (("messages", "at"), ("messages", "taken_back_at"), ("cases", "closed_at"), ("reports", "at")):
        await place.sql(f"update {table} set {column} = {column} - interval '{days} days'")


async def test_a_reported_message_is_evidence_with_up_to_ten_before_it(place: Place, unhurried: None) -> None:
    author, reader, moderator = await place.talker("Quiet Fern"), await place.talker(), await place.moderator()
    for number in range(12):
        await reader.send(f"line {number}", reader.room(OWLS))
    message = await shown(author, RUDE, reader)
    await reader.send("what came after", reader.room(OWLS))
    told = await report(reader, "hurt", message=message)
    assert told == {"report": told["report"], "staffed": True}
    case = await moderator.case_about(author)
    assert (case["kind"], case["category"], case["urgency"], case["reported"]) == ("boundary", "reported", "soon", 1)
    view = await moderator.get(f"/api/console/cases/{case['id']}?context=1")
    (piece,) = view["evidence"]
    assert (piece["text"], piece["message"]) == (RUDE, message)
    assert [line["text"] for line in piece["before"]] == [f"line {number}" for number in range(2, 12)]
    assert view["reports"] == {"people": 1, "reasons": [{"reason": "hurt", "people": 1}]}


async def test_several_reporters_and_messages_of_one_person_are_one_case(place: Place) -> None:
    author, one, two, moderator = [
        *(await asyncio.gather(*(place.talker() for _ in range(3)))),
        await place.moderator(),
    ]
    first, second = await shown(author, RUDE, one, two), await shown(author, "and you as well", one, two)
    await report(one, "hurt", message=first)
    await report(two, "spam", message=first)
    await report(two, "hurt", message=second)
    lines = (await moderator.get("/api/console/cases"))["cases"]
    assert [(line["alias"], line["reported"]) for line in lines] == [(author.me["pseudonym"], 2)]
    view = await moderator.get(f"/api/console/cases/{lines[0]['id']}")
    assert [piece["message"] for piece in view["evidence"]] == [first, second]
    given = {reason["reason"]: reason["people"] for reason in view["reports"]["reasons"]}
    assert given == {"hurt": 2, "spam": 1}


async def test_the_same_thing_twice_is_one_report_and_its_last_reason_counts(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    message = await shown(author, RUDE, reader)
    first = await report(reader, "spam", message=message)
    both = await asyncio.gather(*(report(reader, "hurt", message=message) for _ in range(2)))
    assert {told["report"] for told in both} == {first["report"]}
    assert all(told["again"] for told in both)
    case = await moderator.case_about(author)
    assert (case["reported"], case["urgency"]) == (1, "soon")
    view = await moderator.get(f"/api/console/cases/{case['id']}")
    assert view["reports"]["reasons"] == [{"reason": "hurt", "people": 1}]
    assert len(view["evidence"]) == 1


async def test_a_person_is_reported_with_the_last_of_what_they_said_where_one_is(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    for text in (PLAIN, RUDE):
        await shown(author, text, reader)
    await author.join("carers")
    await author.send("said elsewhere", author.room("carers"))
    member = reader.sees(reader.room(OWLS))[-1]["member_id"]
    await report(reader, "contact", member=member)
    case = await moderator.case_about(author)
    assert case["urgency"] == "later"
    (piece,) = (await moderator.get(f"/api/console/cases/{case['id']}?context=1"))["evidence"]
    assert (piece["about"], piece["text"]) == ("person", RUDE)
    assert [line["text"] for line in piece["before"]] == [PLAIN]


async def test_a_room_is_reported_and_its_case_is_about_nobody(place: Place) -> None:
    one, two, moderator = await place.talker(), await place.talker(), await place.moderator()
    await shown(one, RUDE, two)
    await report(two, "spam", room=two.room(OWLS))
    await report(one, "hurt", room=one.room(OWLS))
    (line,) = (await moderator.get("/api/console/cases"))["cases"]
    assert (line["alias"], line["of_room"], line["reported"], line["urgency"]) == ("Night owls", True, 2, "soon")
    (piece,) = (await moderator.get(f"/api/console/cases/{line['id']}?context=1"))["evidence"]
    assert (piece["about"], piece["text"], [b["text"] for b in piece["before"]]) == ("room", "", [RUDE])
    taken = await moderator.act(line["id"], "take")
    assert taken["acts"] == ["hand_back", "hold", "release", "decline", "remove", "note", "close"]
    assert (await moderator.refused("POST", f"/api/console/cases/{line['id']}/acts", {"act": "converse"}))[
        "status"
    ] == 409
    await moderator.act(line["id"], "hand_back")
    await moderator.act(line["id"], "take")
    await moderator.act(line["id"], "close", reason="looked after the room")
    for reporter in (one, two):
        await reporter.is_told("report", code="nothing")
    await moderator.act(line["id"], "reopen")
    await moderator.act(line["id"], "close", reason="once more")
    # Later something else may happen there.
    again = await report(two, "spam", room=two.room(OWLS))
    assert "again" not in again


async def test_whoever_cannot_see_something_learns_nothing_by_reporting_it(place: Place) -> None:
    author, reader, stranger = await place.talker(), await place.talker(), await place.peer()
    message = await shown(author, RUDE, reader)
    held = await author.send("lets meet up tomorrow at the station")
    member, room = reader.sees(reader.room(OWLS))[0]["member_id"], reader.room(OWLS)
    for what in ({"message": message}, {"member": member}, {"room": room}, {"message": str(uuid.uuid4())}):
        refused = await stranger.refused("POST", "/api/reports", {"reason": "hurt", **what})
        assert (refused["status"], refused["code"]) == (404, "not_found")
    assert (await reader.refused("POST", "/api/reports", {"reason": "hurt", "message": held["id"]}))["status"] == 404
    await reader.delete(f"/api/rooms/{room}/membership")
    assert (await reader.refused("POST", "/api/reports", {"reason": "hurt", "message": message}))["status"] == 404
    assert (await author.refused("POST", "/api/reports", {"reason": "hurt", "message": message}))[
        "code"
    ] == "report_own"
    about = {"message": message}
    for wrong in (
        {"reason": "hurt"}, {"reason": "hurt", **about, "room": room}, {"reason": "hm", **about},
        {"reason": "worried", "room": room}, {"reason": "hurt", **about, "note": "a" * 1001},
    ):  # fmt: skip
        assert (await author.refused("POST", "/api/reports", wrong))["code"] == "bad_request"


async def test_worry_for_somebody_is_no_case_against_them_and_brings_the_helpers_card(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    message = await shown(author, "it is late and the bus did not come", reader)
    told = await report(reader, "worried", message=message)
    assert told["card"] == "helper"
    case = await moderator.case_about(author)
    assert (case["kind"], case["category"], case["urgency"]) == ("danger", "concern", "soon")
    # No machine's card goes to the one named, and nothing else either.
    assert await place.sql("select 1 from notices n join accounts a on a.id = n.account_id where pseudonym = $1"
                           " and kind <> 'joined'", author.me["pseudonym"]) == []  # fmt: skip
    await moderator.take(author)
    await moderator.act(case["id"], "converse")
    await moderator.act(case["id"], "close", reason="talked")
    # What was done for that person is theirs.
    await reader.is_told("report", code="cared", message=message)


async def test_what_reporters_are_told_is_the_class_of_what_was_done(place: Place) -> None:
    author, one, two, moderator = [
        *(await asyncio.gather(*(place.talker() for _ in range(3)))),
        await place.moderator(),
    ]
    bad, good = await shown(author, RUDE, one, two), await shown(author, PLAIN, one, two)
    await report(one, "hurt", message=bad)
    await report(two, "hurt", message=good)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "remove", bad, "It could hurt somebody here.")
    await one.is_told("report", code="removed", message=bad)
    await author.is_told("removed", message=bad, text="It could hurt somebody here.")
    await moderator.act(case, "close", reason="done")
    await two.is_told("report", code="acted", message=good)
    told = [item for f in one.told if f["t"] == "notices" for item in f["items"] if item["kind"] == "report"]
    assert len(told) == 1, "a reporter is told once"
    again = await report(one, "hurt", message=bad)
    assert again["again"], "what has been decided is not opened anew by the same person"


async def test_who_reported_is_read_with_a_permission_of_its_own_and_every_look_is_recorded(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker("Blue Heron"), await place.moderator()
    lead = await place.peer(invitation=await place.invitation("lead"))
    await report(reader, "hurt", message=await shown(author, RUDE, reader))
    case = (await moderator.take(author))["line"]["id"]
    assert (await moderator.refused("GET", f"/api/console/cases/{case}/reporters"))["code"] == "not_allowed"
    assert "Blue Heron" not in str(await moderator.get(f"/api/console/cases/{case}"))
    looked = "select count(*) from audit where act = 'look_reporters'"
    assert (await place.sql(looked))[0][0] == 0
    (who,) = (await lead.get(f"/api/console/cases/{case}/reporters"))["reporters"]
    assert (who["alias"], who["reason"]) == ("Blue Heron", "hurt")
    assert (await place.sql(looked))[0][0] == 1
    assert (await lead.refused("GET", f"/api/console/cases/{uuid.uuid4()}/reporters"))["status"] == 404
    # The subject's own account, were they staff, does not read it.
    await place.sql("insert into roles (account_id, role) select id, 'lead' from accounts where pseudonym = $1",
                    author.me["pseudonym"])  # fmt: skip
    await place.sql("update sessions set second = 'code', proved_at = now()")
    refused = await author.refused("GET", f"/api/console/cases/{case}/reporters")
    assert refused["code"] == "not_found"


async def test_a_note_is_sealed_and_is_for_whoever_has_the_case(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    message = await shown(author, RUDE, reader)
    await report(reader, "hurt", message=message)
    await report(reader, "hurt", message=message, note="it goes on like this every night")
    assert b"every night" not in (await place.sql("select note from reports"))[0][0]
    case = await moderator.case_about(author)
    assert "notes" not in (await moderator.get(f"/api/console/cases/{case['id']}"))["reports"]
    taken = await moderator.take(author)
    assert taken["reports"]["notes"] == ["it goes on like this every night"]
    assert taken["reports"]["people"] == 1


async def test_a_note_is_read_for_danger_like_everything_that_is_written(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    message = await shown(author, RUDE, reader)
    told = await report(reader, "hurt", message=message, note="because of them I will kill myself tonight, with pills")
    assert told["card"] == "emergency"
    case = await moderator.case_about(reader)
    assert (case["kind"], case["urgency"]) == ("danger", "now")


@pytest.mark.parametrize(("days", "left"), [(1, True), (6, True), (8, False)])
async def test_what_its_author_took_back_can_be_reported_for_seven_days(place: Place, days: int, left: bool) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    message = await shown(author, RUDE, reader)
    await author.delete(f"/api/messages/{message}")
    await days_go_by(place, days)
    await Retention(place.services.database).delete_old()
    # Its place stays, and nobody in the room reads it.
    (item,) = (await reader.get(f"/api/rooms/{reader.room(OWLS)}/messages"))["items"]
    assert (item["state"], item.get("text")) == ("removed", None)
    if left:
        await report(reader, "hurt", message=message)
        (piece,) = (await moderator.take(author))["evidence"]
        assert (piece["text"], piece["taken_back"]) == (RUDE, True)
    else:
        refused = await reader.refused("POST", "/api/reports", {"reason": "hurt", "message": message})
        assert refused["code"] == "report_too_late"
        assert (await place.sql("select body, original from messages"))[0][:] == (None, None)


async def test_a_report_outlives_the_copy_of_what_was_taken_back(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    message = await shown(author, RUDE, reader)
    await author.delete(f"/api/messages/{message}")
    await report(reader, "hurt", message=message)
    await days_go_by(place, 9)
    await Retention(place.services.database).delete_old()
    assert (await moderator.take(author))["evidence"][0]["text"] == RUDE


async def test_a_message_of_a_closed_case_can_be_reported_by_another(place: Place) -> None:
    author, one, two, moderator = [
        *(await asyncio.gather(*(place.talker() for _ in range(3)))),
        await place.moderator(),
    ]
    message = await shown(author, RUDE, one, two)
    await report(one, "hurt", message=message)
    first = (await moderator.take(author))["line"]["id"]
    await moderator.act(first, "close", reason="within the rules")
    await report(two, "hurt", message=message)
    second = await moderator.take(author)
    assert (second["line"]["id"] != first, second["line"]["reported"], second["evidence"][0]["text"]) == (True, 1, RUDE)


async def test_who_reports_very_much_has_to_wait(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "report", limits.Limit(2, 60.0))
    reader = await place.talker()
    for _ in range(2):
        await report(reader, "spam", room=reader.room(OWLS))
    refused = await reader.refused("POST", "/api/reports", {"reason": "spam", "room": reader.room(OWLS)})
    assert (refused["status"], refused["code"]) == (429, "too_fast")
    assert refused["retry_after"] > 0


async def enters(moderator: Person) -> None:
    await moderator.join(OWLS)
    await moderator.connect()
    await moderator.open(moderator.room(OWLS))


async def called(place: Place) -> list[tuple[str, str]]:
    """The category of each case about which somebody is to be called, and the step."""
    rows = await place.sql(
        "select c.category, a.step from alerts a join cases c on c.id = a.case_id where a.done_at is null order by 1, 2"
    )
    return [(row[0], row[1]) for row in rows]


async def test_the_one_moderator_there_is_can_worry_about_somebody_and_come_themselves(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await enters(moderator)
    message = await shown(author, PLAIN, moderator)
    await report(moderator, "worried", message=message)
    view = await moderator.take(author)
    assert view["line"]["category"] == "concern"
    assert await called(place) == []


async def test_what_the_one_moderator_reports_falls_to_somebody_who_is_not_there(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await enters(moderator)
    message = await shown(author, RUDE, moderator)
    await report(moderator, "sexual", message=message)
    assert (await moderator.get("/api/console/cases"))["cases"] == []
    assert await called(place) == [("reported", "page")]


async def test_a_case_opens_to_others_when_its_moderator_reports_what_is_in_it(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    await enters(moderator)
    message = await shown(author, RUDE, reader, moderator)
    await report(reader, "hurt", message=message)
    await moderator.take(author)
    await report(moderator, "hurt", message=message)
    other = await place.moderator()
    view = await other.take(author)
    assert view["line"]["reported"] == 2


async def test_a_graver_report_calls_though_somebody_was_called_before(place: Place) -> None:
    author, one, two = await asyncio.gather(*(place.talker() for _ in range(3)))
    message = await shown(author, PLAIN, one, two)
    await report(one, "worried", message=message)
    assert [step for _, step in await called(place)] == ["page"]
    await place.sql("update alerts set done_at = clock_timestamp()")
    await report(two, "child", message=message)
    assert [step for _, step in await called(place)] == ["backup", "page"]


async def test_danger_in_a_note_is_heard_whatever_becomes_of_the_report(place: Place) -> None:
    author, reader = await asyncio.gather(place.talker(), place.talker())
    message = await shown(author, RUDE, reader)
    await report(reader, "hurt", message=message)
    await place.sql("update cases set state = 'closed', closed_at = clock_timestamp()")
    told = await report(reader, "hurt", message=message, note=ATTEMPT)
    assert (told["again"], told["card"]) == (True, "emergency")
    lines = await place.sql(
        "select c.kind from cases c join accounts a on a.id = c.subject_id"
        " where c.state <> 'closed' and a.pseudonym = $1", reader.me["pseudonym"],
    )  # fmt: skip
    assert [row[0] for row in lines] == ["danger"]


async def test_two_first_reports_of_a_room_at_once_are_one_case(place: Place) -> None:
    people = await asyncio.gather(*(place.talker() for _ in range(4)))
    await asyncio.gather(*(report(person, "other", room=person.room(OWLS)) for person in people))
    assert (await place.sql("select count(*) from cases"))[0][0] == 1
    assert (await place.sql("select count(*) from reports"))[0][0] == 4
