"""Coverage: a place is staffed while somebody says so, and a closed laptop does not count."""

import pytest

from server.moderation import coverage, duty
from tests.people import Place
from tests.words import PLAN


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "REREAD_S", 0.02)


async def becomes(place: Place, *, staffed: bool) -> None:
    visitor = await place.visitor()
    for _ in range(500):
        if (await visitor.get("/api/rooms"))["staffed"] is staffed:
            return
    raise AssertionError(f"staffed is {not staffed}")


async def lapse(place: Place) -> None:
    await place.sql("update duties set until = clock_timestamp() - interval '1 second'")


async def test_duty_lapses_when_it_is_not_said_again(place: Place) -> None:
    moderator = await place.moderator()
    await becomes(place, staffed=True)
    until = await place.sql("select extract(epoch from until - clock_timestamp()) from duties")
    assert 50 < until[0][0] <= duty.LAPSES_AFTER_S
    await lapse(place)
    await becomes(place, staffed=False)
    assert await moderator.get("/api/console/duty") == {"on": False, "moderators": 0}
    await moderator.put("/api/console/duty", {"on": True})
    await becomes(place, staffed=True)


async def test_saying_it_again_keeps_it(place: Place) -> None:
    moderator = await place.moderator()
    await place.sql("update duties set until = clock_timestamp() + interval '5 seconds'")
    await moderator.put("/api/console/duty", {"on": True})
    until = await place.sql("select extract(epoch from until - clock_timestamp()) from duties")
    assert [row[0] > 50 for row in until] == [True]


async def test_one_who_goes_leaves_the_place_to_the_other(place: Place) -> None:
    one, _two = await place.moderator(), await place.moderator()
    await one.put("/api/console/duty", {"on": False})
    await becomes(place, staffed=True)
    await lapse(place)
    await becomes(place, staffed=False)


async def test_what_happens_to_a_hard_message_follows_who_is_on_duty(place: Place) -> None:
    author = await place.talker()
    assert (await author.send(PLAN))["state"] == "held"
    moderator = await place.moderator()
    assert (await author.send(PLAN))["state"] == "shown"
    await moderator.put("/api/console/duty", {"on": False})
    assert (await author.send(PLAN))["state"] == "held"
    await moderator.put("/api/console/duty", {"on": True})
    await lapse(place)
    await becomes(place, staffed=False)
    assert (await author.send(PLAN))["state"] == "held"
