"""The door of /ws and what comes in: who is let in, and which frames close the socket with which code."""

import asyncio
import uuid

import pytest

from server.ground import protocol as p
from server.live import session
from server.rooms import limits
from tests.live.raw import BINARY, Raw
from tests.people import Place, becomes, closes_with

OWLS = "night-owls"


# Coming in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1"])
async def test_a_page_of_another_site_gets_403(shared: Place, origin: str) -> None:
    raw = await Raw.connect(await shared.peer(), origin=origin)
    assert raw.status == 403
    raw.close()


async def test_what_is_no_page_names_no_origin_and_comes_in_with_its_session(shared: Place) -> None:
    raw = await Raw.connect(await shared.peer(), origin="")
    assert raw.status == 101
    raw.close()


async def test_without_a_session_the_socket_says_so(shared: Place) -> None:
    visitor = await shared.visitor()
    await visitor.connect(hello=False)
    await closes_with(visitor, p.SIGNED_OUT)
    visitor.http.cookies.set("porchlight", "made-up")
    await visitor.connect(hello=False)
    await closes_with(visitor, p.SIGNED_OUT)


@pytest.mark.parametrize("other", ['theme={"dark":true}', "a b=c", "x=\xe9", "=", '"; ;'])
async def test_the_session_is_found_beside_whatever_cookies_others_have_set(shared: Place, other: str) -> None:
    person = await shared.peer()
    cookie = f"{other}; {person.cookie}"
    assert (await person.http.get("/api/me", headers=[(b"cookie", cookie.encode("latin-1"))])).status_code == 200
    raw = await Raw.connect(person, cookie=cookie)
    await raw.hello()
    assert (await raw.hears("welcome"))["pseudonym"] == person.me["pseudonym"]
    raw.close()


async def test_hello_is_answered_by_who_one_is_and_the_personal_log(shared: Place) -> None:
    person = await shared.peer()
    await person.connect()
    welcome = person.told[0]
    assert (welcome["t"], welcome["pseudonym"], welcome["roles"]) == ("welcome", person.me["pseudonym"], ["peer"])
    assert (await person.hears("notices"))["reset"]


async def test_nothing_comes_before_hello(shared: Place) -> None:
    for frame in ({"t": "ping", "n": 1}, {"t": "open", "room": str(uuid.uuid4())}):
        person = await shared.peer()
        await person.connect(hello=False)
        await person.say(frame)
        await closes_with(person, p.BAD_FRAME)
        assert person.told == []


async def test_whoever_says_nothing_is_let_go(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HELLO_WITHIN_S", 0.05)
    person = await shared.peer()
    await person.connect(hello=False)
    await closes_with(person, p.NO_HELLO)


async def test_whoever_said_hello_stays(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HELLO_WITHIN_S", 0.2)
    person = await shared.peer()
    await person.connect()
    await asyncio.sleep(0.3)  # the time to be let go in, were hello not enough
    await person.say({"t": "ping", "n": 7})
    await person.hears("pong", n=7)


@pytest.mark.parametrize("protocol", [0, 2])
async def test_a_page_of_another_protocol_is_asked_to_reload(shared: Place, protocol: int) -> None:
    person = await shared.peer()
    await person.connect(hello=False)
    await person.say({"t": "hello", "protocol": protocol})
    await closes_with(person, p.OLD_PROTOCOL)


# What comes in ---------------------------------------------------------------------------------------

BAD = [
    "", "hello", "{", "[]", "null", '"ping"', "{}", '{"t":"burn"}', '{"t":"ping"}', '{"t":"ping","n":"one"}',
    '{"t":"open","room":"night-owls"}', '{"t":"send","room":null}', "[" * 30_000, '{"a":' * 6_000,
    '{"t":"ping","n":' + "9" * 5_000 + "}", '{"t":"send","text":"\\ud800"}',
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
async def test_a_frame_that_makes_no_sense_is_answered_and_what_follows_is_heard(shared: Place, bad: str) -> None:
    person = await shared.peer()
    await person.connect()
    await person.say(bad)
    assert (await person.hears("refused"))["code"] == "bad_frame"
    await person.say({"t": "ping", "n": 1})
    await person.hears("pong")


async def test_after_a_few_frames_that_make_no_sense_the_socket_closes(shared: Place) -> None:
    person = await shared.peer()
    await person.connect()
    for _ in range(session.BAD_FRAMES + 1):
        await person.say("{")
    await closes_with(person, p.BAD_FRAME)
    assert len([f for f in person.told if f["t"] == "refused"]) == session.BAD_FRAMES


async def test_a_binary_frame_closes_the_socket(shared: Place) -> None:
    raw = await Raw.connect(await shared.peer())
    await raw.hello()
    await raw.hears("welcome")
    await raw.send(b'{"t":"ping","n":1}', BINARY)
    assert await raw.is_closed() == p.BINARY.code
    assert not [f for f in raw.told() if f["t"] == "pong"]
    raw.close()


async def test_a_frame_that_is_too_large_closes_the_socket(shared: Place) -> None:
    person = await shared.peer()
    await person.connect()
    await person.say('{"t":"ping","n":1' + " " * (p.MAX_FRAME - 18) + "}")
    await person.hears("pong")
    await person.say('{"t":"ping","n":1' + " " * (p.MAX_FRAME - 17) + "}")
    assert (await person.is_closed())[0] == p.TOO_LARGE.code


async def test_bytes_that_are_no_text_close_the_socket(shared: Place) -> None:
    raw = await Raw.connect(await shared.peer())
    await raw.hello()
    await raw.hears("welcome")
    await raw.send(b'{"t":"ping","n":1,"a":"\xff"}')
    assert await raw.is_closed() == 1007
    raw.close()


async def test_too_many_frames_in_a_short_time_close_the_socket(shared: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "frame", limits.Limit(20, 60.0))
    person = await shared.peer()
    await person.connect()
    for n in range(20):
        await person.say({"t": "ping", "n": n})
    await closes_with(person, p.FLOOD)
    assert len([f for f in person.told if f["t"] == "pong"]) == 19


async def test_one_account_has_only_so_many_sockets_and_another_is_not_touched(shared: Place) -> None:
    person = await shared.peer()
    most = shared.instance.settings.porchlight_sockets_per_account
    raws = [await Raw.connect(person) for _ in range(most)]
    await person.connect(hello=False)
    await closes_with(person, p.TOO_MANY)
    assert [f["t"] for f in person.told] == ["away"]
    assert 15 <= person.told[0]["retry_after"] <= 30
    await (await shared.peer()).connect()
    raws.pop().close()
    door = shared.instance.porchlight._door.sockets
    assert door is not None
    account = (await shared.sql("select id from accounts where pseudonym = $1", person.me["pseudonym"]))[0][0]
    await becomes(lambda: sum(s.person.account == account for s in door._open) < most)
    await person.connect()
    for raw in raws:
        raw.close()
