"""Alerts: whoever is in danger and has been waiting is told so, once, whatever happens to the server meanwhile."""

import asyncio
from typing import Any

import pytest

from server.moderation.ladder import STEPS
from server.rooms import alerts
from server.rooms.alerts import Alerts
from tests.people import Person, Place
from tests.words import ATTEMPT, PLAN, SOON


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own runner stands still: these tests carry out what is due themselves."""

    async def stands_still(self: Alerts) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Alerts, "run", stands_still)


def runner(place: Place) -> Alerts:
    services = place.services
    return Alerts(services.database, services.bus, services.logs.keys)


async def falls_due(place: Place, step: str) -> None:
    await place.sql("update alerts set due_at = clock_timestamp() - interval '1 second' where step = $1", step)


async def told(person: Person) -> list[str]:
    """Which steps this person has been told, once everything sent so far is there."""
    await person.disconnect()
    person.told.clear()
    await person.connect()
    notices = await person.hears("notices")
    return [item["code"] for item in notices["items"] if item["kind"] == "nobody_yet"]


async def test_the_author_is_told_at_two_and_at_ten_minutes_as_it_happens(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "EVERY_S", 0.02)
    author = await place.talker()
    await author.send(PLAN)
    rows = await place.sql("select a.step, extract(epoch from a.due_at - c.opened_at)::int from alerts a "
                           "join cases c on c.id = a.case_id order by a.due_at")  # fmt: skip
    told = [tuple(row) for row in rows if row["step"] not in STEPS]  # whom to call, test_ladder.py asks
    assert told == [("2_min", 120), ("10_min", 600)]
    for step in ("2_min", "10_min"):
        await falls_due(place, step)
        notice = await author.is_told("nobody_yet", code=step)
        assert notice["room"] == author.room("night-owls")


@pytest.mark.usefixtures("by_hand")
async def test_what_is_not_due_is_not_told(place: Place) -> None:
    author = await place.talker()
    await author.send(PLAN)
    assert not await runner(place).carry_out_one()
    assert await told(author) == []


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("then", ["take", "close"])
async def test_nobody_is_told_that_nobody_came_when_somebody_did(place: Place, then: str) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    if then == "close":
        await moderator.act(case, "close", reason="looked after")
    await falls_due(place, "2_min")
    assert await runner(place).carry_out_one()
    assert not await runner(place).carry_out_one()
    assert await told(author) == []


@pytest.mark.usefixtures("by_hand")
async def test_less_urgent_cases_tell_nobody_that_nobody_came(place: Place) -> None:
    author = await place.talker()
    await author.send(SOON)
    await place.sql("update alerts set due_at = clock_timestamp() - interval '1 second'")
    assert not await runner(place).carry_out_one()
    assert await told(author) == []


@pytest.mark.usefixtures("by_hand")
async def test_two_instances_that_look_at_once_tell_once(place: Place) -> None:
    authors = [await place.talker() for _ in range(3)]
    for author in authors:
        await author.send(PLAN)
    await falls_due(place, "2_min")
    runners = [runner(place) for _ in range(2)]

    async def all_of(one: Alerts) -> int:
        count = 0
        while await one.carry_out_one():
            count += 1
        return count

    done = await asyncio.gather(*(all_of(one) for one in runners))
    done.append(await all_of(runners[0]))
    assert sum(done) == 3
    for author in authors:
        assert await told(author) == ["2_min"]


@pytest.mark.usefixtures("by_hand")
async def test_an_instance_that_ends_in_the_middle_leaves_it_to_the_next(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await place.talker()
    await author.send(PLAN)
    await falls_due(place, "2_min")
    tell, reached = alerts.notices.tell, asyncio.Event()

    async def tells_and_hangs(*arguments: Any) -> None:
        await tell(*arguments)
        reached.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(alerts.notices, "tell", tells_and_hangs)
    dying = asyncio.create_task(runner(place).carry_out_one())
    await reached.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    monkeypatch.setattr(alerts.notices, "tell", tell)
    assert await told(author) == []
    assert await runner(place).carry_out_one()
    assert not await runner(place).carry_out_one()
    assert await told(author) == ["2_min"]


@pytest.mark.usefixtures("by_hand")
async def test_whoever_says_it_again_is_told_once_that_nobody_has_come(place: Place) -> None:
    author = await place.talker()
    for text in (ATTEMPT, PLAN, ATTEMPT):
        await author.send(text)
    for step in ("2_min", "10_min"):
        await falls_due(place, step)
        while await runner(place).carry_out_one():
            pass
    assert await told(author) == ["2_min", "10_min"]


@pytest.mark.usefixtures("by_hand")
async def test_whoever_lost_their_moderator_is_told_that_nobody_is_there(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    await moderator.take(author)
    await place.sql("update cases set lease_until = clock_timestamp() - interval '1 second'")
    await falls_due(place, "2_min")
    assert await runner(place).carry_out_one()
    assert await told(author) == ["2_min"]


async def notices_of(person: Person) -> list[tuple[str, str | None]]:
    """Everything this person has been told, in order: kind and code."""
    await person.disconnect()
    person.told.clear()
    await person.connect()
    notices = await person.hears("notices")
    return [(item["kind"], item.get("code")) for item in notices["items"]]


@pytest.mark.usefixtures("by_hand")
async def test_whoever_had_talked_with_a_moderator_is_not_told_that_none_came_but_that_they_have_gone(
    place: Place,
) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "converse")
    await moderator.act(case, "hand_back")
    assert not await runner(place).carry_out_one(), "two minutes count from when the moderator went"
    await falls_due(place, "10_min")
    assert await runner(place).carry_out_one()
    assert await told(author) == ["moderator_left"]


@pytest.mark.usefixtures("by_hand")
async def test_that_nobody_came_is_taken_back_when_a_moderator_closes_the_case_without_a_word(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    await falls_due(place, "2_min")
    assert await runner(place).carry_out_one()
    await moderator.act((await moderator.take(author))["line"]["id"], "close", reason="a song")
    told = await notices_of(author)
    assert told.index(("nobody_yet", "2_min")) + 1 == told.index(("ended", None))


@pytest.mark.usefixtures("by_hand")
async def test_whoever_is_held_at_the_gravest_level_can_write_to_a_moderator_before_one_is_there(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await author.send(ATTEMPT)
    assert await runner(place).carry_out_one()
    room = (await author.is_told("conversation", code="early"))["room"]
    said = await author.send("they are the blue ones, i feel sick", room)
    assert said["t"] == "sent"
    assert not await runner(place).carry_out_one()
    view = await moderator.take(author)
    await moderator.act(view["line"]["id"], "converse")
    items = (await moderator.get(f"/api/rooms/{room}/messages"))["items"]
    assert [item["text"] for item in items] == ["they are the blue ones, i feel sick"]


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("then", ["asks", "closed"])
async def test_no_second_place_is_opened_and_none_for_what_is_over(place: Place, then: str) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await author.send(ATTEMPT)
    if then == "asks":
        await author.post("/api/help-requests", {})
    else:
        view = await moderator.take(author)
        await moderator.act(view["line"]["id"], "release", message=view["evidence"][0]["message"])
        await moderator.act(view["line"]["id"], "close", reason="looked after")
    assert await runner(place).carry_out_one()
    rooms = await place.sql("select 1 from rooms where kind = 'conversation'")
    assert len(rooms) == (1 if then == "asks" else 0)


@pytest.mark.usefixtures("by_hand")
async def test_the_place_is_opened_where_a_moderator_took_the_case_and_left_at_once(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    await author.send(ATTEMPT)
    await moderator.act((await moderator.take(author))["line"]["id"], "hand_back")
    assert await runner(place).carry_out_one()
    await author.is_told("conversation", code="early")
