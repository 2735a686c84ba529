"""Open sockets that have to go: signed out, left, run out, or the server stops; each with the code that says why."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from server.auth import revocations, sessions
from server.ground import protocol as p
from server.ground import schema
from server.ground.bus import REVOCATIONS, InProcessBus, Revoked
from server.ground.commit import transaction
from server.live import sockets
from tests.live.crowd import door_of, sessions_of
from tests.live.raw import CLOSE, Raw
from tests.people import Instance, Person, Place, becomes, closes_with

OWLS = "night-owls"


# Having to go ----------------------------------------------------------------------------------------


async def test_signing_out_closes_every_tab_and_not_the_other_device(place: Place) -> None:
    tab, other_tab, device = await place.peer(), await place.visitor(), await place.visitor()
    other_tab.http.cookies = tab.http.cookies
    await device.sign_in_elsewhere(tab)
    for person in (tab, other_tab, device):
        await person.connect()
    await tab.delete("/api/session")
    await closes_with(tab, p.SIGNED_OUT)
    await closes_with(other_tab, p.SIGNED_OUT)
    await device.say({"t": "ping", "n": 1})
    await device.hears("pong")


async def test_a_session_that_ends_while_its_socket_comes_in_does_not_stay(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signing out falls between the look at the session and the socket's being known."""
    monkeypatch.setattr(revocations, "REREAD_S", 0.05)
    person = await place.peer()
    found, go_on, find_all = asyncio.Event(), asyncio.Event(), sessions.find_all

    async def slowly(*arguments: Any) -> Any:
        who = await find_all(*arguments)
        found.set()
        await go_on.wait()
        return who

    monkeypatch.setattr(sessions, "find_all", slowly)
    coming = asyncio.create_task(person.connect(hello=False))
    await found.wait()
    monkeypatch.setattr(sessions, "find_all", find_all)
    await person.delete("/api/session")
    go_on.set()
    await coming
    await closes_with(person, p.SIGNED_OUT)


async def test_leaving_a_room_ends_it_in_every_tab_and_nothing_more_of_it_comes(place: Place) -> None:
    leaver, talker = await place.talker(), await place.talker()
    room = leaver.room(OWLS)
    tab = await place.visitor()
    tab.http.cookies = leaver.http.cookies
    await tab.connect()
    await tab.open(room)
    await leaver.delete(f"/api/rooms/{room}/membership")
    for person in (leaver, tab):
        assert (await person.hears("gone", room=room))["code"] == "left"
        assert (await person.is_told("left"))["room"] == room
    counts = [len(person.told) for person in (leaver, tab)]
    await talker.send("is anybody there?", room)
    await talker.say({"t": "typing", "room": room})
    await talker.hears_text("is anybody there?")
    for person, count in zip((leaver, tab), counts, strict=True):
        await person.say({"t": "ping", "n": 1})
        await person.hears("pong", count)
        assert not [f for f in person.told[count:] if f.get("room") == room]
    await leaver.say({"t": "open", "room": room})
    assert (await leaver.hears("refused"))["code"] == "not_a_member"


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bus that loses every revocation."""
    publish = InProcessBus.publish

    def loses(self: InProcessBus, topic: str, event: Any) -> None:
        if not isinstance(event, Revoked):
            publish(self, topic, event)

    monkeypatch.setattr(InProcessBus, "publish", loses)
    monkeypatch.setattr(revocations, "REREAD_S", 0.05)


@pytest.mark.usefixtures("deaf")
async def test_a_revocation_that_the_bus_lost_is_found_by_the_timer(place: Place) -> None:
    leaver, gone = await place.talker(), await place.talker()
    await leaver.delete(f"/api/rooms/{leaver.room(OWLS)}/membership")
    assert (await leaver.hears("gone"))["code"] == "left"
    await gone.delete("/api/session")
    await closes_with(gone, p.SIGNED_OUT)


# Within one event of the bus, and without the bus by the timer ------------------------------------------


@pytest.fixture
def no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the bus tells of revocations."""
    monkeypatch.setattr(revocations, "REREAD_S", 3600.0)


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bus that loses every revocation, and a timer that a test goes by itself."""
    monkeypatch.setattr(revocations, "REREAD_S", 3600.0)
    publish = InProcessBus.publish

    def loses(self: InProcessBus, topic: str, event: Any) -> None:
        if not isinstance(event, Revoked):
            publish(self, topic, event)

    monkeypatch.setattr(InProcessBus, "publish", loses)


def test_without_the_bus_it_takes_five_seconds_at_most() -> None:
    assert revocations.REREAD_S <= 5


async def suspend(place: Place, person: Person) -> None:
    """What the act of a moderator will do: the account, and the word of it, in one transaction."""
    (account,) = {s.person.account for s in sessions_of(place, person)}
    async with transaction(place.services.database, place.services.bus) as tx:
        await tx.connection.execute(
            update(schema.accounts).where(schema.accounts.c.id == account).values(status="suspended")
        )
        await revocations.revoke(tx, "suspended", account=account)


async def goes(place: Place, person: Person, how: str) -> None:
    if how == "signs out":
        await person.delete("/api/session")
    elif how == "leaves":
        await person.delete(f"/api/rooms/{person.room(OWLS)}/membership")
    else:
        await suspend(place, person)


HOW = ("signs out", "leaves", "is suspended")


async def is_gone(person: Person, how: str) -> None:
    if how == "leaves":
        assert (await person.hears("gone"))["code"] == "left"
    else:
        await closes_with(person, p.SIGNED_OUT if how == "signs out" else p.SUSPENDED)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.usefixtures("no_timer")
async def test_whoever_goes_is_gone_everywhere_with_the_one_event_that_says_so(place: Place, how: str) -> None:
    person, other = await place.talker(), await place.talker()
    tab = await place.visitor()
    tab.http.cookies = person.http.cookies
    await tab.connect()
    await tab.open(person.room(OWLS))
    await goes(place, person, how)
    await is_gone(person, how)
    await is_gone(tab, how)
    assert (await other.send("and I stay"))["t"] == "sent"
    assert "and I stay" not in str(person.told) + str(tab.told)


@pytest.mark.usefixtures("no_timer")
async def test_one_event_is_enough_and_nothing_need_follow_it(place: Place) -> None:
    person = await place.talker()
    (mine,) = sessions_of(place, person)
    place.services.bus.publish(REVOCATIONS, Revoked(77, "suspended", None, mine.person.account, None))
    assert not sessions_of(place, person), "it is still open after the event was heard"
    await closes_with(person, p.SUSPENDED)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.usefixtures("lost")
async def test_without_the_bus_the_timer_finds_it_when_it_looks(place: Place, how: str) -> None:
    person, other = await place.talker(), await place.talker()
    await door_of(place).look_for_revocations()
    await goes(place, person, how)
    assert sessions_of(place, person), "it was not the timer"
    await door_of(place).look_for_revocations()
    await is_gone(person, how)
    assert (await other.send("and I stay"))["t"] == "sent"


@pytest.mark.parametrize("how", HOW)
@pytest.mark.usefixtures("lost")
async def test_on_another_instance_too_and_until_then_nothing_can_be_said(
    place: Place, tmp_path: Path, how: str
) -> None:
    there = Instance(place.services.database.url, tmp_path / "home")
    await there.start()
    elsewhere, person = Place(there), await place.talker()
    tab = Person(there.address)
    tab.http.cookies, tab.me = person.http.cookies, person.me
    await tab.connect()
    await tab.open(person.room(OWLS))
    await door_of(elsewhere).look_for_revocations()
    await goes(place, person, how)
    refused = await tab.send("may I?")
    assert refused["code"] == {"signs out": "signed_out", "leaves": "not_a_member", "is suspended": "suspended"}[how]
    await door_of(elsewhere).look_for_revocations()
    await is_gone(tab, how)
    await tab.close()
    await there.stop()


async def test_who_is_suspended_does_not_come_back(place: Place) -> None:
    person = await place.talker()
    await suspend(place, person)
    await closes_with(person, p.SUSPENDED)
    await person.connect(hello=False)
    await closes_with(person, p.SIGNED_OUT)


# A server that stops ------------------------------------------------------------------------------------


async def test_a_stopping_server_says_when_to_come_back_before_it_closes(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "DRAIN_S", 0.1)
    people = [await place.talker() for _ in range(3)]
    stopping = asyncio.create_task(place.instance.stop())
    for person in people:
        away = await person.hears("away")
        assert away["retry_after"] > 0
        assert person.told[-1] == away
        await closes_with(person, p.DRAIN)
    await stopping


async def test_nothing_is_written_after_a_close_frame(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other side does not answer the close, so the line stays open for a while, and the room goes on."""
    peer = await place.peer()
    await peer.join(OWLS)
    talker = await place.talker()
    raw = await Raw.connect(peer)
    await raw.hello()
    await raw.send({"t": "open", "room": peer.room(OWLS)})
    await raw.hears("live")
    for n in range(5):
        await talker.send(f"before {n}")
    await peer.delete("/api/session")
    for n in range(5):
        await talker.send(f"after {n}")
        await talker.say({"t": "typing", "room": talker.room(OWLS)})
    await raw.ends()
    assert await raw.is_closed() == p.SIGNED_OUT.code
    assert [opcode for opcode, _ in raw.frames()][-1] == CLOSE
    assert "after" not in raw.data.decode("latin-1")
    raw.close()


async def test_who_left_and_came_back_is_not_put_out_by_a_server_that_started_since(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await place.talker()
    await person.delete(f"/api/rooms/{person.room(OWLS)}/membership")
    reads, since = 0, revocations.since

    async def counted(*arguments: Any) -> list[Revoked]:
        nonlocal reads
        found = await since(*arguments)
        reads += 1
        return found

    monkeypatch.setattr(revocations, "REREAD_S", 0.5)
    monkeypatch.setattr(revocations, "since", counted)
    other = Instance(place.services.database.url, tmp_path / "home")
    await other.start()
    back = Person(other.address)
    back.http.cookies = person.http.cookies
    await back.join(OWLS)
    await back.connect()
    await back.open(back.room(OWLS))
    so_far = reads
    await becomes(lambda: reads > so_far + 1)
    assert (await back.send("here again"))["t"] == "sent"
    await back.hears_text("here again")
    assert not [f for f in back.told if f["t"] == "gone"]
    await back.close()
    await other.stop()


# What ends by itself ----------------------------------------------------------------------------------


async def test_a_session_whose_time_is_over_closes_its_sockets(place: Place) -> None:
    person, other = await place.talker(), await place.talker()
    await place.sql(
        "update sessions set expires_at = now() where account_id = (select id from accounts where pseudonym = $1)",
        person.me["pseudonym"],
    )
    await place.instance.porchlight._door.sockets.check_sessions()  # type: ignore[union-attr]
    await closes_with(person, p.SIGNED_OUT)
    assert (await other.send("still here"))["t"] == "sent"


async def test_a_role_that_runs_out_is_taken_away_in_the_middle_of_a_session(place: Place) -> None:
    moderator = await place.moderator()
    await moderator.connect()
    await place.sql("update roles set expires_at = now()")
    await place.instance.porchlight._door.sockets.check_sessions()  # type: ignore[union-attr]
    await closes_with(moderator, p.RESTART)
    await moderator.connect()
    await moderator.say({"t": "watch"})
    assert (await moderator.hears("refused"))["code"] == "not_allowed"
