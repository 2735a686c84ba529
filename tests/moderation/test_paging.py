"""Paging: whoever is to be called is called until it arrives or is given up, whatever breaks meanwhile."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from server.ground.ending import end
from server.moderation.channels import Call, NotTold
from server.moderation.paging import AGAIN_AFTER_S
from tests.conftest import fresh_place
from tests.moderation.calling import call_all, climb_all, due_in, falls_due, pages, paging
from tests.moderation.receivers import MailServer, Pager
from tests.people import Place
from tests.words import PLAN, SOON

NOWHERE = "http://127.0.0.1:9/nobody-listens-here"


async def test_with_nobody_on_duty_the_pager_is_told_at_once_and_of_no_words(
    database_url: str, tmp_path: Path, pager: Pager
) -> None:
    async with fresh_place(database_url, tmp_path / "home", porchlight_pager_url=pager.url) as place:
        author = await place.talker()
        await author.send(PLAN)
        (told,) = await pager.hears(1)
        case = (await place.sql("select id, opened_at, due_at from cases"))[0]
    assert told == {
        "page": told["page"], "case": str(case["id"]), "step": "page", "urgency": "now",
        "opened": int(case["opened_at"].timestamp() * 1000), "due": int(case["due_at"].timestamp() * 1000),
        "link": f"{place.address}/console#case={case['id']}", "acknowledge": told["acknowledge"],
    }  # fmt: skip
    assert told["acknowledge"].startswith(f"{place.address}/acknowledge/")
    assert author.me["pseudonym"] not in json.dumps(told)


async def test_both_ways_are_tried_and_each_by_itself(
    database_url: str, tmp_path: Path, pager: Pager, mail: MailServer
) -> None:
    pager.holds.clear()
    ways = {
        "porchlight_pager_url": pager.url, "porchlight_oncall_email": "on.call@example.org",
        "porchlight_smtp_url": mail.url,
    }  # fmt: skip
    async with fresh_place(database_url, tmp_path / "home", **ways) as place:
        await (await place.talker()).send(PLAN)
        await pager.hears(1)
        await mail.hears(1)  # while the pager keeps us waiting
        pager.holds.set()


@pytest.mark.usefixtures("by_hand")
async def test_a_pager_that_fails_is_told_again_after_longer_and_longer(place: Place, pager: Pager) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place, porchlight_pager_url=NOWHERE)
    pager.answers = 500
    waits = "select round(extract(epoch from due_at - clock_timestamp()))::int from pages"
    found = [(await place.sql(waits))[0][0]]
    for _ in range(2):
        await falls_due(place)
        await call_all(place, porchlight_pager_url=pager.url)
        found.append((await place.sql(waits))[0][0])
    assert found == [*AGAIN_AFTER_S[:3]]
    assert await pages(place) == [("page", "webhook", "waits", 3, "500")]
    pager.answers = 200
    for _ in range(2):
        await falls_due(place)
        await call_all(place, porchlight_pager_url=pager.url)
    assert len(pager.told) == 3
    assert len({told["page"] for told in pager.told}) == 1, "the same page, told again"
    assert await pages(place) == [("page", "webhook", "told", 4, None)]


async def dies(place: Place, pager: Pager, **settings: Any) -> None:
    """The page that waits fails as often as is tried."""
    pager.answers = 503
    for _ in range(len(AGAIN_AFTER_S) + 2):  # the last finds what follows
        await place.sql("update pages set due_at = clock_timestamp() where told_at is null and dead_at is null")
        await call_all(place, porchlight_pager_url=pager.url, **settings)


@pytest.mark.usefixtures("by_hand")
async def test_a_dead_letter_climbs_at_once_and_is_told_to_the_console(
    place: Place, pager: Pager, backup: Pager
) -> None:
    author = await place.talker()
    await author.send(PLAN)
    assert 170 <= (await due_in(place, "backup") or 0) <= 180
    await dies(place, pager, porchlight_backup_url=backup.url)
    assert len(pager.told) == len(AGAIN_AFTER_S) + 1
    assert (await pages(place))[0] == ("page", "webhook", "dead", len(AGAIN_AFTER_S) + 1, "503")
    assert [told["step"] for told in backup.told] == ["backup"], "two minutes before its own time"
    moderator = await place.moderator()
    assert (await moderator.get("/api/console/cases"))["not_called"] == 1
    await moderator.take(author)
    view = await moderator.get("/api/console/cases")
    assert view["not_called"] == 0, "somebody has come"


@pytest.mark.usefixtures("by_hand")
async def test_a_dead_letter_whose_next_step_was_carried_out_calls_nobody_twice(
    place: Place, pager: Pager, backup: Pager
) -> None:
    await (await place.talker()).send(PLAN)
    pager.answers = 503
    await call_all(place, porchlight_pager_url=pager.url)
    await place.sql("update alerts set due_at = clock_timestamp() where step = 'backup'")
    await dies(place, pager, porchlight_backup_url=backup.url)
    assert [told["step"] for told in backup.told] == ["backup"]


@pytest.mark.usefixtures("by_hand")
async def test_where_the_policy_names_no_backup_a_dead_letter_calls_it_all_the_same(place: Place, pager: Pager) -> None:
    await (await place.talker()).send(SOON)
    await dies(place, pager)
    await call_all(place, porchlight_pager_url=pager.url)
    assert {told["step"] for told in pager.told} == {"page", "backup"}


@pytest.mark.usefixtures("by_hand")
async def test_an_instance_that_is_killed_in_between_leaves_it_to_the_next(place: Place, pager: Pager) -> None:
    await (await place.talker()).send(PLAN)
    one, never = paging(place, porchlight_pager_url=pager.url), NeverAnswers()
    await climb_all(one)
    dying = asyncio.create_task(one.tell_some("webhook", never))
    await never.asked.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await call_all(place, porchlight_pager_url=pager.url) == 0
    assert pager.told == [], "it is claimed for a while"
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert "page" in [told["step"] for told in pager.told]


class NeverAnswers:
    """A way to somebody at the moment the instance is killed."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def tell(self, target: str, call: Call) -> None:
        self.asked.set()
        await asyncio.Event().wait()


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("then", ["take", "close"])
async def test_a_page_that_waits_is_not_told_once_somebody_has_the_case(place: Place, pager: Pager, then: str) -> None:
    author = await place.talker()
    await author.send(SOON)
    pager.answers = 500
    await call_all(place, porchlight_pager_url=pager.url)
    moderator = await place.moderator()
    case = (await moderator.take(author))["line"]["id"]
    if then == "close":
        await moderator.act(case, "close", reason="They are safe.")
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert len(pager.told) == 1


class Breaks:
    async def tell(self, target: str, call: Call) -> None:
        raise RuntimeError("a fault of our own")


class Refuses:
    async def tell(self, target: str, call: Call) -> None:
        raise NotTold("550")


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize(("channel", "code"), [(Breaks(), "RuntimeError"), (Refuses(), "550")])
async def test_a_row_says_why_by_a_code(place: Place, channel: Any, code: str) -> None:
    await (await place.talker()).send(SOON)
    one = paging(place, porchlight_pager_url=NOWHERE)
    await climb_all(one)
    assert await one.tell_some("webhook", channel)
    assert await pages(place) == [("page", "webhook", "waits", 1, code)]


async def test_a_part_that_swallows_being_ended_keeps_no_instance_from_stopping(place: Place, pager: Pager) -> None:
    """As `asyncio.wait_for` of Python 3.11 does, where what it waited for comes in the moment of the cancellation."""
    calls = paging(place, porchlight_pager_url=pager.url)
    began, swallowed = asyncio.Event(), False

    async def deaf() -> bool:
        nonlocal swallowed
        began.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if swallowed:
                raise
            swallowed = True
        return False

    calls.climb.climb_one = deaf  # type: ignore[method-assign]
    running = asyncio.create_task(calls.run())
    await began.wait()
    await end([running])
    assert swallowed
    assert running.cancelled()
