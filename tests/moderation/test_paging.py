"""Paging: a case that nobody takes reaches the operator's pager, whatever breaks meanwhile."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from server.moderation.paging import Paging
from tests.conftest import fresh_place
from tests.people import PATIENCE_S, Place
from tests.words import ATTEMPT, PLAN, SOON


class Pager:
    """The operator's end of it: a small HTTP server that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.answers = 204
        self._server: asyncio.Server | None = None
        self._heard = asyncio.Condition()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/page"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split()[0])
        told = json.loads(await reader.readexactly(length))
        writer.write(f"HTTP/1.1 {self.answers} said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        writer.close()
        async with self._heard:
            self.told.append(told)
            self._heard.notify_all()

    async def hears(self, count: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(PATIENCE_S), self._heard:
            await self._heard.wait_for(lambda: len(self.told) >= count)
        return self.told

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()


@pytest_asyncio.fixture(loop_scope="session")
async def pager() -> AsyncIterator[Pager]:
    pager = Pager()
    await pager.start()
    yield pager
    await pager.stop()


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own runner stands still: these tests page whoever is due themselves."""

    async def stands_still(self: Paging) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Paging, "run", stands_still)


async def page_all(place: Place, url: str) -> int:
    """Page whoever is due now, as one instance. Returns how many alerts were looked at."""
    paging, count = Paging(place.services.database, url), 0
    async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
        while await paging.page_one(client):
            count += 1
    return count


async def falls_due(place: Place) -> None:
    await place.sql("update alerts set due_at = clock_timestamp() - interval '1 second' where done_at is null")


async def steps(place: Place) -> list[tuple[str, int]]:
    after = "extract(epoch from a.due_at - c.opened_at)::int"
    pages = "from alerts a join cases c on c.id = a.case_id where step in ('page', 'backup')"
    rows = await place.sql(f"select a.step, {after} {pages} order by 2, 1")
    return [tuple(row) for row in rows]


async def test_with_nobody_on_duty_the_pager_is_told_at_once_and_of_no_words(
    database_url: str, tmp_path: Path, pager: Pager
) -> None:
    async with fresh_place(database_url, tmp_path / "home", porchlight_pager_url=pager.url) as place:
        author = await place.talker()
        await author.send(PLAN)
        (told,) = await pager.hears(1)
        case = (await place.sql("select id, opened_at, due_at from cases"))[0]
    assert told == {
        "alert": told["alert"], "case": str(case["id"]), "step": "page", "urgency": "now",
        "opened": int(case["opened_at"].timestamp() * 1000), "due": int(case["due_at"].timestamp() * 1000),
    }  # fmt: skip
    assert author.me["pseudonym"] not in json.dumps(told)


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize(
    ("text", "staffed", "expected"),
    [
        (PLAN, True, [("page", 120)]),
        (PLAN, False, [("page", 0)]),
        (ATTEMPT, True, [("page", 0), ("backup", 60)]),
        (ATTEMPT, False, [("page", 0), ("backup", 60)]),
        (SOON, True, []),
        (SOON, False, [("page", 0)]),
    ],
)
async def test_who_is_called_and_when_is_the_policys(
    place: Place, text: str, staffed: bool, expected: list[tuple[str, int]]
) -> None:
    if staffed:
        await place.moderator()
    author = await place.talker()
    await author.send(text)
    assert await steps(place) == expected


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (ATTEMPT, [("page", 0), ("backup", 60)]),  # at once, staffed or not
        (PLAN, [("page", 0)]),  # and so when the moderator has gone off duty meanwhile
    ],
)
async def test_what_is_more_pressing_calls_somebody_sooner(
    place: Place, then: str, expected: list[tuple[str, int]]
) -> None:
    moderator = await place.moderator()
    author = await place.talker()
    await author.send(PLAN)
    assert await steps(place) == [("page", 120)]
    if then == PLAN:
        await moderator.put("/api/console/duty", {"on": False})
    await author.send(then)
    assert await steps(place) == expected
    await moderator.put("/api/console/duty", {"on": True})
    await author.send(PLAN)
    assert await steps(place) == expected, "nothing calls later for what is called for already"


@pytest.mark.usefixtures("by_hand")
async def test_a_case_somebody_has_is_not_paged_until_they_go_away(place: Place, pager: Pager) -> None:
    author = await place.talker()
    await author.send(ATTEMPT)
    moderator = await place.moderator()
    await moderator.take(author)
    await falls_due(place)
    assert await page_all(place, pager.url) == 2
    assert pager.told == []
    await place.lapse()
    await falls_due(place)
    await page_all(place, pager.url)
    assert sorted(told["step"] for told in pager.told) == ["backup", "page"]


@pytest.mark.usefixtures("by_hand")
async def test_a_case_that_was_closed_is_not_paged_any_more(place: Place, pager: Pager) -> None:
    author = await place.talker()
    await author.send(ATTEMPT)
    moderator = await place.moderator()
    view = await moderator.take(author)
    case = view["line"]["id"]
    await moderator.act(case, "release", view["evidence"][0]["message"])
    await moderator.act(case, "close", reason="A friend is with them.")
    await falls_due(place)
    await page_all(place, pager.url)
    await falls_due(place)
    assert await page_all(place, pager.url) == 0
    assert pager.told == []


@pytest.mark.usefixtures("by_hand")
async def test_a_pager_that_fails_is_told_again_until_it_answers(place: Place, pager: Pager) -> None:
    author = await place.talker()
    await author.send(PLAN)
    await page_all(place, "http://127.0.0.1:9/nobody-listens-here")
    pager.answers = 500
    for _ in range(2):
        await falls_due(place)
        await page_all(place, pager.url)
    pager.answers = 200
    await falls_due(place)
    await page_all(place, pager.url)
    await falls_due(place)
    await page_all(place, pager.url)
    assert len(pager.told) == 3
    assert len({told["alert"] for told in pager.told}) == 1, "the same page, told again"


@pytest.mark.usefixtures("by_hand")
async def test_two_instances_tell_once_and_one_that_is_killed_leaves_it_to_the_next(place: Place, pager: Pager) -> None:
    for _ in range(3):
        await (await place.talker()).send(PLAN)
    await asyncio.gather(*(page_all(place, pager.url) for _ in range(2)))
    assert len({told["alert"] for told in pager.told}) == len(pager.told) == 3
    await (await place.talker()).send(PLAN)
    paging = Paging(place.services.database, pager.url)
    dying = asyncio.create_task(paging.page_one(NeverAnswers()))
    await NeverAnswers.asked.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await page_all(place, pager.url) == 0, "it is claimed for a while"
    await falls_due(place)
    await page_all(place, pager.url)
    assert len(pager.told) == 4


class NeverAnswers:
    """A way to a pager at the moment the instance is killed."""

    asked = asyncio.Event()

    async def post(self, url: str, json: Any) -> Any:
        self.asked.set()
        await asyncio.Event().wait()


@pytest.mark.usefixtures("by_hand")
async def test_without_a_pager_the_log_says_that_nobody_was_called(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    await (await place.talker()).send(PLAN)
    assert await page_all(place, "") == 1
    assert "set PORCHLIGHT_PAGER_URL" in caplog.text
