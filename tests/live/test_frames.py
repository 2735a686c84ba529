"""What no browser sends: each is answered, or closes its own socket with the code that says why, and nothing else."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from server.ground import db
from server.ground import protocol as p
from server.rooms import append, limits
from tests.conftest import fresh_place
from tests.live.raw import BINARY, CLOSE, CONT, PING, PONG, TEXT, Raw, framed
from tests.people import Person, Place, becomes
from tests.words import ATTEMPT

OWLS = "night-owls"
PINGED = b'{"t":"ping","n":1}'


@pytest_asyncio.fixture(loop_scope="session")
async def bystander(shared: Place) -> AsyncIterator[Person]:
    """Somebody else in the same place, and another tab of the one who misbehaves: after each test both go on."""
    other = await shared.talker()
    yield other
    assert (await other.send("still here"))["t"] == "sent"
    await other.hears_text("still here")


async def greeted(place: Place, person: Person | None = None) -> Raw:
    raw = await Raw.connect(person or await place.peer())
    await raw.hello()
    await raw.hears("welcome")
    return raw


# Pieces ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bystander")
async def test_a_frame_in_pieces_is_one_frame_with_pings_between_them(shared: Place) -> None:
    raw = await greeted(shared)
    pieces = [PINGED[n : n + 3] for n in range(0, len(PINGED), 3)]
    await raw.put(framed(pieces[0], TEXT, fin=False))
    for piece in pieces[1:-1]:
        await raw.put(framed(b"are you there", PING) + framed(piece, CONT, fin=False))
    await raw.put(framed(pieces[-1], CONT))
    assert (await raw.hears("pong"))["n"] == 1
    assert [data for opcode, data in raw.frames() if opcode == PONG] == [b"are you there"] * (len(pieces) - 2)
    raw.close()


@pytest.mark.parametrize("piece", [b"", b"x"])
@pytest.mark.usefixtures("bystander")
async def test_very_many_pieces_are_a_flood(shared: Place, piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "frame", limits.Limit(50, 60.0))
    raw = await greeted(shared)
    wire = only_wire(shared, raw)
    await raw.put(framed(b'{"t":"', TEXT, fin=False) + framed(piece, CONT, fin=False) * 20_000)
    assert await raw.is_closed() == p.FLOOD.code
    assert len(wire.frames) < 60
    raw.close()


@pytest.mark.parametrize("opcode", [PING, PONG])
@pytest.mark.usefixtures("bystander")
async def test_very_many_pings_or_pongs_are_a_flood(
    shared: Place, opcode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "frame", limits.Limit(50, 60.0))
    raw = await greeted(shared)
    await raw.put(framed(b"", opcode) * 1_000)
    assert await raw.is_closed() == p.FLOOD.code
    raw.close()


@pytest.mark.usefixtures("bystander")
async def test_pieces_that_are_too_large_together_close_the_socket(shared: Place) -> None:
    raw = await greeted(shared)
    await raw.put(framed(b" " * 20_000, TEXT, fin=False) + framed(b" " * 20_000, CONT))
    assert await raw.is_closed() == p.TOO_LARGE.code
    raw.close()


# What is no WebSocket ----------------------------------------------------------------------------------

WRONG = {
    "not masked": framed(PINGED, masked=False),
    "an unknown opcode": framed(b"", 3),
    "an unknown control opcode": framed(b"", 11),
    "reserved bits": b"\xf1" + framed(PINGED)[1:],
    "a ping in pieces": framed(b"", PING, fin=False),
    "a ping that is too long": framed(b"x" * 126, PING),
    "a piece of nothing": framed(b"", CONT),
    "a frame inside of another": framed(b"{", TEXT, fin=False) + framed(PINGED, TEXT),
    "a close frame with half a code": framed(b"\x03", CLOSE),
    "a close frame with a code of nobody's": framed(b"\x00\x01", CLOSE),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.usefixtures("bystander")
async def test_what_is_no_websocket_closes_its_socket(shared: Place, wrong: bytes) -> None:
    raw = await greeted(shared)
    await raw.put(wrong)
    assert await raw.is_closed() == p.NO_WEBSOCKET.code
    await raw.ends()
    assert not [f for f in raw.told() if f["t"] == "pong"]
    raw.close()


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
@pytest.mark.usefixtures("bystander")
async def test_bytes_that_are_no_utf8_close_the_socket(shared: Place, bad: bytes) -> None:
    raw = await greeted(shared)
    await raw.send(b'{"t":"ping","n":1,"a":"' + bad + b'"}')
    assert await raw.is_closed() == p.NOT_UTF8.code
    raw.close()


async def test_a_character_may_be_cut_in_two_by_pieces(shared: Place) -> None:
    raw = await greeted(shared)
    text = '{"t":"ping","n":1,"a":"é"}'.encode()
    await raw.put(framed(text[:-3], TEXT, fin=False) + framed(text[-3:], CONT))
    assert (await raw.hears("pong"))["n"] == 1
    raw.close()


@pytest.mark.usefixtures("bystander")
async def test_binary_pieces_close_the_socket(shared: Place) -> None:
    raw = await greeted(shared)
    await raw.put(framed(PINGED[:5], BINARY, fin=False) + framed(PINGED[5:], CONT))
    assert await raw.is_closed() == p.BINARY.code
    raw.close()


@pytest.mark.parametrize("lines", [1, 500])
async def test_a_handshake_with_endless_headers_is_answered_and_ended(shared: Place, lines: int) -> None:
    person = await shared.peer()
    cookie = f"{person.cookie}; a=" + "b" * 9_000 if lines == 1 else f"{person.cookie}\r\nx: y" + "\r\nx: y" * lines
    raw = await Raw.connect(person, cookie=cookie)
    assert raw.status == 431
    await raw.ends()
    raw.close()


@pytest.mark.usefixtures("bystander")
async def test_who_never_pongs_is_let_go(shared: Place) -> None:
    raw = await greeted(shared)
    wire = only_wire(shared, raw)
    wire.send_keepalive_ping()
    while not [f for f in raw.frames() if f[0] == PING]:
        assert await raw.read()
    wire.keepalive_timeout()
    assert await raw.is_closed() == p.SILENT.code
    raw.close()


async def test_who_pongs_stays_and_is_asked_again(shared: Place) -> None:
    raw = await greeted(shared)
    wire = only_wire(shared, raw)
    wire.send_keepalive_ping()
    while not (pings := [data for opcode, data in raw.frames() if opcode == PING]):
        assert await raw.read()
    await raw.put(framed(pings[0], PONG))
    await becomes(lambda: wire.pong_timer is None)
    assert wire.ping_timer is not None
    await raw.send(PINGED)
    await raw.hears("pong")
    raw.close()


def only_wire(place: Place, raw: Raw) -> Any:
    """The server's end of this connection."""
    door = place.instance.porchlight._door.sockets
    assert door is not None
    mine = raw._connection.getsockname()[:2]
    return next(s._wire for s in door._open if s._wire.client == mine)


# JSON --------------------------------------------------------------------------------------------------

ID = uuid.UUID(int=7)
MEANINGLESS = {
    "deep in a field nobody reads": '{"t":"ping","n":1,"a":' + "[" * 32_000,
    "deep and whole": '{"t":"ping","n":1,"a":' + "[" * 15_000 + "]" * 15_000 + "}",
    "deep objects": '{"t":"ping","n":1,"a":' + '{"a":' * 6_000,
    "unknown type": '{"t":"burn","n":1}',
    "type is a number": '{"t":1}',
    "no type": '{"n":1}',
    "hello with half a cursor": '{"t":"hello","protocol":1,"personal":{"epoch":"e"}}',
    "cursor of words": f'{{"t":"open","room":"{ID}","cursor":{{"epoch":"e","at":"x"}}}}',
    "room is null": '{"t":"send","room":null,"client_id":null,"text":null}',
    "text is a list": f'{{"t":"send","room":"{ID}","client_id":"{ID}","text":["a"]}}',
    "id is too short": f'{{"t":"send","room":"{ID}","client_id":"1","text":"a"}}',
    "true is no number": '{"t":"ping","n":true}',
    "out of range": '{"t":"ping","n":1e400}',
    "a number of 5000 digits": '{"t":"ping","n":' + "9" * 5_000 + "}",
    "more after the end": '{"t":"ping","n":1}{"t":"ping","n":2}',
    "a raw line break in a string": '{"t":"ping","n":1,"a":"\n"}',
    "half a pair in a frame that is none": '{"t":"ping","a":"\\ud800"}',
    "half a pair and deep": '{"t":"ping","n":1,"a":"\\ud800","b":' + "[" * 20_000 + "]" * 10_000 + "}",
}


@pytest.mark.parametrize("text", MEANINGLESS.values(), ids=MEANINGLESS)
@pytest.mark.usefixtures("bystander")
async def test_a_frame_that_makes_no_sense_is_answered_and_the_socket_goes_on(shared: Place, text: str) -> None:
    person = await shared.peer()
    await person.connect()
    await person.say(text)
    refused = await person.hears("refused")
    assert refused["code"] == "bad_frame"
    assert len(refused["says"]) < 300
    await person.say('{"t":"ping","n":7,"what":{"nobody":["reads"]}}')
    assert (await person.hears("pong"))["n"] == 7


@pytest.mark.parametrize("text", MEANINGLESS.values(), ids=MEANINGLESS)
async def test_before_hello_it_closes_nothing_by_itself_and_hello_is_heard(shared: Place, text: str) -> None:
    person = await shared.peer()
    await person.connect(hello=False)
    await person.say(text)
    assert (await person.hears("refused"))["code"] == "bad_frame"
    await person.say({"t": "hello", "protocol": 1})
    await person.hears("welcome")


@pytest.mark.parametrize("bad", ["\\u0000", "\\ud800", "\\ud800b", "\\udc00", "\\udc00\\ud800", "\\uD83D"])
@pytest.mark.usefixtures("bystander")
async def test_a_message_that_cannot_be_stored_is_refused_by_its_id_and_the_next_is_stored(
    shared: Place, bad: str
) -> None:
    """The page has to know which of its messages it was, or it would offer it for ever."""
    author = await shared.talker()
    client_id, room = str(uuid.uuid4()), author.room(OWLS)
    await author.say(f'{{"t":"send","room":"{room}","client_id":"{client_id}","text":"a {bad} b"}}')
    refused = await author.hears("refused", client_id=client_id)
    assert (refused["code"], refused["room"], "retry_after" in refused) == ("text_unusable", room, False)
    assert (await author.send("and this", room))["t"] == "sent"
    await author.say(
        f'{{"t":"send","room":"{room}","client_id":"{uuid.uuid4()}","text":"a whole pair: \\ud83d\\ude00"}}'
    )
    await author.hears_text("a whole pair: \U0001f600", room)


async def test_danger_beside_half_a_pair_is_heard(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    client_id = str(uuid.uuid4())
    await author.say(
        f'{{"t":"send","room":"{author.room(OWLS)}","client_id":"{client_id}","text":"{ATTEMPT} \\ud800"}}'
    )
    refused = await author.hears("refused", client_id=client_id)
    assert (refused["code"], refused["card"]) == ("text_unusable", "emergency")
    assert (await moderator.case_about(author))["urgency"] == "now"


@pytest.mark.parametrize("t", ["typing", "shut", "open"])
@pytest.mark.usefixtures("bystander")
async def test_a_frame_about_a_room_one_is_not_in_changes_nothing(shared: Place, t: str) -> None:
    person = await shared.peer()
    await person.connect()
    await person.say({"t": t, "room": str(ID)})
    await person.say({"t": t, "room": (await shared.talker()).room(OWLS)})
    await person.say({"t": "ping", "n": 3})
    await person.hears("pong", n=3)
    assert not [f for f in person.told if f["t"] in ("changes", "live")]


async def test_a_second_hello_changes_nothing(shared: Place) -> None:
    person = await shared.talker()
    await person.say({"t": "hello", "protocol": 1})
    await person.say({"t": "ping", "n": 4})
    await person.hears("pong", n=4)
    assert len([f for f in person.told if f["t"] == "welcome"]) == 1


@pytest.mark.usefixtures("bystander")
async def test_one_tab_that_misbehaves_does_not_close_the_other(shared: Place) -> None:
    person = await shared.talker()
    raw = await greeted(shared, person)
    await raw.put(framed(PINGED, masked=False))
    assert await raw.is_closed() == p.NO_WEBSOCKET.code
    assert (await person.send("from the other tab"))["t"] == "sent"
    bad = await greeted(shared, person)
    for _ in range(6):
        await bad.send("{")
    assert await bad.is_closed() == p.BAD_FRAME.code
    assert (await person.send("and again"))["t"] == "sent"
    for one in (raw, bad):
        one.close()


async def test_each_code_that_a_socket_closes_with_is_in_the_table() -> None:
    codes = [close.code for close in p.CLOSE_CODES]
    assert len(set(codes)) == len(codes)
    defined = {value for value in vars(p).values() if isinstance(value, p.Close)}
    assert defined == set(p.CLOSE_CODES), "a code is defined and not in the table that clients are made from"


@pytest.mark.usefixtures("bystander")
async def test_who_floods_is_not_read_any_further(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the close frame only so much more is looked at, however much comes."""
    monkeypatch.setitem(limits.LIMITS, "frame", limits.Limit(5, 60.0))
    person = await shared.peer()
    raw = await greeted(shared, person)
    wire = only_wire(shared, raw)
    much = framed(b" " * 30_000) * 40
    for _ in range(10):
        await raw.put(much)
    await becomes(lambda: wire.disconnected)
    assert wire._came_after_close < 2 * 1024 * 1024
    raw.close()


async def test_where_the_database_cannot_just_now_every_frame_has_its_answer(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds the members, as a long change of the schema does: one is told to come back, and it goes on."""
    monkeypatch.setitem(db.FAST, "server_settings", {**db.FAST["server_settings"], "lock_timeout": "100ms"})
    monkeypatch.setattr(append, "DEADLINE_S", 0.3)
    async with fresh_place(database_url, tmp_path) as place:
        person = await place.peer()
        await person.join(OWLS)
        room = person.room(OWLS)
        await person.connect()
        holder = await asyncpg.connect(database_url)
        async with holder.transaction():
            await holder.execute("lock table members in access exclusive mode")
            await person.say({"t": "open", "room": room})
            told = await person.hears("refused", room=room)
            assert (told["code"], told["retry_after"]) == ("not_saved", 2)
            answer = await person.send("hello", room)
            assert (answer["t"], answer["code"], answer["retry_after"]) == ("refused", "not_saved", 2)
        await holder.close()
        await person.open(room)
        assert (await person.send("hello", room))["t"] == "sent"
