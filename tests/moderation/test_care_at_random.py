"""No case waits because of care: whoever is on duty, rests, is on a break, or is spared what, in any order."""

import asyncio
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.ground.postgres import EmbeddedPostgres
from server.moderation.paging import Paging
from server.moderation.staff_care import STAFF_CARE
from server.moderation.topics import TOPICS
from tests.moderation.calling import paging
from tests.people import Instance, Person, Place
from tests.words import BLOCKED, MEETING, SOON, WARM

DUTY, CARE = "/api/console/duty", "/api/console/looked-after"
WORDS = {"on": {"on": True}, "off": {"on": False}, "break": {"on": False, "break_min": 5}}
WHO = st.integers(0, 1)
HAS_READ = "insert into exposures (account_id, weight) select id, $2 from accounts where pseudonym = $1"
ANEW = """
    with x as (delete from exposures), r as (delete from rests), s as (delete from spared), b as (delete from breaks),
        d as (delete from duties)
    update cases set state = 'closed', closed_at = clock_timestamp(), taken_by = null, lease_until = null"""
# Since it became open: of what may wait, that a lead is asked is enough until its time is over.
CALLED = """
    select exists (select 1 from alerts a where a.case_id = c.id and a.done_at >= coalesce(
        (select max(at) from case_acts h where h.case_id = c.id and h.act in ('hand_back', 'lapse')), c.opened_at)
        and (a.step in ('page', 'backup') or (c.urgency = 'later' and c.due_at > now() and a.step = 'lead')))
    from cases c where c.id = $1"""


async def carries_out(one: Paging) -> None:
    climb = one.climb
    for due in (climb.climb_one, climb.call_about_one_overdue, climb.call_about_one_nobody_takes, climb.climb_one):
        while await due():
            pass


def machine(runner: asyncio.Runner, place: Place, staff: list[Person]) -> type[RuleBasedStateMachine]:
    one = paging(place, porchlight_pager_url="http://127.0.0.1:9/")
    run = runner.run

    class Shift(RuleBasedStateMachine):
        @initialize()
        def begins(self) -> None:
            run(place.sql(ANEW))
            self.authors: list[Person] = []

        @rule(who=WHO, word=st.sampled_from(sorted(WORDS)))
        def says(self, who: int, word: str) -> None:
            view = run(staff[who].get(DUTY))
            if word != "break" or view["on"] or "break_until" in view:
                run(staff[who].put(DUTY, WORDS[word]))

        @rule(who=WHO, topics=st.sets(st.sampled_from(sorted(TOPICS))))
        def is_spared(self, who: int, topics: set[str]) -> None:
            run(staff[who].put(f"{CARE}/topics", {"topics": sorted(topics)}))

        @rule(who=WHO, share=st.sampled_from((0.5, 1.0)))
        def reads(self, who: int, share: float) -> None:
            run(place.sql(HAS_READ, staff[who].me["pseudonym"], STAFF_CARE.budget.shift * share))
            if run(staff[who].get(DUTY))["on"]:
                run(staff[who].put(DUTY, WORDS["on"]))  # as the console says it every 20 s

        @rule(who=WHO)
        def goes_on(self, who: int) -> None:
            resting = run(staff[who].get(DUTY)).get("resting")
            if resting is None or others_are_there(staff[1 - who]):
                run(staff[who].refused("DELETE", f"{CARE}/rest"))
            else:
                assert "resting" not in run(staff[who].delete(f"{CARE}/rest"))

        @precondition(lambda self: len(self.authors) < 3)
        @rule(text=st.sampled_from((SOON, WARM, BLOCKED, MEETING)))
        def somebody_writes(self, text: str) -> None:
            author = run(place.talker())
            run(author.send(text))
            self.authors.append(author)

        @rule(who=WHO)
        def takes_what_is_first_and_gives_it_back(self, who: int) -> None:
            lines = run(staff[who].get("/api/console/cases"))["cases"]
            if lines and lines[0]["state"] == "open":
                run(staff[who].act(lines[0]["id"], "take"))
                run(staff[who].post(f"/api/console/cases/{lines[0]['id']}/acts", {"act": "hand_back"}))

        @invariant()
        def every_case_has_somebody_or_climbs(self) -> None:
            run(carries_out(one))
            views = [run(person.get(DUTY)) for person in staff]
            spared = [
                {category for topic in run(person.get(CARE))["spared"]["mine"] for category in TOPICS[topic]}
                for person in staff
            ]
            lists = [{line["id"]: line for line in run(p.get("/api/console/cases"))["cases"]} for p in staff]
            for case in run(place.sql("select id, category from cases where state = 'open'")):
                takes = [
                    view["on"] and "resting" not in view and case["category"] not in theirs
                    for view, theirs in zip(views, spared, strict=True)
                ]
                if not any(takes) and any(view["on"] for view in views):
                    assert run(place.sql(CALLED, case["id"]))[0][0], f"{case['category']} waits, and nobody is called"
                for number, view in enumerate(views):
                    line = lists[number].get(str(case["id"]))
                    if "resting" in view or "break_until" in view:
                        assert line is None, "nothing new comes to whoever rests"
                    elif case["category"] in spared[number]:
                        assert (line is None) == any(takes), "what one is spared goes to another, where one is there"
                        assert line is None or line["spared"]
                    else:
                        assert line is not None, "nothing is kept from whoever takes it"

        def teardown(self) -> None:
            for author in self.authors:
                run(author.close())

    def others_are_there(other: Person) -> bool:
        view = run(other.get(DUTY))
        return bool(view["on"] and "resting" not in view)

    return Shift


@pytest.mark.usefixtures("by_hand", "unhurried")
def test_no_case_waits_because_of_care(embedded: EmbeddedPostgres) -> None:
    name = f"care_{uuid.uuid4().hex}"

    async def execute(statement: str) -> Any:
        connection = await asyncpg.connect(embedded.dsn)
        await connection.execute(statement)
        await connection.close()

    with TemporaryDirectory() as home, asyncio.Runner() as runner:
        runner.run(execute(f"create database {name}"))
        instance = Instance(embedded.dsn_for(name), Path(home))
        runner.run(instance.start())
        place = Place(instance)
        try:
            staff = [runner.run(place.moderator(on_duty=False)) for _ in range(2)]
            test = machine(runner, place, staff).TestCase
            short = {"max_examples": 8, "stateful_step_count": 15, "phases": (Phase.generate,)}
            test.settings = settings(deadline=None, derandomize=True, **short)
            test().runTest()
        finally:
            runner.run(place.close())
            runner.run(instance.stop())
            runner.run(execute(f"drop database {name} with (force)"))
