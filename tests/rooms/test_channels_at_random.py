"""A channel, blocks and retention, at random: whatever two people do and whatever time passes, the state is what the
table and both choices say; nobody writes in what is closed; nothing is left of it after its last day, its key least."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from server.rooms.channel_states import ACTS, TABLE
from server.rooms.retention import Retention
from tests.people import Place
from tests.rooms.one_to_one import HERE, act, mine, two_in_a_channel

WHO = st.sampled_from((0, 1))


async def test_whatever_two_people_do(place: Place, unhurried: None) -> None:
    loop = asyncio.get_running_loop()
    one, other, first = await two_in_a_channel(place)
    people = one, other
    retention = Retention(place.services.database)

    class Channel(RuleBasedStateMachine):
        def do(self, work: Coroutine[Any, Any, Any]) -> Any:
            return asyncio.run_coroutine_threadsafe(work, loop).result(30)

        @initialize()
        def opens(self) -> None:
            self.state, self.days, self.blocked = "open", 0, set[int]()
            self.chosen: dict[str, set[int]] = {"pause": set(), "keep": set(), "again": set()}
            self.do(self._anew())

        async def _anew(self) -> None:
            await place.sql("delete from apart")
            if not await place.sql("select 1 from channels where room_id = $1", first):
                self.state = "gone"
                return
            await place.sql("update channels set state = 'open' where room_id = $1", first)
            await place.sql("update channel_places set paused = false, keeps = false, again = false")
            await place.sql("update rooms set closed_at = null where id = $1", first)

        @precondition(lambda self: self.state != "gone")
        @rule(who=WHO, what=st.sampled_from(ACTS))
        def acts(self, who: int, what: str) -> None:
            if what not in TABLE[self.state]:  # type: ignore[index]
                refused = people[who].refused("POST", f"{HERE}/channels/{first}/acts", {"act": what})
                assert self.do(refused)["code"] == "act_not_possible"
                return
            self.do(act(people[who], first, what))
            if what == "block":
                self.blocked.add(who)
            self._becomes(who, what)

        def _becomes(self, who: int, what: str) -> None:
            """The same as the table, said in another way."""
            before = self.state
            if what == "pause":
                self.chosen["pause"].add(who)
                self.state = "paused"
            elif what == "resume":
                self.chosen["pause"].discard(who)
                self.state = "paused" if self.chosen["pause"] or self.blocked else "open"
            elif what in ("end", "block", "let_go"):
                self.state = "ended"
            else:
                self.chosen[what].add(who)
                if self.chosen[what] == {0, 1} and (what == "keep" or not self.blocked):
                    self.state = {"keep": "kept", "again": "open"}[what]
            if self.state != before:
                self.days = 0
                if self.state != "paused":
                    self.chosen["pause"], self.chosen["again"] = set(), set()
                    self.chosen["keep"] = self.chosen["keep"] if self.state == "kept" else set()

        @precondition(lambda self: self.state != "gone")
        @rule(who=WHO)
        def lifts(self, who: int) -> None:
            for one in self.do(mine(people[who]))["apart"]:
                self.do(people[who].delete(f"{HERE}/apart/{one['id']}"))
            self.blocked.discard(who)

        @precondition(lambda self: self.state == "ended")
        @rule(days=st.sampled_from((1, 3)))
        def time_passes(self, days: int) -> None:
            self.days += days
            late = "update rooms set closed_at = closed_at - make_interval(days => $2) where id = $1"
            if self.days < 7:  # one channel serves all runs; that it goes is asked in test_row_04_befriending.py
                self.do(place.sql(late, first, days))
                self.do(retention.delete_old())
            else:
                self.days -= days

        @precondition(lambda self: self.state != "gone")
        @rule(who=WHO)
        def writes(self, who: int) -> None:
            answer = self.do(people[who].send("hello", first))
            assert (answer["t"], answer.get("code")) == (
                ("sent", None) if self.state == "open" else ("refused", "room_closed")
            )

        @invariant()
        def both_see_the_same_and_nothing_of_the_other(self) -> None:
            if not hasattr(self, "state") or self.state == "gone":
                return
            for n, person in enumerate(people):
                [shown] = self.do(mine(person))["channels"]
                assert shown["state"] == self.state
                assert set(shown["mine"]) == {what for what, who in self.chosen.items() if n in who}

    check = settings(
        max_examples=8,
        stateful_step_count=15,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    await asyncio.to_thread(run_state_machine_as_test, Channel, settings=check)
