"""Looking after the room: who was there gets one quiet word, and nobody else, and never whose words they were."""

from typing import Any

import pytest_asyncio

from tests.people import Person, Place
from tests.rooms.care import aftercare, all_of, by_hand, in_danger
from tests.words import PLAIN, PLAN, SOON

__all__ = ["by_hand"]


@pytest_asyncio.fixture(loop_scope="session")
async def moderator(place: Place) -> Person:
    return await place.moderator()


async def kinds(place: Place, person: Person) -> list[str]:
    """What is in somebody's personal log."""
    rows = await place.sql(
        "select kind from notices n join accounts a on a.id = n.account_id where a.pseudonym = $1 order by position",
        person.me["pseudonym"],
    )
    return [row[0] for row in rows]


async def refused(moderator: Person, case: str) -> dict[str, Any]:
    return await moderator.refused("POST", f"/api/console/cases/{case}/acts", {"act": "look_after_room"})


async def test_who_was_there_is_told_once_and_nothing_is_quoted(place: Place, moderator: Person) -> None:
    reads, wrote, silent, elsewhere = [await place.talker() for _ in range(4)]
    await wrote.send(PLAIN)
    await wrote.disconnect()  # has gone, but is known to have been there
    await silent.disconnect()  # was there as well; nobody can know it
    await elsewhere.say({"t": "shut", "room": elsewhere.room("night-owls")})
    await elsewhere.say({"t": "ping", "n": 1})
    await elsewhere.hears("pong")
    author, case = await in_danger(place, moderator)
    assert (await moderator.get(f"/api/console/cases/{case}"))["care"]["hard"]
    for _ in range(2):  # a second press tells nobody twice
        await moderator.act(case, "look_after_room")
        await all_of(aftercare(place).tell_one, at_once=3)
    told = await reads.is_told("aftercare")
    assert (told["room"], told.get("text"), told.get("code")) == (reads.room("night-owls"), None, None)
    counts = [(await kinds(place, one)).count("aftercare") for one in (reads, wrote, silent, elsewhere, author)]
    assert counts == [1, 1, 0, 0, 0]
    assert await place.sql("select 1 from aftercare") == [], "nothing is kept of who was to be told"


async def test_nobody_gets_more_than_one_in_a_day_whatever_is_said(place: Place, moderator: Person) -> None:
    reader = await place.talker()
    for _ in range(2):
        _, case = await in_danger(place, moderator)
        await moderator.act(case, "look_after_room")
        await all_of(aftercare(place).tell_one)
    assert (await kinds(place, reader)).count("aftercare") == 1
    await place.sql("update notices set at = at - interval '25 hours'")
    await moderator.act(case, "look_after_room")
    await all_of(aftercare(place).tell_one)
    assert (await kinds(place, reader)).count("aftercare") == 2


async def test_where_no_room_saw_it_or_nobody_was_there_it_is_said(place: Place, moderator: Person) -> None:
    alone, case = await in_danger(place, moderator, PLAN)
    assert (await refused(moderator, case))["says"] == "Nobody else is known to have been there."
    await place.talker()
    _, lesser = await in_danger(place, moderator, SOON)
    assert (await refused(moderator, lesser))["says"] == "No room saw a hard message of this case."
    await moderator.act(case, "look_after_room")
    assert alone.me["pseudonym"]
