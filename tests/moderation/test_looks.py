"""Who looked at one's words: shown to whoever they concern, by role and never by name, once it is safe."""

import time
from typing import Any, get_args

import pytest

from server.ground.api import LookWhy
from server.moderation.looks import rules
from server.moderation.policy import shipped_policy
from server.moderation.reports import shipped
from server.rooms.retention import Retention
from tests.people import Person, Place
from tests.words import ATTEMPT, MEETING, PLAIN, SOON

OWLS = "night-owls"
DAY_MS = 86_400_000


async def of(person: Person) -> list[dict[str, Any]]:
    return (await person.get("/api/me/looks"))["looks"]  # type: ignore[no-any-return]


def said(looks: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(one["role"], " ".join(one["what"]), one["why"]) for one in looks}


async def lead(place: Place) -> Person:
    return await place.peer(invitation=await place.invitation("lead"))


async def days_pass(place: Place, days: int) -> None:
    """Since the cases were closed."""
    await place.sql("update cases set closed_at = closed_at - make_interval(days => $1)", days)


async def test_who_looked_and_why_is_shown_once_the_case_is_closed(place: Place) -> None:
    one, other, author = await place.moderator("Calm Harbour"), await lead(place), await place.talker()
    await author.send(SOON)
    case = (await one.take(author))["line"]["id"]
    await one.act(case, "converse")
    await other.get(f"/api/console/cases/{case}?context=1")
    assert await of(author) == [], "while somebody works with it"
    await one.act(case, "close", reason="they are safe")
    looks = await of(author)
    # A lead who has not the case reads no private conversation; what came before was nobody's.
    assert said(looks) == {
        ("moderator", "message", "danger"), ("moderator", "conversation", "danger"), ("lead", "message", "danger"),
    }  # fmt: skip
    assert {one.get("room") for one in looks} == {"Night owls", None}
    assert "Calm Harbour" not in str(looks)
    assert {one["at"] % 3_600_000 for one in looks} == {0}, "the hour is enough"
    assert await of(one) == [], "nobody is told of their own looks"
    # What is opened again is worked with again.
    await one.act(case, "reopen")
    assert await of(author) == []


async def test_what_others_said_before_it_is_theirs_to_know_of_and_the_rest_is_not(place: Place) -> None:
    moderator, neighbour, author = await place.moderator(), await place.talker(), await place.talker()
    await neighbour.send(PLAIN)
    await author.hears_text(PLAIN)
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.get(f"/api/console/cases/{case}?context=1")
    await moderator.act(case, "close", reason="they are safe")
    assert (said(await of(author)), await of(neighbour)) == ({("moderator", "message", "danger")}, [])
    await days_pass(place, rules().why["around"].after_days)
    (look,) = await of(neighbour)
    # Not whose case it was, nor that somebody was in danger.
    assert (look["why"], look["what"], look["at"] % DAY_MS) == ("around", ["before"], 0)


async def reported(place: Place, reason: str, people: int) -> tuple[Person, Person, Person, str]:
    """(moderator, author, reporter, case), in a room with so many people."""
    moderator, author, reporter = await place.moderator(), await place.talker(), await place.talker()
    for _ in range(people - 2):
        await (await place.peer()).join(OWLS)
    message = (await author.send(PLAIN))["id"]
    await reporter.post("/api/reports", {"reason": reason, "message": message, "note": "please look"})
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "close", reason="looked at")
    return moderator, author, reporter, case


@pytest.mark.parametrize(("reason", "why"), [("hurt", "report"), ("worried", "worry")])
async def test_a_report_is_told_as_one_later_and_by_the_day(place: Place, reason: str, why: str) -> None:
    _, author, reporter, case = await reported(place, reason, rules().few)
    assert (await of(author), await of(reporter)) == ([], [])
    someone = await lead(place)
    await someone.get(f"/api/console/cases/{case}/reporters")
    await days_pass(place, 7)
    assert said(await of(author)) == {("moderator", "message", why)}
    assert {one["exact"] for one in await of(author)} == {"day"}
    # Whoever reported is told who read their words, and who asked for their name.
    assert said(await of(reporter)) == {("moderator", "note", "my_report"), ("lead", "reporter", "my_report")}
    assert reporter.me["pseudonym"] not in str(await of(author))


async def test_in_a_small_room_it_is_not_said_that_somebody_reported(place: Place) -> None:
    _, author, _, _ = await reported(place, "hurt", rules().few - 1)
    await days_pass(place, 7)
    assert await of(author) == []
    await days_pass(place, 23)
    assert said(await of(author)) == {("moderator", "message", "checked")}


async def test_a_lead_can_put_it_off_with_a_reason_and_for_so_long(place: Place) -> None:
    moderator, someone, author = await place.moderator(), await lead(place), await place.talker()
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    path, soon = f"/api/console/cases/{case}/looks", int(time.time() * 1000) + 30 * DAY_MS
    assert (await moderator.refused("PUT", path, {"until": soon, "reason": "x"}))["code"] == "not_allowed"
    assert (await someone.refused("PUT", path, {"until": soon, "reason": " "}))["code"] == "reason_missing"
    for until in (soon + 365 * DAY_MS, 10**18):
        refused = await someone.refused("PUT", path, {"until": until, "reason": "an inquiry"})
        assert (refused["code"], refused["field"]) == ("bad_request", "until")
    view = await someone.put(path, {"until": soon, "reason": "an inquiry goes on"})
    assert (view["put_off"], view["history"][-1]["act"]) == (soon, "put_off")
    assert view["history"][-1]["reason"] == "an inquiry goes on"
    await moderator.act(case, "close", reason="they are safe")
    assert await of(author) == []
    acts = await place.sql("select act from audit where act = 'put_off'")
    assert len(acts) == 1
    # It ends by itself; and a lead can end it.
    await someone.put(path, {"until": 0, "reason": "it is over"})
    assert {one["why"] for one in await of(author)} == {"danger"}


async def test_nobody_puts_off_what_is_about_themselves(place: Place) -> None:
    moderator, someone = await place.moderator(), await lead(place)
    await someone.join(OWLS)
    await someone.connect()
    await someone.open(someone.room(OWLS))
    await someone.send(SOON)
    case = (await moderator.case_about(someone))["id"]
    refused = await someone.refused("PUT", f"/api/console/cases/{case}/looks", {"until": 0, "reason": "mine"})
    assert refused["code"] == "not_found"


async def test_when_the_case_is_deleted_it_is_still_shown_and_what_is_put_off_stays_so(place: Place) -> None:
    moderator, someone, author = await place.moderator(), await lead(place), await place.talker()
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "close", reason="they are safe")
    until = int(time.time() * 1000) + 100 * DAY_MS
    await someone.put(f"/api/console/cases/{case}/looks", {"until": until, "reason": "an inquiry"})
    await days_pass(place, 91)
    await Retention(place.services.database).delete_old()
    assert await place.sql("select id from cases") == []
    assert await of(author) == []
    await place.sql("update put_off set until = now()")
    assert said(await of(author)) == {("moderator", "message", "danger"), ("lead", "message", "danger")}
    await place.sql("update looks set at = at - interval '731 days'")
    await Retention(place.services.database).delete_old()
    assert await of(author) == []


async def test_an_appeal_a_complaint_and_a_question_say_so(place: Place) -> None:
    trustee, author = await place.trustee(), await place.talker()
    await author.post("/api/complaints", {"about": "other", "words": "it was too loud"})
    case = (await trustee.case_about(author))["id"]
    await trustee.act(case, "take")
    await trustee.act(case, "answer", reason="it will be quieter")
    assert said(await of(author)) == {("trustee", "to_staff", "complaint")}


async def test_a_message_that_no_room_has_seen_counts_too(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(MEETING)
    case = (await moderator.take(author))["line"]
    message = (await moderator.get(f"/api/console/cases/{case['id']}"))["evidence"][0]["message"]
    await moderator.act(case["id"], "decline", message, "not here")
    await moderator.act(case["id"], "close", reason="told")
    assert said(await of(author)) == {("moderator", "message", "rule")}


async def test_a_look_that_is_not_written_down_is_not_had(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(ATTEMPT)
    case = (await moderator.case_about(author))["id"]
    await place.services.database.fast.execute(
        """create function fails() returns trigger language plpgsql as $$ begin raise 'no room'; end $$;
           create trigger fails before insert on looks execute function fails()"""
    )
    assert (await moderator.http.get(f"/api/console/cases/{case}")).status_code == 500
    assert await place.sql("select seq from audit where act = 'look'") == []


async def test_a_command_that_counted_everybodys_messages_is_told_to_everybody(place: Place) -> None:
    from server.moderation.recorded import of_last_days

    before = await place.talker()
    services = place.services
    async for _ in of_last_days(services.database, services.logs.keys, 3):
        pass
    after = await place.talker()
    assert said(await of(before)) == {("operator", "figures", "figures")}
    assert await of(after) == []


def test_every_category_is_said_in_one_way_and_every_reason_has_its_rule() -> None:
    listed = [category for shown in rules().why.values() for category in shown.categories]
    assert len(listed) == len(set(listed))
    known = {category for category, _ in shipped_policy().rows} | {"approached", "reached_out", "room_held"}
    assert set(listed) <= known | {reason.category for reason in shipped().reasons.values()}
    assert set(rules().why) | {"figures"} == set(get_args(LookWhy))
