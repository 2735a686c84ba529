"""A hold that nobody reviews ends where the policy says so: once, told to its author, and never against a moderator."""

import asyncio

import pytest

from server.rooms.unreviewed import Unreviewed
from tests.people import Person, Place
from tests.words import MEETING, SPAM

OWLS = "night-owls"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own runner stands still: these tests carry out what is due themselves."""

    async def stands_still(self: Unreviewed) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Unreviewed, "run", stands_still)


def runner(place: Place) -> Unreviewed:
    services = place.services
    return Unreviewed(services.database, services.bus, services.logs.keys)


async def a_day_passes(place: Place) -> None:
    await place.sql("update unreviewed set due_at = due_at - interval '1 day'")


async def held(author: Person, text: str = SPAM) -> str:
    answer = await author.send(text)
    assert answer["state"] == "held"
    return str(answer["id"])


async def test_it_is_shown_after_its_time_and_its_author_is_told_why(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    message = await held(author)
    assert not await runner(place).release_one(), "not before its time"
    await a_day_passes(place)
    assert await runner(place).release_one()
    assert (await reader.hears_text(SPAM))["id"] == message
    told = await author.is_told("released")
    assert (told["message"], told["code"]) == (message, "unreviewed")
    assert not await runner(place).release_one(), "once"


async def test_the_case_says_that_nobody_did_it_and_the_chain_holds(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await held(author)
    await a_day_passes(place)
    await runner(place).release_one()
    view = await moderator.take(author)
    name = moderator.me["pseudonym"]
    assert [(act["act"], act["by"]) for act in view["history"]] == [("release_unreviewed", ""), ("take", name)]
    assert view["evidence"][0]["state"] == "shown"
    assert await place.sql("select from audit where act = 'release_unreviewed'")


async def test_a_moderators_decision_stands(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    message = await held(author)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "release", message)
    await moderator.act(case, "hold", message)
    await moderator.act(case, "hand_back")
    await a_day_passes(place)
    assert await runner(place).release_one()
    await author.send("good night")
    await reader.hears_text("good night")
    assert [item.get("state", "shown") for item in reader.sees(author.room(OWLS))] == ["held", "shown"]


async def test_while_somebody_has_its_case_it_waits_for_them(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    await held(author)
    case = (await moderator.take(author))["line"]["id"]
    await a_day_passes(place)
    assert await runner(place).release_one()
    assert not await runner(place).release_one(), "put off until their lease is over"
    [row] = await place.sql("select u.due_at = c.lease_until as same, u.done_at from unreviewed u, cases c")
    assert (row["same"], row["done_at"]) == (True, None)
    await moderator.act(case, "hand_back")
    await a_day_passes(place)
    await runner(place).release_one()
    await reader.hears_text(SPAM)


async def test_what_its_author_took_back_stays_away(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    message = await held(author)
    await author.delete(f"/api/messages/{message}")
    await a_day_passes(place)
    assert await runner(place).release_one()
    await author.send("good night")
    await reader.hears_text("good night")
    assert SPAM not in [item.get("text") for item in reader.sees(author.room(OWLS))]


async def test_what_is_to_stay_held_has_no_deadline(place: Place) -> None:
    author = await place.talker()
    await held(author, MEETING)
    assert not await place.sql("select from unreviewed")


async def test_two_instances_release_it_once(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    await held(author)
    await a_day_passes(place)
    await asyncio.gather(*(runner(place).release_one() for _ in range(3)))
    await reader.hears_text(SPAM)
    assert len(await place.sql("select from notices where kind = 'released'")) == 1
