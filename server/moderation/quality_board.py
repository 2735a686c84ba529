"""The board of leads: figures of a bounded window, for the screen and as a file.

What leaves as a file holds no words and no names, and no group of fewer people than quality.toml says.
"""

import csv
import io
from typing import Any

from server.auth.sessions import Person
from server.ground.api_quality import Board
from server.ground.db import Database
from server.moderation import audit, quality_agreement, quality_exposure, quality_labels, quality_times
from server.moderation.quality import QUALITY
from server.moderation.quality_times import DAYS, By


async def board(database: Database, by: By) -> Board:
    """All figures, as leads see them."""
    async with database.begin() as connection:
        return Board(
            by=by,
            days=DAYS[by],
            times=await quality_times.times(connection, by),
            levels=await quality_times.levels(connection, by),
            rules=await quality_labels.figures(connection),
            rules_from=QUALITY.rules.least,
            agreement=await quality_agreement.agreement(connection, QUALITY.reviews.kept_days),
            exposure=await quality_exposure.of_everybody(connection),
            shift_hours=QUALITY.exposure.shift_hours,
            few=QUALITY.groups.few,
        )


async def take(database: Database, person: Person, by: By) -> bytes:
    """The figures as a file. That they were taken is in the audit chain."""
    async with database.begin() as connection:
        await audit.record(connection, person.account, "take_figures", f"by {by}")
    return as_file(await board(database, by))


def as_file(figures: Board) -> bytes:
    """CSV (RFC 4180): what, when, group, figure, value, people. Who works here is not in it."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("what", "when", "group", "figure", "value", "people"))
    for what, when, group, values, people in _groups(figures):
        if people >= figures.few:
            rows.writerows((what, when, group, name, value, people) for name, value in values.items())
    return written.getvalue().encode()


def _groups(figures: Board) -> list[tuple[str, str, str, dict[str, Any], int]]:
    """Each group that is counted, with its figures and of how many people it is."""
    times = [
        (
            "time_to_first_human",
            t.day,
            t.urgency,
            _given(cases=t.cases, reached=t.reached, p50_s=t.p50_s, p95_s=t.p95_s),
            t.people,
        )
        for t in figures.times
    ]
    levels = [("danger_by_level", one.day, str(one.level), {"cases": one.cases}, one.people) for one in figures.levels]
    rules = [
        ("rule", "", r.rule, _given(right=r.right, wrong=r.wrong, precision=r.precision), r.people)
        for r in figures.rules
    ]
    pairs = [
        ("second_reviews", "", f"{pair.first}, then {pair.second}", {"reviews": pair.count}, pair.people)
        for pair in figures.agreement.pairs
    ]
    return times + levels + rules + pairs


def _given(**values: float | None) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
