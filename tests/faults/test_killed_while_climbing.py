"""The instance that runs is killed, at each step between "message stored" and "somebody has it", and another one goes
on: whoever is to be called is called at least once at each step that was reached, the case is in the queue once, and
the author is told once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import pytest_asyncio

from server.ground.postgres import EmbeddedPostgres
from tests.conftest import fresh_database
from tests.faults.climbing import STANDS_WITHIN_S, Climbing
from tests.moderation.receivers import Pager
from tests.people import Person
from tests.words import ATTEMPT, PLAN

pytestmark = pytest.mark.timeout(240)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def opened(embedded: EmbeddedPostgres, template: str) -> AsyncIterator[Climbing]:
    with TemporaryDirectory(prefix="plk-", ignore_cleanup_errors=True) as home:
        async with fresh_database(embedded, template) as url:
            climbing = Climbing(url, Path(home))
            await climbing.start()
            yield climbing
            await climbing.stop()
            assert PLAN not in climbing.logs()
            assert ATTEMPT not in climbing.logs()


@pytest_asyncio.fixture(loop_scope="session")
async def place(opened: Climbing) -> AsyncIterator[Climbing]:
    yield opened
    await opened.everything_rests()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def moderator(opened: Climbing) -> Person:
    """Somebody at the console, not on duty."""
    return await opened.person("moderator")


async def called(pager: Pager, case: str, step: str, times: int = 1) -> list[dict[str, Any]]:
    """Every call about this case at this step, once there are so many."""
    count = 0
    while True:
        calls = [told for told in pager.told if (told["case"], told["step"]) == (case, step)]
        if len(calls) >= times:
            return calls
        count = max(count, len(pager.told)) + 1
        await pager.hears(count, STANDS_WITHIN_S)


async def is_shown_once(moderator: Person, author: Person, pieces: int = 1) -> dict[str, Any]:
    """The author's line in the queue, which is one; each of their messages is evidence once."""
    lines = (await moderator.get("/api/console/cases"))["cases"]
    [line] = [line for line in lines if line["alias"] == author.me["pseudonym"]]
    assert len((await moderator.get(f"/api/console/cases/{line['id']}"))["evidence"]) == pieces
    return line  # type: ignore[no-any-return]


async def what_is_due_was_looked_at(place: Climbing) -> None:
    """Steps are carried out in the order in which they are due: so once a later one was, all before it were."""
    later = await place.talker()
    await later.send(PLAN)
    await called(place.pager, await place.case_of(later), "page")


async def test_while_it_is_stored(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    async with place.held("lock table cases in exclusive mode", "append_messages") as stands:
        client_id = await place.says(author, PLAN)
        await stands()
        await place.kill()
    await place.another()
    await place.came_back(author)
    # The browser has had no answer, and offers it again: whether it was stored or not, it is now, once.
    assert (await author.send(PLAN, author.room("night-owls"), client_id))["t"] == "sent"
    await called(place.pager, await place.case_of(author), "page")
    await is_shown_once(moderator, author)


async def test_once_it_is_stored(place: Climbing, moderator: Person) -> None:
    await place.on_duty(moderator)  # so nothing is due yet
    author = await place.talker()
    client_id = await place.says(author, PLAN)
    await author.hears("sent", client_id=client_id)
    await place.kill()
    case = await place.case_of(author)
    assert [told for told in place.pager.told if told["case"] == case] == []
    await place.another()
    await called(place.pager, case, "page")
    await is_shown_once(moderator, author)


async def test_while_a_step_is_carried_out(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    async with place.held("lock table pages in share mode", "INSERT INTO pages") as stands:
        await author.send(PLAN)
        await stands()
        await place.kill()
    await place.another()
    case = await place.case_of(author)
    await called(place.pager, case, "page")
    assert len(await place.sql("select 1 from pages where step = 'page' and channel = 'webhook'")) == 1
    await is_shown_once(moderator, author)


async def test_when_the_pager_was_told_and_that_is_not_noted(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    place.pager.holds.clear()
    await author.send(PLAN)
    case = await place.case_of(author)
    first = await called(place.pager, case, "page")
    await place.kill()
    place.pager.holds.set()
    await place.another()
    calls = await called(place.pager, case, "page", times=len(first) + 1)
    assert len({call["page"] for call in calls}) == 1, "the same call, which the receiver can tell"
    await is_shown_once(moderator, author)


async def test_when_the_mail_was_taken_and_that_is_not_noted(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    place.mail.holds.clear()
    count = len(place.mail.mails)
    await author.send(PLAN)
    await place.mail.hears(count + 1, STANDS_WITHIN_S)
    await place.kill()
    place.mail.holds.set()
    await place.another()
    mails = (await place.mail.hears(count + 2, STANDS_WITHIN_S))[count:]
    case = await place.case_of(author)
    ours = [mail for mail in mails if case in str(mail["message-id"])]
    assert len(ours) >= 2
    assert len({mail["message-id"] for mail in ours}) == 1
    await is_shown_once(moderator, author)


async def test_between_two_tries(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    place.pager.answers = 503
    await author.send(PLAN)
    case = await place.case_of(author)
    failed = len(await called(place.pager, case, "page"))
    await place.becomes("select exists(select 1 from pages where error = '503' and channel = 'webhook')")
    await place.kill()
    place.pager.answers = 204
    await place.another()
    await called(place.pager, case, "page", times=failed + 1)
    await place.becomes("select exists(select 1 from pages where told_at is not null and channel = 'webhook')")
    await is_shown_once(moderator, author)


async def test_while_a_call_is_given_up(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    place.pager.answers = 503
    await author.send(PLAN)
    case = await place.case_of(author)
    await place.becomes("select exists(select 1 from pages where error = '503' and channel = 'webhook')")
    async with place.held("lock table alerts in share mode", "UPDATE alerts") as stands:
        await place.sql("update pages set attempts = 8, due_at = clock_timestamp() where channel = 'webhook'")
        await stands()
        await place.kill()
    await place.another()
    await called(place.backup, case, "backup")
    await place.becomes("select exists(select 1 from pages where step = 'page' and dead_at is not null)")
    await is_shown_once(moderator, author)
    assert (await moderator.get("/api/console/cases"))["not_called"] == 1


async def test_while_a_lead_is_asked_for(place: Climbing, moderator: Person) -> None:
    lead = await place.person("lead")
    await place.on_duty(lead)
    author = await place.talker()
    await author.send(PLAN)
    case = await place.case_of(author)
    async with place.held(f"select 1 from cases where id = '{case}' for update", "UPDATE cases") as stands:
        await place.falls_due("lead")
        await stands()
        await place.kill()
    await place.another()
    await place.becomes("select lead_at is not null from cases where id = $1", case)
    assert (await is_shown_once(lead, author))["lead"] is True


@pytest.mark.parametrize("step", ["2_min", "10_min"])
async def test_while_the_author_is_told_that_nobody_has_come(place: Climbing, moderator: Person, step: str) -> None:
    author = await place.talker()
    await author.send(ATTEMPT)
    one = f"select 1 from accounts where pseudonym = '{author.me['pseudonym']}' for update"
    async with place.held(one, "FROM accounts") as stands:
        await place.falls_due(step)
        await stands()
        await place.kill()
    await place.another()  # and so both are due
    await place.becomes("select not exists(select 1 from alerts where done_at is null and step in ('2_min', '10_min'))")
    await place.came_back(author)
    notices = (await author.hears("notices"))["items"]
    assert sorted(one["code"] for one in notices if one["kind"] == "nobody_yet") == ["10_min", "2_min"]
    await called(place.pager, await place.case_of(author), "page")
    await is_shown_once(moderator, author)


async def test_while_somebody_says_that_they_come(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    await author.send(PLAN)
    case = await place.case_of(author)
    link = (await called(place.pager, case, "page"))[0]["acknowledge"]
    async with place.held("select 1 from audit_head for update", "audit_head") as stands:
        posting = asyncio.create_task(moderator.http.post(link))
        await stands()
        await place.kill()
        await asyncio.gather(posting, return_exceptions=True)
    await place.another()
    await called(place.backup, case, "backup")  # nothing was noted, so it has climbed on
    assert (await moderator.http.post(link)).status_code == 200
    heard = len(place.pager.told) + len(place.backup.told)
    assert heard
    before = [told for told in place.backup.told if told["case"] == case]
    await place.falls_due()
    await what_is_due_was_looked_at(place)
    assert [told for told in place.backup.told if told["case"] == case] == before, "they are coming"
    await place.sql("update cases set acknowledged_until = clock_timestamp() where id = $1", case)
    await place.falls_due()
    await called(place.backup, case, "backup", times=len(before) + 1)
    line = await is_shown_once(moderator, author)
    assert line["state"] == "open"


async def test_while_a_moderator_takes_it(place: Climbing, moderator: Person) -> None:
    author = await place.talker()
    await author.send(PLAN)
    case = await place.case_of(author)
    await called(place.pager, case, "page")
    async with place.held("select 1 from audit_head for update", "audit_head") as stands:
        taking = asyncio.create_task(moderator.act(case, "take"))
        await stands()
        await place.kill()
        await asyncio.gather(taking, return_exceptions=True)
    await place.another()
    await called(place.backup, case, "backup")
    await moderator.act(case, "take")
    line = await is_shown_once(moderator, author)
    assert (line["state"], line["mine"]) == ("taken", True)
    before = [told for told in place.backup.told if told["case"] == case]
    await place.falls_due()
    await what_is_due_was_looked_at(place)
    assert [told for told in place.backup.told if told["case"] == case] == before, "somebody has it"
