"""Whoever was called says that they come: by a POST, once, and the climb stops for a while and no longer."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from server.moderation.acknowledge import HOLDS_S
from server.moderation.paging import Paging
from tests.moderation.calling import call_all, due_in, falls_due, stands_still
from tests.moderation.receivers import Pager
from tests.people import Person, Place
from tests.words import PLAN, SOON


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Paging, "run", stands_still)


@pytest_asyncio.fixture(loop_scope="session")
async def pager() -> AsyncIterator[Pager]:
    pager = Pager()
    await pager.start()
    yield pager
    await pager.stop()


async def called(place: Place, pager: Pager, text: str = PLAN) -> tuple[Person, Person, str]:
    """Somebody in danger, whoever was called about them (without an account), and the link that they were given."""
    author = await place.talker()
    await author.send(text)
    await call_all(place, porchlight_pager_url=pager.url)
    return author, await place.visitor(), pager.told[-1]["acknowledge"].removeprefix(place.address)


async def acknowledged(place: Place) -> int:
    rows = await place.sql("select count(*) from audit where act = 'acknowledge'")
    return int(rows[0]["count"])


async def test_to_look_does_nothing_and_shows_a_button(place: Place, pager: Pager) -> None:
    _, visitor, link = await called(place, pager)
    for method in ("GET", "HEAD"):
        response = await visitor.http.request(method, link)
        assert response.status_code == 200
    assert '<form method="post"><button' in (await visitor.http.get(link)).text
    assert await acknowledged(place) == 0
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert [told["step"] for told in pager.told] == ["page", "backup"], "a mail scanner stops nothing"


@pytest.mark.parametrize("origin", ["null", None])
async def test_the_climb_stops_for_a_while_and_then_goes_on(place: Place, pager: Pager, origin: str | None) -> None:
    author, visitor, link = await called(place, pager)
    visitor.http.headers.pop("origin")
    # A browser says "null" here: the page asks it to name no page it came from.
    response = await visitor.http.post(link, headers={} if origin is None else {"origin": origin})
    assert response.status_code == 200
    moderator = await place.moderator()
    view = await moderator.get(f"/api/console/cases/{(await moderator.case_about(author))['id']}")
    assert [act["act"] for act in view["history"]] == ["acknowledge"]
    assert await acknowledged(place) == 1
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert len(pager.told) == 1, "nobody else is called now"
    assert HOLDS_S - 20 <= (await due_in(place, "backup") or 0) <= HOLDS_S
    await place.sql("update cases set acknowledged_until = clock_timestamp()")
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert [told["step"] for told in pager.told] == ["page", "backup"], "nobody took the case"


async def test_a_case_whose_policy_has_no_next_step_has_one_once_somebody_said_they_come(
    place: Place, pager: Pager
) -> None:
    _, visitor, link = await called(place, pager, SOON)
    assert await due_in(place, "backup") is None
    assert (await visitor.http.post(link)).status_code == 200
    assert HOLDS_S - 20 <= (await due_in(place, "backup") or 0) <= HOLDS_S


async def test_a_link_works_once(place: Place, pager: Pager) -> None:
    _, visitor, link = await called(place, pager)
    await visitor.http.post(link)
    await place.sql("update cases set acknowledged_until = clock_timestamp()")
    assert "said so already" in (await visitor.http.post(link)).text
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert len(pager.told) == 2, "it holds off nobody a second time"
    assert await acknowledged(place) == 1


@pytest.mark.parametrize("wrong", ["", "0-", "x", "1-00", "99999999999999999999-aa", "٣-aa", "%00"])
async def test_a_link_that_is_not_ours_does_nothing(place: Place, pager: Pager, wrong: str) -> None:
    _, visitor, link = await called(place, pager)
    head, _, token = link.rpartition("/")
    number, _, mark = token.partition("-")
    for made in (wrong, f"{number}-{mark[:-1]}", f"{number}-{mark[::-1]}", f"{int(number) + 1}-{mark}"):
        assert (await visitor.http.post(f"{head}/{made}")).status_code == 404
    assert await acknowledged(place) == 0


@pytest.mark.parametrize("then", ["take", "close"])
async def test_there_is_no_need_once_somebody_has_it(place: Place, pager: Pager, then: str) -> None:
    author, visitor, link = await called(place, pager, SOON)
    moderator = await place.moderator()
    case = (await moderator.take(author))["line"]["id"]
    if then == "close":
        await moderator.act(case, "close", reason="They are safe.")
    assert (await visitor.http.post(link)).status_code == 410
    assert await acknowledged(place) == 0


async def test_who_said_they_come_and_a_moderator_who_left_do_not_hold_off_the_next(place: Place, pager: Pager) -> None:
    author, visitor, link = await called(place, pager)
    await visitor.http.post(link)
    moderator = await place.moderator()
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "hand_back")
    await falls_due(place)
    await call_all(place, porchlight_pager_url=pager.url)
    assert sorted(told["step"] for told in pager.told[1:]) == ["backup", "page"]
