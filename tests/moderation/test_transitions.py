"""The table of states and acts, in the product: what it allows moves a case as it says, all else is refused."""

import itertools
import typing
import uuid
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from server.ground.api import ActName, CaseState, SanctionKind
from server.moderation.sanctions import RULES
from server.moderation.transitions import (
    FOR_LEADS,
    FOR_TRUSTEES,
    MESSAGE_ACTS,
    ON_SANCTION,
    REASON_NEEDED,
    SANCTIONS,
    SEEN_BY,
    TRANSITIONS,
    Kind,
    State,
    step,
)
from server.rooms.effects import EFFECTS
from tests.people import Person, Place
from tests.words import ATTEMPT, ENCOURAGEMENT, PLAN, SOON

STATES: tuple[State, ...] = typing.get_args(CaseState)
ACTS: tuple[str, ...] = typing.get_args(ActName)
KINDS: tuple[Kind, ...] = typing.get_args(Kind)
MESSAGE_STATES = ("shown", "held", "removed", "declined")
WHY = "because of the house rules"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def moderator(shared: Place) -> Person:
    return await shared.moderator()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def trustee(shared: Place) -> Person:
    return await shared.trustee()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def lead(shared: Place) -> Person:
    return await shared.lead()


def body(name: str, message: str | None, sanction: str | None) -> dict[str, Any]:
    """A request that has all that this act needs."""
    rule = RULES.get(name)
    return {
        "act": name,
        "message": message if name in MESSAGE_ACTS else None,
        "sanction": sanction if name in ON_SANCTION else None,
        "reason": WHY if name in REASON_NEEDED else None,
        "lasts_s": 3600 if rule is not None and rule.where != "nowhere" else None,
        "ground": "life" if name == "hand_over" else None,
        "tell_in_s": 3600 if name == "tell_hand_over" else None,
    }


async def act(moderator: Person, case: str, name: str, message: str) -> Any:
    return await moderator.post(f"/api/console/cases/{case}/acts", body(name, message, None))


async def message_in(shared: Place, moderator: Person, state: str) -> tuple[str, str]:
    """A case that the moderator has, and its message, which is in this state."""
    author = await shared.talker()
    sent = await author.send(SOON if state in ("shown", "removed") else ATTEMPT)
    case = (await moderator.take(author))["line"]["id"]
    if state in ("removed", "declined"):
        await act(moderator, case, {"removed": "remove", "declined": "decline"}[state], sent["id"])
    return case, sent["id"]


class Scene(NamedTuple):
    """A case, the message in it, a sanction about its person, and who works on it."""

    case: str
    message: str | None
    sanction: str | None
    who: Person


async def case_of(shared: Place, moderator: Person, trustee: Person, kind: Kind, name: str) -> Scene:
    """An open case of this kind, in which nothing but the table stands against the act."""
    await shared.sql("with r as (delete from rests) delete from exposures")  # one moderator works all of them
    author = await shared.talker()
    if kind == "complaint":
        await author.post("/api/complaints", {"about": "staff", "words": "nobody has answered me"})
        return Scene((await trustee.case_about(author))["id"], None, None, trustee)
    if kind == "asked":
        await author.post("/api/help-requests", {})
        return Scene((await moderator.case_about(author))["id"], None, None, moderator)
    if kind == "danger":
        words = {"release": ATTEMPT, "decline": ATTEMPT, "look_after_room": PLAN}.get(name, SOON)
        message = (await author.send(words))["id"]
        return Scene((await moderator.case_about(author))["id"], message, None, moderator)
    message = (await author.send(ENCOURAGEMENT))["id"]
    other = await shared.moderator(on_duty=False)
    case = (await other.take(author))["line"]["id"]
    if kind == "boundary":
        known = name in ON_SANCTION or not name
        sanction = await suspended(shared, other, case, longer=name == "second") if known else None
        if name in ("hold", "close"):
            await other.act(case, "release", message)
        await other.act(case, "hand_back")
        return Scene(case, message, sanction, moderator)
    sanction = await suspended(shared, other, case, longer=False)
    await author.post("/api/appeals", {"sanction": sanction})
    lines = (await moderator.get("/api/console/cases"))["cases"]
    appeal = next(line for line in lines if line["alias"] == author.me["pseudonym"] and line["kind"] == "appeal")
    return Scene(appeal["id"], message, sanction, moderator)


async def suspended(shared: Place, who: Person, case: str, *, longer: bool) -> str:
    days = 90 if longer else 1
    given = await who.act(case, "suspension", reason=WHY, lasts_s=days * 86_400)
    return str(next(one["id"] for one in given["sanctions"] if one["kind"] == "suspension"))


def test_the_table_knows_every_act_and_every_state() -> None:
    assert {name for _, name in TRANSITIONS} == set(ACTS)
    assert {state for state, _ in TRANSITIONS} | {step.becomes for step in TRANSITIONS.values()} == set(STATES)
    assert set(MESSAGE_ACTS) | REASON_NEEDED | ON_SANCTION | FOR_TRUSTEES | FOR_LEADS <= set(ACTS)
    assert set(SEEN_BY) == set(KINDS) == set().union(*(step.kinds for step in TRANSITIONS.values()))


def test_every_effect_that_the_table_names_is_carried_out_and_no_other() -> None:
    assert {name for step in TRANSITIONS.values() for name in step.effects} == set(EFFECTS)


def test_the_acts_that_sanction_are_the_sanctions_there_are() -> None:
    assert set(RULES) == SANCTIONS == set(typing.get_args(SanctionKind))


def test_nothing_about_somebody_in_danger_or_who_asks_for_help_leads_to_a_sanction() -> None:
    for (_, name), row in TRANSITIONS.items():
        if {"sanction", "second_sanction"} & set(row.effects):
            assert row.kinds == {"boundary"}, name


POSSIBLE = [(kind, state, name) for (state, name), row in TRANSITIONS.items() for kind in sorted(row.kinds)]


BEFORE = {"ask_hand_over": "converse", "tell_hand_over": "hand_over", "open_pack": "hand_over"}
"""What comes first where the table alone does not make an act possible."""


async def in_state(scene: Scene, kind: Kind, state: State, name: str = "") -> dict[str, Any]:
    """Bring the case there, and to where this act is possible; returns it opened."""
    if state != "open":
        await scene.who.act(scene.case, "take")
    if name in BEFORE:
        await scene.who.post(f"/api/console/cases/{scene.case}/acts", body(BEFORE[name], None, None))
    if state == "closed":
        if kind == "boundary":
            await scene.who.act(scene.case, "release", scene.message)
        name = {"appeal": "uphold", "complaint": "answer"}.get(kind, "close")
        await scene.who.act(scene.case, name, reason=WHY)
    return await scene.who.get(f"/api/console/cases/{scene.case}")  # type: ignore[no-any-return]


@pytest.mark.parametrize(("kind", "state", "name"), POSSIBLE)
async def test_a_case_moves_as_the_table_says(
    shared: Place, moderator: Person, lead: Person, trustee: Person, kind: Kind, state: State, name: str
) -> None:
    decides = lead if name in FOR_LEADS or BEFORE.get(name) in FOR_LEADS else moderator
    scene = await case_of(shared, decides, trustee, kind, name)
    before = await in_state(scene, kind, state, name)
    assert (before["line"]["state"], name in before["acts"]) == (state, True)
    if name in MESSAGE_ACTS and scene.message is None:
        wanted = body(name, str(uuid.uuid4()), None)  # who only asked has written nothing that this could be done to
        refused = await scene.who.refused("POST", f"/api/console/cases/{scene.case}/acts", wanted)
        assert (refused["code"], refused["field"]) == ("not_found", "message")
        return
    wanted = body(name, scene.message, scene.sanction)
    after = await scene.who.post(f"/api/console/cases/{scene.case}/acts", wanted)
    becomes = TRANSITIONS[state, name].becomes
    assert (after["line"]["state"], after["history"][-1]["act"]) == (becomes, name)
    assert after["line"].get("mine", False) is (becomes == "taken")


@pytest.mark.parametrize(("kind", "state"), list(itertools.product(KINDS, STATES)))
async def test_what_is_not_in_the_table_is_refused_and_changes_nothing(
    shared: Place, lead: Person, trustee: Person, kind: Kind, state: State
) -> None:
    scene = await case_of(shared, lead, trustee, kind, "")
    before = await in_state(scene, kind, state)
    refused_acts = [name for name in ACTS if (kind, state, name) not in POSSIBLE]
    assert set(before["acts"]) | set(refused_acts) == set(ACTS)
    for name in refused_acts:
        assert step(state, name, kind) is None
        wanted = body(name, scene.message or str(uuid.uuid4()), scene.sanction or str(uuid.uuid4()))
        refused = await scene.who.refused("POST", f"/api/console/cases/{scene.case}/acts", wanted)
        assert (name, refused["status"], refused["code"]) == (name, 409, "act_not_possible")
    after = await scene.who.get(f"/api/console/cases/{scene.case}")
    same = ("line", "history", "evidence", "sanctions")
    assert [after.get(k) for k in same] == [before.get(k) for k in same]


@pytest.mark.parametrize(("state", "name"), list(itertools.product(MESSAGE_STATES, MESSAGE_ACTS)))
async def test_a_message_changes_as_the_table_says_or_not_at_all(
    shared: Place, moderator: Person, state: str, name: str
) -> None:
    case, message = await message_in(shared, moderator, state)
    possible, becomes = MESSAGE_ACTS[name]
    if state in possible:
        after = await act(moderator, case, name, message)
        assert after["evidence"][0].get("state", "shown") == becomes
    else:
        refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body(name, message, None))
        assert (refused["code"], refused["field"]) == ("act_not_possible", "message")
        after = await moderator.get(f"/api/console/cases/{case}")
        assert after["evidence"][0].get("state", "shown") == state


@pytest.mark.parametrize("reason", [None, "", " \n"])
@pytest.mark.parametrize("name", sorted(REASON_NEEDED))
async def test_an_act_that_somebody_is_told_of_needs_a_reason(
    shared: Place, moderator: Person, name: str, reason: str | None
) -> None:
    case, message = await message_in(shared, moderator, "held")
    wanted = body(name, message, None) | {"reason": reason}
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", wanted)
    assert (refused["status"], refused["code"], refused["field"]) == (400, "reason_missing", "reason")
    after = await moderator.get(f"/api/console/cases/{case}")
    assert (after["line"]["state"], after["evidence"][0]["state"]) == ("taken", "held")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"act": "remove", "reason": WHY}, "message"),
        ({"act": "hand_back", "message": "MESSAGE"}, "message"),
        ({"act": "close", "reason": "a" * 2001}, "reason"),
        ({"act": "burn"}, "act"),
        ({"act": "hold", "message": "that one"}, "message"),
        ({"act": "undo"}, "sanction"),
        ({"act": "take", "sanction": "MESSAGE"}, "sanction"),
        ({"act": "mute", "reason": WHY}, "lasts_s"),
        ({"act": "warning", "reason": WHY, "lasts_s": 3600}, "lasts_s"),
        ({"act": "take", "lasts_s": 3600}, "lasts_s"),
        ({"act": "hand_over", "reason": WHY}, "ground"),
        ({"act": "ask_hand_over", "reason": WHY, "ground": "life"}, "ground"),
        ({"act": "hand_over", "reason": WHY, "ground": "consent"}, "ground"),
        ({"act": "tell_hand_over"}, "tell_in_s"),
        ({"act": "take", "tell_in_s": 0}, "tell_in_s"),
        ({"act": "tell_hand_over", "tell_in_s": -1}, "tell_in_s"),
        ({"act": "tell_hand_over", "tell_in_s": 91 * 86_400}, "tell_in_s"),
        ({"act": "mute", "reason": WHY, "lasts_s": 59}, "lasts_s"),
        ({"act": "suspension", "reason": WHY, "lasts_s": 366 * 86_400}, "lasts_s"),
    ],
)
async def test_an_act_that_makes_no_sense_names_what_is_wrong(
    shared: Place, moderator: Person, wanted: dict[str, Any], field: str
) -> None:
    case, message = await message_in(shared, moderator, "held")
    wanted = {name: message if value == "MESSAGE" else value for name, value in wanted.items()}
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", wanted)
    assert (refused["status"], refused["code"], refused["field"]) == (400, "bad_request", field)


async def test_a_case_gives_no_hold_on_a_message_that_is_not_its_own(shared: Place, moderator: Person) -> None:
    case, _ = await message_in(shared, moderator, "held")
    stranger = await shared.talker()
    message = (await stranger.send("hello"))["id"]
    await stranger.hears_text("hello")
    wanted = body("remove", message, None)
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", wanted)
    assert (refused["status"], refused["code"], refused["field"]) == (404, "not_found", "message")
    assert [m["text"] for m in stranger.sees(stranger.room("night-owls")) if m["id"] == message] == ["hello"]
