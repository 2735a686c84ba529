"""Opening hours by the service's own clock; and nothing about now where a record does not say it to be relied on."""

from datetime import UTC, datetime

import pytest

from server.ground.api import OpenHours, Service
from server.http.help_page import service_item
from server.moderation import signposts
from server.moderation.hours import ALWAYS, WEEK, hours_of

WEEKDAYS = "Mo-Fr 09:00-17:00 America/New_York"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["24/7", "24/7 phone", "24/7 all channels", "24/7 phone; chat by slot (memory)"])
def test_day_and_night_is_always(text: str) -> None:
    assert hours_of(text) is ALWAYS
    assert ALWAYS.are_now(at("2026-11-25T03:00"))


@pytest.mark.parametrize(
    "text",
    ["limited hours", "verify hours", "24/7 (memory)", "24/7 (memory; 14-22 in 2010)", "", "09:00-17:00",
     "09:00-17:00 No/Such_Place", "Mo-Xx 09:00-17:00 Europe/Paris", "09:00-25:00 Europe/Paris", "9-17 Europe/Paris"],
)  # fmt: skip
def test_what_cannot_be_relied_on_says_nothing_of_now(text: str) -> None:
    assert hours_of(text) is None


@pytest.mark.parametrize(
    ("text", "moment", "is_open"),
    [
        (WEEKDAYS, "2026-11-25T13:59", False), (WEEKDAYS, "2026-11-25T14:00", True),
        (WEEKDAYS, "2026-11-25T22:00", False), (WEEKDAYS, "2026-11-28T15:00", False),
        (WEEKDAYS, "2026-07-01T13:30", True),  # summer there: an hour earlier
        ("16:00-02:00 Europe/Berlin", "2026-11-30T00:30", True),  # Sunday's, on Monday morning
        ("16:00-02:00 Europe/Berlin", "2026-11-30T01:30", False),
        ("Fr-Mo 10:00-12:00 Europe/Berlin", "2026-11-29T10:00", True),
        ("Fr-Mo 10:00-12:00 Europe/Berlin", "2026-12-01T10:00", False),
        ("Mo-Fr 09:00-17:00, Sa 10:00-14:00 Europe/London", "2026-11-28T13:00", True),
    ],
)  # fmt: skip
def test_open_or_closed_by_its_own_clock(text: str, moment: str, is_open: bool) -> None:
    hours = hours_of(text)
    assert hours is not None
    assert hours.are_now(at(moment)) is is_open


def test_the_help_page_says_so_beside_the_number() -> None:
    said = "00:00-24:00 Europe/London"
    line = Service("A line", "crisis", said, "all", "en", True, open=[OpenHours(0, WEEK)], zone="Europe/London")
    assert "open now: 00:00-24:00, London time" in service_item(line)
    assert "now" not in service_item(Service("A line", "crisis", "limited hours", "all", "en", True))


def test_whoever_checks_is_told_what_is_missing() -> None:
    found = {one.code: one for one in signposts.check()}
    assert len(found) == len(signposts.countries())
    assert (found["GB"].shown, found["GB"].confirmed, found["GB"].few) == (2, 0, False)
    assert found["AT"].few
    assert sum(one.shown + one.hidden for one in found.values()) == len(signposts.all_services())
