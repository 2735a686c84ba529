"""States of rooms: every (state, act), what each state lets through on whichever instance, and what members see."""

import itertools
import uuid
from typing import Any, get_args

import pytest
import pytest_asyncio

from server.ground.api_rooms import RoomActName
from server.ground.protocol import RoomStateName
from server.moderation import room_acts
from tests.people import Person, Place, in_state

OWLS = "night-owls"
STATES = get_args(RoomStateName)
ACTS = get_args(RoomActName)
WHY = "It was going too fast for some."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def moderator(shared: Place) -> Person:
    return await shared.moderator()


async def owls(who: Person) -> dict[str, Any]:
    return next(r for r in (await who.get("/api/console/rooms"))["rooms"] if r["slug"] == OWLS)


async def act(who: Person, name: str, **more: Any) -> dict[str, Any]:
    room = await owls(who)
    body = {"act": name} | ({} if name == "undo" else {"reason": WHY}) | ({"every_s": 60} if name == "slow" else {})
    if name == "undo":
        body["undoes"] = room["since"]["id"] if "since" in room else str(uuid.uuid4())
    view = await who.post(f"/api/console/rooms/{room['id']}/acts", body | more)
    return next(r for r in view["rooms"] if r["slug"] == OWLS)  # type: ignore[no-any-return]


@pytest.mark.parametrize(("state", "name"), list(itertools.product(STATES, ACTS)))
async def test_an_act_makes_of_a_room_what_the_table_says_or_nothing(
    shared: Place, moderator: Person, state: str, name: str
) -> None:
    await shared.sql("delete from room_states")
    if name == "undo":
        await shared.sql(in_state("frozen"))  # what was before
    await shared.sql(in_state(state))
    becomes = room_acts.TRANSITIONS.get((state, name))  # type: ignore[call-overload]
    audited = len(await shared.sql("select from audit"))
    if becomes is None:
        room = await owls(moderator)
        refused = await moderator.refused("POST", f"/api/console/rooms/{room['id']}/acts", {"act": name, "reason": WHY})
        assert (refused["status"], refused["code"]) == (409, "act_not_possible")
        assert (await owls(moderator))["state"] == state
        assert len(await shared.sql("select from audit")) == audited
        return
    room = await act(moderator, name)
    assert room["state"] == ("frozen" if becomes == "before" else becomes)
    assert len(await shared.sql("select from audit")) == audited + 1
    assert room["acts"] == [a for a in ACTS if (room["state"], a) in room_acts.TRANSITIONS]


def test_the_table_names_every_state_and_act_and_facilitators_have_no_more() -> None:
    assert {state for state, _ in room_acts.TRANSITIONS} == set(STATES)
    assert {act for _, act in room_acts.TRANSITIONS} == set(ACTS)
    assert room_acts.TRANSITIONS.keys() >= room_acts.FACILITATORS
    assert set(room_acts.TRANSITIONS) >= {(state, "normal") for state in STATES if state != "normal"}


@pytest.mark.parametrize(
    ("wanted", "code", "field"),
    [
        ({"act": "freeze"}, "reason_missing", "reason"),
        ({"act": "freeze", "reason": " \n"}, "reason_missing", "reason"),
        ({"act": "freeze", "reason": "a" * 2001}, "bad_request", "reason"),
        ({"act": "slow", "reason": WHY}, "bad_request", "every_s"),
        ({"act": "slow", "reason": WHY, "every_s": 1}, "bad_request", "every_s"),
        ({"act": "freeze", "reason": WHY, "every_s": 60}, "bad_request", "every_s"),
        ({"act": "freeze", "reason": WHY, "lasts_s": 59}, "bad_request", "lasts_s"),
        ({"act": "freeze", "reason": WHY, "lasts_s": 8 * 86_400}, "bad_request", "lasts_s"),
        ({"act": "normal", "reason": WHY, "lasts_s": 60}, "bad_request", "lasts_s"),
        ({"act": "undo"}, "bad_request", "undoes"),
        ({"act": "burn"}, "bad_request", "act"),
    ],
)
async def test_an_act_that_makes_no_sense_names_what_is_wrong(
    moderator: Person, wanted: dict[str, Any], code: str, field: str
) -> None:
    room = (await owls(moderator))["id"]
    refused = await moderator.refused("POST", f"/api/console/rooms/{room}/acts", wanted)
    assert (refused["status"], refused["code"], refused["field"]) == (400, code, field)


async def test_what_was_done_longer_ago_or_before_something_else_is_not_undone(
    shared: Place, moderator: Person
) -> None:
    await shared.sql("delete from room_states")
    first = (await act(moderator, "slow"))["since"]["id"]
    await act(moderator, "freeze")
    room = (await owls(moderator))["id"]
    path, wanted = f"/api/console/rooms/{room}/acts", {"act": "undo", "undoes": first}
    assert (await moderator.refused("POST", path, wanted))["field"] == "undoes"
    assert (await act(moderator, "undo"))["state"] == "slow"
    await shared.sql("update room_states set at = at - interval '11 minutes'")
    assert (await moderator.refused("POST", path, wanted))["code"] == "act_not_possible"
    assert "undo" not in (await owls(moderator))["acts"]


async def test_a_state_ends_by_the_databases_clock_and_leaves_what_was_there_before(place: Place) -> None:
    moderator, reader = await place.moderator(), await place.talker()
    await act(moderator, "slow", every_s=15)
    room = await act(moderator, "freeze", lasts_s=600)
    assert (room["state"], room["since"]["until"] - room["since"]["at"]) == ("frozen", pytest.approx(600_000, abs=50))
    frozen = await reader.hears("room_state", state="frozen")
    assert frozen["until"] == room["since"]["until"]
    start = len(reader.told)
    await place.sql("update room_states set ends_at = clock_timestamp() where state = 'frozen'")
    assert (await reader.hears("room_state", start, state="slow"))["every_s"] == 15
    assert (await owls(moderator))["state"] == "slow"


async def test_a_member_is_told_the_state_when_they_open_the_room(place: Place) -> None:
    moderator, reader = await place.moderator(), await place.talker()
    assert "state" not in await reader.hears("live")
    await act(moderator, "hold_all")
    await reader.hears("room_state", state="hold_all")
    late = await place.talker()
    assert (await late.hears("live"))["state"] == "hold_all"


async def test_in_a_frozen_room_only_moderators_write_and_the_words_of_the_rest_are_theirs_still(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    room = await act(moderator, "freeze", lasts_s=600)
    no = await author.send("may I?")
    assert (no["code"], no["until"], "retry_after" in no) == ("room_frozen", room["since"]["until"], False)
    await moderator.post(f"/api/console/rooms/{room['id']}/membership")
    await moderator.connect()
    await moderator.open(room["id"])
    assert (await moderator.send("A pause of ten minutes.", room["id"]))["state"] == "shown"
    assert (await author.hears_text("A pause of ten minutes."))["part"] == "moderator"
    await act(moderator, "normal")
    assert (await author.send("may I?"))["state"] == "shown"


async def test_in_a_slow_room_each_person_has_their_own_pace(place: Place) -> None:
    moderator, one, two = await place.moderator(), await place.talker(), await place.talker()
    await act(moderator, "slow", every_s=60)
    assert [(await who.send("hello"))["t"] for who in (one, two)] == ["sent", "sent"]
    no = await one.send("and again")
    assert (no["code"], 55 < no["retry_after"] <= 60) == ("slow_mode", True)
    await place.sql("update members set said_at = said_at - interval '1 minute'")
    assert (await one.send("and again"))["t"] == "sent"


async def test_where_all_is_held_a_message_waits_in_its_authors_case_until_a_moderator_shows_it(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    await act(moderator, "hold_all")
    answer = await author.send("good evening")
    assert (answer["state"], answer["notice"], "card" in answer) == ("held", "held_room", False)
    assert (await author.is_told("held"))["text"] == "good evening"
    assert (await author.send("good evening", client_id=answer["client_id"]))["again"] is True
    assert (await owls(moderator))["waiting"] == 1
    case = await moderator.take(author)
    assert (case["line"]["category"], case["line"]["urgency"]) == ("room_held", "soon")
    await act(moderator, "normal")
    await moderator.act(case["line"]["id"], "release", answer["id"])
    assert (await reader.hears_text("good evening"))["id"] == answer["id"]
