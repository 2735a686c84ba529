"""Open sockets that have to go: signed out, left, run out, or the server stops; each with the code that says why."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from server.auth import revocations, sessions
from server.ground import protocol as p
from server.ground.bus import InProcessBus, Revoked
from server.live import sockets
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
    found, go_on, find = asyncio.Event(), asyncio.Event(), sessions.find

    async def slowly(*arguments: Any) -> Any:
        who = await find(*arguments)
        if asyncio.current_task() is not signing_out:
            found.set()
            await go_on.wait()
        return who

    signing_out: asyncio.Task[Any] | None = None
    monkeypatch.setattr(sessions, "find", slowly)
    coming = asyncio.create_task(person.connect(hello=False))
    await found.wait()
    monkeypatch.setattr(sessions, "find", find)
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
    reads, recent = 0, revocations.recent

    async def counted(*arguments: Any) -> list[Revoked]:
        nonlocal reads
        found = await recent(*arguments)
        reads += 1
        return found

    monkeypatch.setattr(revocations, "REREAD_S", 0.5)
    monkeypatch.setattr(revocations, "recent", counted)
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
