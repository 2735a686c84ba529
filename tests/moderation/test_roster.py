"""The roster: what is planned for each moment, by the service's own clock, and in words that promise no more."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.moderation import planned_words, roster
from server.moderation.roster import Shift, Span, plan
from tests.people import Instance, Place

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 30)


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime(2026, 11, 30, hour, minute, tzinfo=zone) + timedelta(days=day)


def week(*shifts: Shift) -> list[tuple[str, str, str]]:
    """Monday and Tuesday, as (what, from, to)."""
    spans = plan(shifts, at(0, 0), at(2, 0), BERLIN)
    return [(s.what, *(f"{t.astimezone(BERLIN):%a %H:%M}" for t in s[1:])) for s in spans]


def test_a_weekly_shift_comes_on_its_day_and_what_is_not_planned_is_closed() -> None:
    assert week(Shift(0, None, 18 * 60, 22 * 60, "staffed")) == [
        ("closed", "Mon 00:00", "Mon 18:00"),
        ("staffed", "Mon 18:00", "Mon 22:00"),
        ("closed", "Mon 22:00", "Wed 00:00"),
    ]


def test_a_shift_runs_on_into_the_next_day_and_over_the_weeks_end() -> None:
    assert week(Shift(6, None, 22 * 60, 30 * 60, "on_call"), Shift(0, None, 22 * 60, 26 * 60, "staffed")) == [
        ("on_call", "Mon 00:00", "Mon 06:00"),
        ("closed", "Mon 06:00", "Mon 22:00"),
        ("staffed", "Mon 22:00", "Tue 02:00"),
        ("closed", "Tue 02:00", "Wed 00:00"),
    ]


def test_where_shifts_overlap_being_there_counts_more_than_being_on_call() -> None:
    spans = week(
        Shift(0, None, 0, 1440, "on_call"), Shift(0, None, 600, 660, "staffed"), Shift(1, None, 0, 60, "closed")
    )
    assert [what for what, *_ in spans] == ["on_call", "staffed", "on_call", "closed"]


def test_a_single_day_takes_the_place_of_the_week_and_ends_what_runs_into_it() -> None:
    tuesday = MONDAY + timedelta(days=1)
    weekly = Shift(0, None, 20 * 60, 28 * 60, "staffed"), Shift(1, None, 20 * 60, 22 * 60, "staffed")
    assert week(*weekly, Shift(None, tuesday, 0, 1440, "closed")) == [
        ("closed", "Mon 00:00", "Mon 20:00"),
        ("staffed", "Mon 20:00", "Tue 00:00"),
        ("closed", "Tue 00:00", "Wed 00:00"),
    ]


def test_when_the_clocks_change_a_shift_keeps_its_times_on_the_wall() -> None:
    """On 25 October 2026 Berlin's clocks go back at three: from one to four are four hours."""
    day = date(2026, 10, 25)
    begins = datetime(2026, 10, 25, tzinfo=BERLIN)
    spans = plan([Shift(None, day, 60, 240, "staffed")], begins, begins + timedelta(days=1), BERLIN)
    (staffed,) = (span for span in spans if span.what == "staffed")
    assert staffed.ends - staffed.begins == timedelta(hours=4)
    assert [f"{t.astimezone(BERLIN):%H:%M}" for t in staffed[1:]] == ["01:00", "04:00"]


shifts = st.builds(
    lambda weekday, single, begins, lasts, what: Shift(
        None if single else weekday, MONDAY + timedelta(days=weekday) if single else None, begins, begins + lasts, what
    ),
    st.integers(0, 6), st.booleans(), st.integers(0, 1439), st.integers(1, 1440),
    st.sampled_from(("staffed", "on_call", "closed")),
)  # fmt: skip


@given(st.lists(shifts, max_size=5), st.integers(0, 6 * 1440), st.integers(1, 3 * 1440))
def test_every_moment_is_one_of_the_three_without_gap_or_overlap(known: list[Shift], start: int, length: int) -> None:
    begins = at(0, 0).astimezone(UTC) + timedelta(minutes=start)
    ends = begins + timedelta(minutes=length)
    spans = plan(known, begins, ends, BERLIN)
    assert (spans[0].begins, spans[-1].ends) == (begins, ends)
    for one, other in pairwise(spans):
        assert one.ends == other.begins
        assert one.what != other.what
    assert all(span.begins < span.ends for span in spans)
    if not any(shift.what == "staffed" for shift in known):
        assert all(span.what != "staffed" for span in spans), "somebody is promised whom nobody planned"


NOW = at(0, 20)
STAFFED = [Span("staffed", NOW, at(0, 22)), Span("closed", at(0, 22), at(7, 0))]
LATER = [Span("closed", NOW, at(1, 18)), Span("staffed", at(1, 18), at(1, 22)), Span("closed", at(1, 22), at(7, 0))]
ON_CALL = [Span("on_call", NOW, at(7, 0))]


def test_words_call_a_plan_planned() -> None:
    def nobody(spans: list[Span] | None, until: datetime | None = None) -> str:
        return planned_words.while_nobody(spans, until, BERLIN, NOW)

    assert planned_words.while_staffed(STAFFED, BERLIN) == "Planned until 22:00 (Berlin time)."
    assert planned_words.while_staffed(LATER, BERLIN) == ""
    assert nobody(STAFFED) == "One is planned for this hour, but is not here."
    assert nobody(LATER) == "One is planned from Tuesday 18:00 (Berlin time)."
    assert nobody(ON_CALL) == "Someone is planned on call. No moderator is planned in the next 7 days."
    assert nobody(LATER, at(0, 20, 15)) == "A moderator is on a break, planned until 20:15 (Berlin time)."
    assert nobody(None) == planned_words.while_staffed(None, BERLIN) == ""


SHIFT = {"what": "staffed", "weekday": 2, "begins": 540, "ends": 600}


async def test_a_lead_writes_the_roster_and_everybody_reads_the_hours(place: Place) -> None:
    lead, moderator, visitor = await place.lead(), await place.moderator(on_duty=False), await place.visitor()
    assert (await visitor.get("/api/rooms"))["hours"] == {"staffed": "", "nobody": ""}
    assert "No hours are planned here" in (await visitor.http.get("/hours")).text
    name = moderator.me["pseudonym"]
    always = [{"what": "staffed", "weekday": day, "begins": 0, "ends": 1440, "who": name} for day in range(7)]
    for shift in always:
        written = await lead.post("/api/console/roster", shift)
    assert [(s["weekday"], s["who"]) for s in written["shifts"]] == [(day, name) for day in range(7)]
    assert written["people"] == sorted([lead.me["pseudonym"], name])
    assert await moderator.get("/api/console/roster") == written

    # Nobody of those who are planned is there: that is what is said.
    rooms = await visitor.get("/api/rooms")
    assert (rooms["staffed"], rooms["hours"]["nobody"]) == (False, "One is planned for this hour, but is not here.")
    page = (await visitor.http.get("/hours")).text
    assert "No moderator is on duty now. One is planned for this hour, but is not here." in page
    assert page.count("00:00 to 24:00: Moderator planned") == 7
    assert name not in page, "who works when is for staff"
    await moderator.put("/api/console/duty", {"on": True})
    assert "A moderator is on duty now." in (await visitor.http.get("/hours")).text

    # Taken out, it is gone for everybody at once.
    for shift in written["shifts"]:
        written = await lead.delete(f"/api/console/roster/{shift['id']}")
    assert written["shifts"] == []
    assert (await visitor.get("/api/rooms"))["hours"]["staffed"] == ""
    assert (await lead.refused("DELETE", f"/api/console/roster/{shift['id']}"))["code"] == "not_found"
    acts = await place.sql("select act from audit where act like '%plan_shift' order by seq")
    assert [row["act"] for row in acts] == ["plan_shift"] * 7 + ["unplan_shift"] * 7


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weekday": 7}, "weekday"), ({"weekday": None}, "day"), ({"day": "2026-12-24"}, "day"),
        ({"begins": 1440, "ends": 1500}, "begins"), ({"begins": -1}, "begins"), ({"ends": 540}, "ends"),
        ({"ends": 540 + 1441}, "ends"), ({"who": "Nobody Here"}, "who"),
    ],
)  # fmt: skip
async def test_a_shift_that_makes_no_sense_says_which_part(shared: Place, wrong: dict[str, object], field: str) -> None:
    lead = await shared.lead()
    refused = await lead.refused("POST", "/api/console/roster", SHIFT | wrong)
    assert (refused["code"], refused["field"]) == ("bad_request", field)
    assert (await lead.get("/api/console/roster"))["shifts"] == []


async def test_a_roster_has_an_end(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "MOST_SHIFTS", 1)
    lead = await place.lead()
    await lead.post("/api/console/roster", SHIFT)
    assert "at most 1" in (await lead.refused("POST", "/api/console/roster", SHIFT))["says"]


async def test_hours_on_call_are_closed_where_nobody_can_be_called(database_url: str, tmp_path: Path) -> None:
    on_call = {"what": "on_call", "begins": 0, "ends": 1440}
    for calls, says in (("http://127.0.0.1:9/", True), ("", False)):
        instance = Instance(database_url, tmp_path / "home", porchlight_pager_url=calls)
        await instance.start()
        place = Place(instance)
        lead, visitor = await place.lead(), await place.visitor()
        if says:
            for day in range(7):
                await lead.post("/api/console/roster", on_call | {"weekday": day})
        assert (await lead.get("/api/console/roster"))["callable"] is says
        assert ("on call" in (await visitor.get("/api/rooms"))["hours"]["nobody"]) is says
        assert ("On call" in (await visitor.http.get("/hours")).text) is says
        await place.close()
        await instance.stop()
