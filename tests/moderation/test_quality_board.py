"""The board: how long people waited, how grave it was, who read how much. No small group leaves as a file."""

import csv
import io
import math
import statistics
import uuid
from typing import Any

import pytest
from sqlalchemy import text

from server.moderation.quality import QUALITY
from server.moderation.quality_times import TIMES
from tests.people import Place
from tests.words import PLAN, SOON

BOARD = "/api/console/board"
OPENED = """
    with new as (
        insert into accounts (id, pseudonym, pseudonym_key, passphrase, country)
        values ($1, $2, $2, '-', 'GB'))
    insert into cases (id, kind, subject_id, category, level, urgency, state, opened_at, due_at, closed_at)
    values ($1, 'danger', $1, 'crisis', 3, $3, 'closed', clock_timestamp() - make_interval(days => $4),
            clock_timestamp(), clock_timestamp())"""
TAKEN = """
    insert into case_acts (id, case_id, act, at)
    select gen_random_uuid(), id, 'take', opened_at + make_interval(secs => $2) from cases where id = $1"""


async def opened(place: Place, urgency: str, waited: float | None, days: int = 0) -> None:
    """A case opened so many days ago, of somebody of its own, that was first taken so many seconds later."""
    id = uuid.uuid4()
    await place.sql(OPENED, id, f"Somebody {id}", urgency, days)
    if waited is not None:
        await place.sql(TAKEN, id, waited)
        await place.sql(TAKEN, id, waited + 1000.0)


async def test_the_median_and_the_slowest_are_exact(place: Place) -> None:
    lead = await place.lead()
    waits = [5.0, 7.5, 30.0, 61.0, 400.0]
    for waited in waits:
        await opened(place, "now", waited)
    await opened(place, "now", None)
    await opened(place, "soon", 12.0)
    await opened(place, "soon", 99.0, days=40)
    told = await lead.get(BOARD)
    by_urgency = {one["urgency"]: one for one in told["times"]}
    now = by_urgency["now"]
    assert (now["cases"], now["reached"], now["people"]) == (6, 5, 6)
    assert now["p50_s"] == statistics.median(waits)
    assert math.isclose(now["p95_s"], 61 + 0.8 * (400 - 61))
    assert by_urgency["soon"]["cases"] == 1, "what is older than the window is not read"
    assert sum(one["cases"] for one in (await lead.get(f"{BOARD}?by=week"))["times"]) == 8
    assert {one["level"]: one["cases"] for one in told["levels"]} == {3: 7}


async def test_a_moderators_first_words_end_the_waiting_too(place: Place) -> None:
    moderator, lead = await place.moderator(), await place.lead()
    author = await place.talker()
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    talk = (await moderator.act(case, "converse"))["conversation"]["id"]
    await moderator.connect()
    await moderator.open(talk)
    await moderator.send("I am here", talk)
    await place.sql("update case_acts set at = at + interval '1 hour'")
    [told] = (await lead.get(BOARD))["times"]
    assert told["reached"] == 1
    assert 0 < told["p50_s"] < 60


async def test_who_read_how_much_is_for_them_and_for_leads(place: Place) -> None:
    moderator, lead = await place.moderator(), await place.lead()
    for words in (PLAN, SOON):
        author = await place.talker()
        await author.send(words)
        case = (await moderator.case_about(author))["id"]
        for _ in range(2):
            await moderator.get(f"/api/console/cases/{case}")
    levels = QUALITY.exposure.level
    mine = (await moderator.get("/api/console/exposure"))["mine"]
    assert (mine["shift_cases"], mine["week_cases"], mine["week_weight"]) == (2, 2, levels[4] + levels[3])
    assert (await moderator.refused("GET", BOARD))["code"] == "not_allowed"
    [told] = (await lead.get(BOARD))["exposure"]
    assert told == mine
    await place.sql("update exposures set at = at - interval '8 days'")
    mine = (await moderator.get("/api/console/exposure"))["mine"]
    assert (mine["week_weight"], mine["before_weight"]) == (0, levels[4] + levels[3])


async def test_no_group_of_few_people_leaves_as_a_file(place: Place) -> None:
    lead = await place.lead()
    for _ in range(QUALITY.groups.few):
        await opened(place, "now", 5.0)
    for _ in range(QUALITY.groups.few - 1):
        await opened(place, "later", 60.0)
    answer = await lead.http.get(f"{BOARD}/file")
    assert answer.headers["content-type"].startswith("text/csv")
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(answer.text)))
    assert {row["group"] for row in rows if row["what"] == "time_to_first_human"} == {"now"}
    assert {row["figure"]: float(row["value"]) for row in rows if row["what"] == "time_to_first_human"} == {
        "cases": 10, "reached": 10, "p50_s": 5, "p95_s": 5,
    }  # fmt: skip
    assert all(int(row["people"]) >= QUALITY.groups.few for row in rows)
    assert lead.me["pseudonym"] not in answer.text


@pytest.mark.parametrize(("level", "category", "heavier"), [(5, "crisis", 4.0), (0, "child", 4.0), (0, "spam", 1.0)])
def test_the_heavier_of_level_and_category_counts(level: int, category: str, heavier: float) -> None:
    assert QUALITY.exposure.weight(level, category) == heavier


async def test_what_the_board_costs_grows_with_its_window(place: Place) -> None:
    """Cases are found by when they were opened, and all that is read of each by the case."""
    async with place.services.database.begin() as connection:
        await connection.exec_driver_sql("set local enable_seqscan = off")  # there are few rows here
        plan = await connection.execute(text(f"explain {TIMES.text}"), {"by": "day", "back": 27})
        shown = "\n".join(row[0] for row in plan)
    assert "Index Cond: (opened_at >=" in shown
    assert "Seq Scan" not in shown
