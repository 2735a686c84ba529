"""A reader that does not read: it is let go or catches up, and nobody else notices."""

import asyncio
import itertools
import socket
from typing import Any

import pytest

from server.ground import protocol as p
from server.live import session, transport
from tests.live.raw import CLOSE, Raw, framed
from tests.people import Person, Place, becomes

OWLS = "night-owls"


# A reader that does not read -------------------------------------------------------------------------

LONG = "word " * 780


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, unhurried: None) -> None:
    """Little room for waiting bytes, so that a test need not say megabytes; and nobody talks too fast."""
    monkeypatch.setattr(transport, "WRITE_HIGH", 32 * 1024)
    monkeypatch.setattr(transport, "WRITE_LOW", 8 * 1024)
    attach = transport.Wire.attach

    def attaches(self: transport.Wire, session: Any) -> None:
        attach(self, session)
        own = self.transport.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # else the kernel takes some megabytes

    monkeypatch.setattr(transport.Wire, "attach", attaches)


async def stuck_reader(place: Place) -> tuple[Raw, Person]:
    """Somebody who has opened the room, and then stops reading."""
    peer = await place.peer()
    await peer.join(OWLS)
    raw = await Raw.connect(peer, receive_buffer=4096)
    await raw.hello()
    await raw.send({"t": "open", "room": peer.room(OWLS)})
    await raw.hears("live")
    return raw, peer


async def talks_until_stuck(place: Place, talker: Person, said: list[str]) -> Any:
    """Until somebody cannot be written to. Returns the server's end of their line, which may be closed by then."""
    door = place.instance.porchlight._door.sockets
    assert door is not None
    wires = [s._wire for s in door._open]
    async with asyncio.timeout(60):
        while not (stuck := [wire for wire in wires if wire.close_sent or not wire.writable.is_set()]):
            for _ in range(20):
                said.append(f"{len(said)} {LONG}")
                assert (await talker.send(said[-1]))["t"] == "sent"
    return stuck[0]


@pytest.mark.usefixtures("small")
async def test_a_reader_that_stops_is_let_go_and_nobody_else_notices(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "STALLED_FOR_S", 0.3)
    talker, other = await place.talker(), await place.talker()
    raw, _ = await stuck_reader(place)
    said: list[str] = []
    wire = await talks_until_stuck(place, talker, said)
    for _ in range(60):
        said.append(f"{len(said)} {LONG}")
        await talker.send(said[-1])
        # What waited when it was taken out of the room's writes, and one joined write more.
        assert wire.transport.get_write_buffer_size() < transport.WRITE_HIGH + 64 * 1024
    await other.hears_text(said[-1])
    assert [m["text"] for m in other.sees(other.room(OWLS))] == said
    await becomes(lambda: wire.transport.is_closing())
    assert await raw.is_closed() in (p.SLOW.code, None)  # None: it was cut before it read so far
    raw.close()


@pytest.mark.usefixtures("small")
async def test_a_reader_that_is_let_go_and_then_reads_finds_the_code_that_says_come_back_now(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "STALLED_FOR_S", 0.1)
    monkeypatch.setattr(transport, "LET_GO_S", 60.0)
    talker = await place.talker()
    raw, _ = await stuck_reader(place)
    wire = await talks_until_stuck(place, talker, [])
    await becomes(lambda: wire.close_sent)
    assert await raw.is_closed() == p.SLOW.code
    assert p.SLOW.again == "now"
    raw.close()


ENDS = ["with a close frame", "with the end of the line", "with a frame that is none"]


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.usefixtures("small")
async def test_a_reader_that_ends_it_and_does_not_read_is_cut(
    place: Place, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """What waits for it could not be written, ever: the line would stay for as long as the other side does."""
    monkeypatch.setattr(session, "STALLED_FOR_S", 60.0)
    monkeypatch.setattr(transport, "LET_GO_S", 0.1)
    talker = await place.talker()
    raw, _ = await stuck_reader(place)
    wire = await talks_until_stuck(place, talker, [])
    if how == ENDS[0]:
        await raw.put(framed(b"\x03\xe8", CLOSE))
    elif how == ENDS[1]:
        raw.shut()
    else:
        await raw.put(framed(b"", 3))
    await becomes(lambda: wire.disconnected)
    assert (await talker.send("and the room goes on"))["t"] == "sent"
    raw.close()


@pytest.mark.usefixtures("small")
async def test_nothing_is_kept_for_a_reader_that_asks_again_and_again_and_does_not_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens the room once more, from its beginning, as often as it may: nothing is read or written for that."""
    monkeypatch.setattr(session, "STALLED_FOR_S", 60.0)
    talker = await place.talker()
    raw, peer = await stuck_reader(place)
    wire = await talks_until_stuck(place, talker, [])
    logs, reads = place.services.logs, 0
    read = logs.latest_of

    async def counted(wanted: Any) -> Any:
        nonlocal reads
        reads += 1
        return await read(wanted)

    monkeypatch.setattr(logs, "latest_of", counted)
    for _ in range(50):
        await raw.send({"t": "open", "room": peer.room(OWLS)})
    await raw.send({"t": "typing", "room": peer.room(OWLS)})
    before = wire.transport.get_write_buffer_size()
    said = []
    for _ in range(20):
        said.append(f"{len(said)} {LONG}")
        await talker.send(said[-1])
    await talker.hears_text(said[-1])
    assert reads == 0
    assert wire.transport.get_write_buffer_size() <= before
    (stream,) = [log.stream for name, log in logs_followed(place).items() if str(name.id) == peer.room(OWLS)]
    assert len(stream) == 1, "the room writes to it all the same"
    while said[-1].strip().encode() not in raw.data:
        assert await raw.read(), "the server cut the line"
    raw.close()


def logs_followed(place: Place) -> dict[Any, Any]:
    door = place.instance.porchlight._door.sockets
    assert door is not None
    return door._doors.feed._live


@pytest.mark.usefixtures("small")
async def test_a_reader_that_reads_again_in_time_gets_everything_once_and_in_order(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "STALLED_FOR_S", 60.0)
    talker = await place.talker()
    raw, _ = await stuck_reader(place)
    said: list[str] = []
    await talks_until_stuck(place, talker, said)
    for _ in range(60):
        said.append(f"{len(said)} {LONG}")
        await talker.send(said[-1])

    def got() -> list[dict[str, Any]]:
        return [item for f in raw.told() if f["t"] == "changes" for item in f["items"]]

    while said[-1].strip().encode() not in raw.data:
        assert await raw.read(), "the server cut the line"
    assert [item["text"] for item in got()] == said
    pages = [f for f in raw.told() if f["t"] == "changes"]
    assert all(after["from"] == before["to"] for before, after in itertools.pairwise(pages))
    raw.close()


@pytest.mark.usefixtures("small")
async def test_a_reader_that_was_let_go_comes_back_and_catches_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "STALLED_FOR_S", 0.2)
    talker = await place.talker()
    raw, back = await stuck_reader(place)
    said: list[str] = []
    wire = await talks_until_stuck(place, talker, said)
    await becomes(lambda: wire.close_sent or wire.transport.is_closing())
    await raw.ends()
    pages = [f for f in raw.told() if f["t"] == "changes"]
    await back.connect()
    await back.open(talker.room(OWLS), {"epoch": pages[-1]["epoch"], "at": pages[-1]["to"]})
    got = [m["text"] for f in pages for m in f["items"]]
    await back.hears_any(lambda f: f["t"] == "live")
    got += [m["text"] for f in back.told if f["t"] == "changes" for m in f["items"]]
    assert got == said
    raw.close()
