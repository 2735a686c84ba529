"""The climb: each step is carried out once, by whichever instance comes first, while nobody has the case."""

import asyncio

import pytest

from tests.moderation.calling import call_all, climb_all, due_in, falls_due, pages, paging, steps
from tests.moderation.receivers import Pager
from tests.people import Person, Place
from tests.words import ATTEMPT, BLOCKED, PLAN, SOON

pytestmark = pytest.mark.usefixtures("by_hand")


async def lead(place: Place) -> Person:
    person = await place.peer(invitation=await place.invitation("lead"))
    await person.put("/api/console/duty", {"on": True})
    return person


async def test_a_case_somebody_has_calls_nobody_until_they_go_away(place: Place, pager: Pager) -> None:
    author = await place.talker()
    await author.send(ATTEMPT)
    moderator = await place.moderator()
    await moderator.take(author)
    await falls_due(place)
    assert await call_all(place, porchlight_pager_url=pager.url) == 2
    assert pager.told == []
    await place.lapse()
    while not await place.sql("select 1 from case_acts where act = 'lapse'"):  # the alerts count anew from then
        await asyncio.sleep(0.01)
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert sorted(told["step"] for told in pager.told) == ["backup", "page"]


async def test_a_case_that_was_closed_calls_nobody_any_more(place: Place, pager: Pager) -> None:
    author = await place.talker()
    await author.send(ATTEMPT)
    moderator = await place.moderator()
    view = await moderator.take(author)
    case = view["line"]["id"]
    await moderator.act(case, "release", view["evidence"][0]["message"])
    await moderator.act(case, "close", reason="A friend is with them.")
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    await falls_due(place)
    assert await call_all(place, porchlight_pager_url=pager.url) == 0
    assert pager.told == []


async def test_two_instances_that_climb_at_once_call_once(place: Place, pager: Pager) -> None:
    for _ in range(3):
        await (await place.talker()).send(PLAN)
    await asyncio.gather(*(call_all(place, porchlight_pager_url=pager.url) for _ in range(2)))
    assert len({told["page"] for told in pager.told}) == len(pager.told) == 3


async def test_a_lead_on_duty_finds_the_case_first_in_their_queue(place: Place) -> None:
    moderator, their_lead = await place.moderator(), await lead(place)
    grave, climbed = await place.talker(), await place.talker()
    await climbed.send(PLAN)
    await grave.send(ATTEMPT)  # graver, and no lead is asked for yet
    await place.sql("update alerts set due_at = clock_timestamp() + interval '1 hour'")
    await place.sql("update alerts set due_at = clock_timestamp() where step = 'lead' and case_id = $1",
                    (await moderator.case_about(climbed))["id"])  # fmt: skip
    assert not (await moderator.case_about(climbed)).get("lead")
    assert await climb_all(paging(place)) == 1
    assert (await moderator.case_about(climbed))["lead"] is True

    async def first(person: Person) -> str:
        return str((await person.get("/api/console/cases"))["cases"][0]["alias"])

    assert await first(their_lead) == climbed.me["pseudonym"]
    assert await first(moderator) == grave.me["pseudonym"], "to a moderator the gravest is still the first"


async def test_a_case_that_is_a_leads_goes_to_one_at_once_and_the_on_call_waits(place: Place, pager: Pager) -> None:
    await lead(place)
    author = await place.talker()
    await author.send(BLOCKED)
    assert await call_all(place, porchlight_pager_url=pager.url) == 1
    assert pager.told == []
    assert await steps(place, "page", "backup") == [("page", 120), ("backup", 300)]


async def test_without_a_lead_on_duty_a_case_that_is_a_leads_goes_to_the_on_call_at_once(
    place: Place, pager: Pager
) -> None:
    await place.moderator()
    author = await place.talker()
    await author.send(BLOCKED)
    await call_all(place, porchlight_pager_url=pager.url)
    assert [told["step"] for told in pager.told] == ["page"]


async def test_another_case_without_a_lead_on_duty_keeps_the_on_calls_own_time(place: Place, pager: Pager) -> None:
    await place.moderator()
    await place.moderator()  # one alone would not be left with it: tests/moderation/test_rests.py
    author = await place.talker()
    await author.send(PLAN)
    await place.sql("update alerts set due_at = clock_timestamp() where step = 'lead'")
    assert await call_all(place, porchlight_pager_url=pager.url) == 1
    assert pager.told == []
    assert await steps(place, "page") == [("page", 120)]


async def test_when_everybody_was_called_and_nobody_came_it_begins_anew(place: Place, pager: Pager) -> None:
    author = await place.talker()
    await author.send(PLAN)
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert [told["step"] for told in pager.told] == ["page", "backup"]
    assert 590 <= (await due_in(place, "page") or 0) <= 600
    assert 710 <= (await due_in(place, "backup") or 0) <= 720
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert sorted(told["step"] for told in pager.told[2:]) == ["backup", "page"]
    assert len({told["page"] for told in pager.told}) == 4, "these are calls of their own"
    assert len(await steps(place, "page", "backup")) == 2, "and it is never twice under way"


async def test_a_case_that_can_wait_calls_the_on_call_once(place: Place, pager: Pager) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place, porchlight_pager_url=pager.url)
    await falls_due(place)
    assert await call_all(place, porchlight_pager_url=pager.url) == 0
    assert len(pager.told) == 1


async def test_without_anybody_named_the_log_and_the_console_say_that_nobody_was_called(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    await (await place.talker()).send(PLAN)
    assert await call_all(place) == 2, "the backup's turn comes at once"
    assert "set PORCHLIGHT_PAGER_URL" in caplog.text
    assert await pages(place) == [("page", "none", "dead", 0, "not_set"), ("backup", "none", "dead", 0, "not_set")]
    await falls_due(place)
    await call_all(place)
    assert len(await pages(place)) == 2, "it is told once for each step"
    moderator = await place.moderator()
    assert (await moderator.get("/api/console/cases"))["not_called"] == 1


async def test_the_on_call_is_called_where_whoever_was_there_has_gone(place: Place, pager: Pager) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await author.send(SOON)
    await place.sql("delete from alerts")  # it was staffed, and had no step of its own
    await falls_due(place)
    climb = paging(place, porchlight_pager_url=pager.url).climb
    await place.sql("update cases set due_at = clock_timestamp()")
    assert not await climb.call_about_one_overdue(), "somebody is on duty"
    await moderator.put("/api/console/duty", {"on": False})
    assert await climb.call_about_one_overdue()
    assert not await climb.call_about_one_overdue(), "once"
    await call_all(place, porchlight_pager_url=pager.url)
    assert [told["step"] for told in pager.told] == ["page"]
