"""Whether a moderator is on duty: told at the beginning, and to everybody whenever it changes."""

import pytest

from server.live import sockets
from tests.people import Place


async def test_everybody_is_told_when_the_place_becomes_staffed_and_when_it_is_no_longer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "PIECE", 2)
    people = [await place.talker() for _ in range(5)]
    for person in people:
        assert not (await person.hears("welcome")).get("staffed", False)
    moderator = await place.moderator()
    for person in people:
        assert (await person.hears("staffed"))["on"]
    # A second one on duty changes nothing for anybody.
    second = await place.moderator()
    await second.put("/api/console/duty", {"on": False})
    assert (await (await place.talker()).hears("welcome"))["staffed"]
    start = [len(person.told) for person in people]
    await moderator.put("/api/console/duty", {"on": False})
    for person, since in zip(people, start, strict=True):
        assert not (await person.hears("staffed", since)).get("on", False)
        assert [f.get("on", False) for f in person.told if f["t"] == "staffed"] == [True, False]


async def test_nobody_hears_of_it_before_the_welcome_that_says_how_it_stands(place: Place) -> None:
    person = await place.peer()
    await person.connect(hello=False)
    await place.moderator()
    await person.say({"t": "hello", "protocol": 1})
    assert (await person.hears("welcome"))["staffed"]
    assert person.told[0]["t"] == "welcome"


async def test_duty_that_lapses_is_told_too(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.moderation.coverage.REREAD_S", 0.02)
    person = await place.talker()
    await place.moderator()
    await person.hears("staffed", on=True)
    start = len(person.told)
    await place.sql("update duties set until = clock_timestamp() - interval '1 second'")
    place.services.coverage._woken.set()  # its timer, now
    await person.hears("staffed", start)
