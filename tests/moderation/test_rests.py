"""Those who work here are looked after, and no case waits because of it."""

import asyncio
import itertools
from typing import Any

import pytest

from server.moderation.paging import Paging
from server.moderation.staff_care import STAFF_CARE
from server.moderation.topics import TOPICS
from tests.moderation.calling import climb_all, paging
from tests.people import Person, Place
from tests.words import ATTEMPT, BLOCKED, MEETING, PLAN, SOON

DUTY = "/api/console/duty"
CARE = "/api/console/looked-after"
HOLDS: dict[str, tuple[str, ...]] = {
    "off": ("delete from duties where account_id = $1",),
    "there": (),
    "on a break": (
        "delete from duties where account_id = $1",
        "insert into breaks (account_id, ends_at) values ($1, clock_timestamp() + interval '1 hour')",
    ),
    "rests": (
        "insert into rests (account_id, why, until) values ($1, 'budget', clock_timestamp() + interval '1 hour')",
    ),
    "is spared": ("insert into spared values ($1, 'crisis')",),
    "has a part": (
        "insert into conflicts (case_id, account_id, why) select id, $1, 'reporter' from cases where state = 'open'",
    ),
}
"""In what way somebody who works here may be there, or not, for a case."""
ANEW = """
    with a as (delete from alerts), p as (delete from pages), b as (delete from breaks), r as (delete from rests),
        s as (delete from spared), k as (delete from conflicts)
    update cases set lead_at = null, acknowledged_until = null, due_at = clock_timestamp() - interval '1 second'"""


async def account(place: Place, person: Person) -> Any:
    return (await place.sql("select id from accounts where pseudonym = $1", person.me["pseudonym"]))[0]["id"]


async def sees(person: Person, author: Person) -> dict[str, Any] | None:
    lines = (await person.get("/api/console/cases"))["cases"]
    return next((line for line in lines if line["alias"] == author.me["pseudonym"]), None)


async def closes(person: Person, case: str) -> None:
    """And does not go on by themselves."""
    await person.post(f"/api/console/cases/{case}/acts", {"act": "close", "reason": "help is there"})


@pytest.mark.usefixtures("by_hand")
async def test_a_case_has_somebody_there_or_climbs_however_those_on_duty_are_looked_after(place: Place) -> None:
    """Every way in which two people may be there, for each pair."""
    two = [await place.moderator(), await place.moderator()]
    ids = [await account(place, one) for one in two]
    author = await place.talker()
    await author.send(SOON)
    one = paging(place, porchlight_pager_url="http://127.0.0.1:9/")
    for ways in itertools.product(HOLDS, repeat=2):
        await place.sql(ANEW)
        for person, id, way in zip(two, ids, ways, strict=True):
            await person.put(DUTY, {"on": True})
            for statement in HOLDS[way]:
                await place.sql(statement, id)
        await _runs(one)
        called = bool(await place.sql("select from pages"))
        listed = [await sees(person, author) for person in two]
        assert called == ("there" not in ways), f"{ways}: the on-call is called where nobody takes it, and else not"
        for way, line in zip(ways, listed, strict=True):
            alone = "there" not in ways
            expected = {"there": (True, False), "is spared": (alone, alone)}.get(way)
            if expected is not None:
                assert (line is not None, bool(line and line.get("spared"))) == expected, f"{ways}: {way}"
            elif way != "off":  # whoever is off duty may look all the same
                assert line is None, f"{ways}: {way}"


async def _runs(one: Paging) -> None:
    while (
        await climb_all(one)
        or await one.climb.call_about_one_overdue()
        or await one.climb.call_about_one_nobody_takes()
        or await one.climb.ask_for_lead_beside_one_alone()
    ):
        pass


async def test_after_something_severe_nothing_new_comes_for_a_while_unless_one_wants_it(place: Place) -> None:
    moderator, other = await place.moderator(), await place.moderator()
    author, second = await place.talker(), await place.talker()
    await second.send(SOON)
    sent = await author.send(ATTEMPT)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "release", sent["id"])
    assert (await moderator.put(DUTY, {"on": True})).get("resting") is None, "while one has it, one goes on"
    await closes(moderator, case)
    view = await moderator.put(DUTY, {"on": True})
    assert view["resting"]["why"] == "severe"
    assert (view["on"], view["moderators"]) == (True, 1), "one is there, and it is not counted on them"
    assert await sees(moderator, second) is None
    assert await sees(other, second) is not None
    # By one's own word it is over, once and for this case.
    assert (await moderator.delete(f"{CARE}/rest")).get("resting") is None
    assert await sees(moderator, second) is not None
    assert (await moderator.put(DUTY, {"on": True})).get("resting") is None
    assert (await moderator.refused("DELETE", f"{CARE}/rest"))["code"] == "act_not_possible"
    acts = {row["act"] for row in await place.sql("select act from audit")}
    assert {"rest", "lift_rest"} <= acts


async def test_what_one_has_stays_ones_own_while_one_rests(place: Place) -> None:
    moderator = await place.moderator()
    author = await place.talker()
    await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    await _has_read(place, moderator, STAFF_CARE.budget.shift)
    assert (await moderator.put(DUTY, {"on": True}))["resting"]["why"] == "budget"
    line = await sees(moderator, author)
    assert line is not None
    assert line["mine"]
    await moderator.act(case, "close", reason="spoken with")


async def test_the_last_one_there_who_has_to_rest_leaves_nothing_urgent_waiting(place: Place) -> None:
    moderator = await place.moderator()
    author = await place.talker()
    await author.send(PLAN)
    assert not await place.sql("select from alerts where step = 'page' and due_at <= clock_timestamp()")
    await _has_read(place, moderator, STAFF_CARE.budget.shift)
    await moderator.put(DUTY, {"on": True})
    assert await place.sql("select from alerts where step = 'page' and due_at <= clock_timestamp()")
    assert not (await place.peer()).me.get("staffed")
    assert (await author.get("/api/rooms"))["staffed"] is False, "peers are told the truth"


@pytest.mark.parametrize(("share", "told", "rests"), [(0.5, False, False), (0.8, True, False), (1.0, True, True)])
async def test_one_is_told_before_a_budget_is_used_up(place: Place, share: float, told: bool, rests: bool) -> None:
    moderator = await place.moderator()
    await _has_read(place, moderator, STAFF_CARE.budget.shift * share)
    view = await moderator.put(DUTY, {"on": True})
    assert ("resting" in view) == rests
    assert view.get("near") == ("shift" if told and not rests else None), "on the desk, too"
    mine = await moderator.get(CARE)
    assert mine["shift"] == {"has": STAFF_CARE.budget.shift * share, "of": STAFF_CARE.budget.shift, "warn": told}
    assert (mine["resting"] is not None) == rests


async def test_hours_of_a_week_are_counted(place: Place) -> None:
    moderator = await place.moderator()
    await place.sql(
        """insert into spells (account_id, began_at, until, shift_at)
        select $1, at, at + interval '10 hours', at from unnest(array[
            clock_timestamp() - interval '3 days', clock_timestamp() - interval '2 days']) at""",
        await account(place, moderator),
    )
    assert (await moderator.put(DUTY, {"on": True}))["resting"]["why"] == "hours"
    assert (await moderator.get(CARE))["hours"]["warn"]
    await place.sql("update spells set began_at = began_at - interval '9 days', until = until - interval '9 days'")
    await place.sql("delete from rests")
    assert "resting" not in await moderator.put(DUTY, {"on": True})


async def test_topics_are_chosen_without_a_reason_and_changed_at_any_time(place: Place) -> None:
    moderator, other = await place.moderator(), await place.moderator()
    author, gentle = await place.talker(), await place.talker()
    await author.send(SOON)
    await gentle.send(MEETING)
    assert (await moderator.get(CARE))["spared"] == {"topics": list(TOPICS), "mine": []}
    chosen = await moderator.put(f"{CARE}/topics", {"topics": ["suicide"]})
    assert chosen["spared"]["mine"] == ["suicide"]
    assert (await sees(moderator, author), await sees(other, author) is not None) == (None, True)
    assert await sees(moderator, gentle) is not None
    await other.put(DUTY, {"on": False})
    line = await sees(moderator, author)
    assert line is not None
    assert line["spared"]
    await moderator.put(f"{CARE}/topics", {"topics": []})
    line = await sees(moderator, author)
    assert line is not None
    assert "spared" not in line
    assert (await moderator.refused("PUT", f"{CARE}/topics", {"topics": ["weather"]}))["code"] == "bad_request"


@pytest.mark.usefixtures("by_hand")
async def test_a_moderator_alone_is_not_left_alone_with_what_is_urgent(place: Place) -> None:
    await place.moderator()
    await (await place.talker()).send(PLAN)
    one = paging(place, porchlight_pager_url="http://127.0.0.1:9/")
    await _runs(one)
    assert not await place.sql("select from pages"), "they have a moment to take it"
    await place.sql("update cases set opened_at = opened_at - interval '1 minute'")
    await _runs(one)
    assert await place.sql("select from pages where step = 'page'"), "no lead is there, so the on-call is called"
    assert await place.sql("select from cases where lead_at is not null")

    await place.sql("delete from pages")
    await place.sql("delete from alerts")
    await place.sql("update cases set lead_at = null")
    await place.moderator()
    await (await place.talker()).send(PLAN)
    await place.sql("update cases set opened_at = opened_at - interval '1 minute'")
    await _runs(one)
    assert not await place.sql("select from pages"), "two of them are not alone"


async def _has_read(place: Place, person: Person, weight: float) -> None:
    await place.sql("delete from exposures")
    await place.sql("insert into exposures (account_id, weight) values ($1, $2)", await account(place, person), weight)


async def test_a_pause_begins_with_the_closing_of_what_is_grave_not_with_the_next_beat(place: Place) -> None:
    moderator = await place.moderator()
    author = await place.talker()
    sent = await author.send(PLAN)  # level 4
    case = (await moderator.take(author))["line"]["id"]
    assert sent["state"] == "shown"
    await closes(moderator, case)
    assert (await moderator.get(DUTY))["resting"]["why"] == "severe"
    assert (await author.get("/api/rooms"))["staffed"] is False, "and nobody is told that somebody is there for them"


async def test_after_a_look_at_what_harms_a_child_nothing_new_comes_either(place: Place) -> None:
    moderator, taker = await place.lead(), await place.lead()  # the words of such a case are locked for all others
    author = await place.talker()
    await author.send(BLOCKED)
    case = (await moderator.case_about(author))["id"]
    for person in (moderator, taker):
        await person.put(DUTY, {"on": True})
        await person.get(f"/api/console/cases/{case}")
    await taker.act(case, "take")
    await place.sql("update exposures set at = at - interval '2 minutes'")
    assert (await moderator.put(DUTY, {"on": True}))["resting"]["why"] == "severe"
    assert "resting" not in await taker.put(DUTY, {"on": True}), "who took it goes on with it first"


async def test_what_is_enough_is_gone_on_with_only_while_nobody_else_is_there(place: Place) -> None:
    moderator, other = await place.moderator(), await place.moderator(on_duty=False)
    await _has_read(place, moderator, STAFF_CARE.budget.shift)
    await moderator.put(DUTY, {"on": True})
    assert "resting" not in await moderator.delete(f"{CARE}/rest"), "alone, one may decide to go on"
    assert "resting" not in await moderator.put(DUTY, {"on": True})
    await other.put(DUTY, {"on": True})
    assert (await moderator.put(DUTY, {"on": True}))["resting"]["why"] == "budget", "somebody has come"
    refused = await moderator.refused("DELETE", f"{CARE}/rest")
    assert (refused["code"], "others are there" in refused["says"]) == ("act_not_possible", True)


@pytest.mark.parametrize("why", ["budget", "topic"])
async def test_what_is_for_others_is_not_taken_by_a_link_either(place: Place, why: str) -> None:
    moderator, other = await place.moderator(), await place.moderator()
    author = await place.talker()
    await author.send(SOON)
    address = f"/api/console/cases/{(await other.case_about(author))['id']}"
    if why == "topic":
        await moderator.put(f"{CARE}/topics", {"topics": ["suicide"]})
    else:
        await _has_read(place, moderator, STAFF_CARE.budget.shift)
        await moderator.put(DUTY, {"on": True})
    for method, path, body in (("GET", address, None), ("POST", f"{address}/acts", {"act": "take"})):
        assert (await moderator.refused(method, path, body))["code"] == "for_others"
    await other.put(DUTY, {"on": False})
    if why == "budget":
        await moderator.delete(f"{CARE}/rest")
    await moderator.post(f"{address}/acts", {"act": "take"})
    assert not (await moderator.get(address))["line"].get("spared"), "it is one's own now"
    await other.put(DUTY, {"on": True})
    assert (await moderator.get(address))["line"]["mine"], "and stays so"
    assert (await moderator.post(f"{address}/acts", {"act": "hand_back"}))["line"]["state"] == "open"


async def test_what_one_has_read_already_may_be_gone_on_with(place: Place) -> None:
    moderator, _ = await place.moderator(), await place.moderator()
    author = await place.talker()
    await author.send(SOON)
    case = (await moderator.case_about(author))["id"]
    await moderator.get(f"/api/console/cases/{case}")
    await place.sql("update exposures set weight = $1", STAFF_CARE.budget.shift)
    assert (await moderator.put(DUTY, {"on": True}))["resting"]["why"] == "budget"
    await moderator.act(case, "take")


async def test_leads_are_told_who_rests_and_who_is_alone_and_never_of_topics(place: Place) -> None:
    lead, one, other = await place.lead(), await place.moderator("Ash"), await place.moderator("Birch")
    await one.put(f"{CARE}/topics", {"topics": ["hate"]})
    await _has_read(place, one, STAFF_CARE.budget.shift)
    await one.put(DUTY, {"on": True})
    team = await lead.get("/api/console/team")
    assert [(p["pseudonym"], p["on"], p.get("resting", {}).get("why")) for p in team["people"]] == [
        ("Ash", True, "budget"), ("Birch", True, None),
    ]  # fmt: skip
    assert team["alone"] == "Birch"
    assert set(team["people"][0]) <= {"pseudonym", "on", "resting", "asks"}
    await one.post("/api/console/supervision", {"kind": "debrief"})
    assert not (await lead.get("/api/console/team"))["people"][0].get("asks")
    waited = "update supervision set at = at - make_interval(mins => $1)"
    await place.sql(waited, STAFF_CARE.talk.others_after_min + 1)
    assert (await lead.get("/api/console/team"))["people"][0]["asks"], "nobody has answered for long"
    assert (await other.refused("GET", "/api/console/team"))["code"] == "not_allowed"


async def test_topics_chosen_in_two_tabs_at_once_are_the_ones_of_either(place: Place) -> None:
    moderator = await place.moderator()
    chosen = (["suicide"], ["hate", "suicide"])
    await asyncio.gather(*(moderator.put(f"{CARE}/topics", {"topics": one}) for one in chosen * 5))
    assert sorted((await moderator.get(CARE))["spared"]["mine"]) in [sorted(one) for one in chosen]
