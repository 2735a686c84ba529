"""Duty: on, on a break, off; and what a break means for those who wait."""

import itertools
import typing

import pytest

from server.moderation import duty
from tests.people import Person, Place
from tests.words import PLAN, SOON

STATES: tuple[duty.State, ...] = typing.get_args(duty.State)
WORDS: tuple[duty.Word, ...] = typing.get_args(duty.Word)
SAID = {"on": {"on": True}, "off": {"on": False}, "break": {"on": False, "break_min": 10}}
WAY = {"on": ["on"], "break": ["on", "break"], "off": ["off"]}


async def say(person: Person, word: str) -> typing.Any:
    return await person.put("/api/console/duty", SAID[word])


def state(view: dict[str, typing.Any]) -> str:
    return "on" if view["on"] else "break" if "break_until" in view else "off"


@pytest.mark.parametrize(("was", "word"), list(itertools.product(STATES, WORDS)))
async def test_every_word_in_every_state(shared: Place, was: duty.State, word: duty.Word) -> None:
    moderator = await shared.moderator(on_duty=False)
    for step in WAY[was]:
        await say(moderator, step)
    becomes = duty.TABLE.get((was, word))
    if becomes is None:
        assert (await moderator.refused("PUT", "/api/console/duty", SAID[word]))["code"] == "act_not_possible"
        becomes = was
    else:
        assert state(await say(moderator, word)) == becomes
    assert state(await moderator.get("/api/console/duty")) == becomes
    await say(moderator, "off")


@pytest.mark.parametrize(
    "wrong", [{"on": True, "break_min": 5}, {"on": False, "break_min": 0}, {"on": False, "break_min": 121}]
)
async def test_a_break_that_makes_no_sense_is_refused(shared: Place, wrong: dict[str, object]) -> None:
    moderator = await shared.moderator()
    assert (await moderator.refused("PUT", "/api/console/duty", wrong))["code"] == "bad_request"
    assert state(await moderator.get("/api/console/duty")) == "on"
    await say(moderator, "off")


async def test_a_lone_moderators_break_is_told_to_the_rooms_and_the_stricter_policy_holds(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    assert (await author.send(PLAN))["state"] == "shown"
    start = len(author.told)
    await say(moderator, "break")
    assert not (await author.hears("staffed", start)).get("on", False)
    rooms = await (await place.visitor()).get("/api/rooms")
    assert rooms["hours"]["nobody"].startswith("A moderator is on a break, planned until ")
    assert (await author.send(PLAN))["state"] == "held"
    await say(moderator, "on")
    assert (await author.send(PLAN))["state"] == "shown"


async def test_a_break_hands_back_what_one_has_and_nothing_is_served_meanwhile(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await moderator.connect()
    await moderator.say({"t": "watch"})
    await moderator.hears("bell")
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "converse")
    start = len(moderator.told)
    await say(moderator, "break")
    await author.is_told("moderator_left")
    assert (await moderator.get("/api/console/cases?keep=1"))["cases"] == []
    await moderator.hears_any(lambda f: f["t"] == "bell" and "soon" not in f, start)
    await say(moderator, "on")
    assert [line["id"] for line in (await moderator.get("/api/console/cases"))["cases"]] == [case]


async def test_what_is_urgent_does_not_wait_for_a_lone_moderators_break(place: Place) -> None:
    one, two, author = await place.moderator(), await place.moderator(), await place.talker()
    await author.send(PLAN)
    due = "select due_at <= clock_timestamp() from alerts where step = 'page' and done_at is null"
    assert [row[0] for row in await place.sql(due)] == [False]
    await say(one, "break")
    assert [row[0] for row in await place.sql(due)] == [False], "somebody else is on duty, and has the usual time"
    await say(two, "break")
    called = "select from alerts where step = 'page' and (done_at is not null or due_at <= clock_timestamp())"
    assert len(await place.sql(called)) == 1
    acts = await place.sql("select act from audit where act = 'break'")
    assert len(acts) == 2


async def test_how_long_one_was_on_duty_is_kept_by_shift(place: Place) -> None:
    moderator = await place.moderator()
    ago = "update {} set {} = {} - interval '2 hours'"
    await say(moderator, "off")
    await place.sql(ago.format("spells", "began_at", "began_at"))
    await place.sql("update spells set shift_at = began_at, until = clock_timestamp() - interval '1 hour'")
    await say(moderator, "on")  # an hour later: the same shift
    await say(moderator, "on")
    spells = await place.sql("select began_at, shift_at from spells order by began_at")
    assert len(spells) == 2
    assert spells[0]["shift_at"] == spells[1]["shift_at"] == spells[0]["began_at"]
    await say(moderator, "off")
    await place.sql("update spells set until = clock_timestamp() - interval '4 hours'")
    await say(moderator, "on")
    assert len(await place.sql("select distinct shift_at from spells")) == 2, "four hours later it is another shift"


async def test_duty_that_lapsed_begins_a_new_spell(place: Place) -> None:
    moderator = await place.moderator()
    for table in ("duties", "spells"):
        await place.sql(f"update {table} set until = clock_timestamp() - interval '1 minute'")
    await say(moderator, "on")
    assert len(await place.sql("select from spells")) == 2
