"""Two instances behind nginx and behind Caddy, with the files that ship: what people meet who come through them."""

import asyncio
import re
import signal
import ssl

import httpx
import pytest
import websockets

from server.ground import protocol as p
from tests.deploy.conftest import Behind
from tests.deploy.files import DEPLOY, assignments, compose
from tests.deploy.fronts import ADDRESS, Front
from tests.people import PASSPHRASE, PATIENCE_S, Refused, becomes, closes_with

OWLS = "night-owls"
NETWORK = "x-porchlight-network"
PING_EVERY_S = 20
"""uvicorn's default, by which an instance keeps a quiet socket alive."""


# Coming in ---------------------------------------------------------------------------------------------


async def test_peers_on_different_instances_talk_with_one_another(behind: Behind) -> None:
    one, two = await behind.talker_at(behind.one), await behind.talker_at(behind.two)
    for speaker, listener, text in ((one, two, "up late again"), (two, one, "so am I")):
        assert (await speaker.send(text))["t"] == "sent"
        await listener.hears_text(text, listener.room(OWLS))


async def test_a_page_of_another_site_gets_403(behind: Behind) -> None:
    person = await behind.peer()
    for foreign in ("https://elsewhere.example", behind.front.address.replace("https", "http"), behind.one.address):
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(
                person.address.replace("https", "wss") + "/ws", origin=foreign, ssl=person.tls,  # type: ignore[arg-type]
                additional_headers={"cookie": person.cookie}, proxy=None,
            )  # fmt: skip
        assert refused.value.response.status_code == 403
        changed = await person.http.put("/api/console/duty", json={"on": True}, headers={"origin": foreign})
        assert (changed.status_code, changed.json()["code"]) == (403, "wrong_origin")


async def test_the_session_is_for_https_only(behind: Behind) -> None:
    person = await behind.peer()
    signed_in = await person.http.post(
        "/api/session", json={"pseudonym": person.me["pseudonym"], "passphrase": PASSPHRASE}
    )
    given = signed_in.headers["set-cookie"].lower()
    assert "; secure" in given
    assert "; httponly" in given


async def test_http_leads_to_https_and_stays_there(behind: Behind) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        plain = await http.get(f"http://localhost:{behind.front.plain_port}/help")
    assert plain.status_code == 308
    assert plain.headers["location"].startswith("https://localhost")
    assert plain.headers["location"].endswith("/help")
    visitor = await behind.visitor()
    assert (await visitor.http.get("/help")).headers["strict-transport-security"] == "max-age=31536000"


async def test_an_old_way_of_encrypting_is_refused(behind: Behind) -> None:
    old = ssl.create_default_context(cafile=behind.front.certificate)
    old.set_ciphers("DEFAULT@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        await asyncio.open_connection("localhost", behind.front.port, ssl=old)


async def test_scripts_come_compressed(behind: Behind) -> None:
    visitor = await behind.visitor()
    (script,) = re.findall(r'src="(/assets/peers-[^"]+\.js)"', (await visitor.http.get("/")).text)
    got = await visitor.http.get(script)
    assert got.headers["content-encoding"] == "gzip"
    assert int(got.headers.get("content-length", 0)) < len(got.content)


async def test_what_is_too_large_is_refused_as_such(behind: Behind) -> None:
    visitor = await behind.visitor()
    assert (await visitor.http.post("/api/session", content=b"x" * 70_000)).status_code == 413


# What an instance is told of whoever asks ----------------------------------------------------------------


async def test_an_instance_is_told_the_name_that_was_typed_and_the_address_that_asks_and_not_what_it_claims(
    behind: Behind,
) -> None:
    claimed = {
        "x-forwarded-for": "192.0.2.7", "x-real-ip": "192.0.2.7", "forwarded": "for=192.0.2.7", NETWORK: "192.0.2.7",
    }  # fmt: skip
    async with behind.through_the_second():
        person = await behind.peer()
        behind.lines.asked.clear()
        await person.http.get("/api/rooms", headers=claimed)
        await person.connect()
        await person.disconnect()
    asked = bytes(behind.lines.asked).decode("latin-1").lower()
    typed = person.address.removeprefix("https://")
    assert asked.count(f"\r\nhost: {typed}\r\n") == 2
    assert f"\r\norigin: {person.address}\r\n" in asked
    assert asked.count(f"\r\n{NETWORK}: 127.0.0.1\r\n") == asked.count(NETWORK) == asked.count("127.0.0.1") == 2
    for claim in ("192.0.2.7", "x-forwarded-for", "x-real-ip"):
        assert claim not in asked


def test_the_files_for_instances_name_the_header_that_the_proxies_set() -> None:
    named = {
        assignments(DEPLOY / "systemd/porchlight.env")["PORCHLIGHT_NETWORK_HEADER"],
        compose()["services"]["one"]["environment"]["PORCHLIGHT_NETWORK_HEADER"],
    }
    assert {name.lower() for name in named} == {NETWORK}


# Sockets stay open ----------------------------------------------------------------------------------------


async def test_a_quiet_socket_stays_open_far_longer_than_the_pings_are_apart(behind: Behind) -> None:
    """Nobody waits an hour here: that the directive is the one in force, the test after this one shows."""
    assert behind.one.server.config.ws_ping_interval == PING_EVERY_S
    (hours,) = set(re.findall(r"read_timeout (\d+)h\b", behind.front.shipped()))
    assert int(hours) * 3600 > 10 * PING_EVERY_S


async def test_the_time_a_socket_may_be_quiet_is_the_one_in_the_file(behind: Behind) -> None:
    shorter = re.sub(r"(read_timeout) 1h\b", r"\1 1s", behind.front.shipped())
    assert shorter != behind.front.shipped()
    async with behind.through_the_second(shorter):
        person = await behind.peer()
        await person.connect()
        assert (await person.is_closed())[0] == 1006, "it was quiet for a second, and cut"


async def test_pings_of_an_instance_cross_the_proxy_and_are_answered(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behind.one.server.config, "ws_ping_interval", 0.1)
    before = behind.at_one
    await behind.talker_at(behind.one)
    assert behind.at_one == before + 1
    door = behind.one.porchlight._door.sockets
    assert door is not None
    newest = list(door._open)[-1]
    await becomes(lambda: newest._wire.last_ping_rtt > 0)  # type: ignore[attr-defined]


# An instance goes -------------------------------------------------------------------------------------------


async def test_when_an_instance_is_killed_everybody_goes_on_at_the_other(behind: Behind) -> None:
    stays, falls = await behind.talker_at(behind.one), await behind.talker_at(behind.two)
    await behind.two.kill()
    try:
        assert (await falls.is_closed())[0] == 1006
        for _ in range(6):
            assert (await falls.http.get("/readyz")).status_code == 200
        cursor = falls.cursor(falls.room(OWLS))
        await stays.send("are you still there?")
        await falls.connect()
        await falls.open(falls.room(OWLS), cursor)
        await falls.hears_text("are you still there?")
        assert (await falls.send("yes, it was only the server"))["t"] == "sent"
        await stays.hears_text("yes, it was only the server")
    finally:
        await behind.two.start()
    await behind.talker_at(behind.two)


async def test_rolling_on_tells_everybody_when_to_come_back_and_turns_nobody_away(behind: Behind) -> None:
    leaves, comes = await behind.talker_at(behind.two), await behind.peer()
    stopping = asyncio.create_task(behind.two.stop())
    try:
        assert 0 < (await leaves.hears("away"))["retry_after"] <= 10
        await closes_with(leaves, p.DRAIN)
        for person in (leaves, comes) * 2:
            await person.connect()
            assert (await person.http.get("/api/me")).status_code == 200
            await person.disconnect()
        visitors = [await behind.visitor() for _ in range(6)]
        answers = [await v.http.post("/api/accounts", json=await v.registration()) for v in visitors]
        lost = [answer.status_code for answer in answers if not answer.is_success]
        assert lost == [502] * len(lost)
        assert len(lost) <= behind.front.loses
        assert await stopping in (0, -signal.SIGTERM)
    finally:
        await stopping
        await behind.two.start()
    await behind.talker_at(behind.two)


async def test_an_answer_that_was_lost_is_asked_for_again_at_the_other_instance(behind: Behind) -> None:
    behind.lines.asked.clear()
    behind.lines.lose_an_answer("GET /api/rooms")
    async with behind.through_the_second():
        visitor = await behind.visitor()
        assert (await visitor.http.get("/api/rooms")).status_code == 200
    assert behind.lines.times("GET /api/rooms") == 2


async def test_what_cannot_be_asked_twice_is_asked_once(behind: Behind) -> None:
    behind.lines.asked.clear()
    behind.lines.lose_an_answer("POST /api/accounts")
    async with behind.through_the_second():
        visitor = await behind.visitor()
        name = (await visitor.get("/api/pseudonyms"))["pseudonyms"][0]
        lost = await visitor.http.post("/api/accounts", json=await visitor.registration(name))
        assert lost.status_code == 502, "what became of it is not known; a second try would say: this name is taken"
        assert behind.lines.times("POST /api/accounts") == 1
        with pytest.raises(Refused) as refused:
            await visitor.register(name)
    assert refused.value.problem["code"] == "pseudonym_taken", "it had been carried out"


# Logs ---------------------------------------------------------------------------------------------------


async def test_no_log_holds_an_address_whatever_goes_wrong(front: Front) -> None:
    await front.start()
    await everything_goes_wrong(front)
    await front.stop()
    assert ADDRESS not in "".join(front.logs().values()), front.logs()


async def test_with_its_logs_turned_on_the_same_would_leave_addresses(front: Front) -> None:
    """The test before this one looks where addresses would be, and does what would bring them there."""
    assert front.shipped() != front.talkative()
    await front.start(front.talkative())
    await everything_goes_wrong(front)
    await front.stop()
    assert ADDRESS in "".join(front.logs().values()), front.logs()


async def everything_goes_wrong(front: Front) -> None:
    """What makes a proxy write: no instance there, a body that is too large, TLS that is none, people who vanish."""
    async with httpx.AsyncClient(base_url=front.address, verify=front.tls, trust_env=False) as http:
        assert (await http.get("/help")).status_code in (502, 503)
        assert (await http.post("/api/session", content=b"x" * 70_000)).status_code in (413, 502, 503)
    for said in (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00\x05hello", b"\0" * 100):
        reader, writer = await asyncio.open_connection("localhost", front.port)
        writer.write(said)
        writer.write_eof()
        await asyncio.wait_for(reader.read(), PATIENCE_S)
        writer.close()
    reader, writer = await asyncio.open_connection("localhost", front.port, ssl=front.tls)
    writer.write(b"no request at all\r\n\r\n")
    assert b" 400 " in await asyncio.wait_for(reader.readline(), PATIENCE_S)
    writer.transport.abort()
