"""The ladder: which steps a case gets and when each is due is the policy's; what climbs is the most pressing of it."""

import pytest

from server.moderation.ladder import STEPS
from server.moderation.policy import shipped_policy
from tests.moderation.calling import steps
from tests.people import Place
from tests.words import ATTEMPT, BLOCKED, MEETING, PLAN, SOON

pytestmark = pytest.mark.usefixtures("by_hand")


@pytest.mark.parametrize(
    ("text", "staffed", "expected"),
    [
        (PLAN, True, [("lead", 60), ("page", 120), ("backup", 300)]),
        (PLAN, False, [("page", 0), ("backup", 180)]),
        (ATTEMPT, True, [("lead", 0), ("page", 0), ("backup", 60)]),
        (ATTEMPT, False, [("page", 0), ("backup", 60)]),
        (BLOCKED, True, [("lead_first", 0), ("page", 120), ("backup", 300)]),
        (BLOCKED, False, [("lead_first", 0), ("page", 0), ("backup", 180)]),
        (SOON, True, [("lead", 300)]),
        (SOON, False, [("page", 0)]),
        (MEETING, True, []),
        (MEETING, False, []),
    ],
)
async def test_who_is_called_and_when_is_the_policys(
    place: Place, text: str, staffed: bool, expected: list[tuple[str, int]]
) -> None:
    if staffed:
        await place.moderator()
    author = await place.talker()
    await author.send(text)
    found = await steps(place, *STEPS)
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (ATTEMPT, [("page", 0), ("backup", 60)]),  # at once, staffed or not
        (PLAN, [("page", 0), ("backup", 180)]),  # and so when the moderator has gone off duty meanwhile
    ],
)
async def test_what_is_more_pressing_calls_somebody_sooner(
    place: Place, then: str, expected: list[tuple[str, int]]
) -> None:
    moderator = await place.moderator()
    author = await place.talker()
    await author.send(PLAN)
    assert await steps(place, "page", "backup") == [("page", 120), ("backup", 300)]
    if then == PLAN:
        await moderator.put("/api/console/duty", {"on": False})
    await author.send(then)
    assert await steps(place, "page", "backup") == expected
    await moderator.put("/api/console/duty", {"on": True})
    await author.send(PLAN)
    assert await steps(place, "page", "backup") == expected, "nothing calls later for what is called for already"


@pytest.mark.parametrize(("staffed", "expected"), [(True, [("lead", 300)]), (False, [("page", 0)])])
async def test_whoever_asks_for_a_moderator_while_nobody_is_there_calls_the_on_call(
    place: Place, staffed: bool, expected: list[tuple[str, int]]
) -> None:
    if staffed:
        await place.moderator()
    person = await place.peer()
    for _ in range(2):
        await person.post("/api/help-requests", {})
    assert await steps(place, *STEPS) == expected, "once, however often they ask"


def test_every_case_that_cannot_wait_has_somebody_on_each_step() -> None:
    now = [row.case for row in shipped_policy().rows.values() if row.case is not None and row.case.urgency == "now"]
    assert now
    for case in now:
        assert case.lead or case.lead_s is not None
        assert None not in (case.page_s, case.page_unstaffed_s, case.backup_s)


def test_the_climb_ends_somewhere() -> None:
    for first in STEPS:
        met, step = set(), first
        while step is not None:
            assert step not in met, "a step that reaches nobody would be carried out without end"
            met.add(step)
            step = STEPS[step].then
