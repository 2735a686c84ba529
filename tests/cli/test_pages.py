"""`porchlight pages`: what failed is listed, and one can be tried again."""

import asyncio

import pytest

from server.moderation.paging import Paging
from tests.moderation.calling import call_all, pages, stands_still
from tests.moderation.receivers import Pager
from tests.people import Place
from tests.test_cli import refused, run
from tests.words import SOON


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Paging, "run", stands_still)


async def porchlight(place: Place, *arguments: str) -> tuple[int, str]:
    ran = await asyncio.to_thread(run, "pages", *arguments, DATABASE_URL=place.services.database.url)
    return ran.returncode, ran.stdout


async def test_one_that_was_given_up_is_listed_and_told_once_it_is_tried_again(place: Place) -> None:
    assert await porchlight(place, "failed") == (0, "No call has failed.\n")
    pager = Pager()
    await pager.start()
    author = await place.talker()
    await author.send(SOON)
    pager.answers = 503
    await call_all(place, porchlight_pager_url=pager.url)
    await place.sql("update pages set attempts = 7, due_at = clock_timestamp()")
    await call_all(place, porchlight_pager_url=pager.url)
    code, said = await porchlight(place, "failed")
    [row] = await place.sql("select id, case_id from pages where step = 'page'")
    assert code == 1
    assert said.split()[0] == str(row["id"])
    assert said.split()[3:] == ["page", "webhook", "8", "tries,", "503", "case", f"{row['case_id']},", "soon,", "open"]
    assert author.me["pseudonym"] not in said
    pager.answers = 204
    code, said = await porchlight(place, "retry", str(row["id"]))
    assert (code, said) == (0, f"Within a few seconds an instance calls again about case {row['case_id']}.\n")
    told = len(pager.told)
    await call_all(place, porchlight_pager_url=pager.url)
    assert str(row["id"]) in [str(page["page"]) for page in pager.told[told:]]
    assert await porchlight(place, "failed") == (0, "No call has failed.\n")
    await pager.stop()


async def test_when_somebody_is_named_at_last_they_are_called(place: Place) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place)
    ids = [row["id"] for row in await place.sql("select id from pages order by id")]
    assert (await porchlight(place, "failed"))[1].count("not_set") == len(ids) == 2
    await porchlight(place, "retry", str(ids[0]))
    pager = Pager()
    await pager.start()
    await call_all(place, porchlight_pager_url=pager.url)
    assert [told["step"] for told in pager.told] == ["page"]
    assert [(step, way, became) for step, way, became, *_ in await pages(place)] == [
        ("backup", "none", "dead"),
        ("page", "webhook", "told"),
    ]
    await pager.stop()


async def test_what_has_not_failed_is_not_tried(place: Place) -> None:
    url = place.services.database.url
    said = await asyncio.to_thread(refused, "pages", "retry", "4", DATABASE_URL=url)
    assert said == "porchlight: page 4 has not failed, or its case is closed; see `porchlight pages failed`"
