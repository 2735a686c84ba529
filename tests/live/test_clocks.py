"""Clocks that are set while the place is open: nobody is put out, nothing lasts longer or shorter for it."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from server.auth import revocations
from server.ground import protocol as p
from server.moderation import coverage
from tests.live.crowd import door_of, sessions_of
from tests.people import Place, closes_with
from tests.words import PLAN

OWLS = "night-owls"
HOUR_S = 3600.0
SERVER = Path(__file__).parents[2] / "server"


def test_no_part_of_the_server_looks_at_the_clock_on_its_wall() -> None:
    """Deadlines are the database's, waits are measured by a clock that is never set: a new use wants a reason."""
    looks = re.compile(r"\btime\.time\b|\bdatetime\.(now|utcnow|today)\b|\bdate\.today\b|from time import .*\btime\b")
    found = [str(file.relative_to(SERVER)) for file in SERVER.rglob("*.py") if looks.search(file.read_text())]
    allowed = {
        "auth/second_proof.py": "an app's code is the clock's, on both sides",
        "auth/work.py": "when a piece of work was asked for, maybe by another instance, good for minutes",
        "http/help_page.py": "whether a help line is open now, with no database to ask",
        "http/hours_page.py": "which hours are today's",
        "moderation/mail.py": "when a call says that it was made",
        "moderation/planned_words.py": "which shift is planned for now",
        "moderation/roster.py": "which days are past",
        "moderation/signposts.py": "in which month a record runs out",
        "moderation/webhook.py": "when a call says that it was made, to whoever checks that by a clock of their own",
    }
    assert sorted(found) == sorted(allowed)


@pytest.fixture(params=[HOUR_S, -HOUR_S], ids=["forth", "back"])
def set_wall_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sets the clock on the server's wall by an hour, as far as Python sees it."""
    wall = time.time

    def jump() -> None:
        monkeypatch.setattr(time, "time", lambda: wall() + request.param)

    return jump


async def test_the_server_s_wall_clock_is_set(place: Place, set_wall_clock: Callable[[], None]) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    await moderator.connect()
    await author.send(PLAN)
    case = await moderator.take(author)
    set_wall_clock()
    await door_of(place).check_sessions()
    await door_of(place).look_for_revocations()
    for person in (moderator, author, reader):
        await person.say({"t": "ping", "n": 1})
        await person.hears("pong")
    assert (await author.send("what time is it?"))["t"] == "sent"
    shown = await reader.hears_text("what time is it?")
    await reader.say({"t": "typing", "room": reader.room(OWLS)})
    await author.hears("is_typing")
    assert (await author.send("too fast?"))["t"] == "sent"
    assert (await moderator.get("/api/console/duty"))["on"]
    kept = await moderator.get(f"/api/console/cases/{case['line']['id']}")
    assert kept["line"]["state"] == "taken"
    assert (await moderator.act(case["line"]["id"], "close", reason="they are safe"))["line"]["state"] == "closed"
    # What a page is told of the time is the database's, as what it compares it with.
    start = len(reader.told)
    await reader.disconnect()
    await reader.connect(hello=False)
    await reader.say({"t": "hello", "protocol": 1})
    now = (await reader.hears("welcome", start))["now"]
    assert 0 <= now - shown["at"] < 60_000


class SteadyClock:
    def __init__(self) -> None:
        self.now = time.monotonic()

    def __call__(self) -> float:
        return self.now


async def test_the_database_s_clock_is_set_back_and_an_old_revocation_is_not_carried_out_twice(place: Place) -> None:
    person = await place.talker()
    room, door = person.room(OWLS), door_of(place)
    door._clock = clock = SteadyClock()
    await door.look_for_revocations()
    await person.delete(f"/api/rooms/{room}/membership")
    await person.hears("gone")
    await place.sql("update revocations set at = at + interval '1 hour'")  # as they look to a clock that was set back
    await person.join(OWLS)
    await person.open(room)
    for _ in range(4):
        clock.now += revocations.LOOK_BACK_S + 1
        await door.look_for_revocations()
    assert (await person.send("I am here again", room))["t"] == "sent"
    await person.hears_text("I am here again", room)
    assert len([f for f in person.told if f["t"] == "gone"]) == 1


async def test_the_database_s_clock_is_set_forth_and_a_revocation_that_was_lost_is_found_all_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await place.talker()
    door = door_of(place)
    await door.look_for_revocations()
    account = sessions_of(place, person)[0].person.account
    # Written just before the clock was set, and no word of it came.
    await place.sql(
        "insert into revocations (account_id, code, at) values ($1, 'suspended', now() - interval '1 hour')", account
    )
    await door.look_for_revocations()
    await closes_with(person, p.SUSPENDED)


async def test_what_is_revoked_late_is_found_though_later_ones_were_heard_of_before_it(place: Place) -> None:
    """Rows commit out of the order of their ids."""
    early, late = await place.talker(), await place.talker()
    door = door_of(place)
    door._clock = clock = SteadyClock()
    await door.look_for_revocations()
    accounts = [sessions_of(place, person)[0].person.account for person in (early, late)]
    insert = "insert into revocations (id, account_id, code) overriding system value values ($1, $2, 'signed_out')"
    await place.sql(insert, 1001, accounts[1])
    await door.look_for_revocations()
    await closes_with(late, p.SIGNED_OUT)
    clock.now += revocations.LOOK_BACK_S - 1
    await door.look_for_revocations()
    await place.sql(insert, 1000, accounts[0])
    await door.look_for_revocations()
    await closes_with(early, p.SIGNED_OUT)


async def test_leases_and_duty_are_measured_by_the_database_s_clock_alone(place: Place) -> None:
    """They lapse when it says so, whatever the server's clocks say: a moderator's absence holds nothing."""
    moderator, other, author = await place.moderator(), await place.moderator(), await place.talker()
    await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    assert (await other.refused("POST", f"/api/console/cases/{case}/acts", {"act": "take"}))["code"] == "case_taken"
    await place.lapse()
    assert (await other.act(case, "take"))["line"]["state"] == "taken"
    await place.sql("update duties set until = clock_timestamp() - interval '1 second'")
    watch: coverage.Coverage = place.services.coverage
    await watch.refresh()
    assert not watch.staffed
