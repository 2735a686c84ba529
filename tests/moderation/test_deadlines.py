"""Appeals and complaints that nobody answers call somebody: the lead, a trustee, the on-call, and again each day."""

import pytest

from server.moderation.deadlines import DEADLINES, Called, Deadline
from server.moderation.transitions import SEEN_BY_OF_CATEGORY
from tests.moderation.calling import call_all, climb_all, falls_due, pages, paging, steps
from tests.moderation.receivers import Pager
from tests.moderation.test_appeals import appealed, of_kind
from tests.people import Person, Place
from tests.rooms.test_conduct import spoken_to
from tests.rooms.test_reporting import report

pytestmark = pytest.mark.usefixtures("by_hand")
HOUR, DAY = 3_600, 86_400


async def complaint(place: Place) -> Person:
    person = await place.peer()
    await person.post("/api/complaints", {"about": "other", "words": "nobody answers"})
    return person


async def test_who_is_called_and_when_is_data(place: Place) -> None:
    await complaint(place)
    assert await steps(place, "lead", "trustee", "page") == [
        ("trustee", 12 * DAY), ("trustee", 14 * DAY), ("page", 15 * DAY),
    ]  # fmt: skip
    assert Deadline(3, 24, (Called("lead", -24),)).rungs() == [("lead", 2 * DAY)]
    with pytest.raises(ValueError, match="no step"):
        Deadline(3, 24, (Called("somebody", 0),))
    assert set(DEADLINES) == {"appeal", "complaint"} | {category for _, category in SEEN_BY_OF_CATEGORY}


async def test_a_complaint_that_is_overdue_calls_the_trustee_then_the_on_call_and_again_each_day(
    place: Place, pager: Pager, backup: Pager
) -> None:
    trustee = await place.trustee()
    person = await complaint(place)
    called = {"porchlight_pager_url": pager.url, "porchlight_trustee_url": backup.url}
    await falls_due(place)
    await call_all(place, **called)
    assert ([told["step"] for told in backup.told], [told["step"] for told in pager.told]) == (
        ["trustee", "trustee"], ["page"],
    )  # fmt: skip
    assert all("nobody answers" not in str(told) for told in (*pager.told, *backup.told))
    await falls_due(place)
    await call_all(place, **called)
    assert [told["step"] for told in pager.told] == ["page", "page"], "until somebody has it"
    case = (await trustee.case_about(person))["id"]
    await trustee.act(case, "take")
    await trustee.act(case, "answer", reason="We are sorry.")
    await falls_due(place)
    assert await climb_all(paging(place)) == 1
    assert await steps(place, "page", "trustee") == []


async def test_without_a_trustee_who_is_named_the_on_call_hears_of_it(place: Place, pager: Pager) -> None:
    await complaint(place)
    await place.sql("update alerts set due_at = clock_timestamp() where id = (select min(id) from alerts)")
    await call_all(place, porchlight_pager_url=pager.url)
    assert [(step, became) for step, _, became, _, _ in await pages(place)] == [("trustee", "told")]


async def test_an_appeal_that_is_handed_back_keeps_its_days(place: Place, pager: Pager) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, _ = await appealed(place, one)
    (line,) = await of_kind(two, "appeal")
    before = await steps(place, "lead", "trustee", "page")
    await two.act(line["id"], "take")
    await two.act(line["id"], "hand_back")
    assert await steps(place, "lead", "trustee", "page") == before
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert sorted(told["step"] for told in pager.told) == ["page", "trustee"]
    assert (await of_kind(two, "appeal"))[0]["lead"] is True
    assert author.me["pseudonym"] not in str(pager.told)


async def test_of_what_a_moderator_said_the_on_call_hears_at_once_where_no_lead_is_on_duty(place: Place) -> None:
    person, message, _ = await spoken_to(place, await place.moderator())
    await place.sql("delete from alerts")
    await report(person, "child", message=message)
    assert await steps(place, "lead_first", "page") == [("lead_first", 0), ("page", DAY)]
    await climb_all(paging(place))
    rows = await place.sql("select p.step from pages p join cases c on c.id = p.case_id where c.kind = 'complaint'")
    assert rows[0]["step"] == "page"
