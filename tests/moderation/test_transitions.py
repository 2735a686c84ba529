"""The table of states and acts, in the product: what it allows moves a case as it says, all else is refused."""

import itertools
import typing
from typing import Any

import pytest
import pytest_asyncio

from server.ground.api import ActName, CaseState
from server.moderation.transitions import MESSAGE_ACTS, REASON_NEEDED, TRANSITIONS
from tests.people import Person, Place
from tests.words import ATTEMPT, SOON

STATES: tuple[str, ...] = typing.get_args(CaseState)
ACTS: tuple[str, ...] = typing.get_args(ActName)
MESSAGE_STATES = ("shown", "held", "removed", "declined")
WHY = "because of the house rules"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def moderator(shared: Place) -> Person:
    return await shared.moderator()


async def act(moderator: Person, case: str, name: str, message: str) -> Any:
    on_message = message if name in MESSAGE_ACTS else None
    return await moderator.act(case, name, on_message, WHY if name in REASON_NEEDED else None)


async def message_in(shared: Place, moderator: Person, state: str) -> tuple[str, str]:
    """A case that the moderator has, and its message, which is in this state."""
    author = await shared.talker()
    sent = await author.send(SOON if state in ("shown", "removed") else ATTEMPT)
    case = (await moderator.take(author))["line"]["id"]
    if state in ("removed", "declined"):
        await act(moderator, case, {"removed": "remove", "declined": "decline"}[state], sent["id"])
    return case, sent["id"]


def test_the_table_knows_every_act_and_every_state() -> None:
    assert {name for _, name in TRANSITIONS} == set(ACTS)
    assert {state for state, _ in TRANSITIONS} | set(TRANSITIONS.values()) == set(STATES)
    assert set(MESSAGE_ACTS) | REASON_NEEDED <= set(ACTS)


@pytest.mark.parametrize(("state", "name"), list(itertools.product(STATES, ACTS)))
async def test_a_case_moves_as_the_table_says_or_not_at_all(
    shared: Place, moderator: Person, state: str, name: str
) -> None:
    author = await shared.talker()
    message = (await author.send(ATTEMPT if state == "taken" and name in ("release", "decline") else SOON))["id"]
    case = (await moderator.case_about(author))["id"]
    if state != "open":
        await moderator.act(case, "take")
    if state == "closed":
        await moderator.act(case, "close", reason=WHY)
    before = await moderator.get(f"/api/console/cases/{case}")
    assert (before["line"]["state"], name in before["acts"]) == (state, (state, name) in TRANSITIONS)

    becomes = TRANSITIONS.get((state, name))  # type: ignore[call-overload]
    if becomes is not None:
        after = await act(moderator, case, name, message)
        assert (after["line"]["state"], after["history"][-1]["act"]) == (becomes, name)
        assert after["line"].get("mine", False) is (becomes == "taken")
    else:
        body = {"act": name, "message": message if name in MESSAGE_ACTS else None, "reason": WHY}
        refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
        assert (refused["status"], refused["code"]) == (409, "act_not_possible")
        after = await moderator.get(f"/api/console/cases/{case}")
        assert [after[k] for k in ("line", "history", "evidence")] == [
            before[k] for k in ("line", "history", "evidence")
        ]


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
        body = {"act": name, "message": message, "reason": WHY}
        refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
        assert (refused["code"], refused["field"]) == ("act_not_possible", "message")
        after = await moderator.get(f"/api/console/cases/{case}")
        assert after["evidence"][0].get("state", "shown") == state


@pytest.mark.parametrize("reason", [None, "", " \n"])
@pytest.mark.parametrize("name", sorted(REASON_NEEDED))
async def test_an_act_that_somebody_is_told_of_needs_a_reason(
    shared: Place, moderator: Person, name: str, reason: str | None
) -> None:
    case, message = await message_in(shared, moderator, "held")
    body = {"act": name, "message": message if name in MESSAGE_ACTS else None, "reason": reason}
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
    assert (refused["status"], refused["code"], refused["field"]) == (400, "reason_missing", "reason")
    after = await moderator.get(f"/api/console/cases/{case}")
    assert (after["line"]["state"], after["evidence"][0]["state"]) == ("taken", "held")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"act": "remove", "reason": WHY}, "message"),
        ({"act": "hand_back", "message": "MESSAGE"}, "message"),
        ({"act": "close", "reason": "a" * 2001}, "reason"),
        ({"act": "burn"}, "act"),
        ({"act": "hold", "message": "that one"}, "message"),
    ],
)
async def test_an_act_that_makes_no_sense_names_what_is_wrong(
    shared: Place, moderator: Person, body: dict[str, str], field: str
) -> None:
    case, message = await message_in(shared, moderator, "held")
    body = {name: message if value == "MESSAGE" else value for name, value in body.items()}
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
    assert (refused["status"], refused["code"], refused["field"]) == (400, "bad_request", field)


async def test_a_case_gives_no_hold_on_a_message_that_is_not_its_own(shared: Place, moderator: Person) -> None:
    case, _ = await message_in(shared, moderator, "held")
    stranger = await shared.talker()
    message = (await stranger.send("hello"))["id"]
    await stranger.hears_text("hello")
    body = {"act": "remove", "message": message, "reason": WHY}
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", body)
    assert (refused["status"], refused["code"], refused["field"]) == (404, "not_found", "message")
    assert [m["text"] for m in stranger.sees(stranger.room("night-owls")) if m["id"] == message] == ["hello"]
