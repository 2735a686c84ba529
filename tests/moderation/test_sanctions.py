"""Sanctions in the product: what each keeps somebody from, why and until when they are told, that each ends by itself,
that what is long needs two, and that one step takes it back."""

from typing import Any

import pytest

from server.moderation.sanctions import BARS, RULES
from tests.people import Person, Place
from tests.words import ATTEMPT, ENCOURAGEMENT, PLAIN, SOON

OWLS = "night-owls"
WHY = "We do not speak to each other like this here."
HOUR, DAY = 3600, 86_400


async def case_about(place: Place, moderator: Person) -> tuple[Person, str]:
    """Somebody who broke a house rule, whose sending is no longer paused, and their case, which the moderator has."""
    author = await place.talker()
    await author.send(ENCOURAGEMENT)
    view = await moderator.take(author)
    for one in view["sanctions"]:
        await moderator.act(view["line"]["id"], "undo", sanction=one["id"])
    return author, view["line"]["id"]


async def give(moderator: Person, case: str, kind: str, lasts_s: int | None = None) -> dict[str, Any]:
    """Returns the sanction as the case shows it."""
    if lasts_s is None and RULES[kind].where != "nowhere":
        lasts_s = HOUR
    view = await moderator.act(case, kind, reason=WHY, lasts_s=lasts_s)
    return next(one for one in view["sanctions"] if one["kind"] == kind and not one.get("undone"))


@pytest.mark.parametrize("kind", sorted(BARS))
async def test_who_may_not_write_is_told_why_and_until_when_and_their_danger_is_heard(place: Place, kind: str) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    room = author.room(OWLS)
    given = await give(moderator, case, kind)
    told = await author.is_told("sanction", code=kind, text=WHY)
    assert (told["sanction"], told["lasts_s"]) == (given["id"], HOUR)
    assert abs(told["at"] + HOUR * 1000 - given["until"]) < 5000
    answer = await author.send(ATTEMPT, room)
    assert (answer["code"], answer["reason"], answer["until"]) == (kind, WHY, given["until"])
    assert answer["card"] == "emergency"
    mine = (await author.get("/api/me"))["sanctions"]
    assert [(one["kind"], one["reason"], one["until"]) for one in mine] == [(kind, WHY, given["until"])]
    lines = [line for line in (await moderator.get("/api/console/cases"))["cases"] if line["kind"] == "danger"]
    assert [line["alias"] for line in lines] == [author.me["pseudonym"]]


@pytest.mark.parametrize("kind", sorted(BARS))
async def test_it_ends_by_the_clock_without_anybody_doing_anything(place: Place, kind: str) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    room = author.room(OWLS)
    await give(moderator, case, kind)
    assert (await author.send(PLAIN, room))["code"] == kind
    await place.sql("update sanctions set ends_at = clock_timestamp() where undone_at is null")
    if kind == "removal":
        await author.join(OWLS)
    assert (await author.send(PLAIN, room))["t"] == "sent"
    assert (await author.get("/api/me"))["sanctions"] == []


@pytest.mark.parametrize("kind", sorted(BARS))
async def test_one_step_takes_it_back_and_the_person_is_told(place: Place, kind: str) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    room = author.room(OWLS)
    given = await give(moderator, case, kind)
    view = await moderator.act(case, "undo", sanction=given["id"])
    assert next(one for one in view["sanctions"] if one["id"] == given["id"])["undone"]
    assert (await author.is_told("sanction_undone", sanction=given["id"]))["code"] == kind
    assert (await author.send(PLAIN, room))["t"] == "sent"  # put out of the room, one is in it again
    refused = await moderator.refused(
        "POST", f"/api/console/cases/{case}/acts", {"act": "undo", "sanction": given["id"]}
    )
    assert (refused["code"], refused["field"]) == ("act_not_possible", "sanction")


@pytest.mark.parametrize("kind", ["nudge", "warning"])
async def test_words_alone_keep_nobody_from_writing(place: Place, kind: str) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    await give(moderator, case, kind)
    assert "lasts_s" not in await author.is_told("sanction", code=kind, text=WHY)
    assert (await author.send(PLAIN))["t"] == "sent"


@pytest.mark.parametrize(("kind", "code"), [("removal", "removal"), ("suspension", "suspension")])
async def test_an_open_room_stops_at_once(place: Place, kind: str, code: str) -> None:
    moderator, other = await place.moderator(), await place.talker()
    author, case = await case_about(place, moderator)
    room = author.room(OWLS)
    await give(moderator, case, kind)
    await author.hears("gone", room=room, code=code)
    await other.send("is it quiet", room)
    await other.hears_text("is it quiet", room)
    assert "is it quiet" not in str(author.told)
    assert (await author.refused("POST", f"/api/rooms/{room}/membership"))["code"] == kind


async def test_a_mute_is_for_one_room_and_a_time_out_for_all(place: Place) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    await author.join("grief")
    elsewhere = author.room("grief")
    mute = await give(moderator, case, "mute")
    assert mute["room"] == "Night owls"
    assert (await author.send(PLAIN, elsewhere))["t"] == "sent"
    await give(moderator, case, "time_out")
    assert (await author.send(PLAIN, elsewhere))["code"] == "time_out"


async def test_whoever_is_suspended_signs_in_finds_help_and_talks_with_a_moderator(place: Place) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    await give(moderator, case, "suspension")
    device = await place.visitor()
    await device.sign_in_elsewhere(author)
    assert device.me["sanctions"][0]["reason"] == WHY
    assert (await device.get("/api/help/GB"))["services"]
    asked = await device.post("/api/help-requests", {})
    await device.connect()
    assert (await device.send("why was I stopped?", asked["room"]["id"]))["t"] == "sent"


async def test_more_than_thirty_days_takes_two_people(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, case = await case_about(place, one)
    given = await give(one, case, "suspension", 90 * DAY)
    assert given["asked_s"] == 90 * DAY
    assert (await author.is_told("sanction"))["lasts_s"] == 900  # the machine's pause came first
    assert (await author.is_told("sanction", code="suspension"))["lasts_s"] == 30 * DAY
    second = {"act": "second", "sanction": given["id"]}
    assert (await one.refused("POST", f"/api/console/cases/{case}/acts", second))["code"] == "act_not_possible"
    await one.act(case, "hand_back")
    await two.act(case, "take")
    view = await two.act(case, "second", sanction=given["id"])
    agreed = next(s for s in view["sanctions"] if s["id"] == given["id"])
    assert "asked_s" not in agreed
    assert agreed["until"] - agreed["at"] == 90 * DAY * 1000
    frame = await author.hears_any(lambda f: f["t"] == "notices" and f["items"][-1].get("lasts_s", 0) > 60 * DAY)
    longer = frame["items"][-1]
    assert (longer["sanction"], longer["text"]) == (given["id"], WHY)
    assert abs(longer["at"] + longer["lasts_s"] * 1000 - agreed["until"]) < 5000
    assert (await two.refused("POST", f"/api/console/cases/{case}/acts", second))["code"] == "act_not_possible"


async def test_with_one_moderator_the_trustee_is_the_second(place: Place) -> None:
    moderator, trustee = await place.moderator(), await place.trustee()
    author, case = await case_about(place, moderator)
    assert (await trustee.get("/api/console/cases"))["cases"] == []
    given = await give(moderator, case, "suspension", 90 * DAY)
    await moderator.act(case, "hand_back")
    assert (await trustee.case_about(author))["id"] == case
    view = await trustee.act(case, "take")
    assert {"remove", "suspension"}.isdisjoint(view["acts"])
    await trustee.act(case, "second", sanction=given["id"])
    refused = await trustee.refused("POST", f"/api/console/cases/{case}/acts", {"act": "nudge", "reason": WHY})
    assert refused["code"] == "act_not_possible"


async def test_one_of_a_kind_at_a_time(place: Place) -> None:
    moderator = await place.moderator()
    _, case = await case_about(place, moderator)
    for kind in sorted(BARS):
        await give(moderator, case, kind)
        body = {"act": kind, "reason": WHY, "lasts_s": HOUR}
        refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
        assert (refused["code"], "holds already" in refused["says"]) == ("act_not_possible", True)


async def test_the_moderator_says_which_of_the_rooms_of_the_case_it_is_for(place: Place) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    await author.join("carers")
    await author.send(ENCOURAGEMENT, author.room("carers"))
    view = await moderator.get(f"/api/console/cases/{case}")
    for pause in view["sanctions"]:
        if not pause.get("undone"):
            await moderator.act(case, "undo", sanction=pause["id"])
    titles = [room["title"] for room in view["rooms"]]
    assert (titles[0], len(titles)) == ("Night owls", 2)
    second = view["rooms"][1]["id"]
    given = await moderator.act(case, "removal", reason=WHY, lasts_s=HOUR, room=second)
    assert [(one["kind"], one["room"]) for one in given["sanctions"] if not one.get("undone")] == [
        ("removal", titles[1])
    ]
    assert (await author.send(PLAIN, author.room(OWLS)))["t"] == "sent"
    await author.refused("POST", f"/api/rooms/{second}/membership")
    elsewhere = str((await place.sql("select id from rooms where slug not in ('night-owls', 'carers') limit 1"))[0][0])
    for act, room in (("mute", elsewhere), ("time_out", second)):
        body = {"act": act, "reason": WHY, "lasts_s": HOUR, "room": room}
        refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
        assert (refused["code"], refused["field"]) == ("bad_request", "room")


async def test_a_case_about_no_room_gives_none_that_is_for_a_room(place: Place) -> None:
    moderator = await place.moderator()
    _, case = await case_about(place, moderator)
    await place.sql("update cases set room_id = null")
    await place.sql("update evidence set message_id = null")
    body = {"act": "mute", "reason": WHY, "lasts_s": HOUR}
    assert (await moderator.refused("POST", f"/api/console/cases/{case}/acts", body))["code"] == "act_not_possible"


async def test_a_case_about_danger_shows_no_sanctions_and_gives_none(place: Place) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    await give(moderator, case, "warning")
    await moderator.act(case, "hand_back")
    await author.send(SOON)
    lines = (await moderator.get("/api/console/cases"))["cases"]
    danger = next(line["id"] for line in lines if line["kind"] == "danger")
    view = await moderator.act(danger, "take")
    assert ("sanctions" in view, "ladder" in view) == (False, False)
    for kind in RULES:
        lasts = None if RULES[kind].where == "nowhere" else HOUR
        body = {"act": kind, "reason": WHY, "lasts_s": lasts}
        refused = await moderator.refused("POST", f"/api/console/cases/{danger}/acts", body)
        assert refused["code"] == "act_not_possible"


async def test_the_machine_pauses_its_author_until_somebody_has_looked_and_no_longer(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    assert (await author.send(ENCOURAGEMENT))["state"] == "held"
    told = await author.is_told("sanction", code="time_out")
    assert (told["lasts_s"], "text" in told) == (900, False)
    answer = await author.send(PLAIN)
    assert (answer["code"], answer["until"] - told["at"] - 900_000 < 5000) == ("time_out", True)
    assert [one["automatic"] for one in (await author.get("/api/me"))["sanctions"]] == [True]
    view = await moderator.take(author)
    assert [(one["kind"], one.get("by")) for one in view["sanctions"]] == [("time_out", None)]
    await moderator.act(view["line"]["id"], "undo", sanction=view["sanctions"][0]["id"])
    assert (await author.send(PLAIN))["t"] == "sent"


@pytest.mark.parametrize("decided", ["close", "warning"])
async def test_the_pause_ends_when_somebody_has_decided(place: Place, decided: str) -> None:
    moderator, author = await place.moderator(), await place.talker()
    message = (await author.send(ENCOURAGEMENT))["id"]
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "decline", message, WHY)
    assert (await author.send(PLAIN))["code"] == "time_out"
    await moderator.act(case, decided, reason=WHY)
    assert (await author.send(PLAIN))["t"] == "sent"


async def test_what_is_blocked_pauses_its_author_too_and_a_person_in_danger_is_never_paused(place: Place) -> None:
    author, other = await place.talker(), await place.talker()
    assert (await author.send("just do it, kill yourself, nobody would miss you"))["code"] == "blocked"
    assert (await author.is_told("sanction"))["code"] == "time_out"
    assert (await author.send(PLAIN))["code"] == "time_out"
    await other.send(f"{ENCOURAGEMENT}. {ATTEMPT}")
    assert (await other.send(PLAIN))["t"] == "sent"


async def test_notes_are_for_staff_or_for_the_person_and_both_are_sealed(place: Place) -> None:
    moderator = await place.moderator()
    author, case = await case_about(place, moderator)
    await moderator.act(case, "note", reason="Second time this week. Ask the lead.")
    view = await moderator.act(case, "share", reason="Have another look at the house rules, please.")
    assert [(one["act"], one["reason"]) for one in view["history"][-2:]] == [
        ("note", "Second time this week. Ask the lead."),
        ("share", "Have another look at the house rules, please."),
    ]
    assert (await author.is_told("note"))["text"] == "Have another look at the house rules, please."
    assert "Second time" not in str(author.told)
    sealed = b"".join(row[0] for row in await place.sql("select reason from case_acts where reason is not null"))
    sealed += b"".join(row[0] for row in await place.sql("select reason from sanctions where reason is not null"))
    assert [words in sealed for words in (b"house rules", b"Second")] == [False, False]


async def test_a_case_is_not_closed_while_a_decision_waits_for_a_second_person(place: Place) -> None:
    moderator = await place.moderator()
    _, case = await case_about(place, moderator)
    await give(moderator, case, "suspension", 90 * DAY)
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", {"act": "close", "reason": WHY})
    assert refused["code"] == "act_not_possible"
    assert "second person" in refused["says"]
