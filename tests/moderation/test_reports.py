"""The reasons that can be given for a report, as data, and what reporters are told."""

from typing import get_args

import pytest

from server.ground import api
from server.moderation import reports, transitions

SHIPPED = reports.shipped()


def test_every_reason_says_what_follows_and_only_worry_is_not_for_rooms() -> None:
    assert set(SHIPPED.reasons) == {*get_args(api.ReportReason), "facilitator"}
    assert {name for name, reason in SHIPPED.reasons.items() if "room" not in reason.of} == {"worried"}
    assert {name for name, reason in SHIPPED.reasons.items() if reason.care} == {"worried", "child"}
    assert SHIPPED.reasons["worried"].card == "helper"


@pytest.mark.parametrize(
    ("acts", "care", "removed", "told"),
    [
        (set(), False, False, "nothing"),
        ({"take", "hold", "release", "close"}, False, False, "nothing"),
        ({"take", "converse", "close"}, False, False, "spoken"),
        ({"converse", "remove"}, False, False, "acted"),
        ({"remove"}, False, True, "removed"),
        ({"converse", "remove"}, True, True, "cared"),
    ],
)
def test_what_reporters_are_told_is_a_class_and_no_more(acts: set[str], care: bool, removed: bool, told: str) -> None:
    assert reports.outcome(acts, care=care, removed=removed) == told


def test_every_act_on_a_message_that_takes_it_away_counts_as_acting() -> None:
    taken_away = {act for act, (_, becomes) in transitions.MESSAGE_ACTS.items() if becomes in ("removed", "declined")}
    assert taken_away <= SHIPPED.outcomes["acted"]
