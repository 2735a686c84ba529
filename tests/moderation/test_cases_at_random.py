"""Under random acts of two moderators a case follows its table, and the room shows what it should."""

import asyncio
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.ground.postgres import EmbeddedPostgres
from server.moderation.sanctions import BARS, RULES
from server.moderation.transitions import MESSAGE_ACTS, ON_SANCTION, SANCTIONS, TRANSITIONS, acts, step
from tests.people import Instance, Person, Place
from tests.words import ATTEMPT, ENCOURAGEMENT, SOON

OWLS = "night-owls"
WHY = "because of the house rules"


# Under random acts of two moderators -----------------------------------------------------------------

WHO = st.integers(0, 1)


def machine(runner: asyncio.Runner, place: Place, staff: list[Person], reader: Person) -> type[RuleBasedStateMachine]:
    room = reader.room(OWLS)

    class OneCase(RuleBasedStateMachine):
        """The model: the case's state, who has it, the message's state, whether the room was ever shown it, and what
        was decided about its author."""

        @initialize(text=st.sampled_from((SOON, ATTEMPT, ENCOURAGEMENT)))
        def opens(self, text: str) -> None:
            self.text = text
            self.kind = "boundary" if text == ENCOURAGEMENT else "danger"
            self.author = runner.run(place.talker())
            sent = runner.run(self.author.send(text))
            self.case = runner.run(staff[0].case_about(self.author))["id"]
            self.message = sent["id"]
            self.message_state = sent["state"]
            self.was_shown = sent["state"] == "shown"
            self.state, self.holder = "open", -1
            # By id: whether it may still be made longer, and by whom it was given. The machine's pause is there first.
            self.sanctions = {one["id"]: -1 for one in runner.run(self.author.get("/api/me"))["sanctions"]}
            assert len(self.sanctions) == (self.kind == "boundary")
            self.kinds: dict[str, str] = {}
            self.waits: set[str] = set()
            self.kept_out: set[str] = set()
            self.was_kept_out = False
            self.talked = self.asked = self.handed_over = self.nobody_said_when = False

        @rule(who=WHO, name=st.sampled_from(sorted({name for _, name in TRANSITIONS})), which=st.integers(0, 9))
        def act(self, who: int, name: str, which: int) -> None:
            known = [*self.sanctions] or [str(uuid.uuid4())]
            sanction = known[which % len(known)]
            longest = RULES[name].longest * 60 if name in RULES else 0
            body = {
                "act": name,
                "reason": WHY,
                "message": self.message if name in MESSAGE_ACTS else None,
                "sanction": sanction if name in ON_SANCTION else None,
                "lasts_s": longest or None,
                "ground": "life" if name == "hand_over" else None,
                "tell_in_s": 86_400 if name == "tell_hand_over" else None,
            }
            response = runner.run(staff[who].http.post(f"/api/console/cases/{self.case}/acts", json=body))
            found = step(self.state, name, self.kind)  # type: ignore[arg-type]
            on_message = name in MESSAGE_ACTS and self.message_state not in MESSAGE_ACTS[name][0]
            nothing_left = name == "undo" and sanction not in self.sanctions
            not_a_second = name == "second" and (sanction not in self.waits or self.sanctions[sanction] == who)
            not_possible = found is None or (self.state == "closed" and who != self.holder)
            holds_already = name in BARS and name in self.kinds.values()
            not_cared_for = name in (
                *(() if self.text == ATTEMPT and self.was_shown else ("look_after_room",)),
                *(() if self.talked and not self.asked else ("ask_hand_over",)),
                *(() if self.handed_over else ("tell_hand_over", "open_pack")),
            )
            refused = not_possible or on_message or nothing_left or not_a_second or holds_already or not_cared_for
            expected = "act_not_possible" if refused else ""
            if self.state == "taken" and who != self.holder:
                expected = "case_taken"
            if not expected and name == "close" and self.message_state == "held":
                expected = "message_held"
            elif not expected and name == "close" and self.nobody_said_when:
                expected = "act_not_possible"
            if expected:
                assert (response.status_code, response.json()["code"]) == (409, expected)
                return
            assert response.status_code == 200, response.text
            assert found is not None
            self.state, self.holder = found.becomes, -1 if name == "hand_back" else who
            if name in MESSAGE_ACTS:
                self.message_state = MESSAGE_ACTS[name][1]
                self.was_shown |= self.message_state == "shown"
            if name in SANCTIONS or name == "close":  # somebody has looked, and the machine's pause is over
                self.sanctions = {id: by for id, by in self.sanctions.items() if by != -1}
            if name in SANCTIONS:
                self.given(response.json()["sanctions"][0]["id"], name, who)
            if name in ON_SANCTION:
                self.waits.discard(sanction)
            self.talked |= name == "converse"
            self.asked = name == "ask_hand_over" or (self.asked and name != "close")
            self.handed_over |= name == "hand_over"
            self.nobody_said_when = name == "hand_over" or (self.nobody_said_when and name != "tell_hand_over")
            if name == "undo":
                del self.sanctions[sanction]
                self.kinds.pop(sanction, None)
                self.kept_out.discard(sanction)

        def given(self, id: str, name: str, who: int) -> None:
            self.sanctions[id], self.kinds[id] = who, name
            if RULES[name].alone is not None:
                self.waits.add(id)
            if name == "removal":
                self.kept_out.add(id)
            self.was_kept_out |= name in ("removal", "suspension")

        @invariant()
        def its_author_reads_what_was_decided(self) -> None:
            mine = runner.run(self.author.get("/api/me"))["sanctions"]
            assert {one["id"] for one in mine} == set(self.sanctions)

        @rule()
        def lease_runs_out(self) -> None:
            runner.run(place.lapse())
            if self.state == "taken":
                self.state = "open"

        @rule()
        def author_takes_it_back(self) -> None:
            response = runner.run(self.author.http.delete(f"/api/messages/{self.message}"))
            assert response.status_code == (404 if self.kept_out else 204)
            if not self.kept_out and self.message_state in ("shown", "held"):
                self.message_state = "removed"

        @rule(who=WHO)
        def looks(self, who: int) -> None:
            view = runner.run(staff[who].get(f"/api/console/cases/{self.case}"))
            mine = self.state == "taken" and who == self.holder
            assert (view["line"]["state"], view["line"].get("mine", False)) == (self.state, mine)
            assert view["evidence"][0].get("state", "shown") == self.message_state
            may = self.state == "open" or mine or (self.state == "closed" and who == self.holder)
            assert view["acts"] == (acts(self.state, self.kind) if may else [])  # type: ignore[arg-type]
            waiting = {one["id"] for one in view.get("sanctions", []) if "asked_s" in one and not one.get("undone")}
            assert waiting == self.waits

        @invariant()
        def room_has_what_it_should(self) -> None:
            history = runner.run(reader.get(f"/api/rooms/{room}/messages"))["items"]
            assert self.right([m for m in history if m["id"] == self.message])

        def right(self, found: list[dict[str, Any]]) -> bool:
            texts = [m.get("text") for m in found]
            return texts == ([self.text if self.message_state == "shown" else None] if self.was_shown else [])

        def teardown(self) -> None:
            for person in (reader, *(() if self.was_kept_out else (self.author,))):
                runner.run(
                    until(person, lambda p=person: self.right([m for m in p.sees(room) if m["id"] == self.message]))
                )
            runner.run(self.author.close())

    return OneCase


async def until(person: Person, agrees: Any) -> None:
    async with asyncio.timeout(20), person._heard:
        await person._heard.wait_for(agrees)


def test_a_case_follows_its_table_and_the_room_shows_what_it_should_whoever_does_what(
    embedded: EmbeddedPostgres,
) -> None:
    name = f"cases_{uuid.uuid4().hex}"

    async def execute(statement: str) -> None:
        connection = await asyncpg.connect(embedded.dsn)
        await connection.execute(statement)
        await connection.close()

    with TemporaryDirectory() as home, asyncio.Runner() as runner:
        runner.run(execute(f"create database {name}"))
        instance = Instance(embedded.dsn_for(name), Path(home))
        runner.run(instance.start())
        place = Place(instance)
        try:
            staff = [runner.run(place.lead()) for _ in range(2)]
            test = machine(runner, place, staff, runner.run(place.talker())).TestCase
            test.settings = settings(max_examples=20, stateful_step_count=20, deadline=None, derandomize=True)
            test().runTest()
        finally:
            runner.run(place.close())
            runner.run(instance.stop())
            runner.run(execute(f"drop database {name} with (force)"))


pytestmark = pytest.mark.usefixtures("unhurried")
