"""What staff show besides their passphrase: without it their session opens nothing."""

import time
from pathlib import Path

import pytest

from server.auth import second_proof, totp
from server.ground import protocol as p
from server.rooms.limits import LIMITS
from tests.conftest import fresh_place
from tests.people import PASSPHRASE, App, Person, Place

CASES = "/api/console/cases"


async def newcomer(place: Place, role: str = "moderator") -> Person:
    return await place.peer(proven=False, invitation=await place.invitation(role))


async def only_passphrase(place: Place, other: Person) -> Person:
    """Somebody who knows a member of staff's passphrase, and no more."""
    thief = await place.visitor()
    thief.me = await thief.post("/api/session", {"pseudonym": other.me["pseudonym"], "passphrase": PASSPHRASE})
    return thief


@pytest.mark.parametrize("role", ["moderator", "lead", "operator", "trustee"])
async def test_staff_without_one_can_set_one_up_and_nothing_else(shared: Place, role: str) -> None:
    person = await newcomer(shared, role)
    assert person.me["roles"] == ["unproven"]
    assert (await person.refused("GET", CASES))["code"] == "not_allowed"
    await person.set_up_second_proof()
    assert person.me["roles"] == sorted([role, "peer"])


async def test_the_passphrase_alone_opens_neither_the_console_nor_a_conversation(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.post("/api/help-requests", {})
    view = await moderator.take(author)
    talk = (await moderator.act(view["line"]["id"], "converse"))["conversation"]["id"]
    thief = await only_passphrase(place, moderator)
    for path in (CASES, f"/api/rooms/{talk}/messages", "/api/me/export"):
        assert (await thief.refused("GET", path))["status"] in (403, 405), path
    assert (await thief.get("/api/me"))["rooms"] == []
    await thief.connect(hello=False)
    assert (await thief.is_closed())[0] == p.SIGNED_OUT.code
    made = await thief.post("/api/me/totp")
    mine = {"secret": made["secret"], "code": App(made["secret"]).code()}
    assert (await thief.refused("PUT", "/api/me/totp", mine))["code"] == "not_allowed"


async def test_a_code_opens_the_console_once(shared: Place) -> None:
    moderator = await shared.moderator()
    elsewhere = await only_passphrase(shared, moderator)
    assert await elsewhere.get("/api/me/second") == {"totp": True, "passkeys": []}
    assert moderator.app is not None
    code = moderator.app.code()
    await elsewhere.post("/api/me/proof", {"code": code})
    await elsewhere.get(CASES)
    another = await only_passphrase(shared, moderator)
    assert (await another.refused("POST", "/api/me/proof", {"code": code}))["code"] == "code_wrong"


async def test_a_code_is_a_fresh_proof_too(shared: Place) -> None:
    moderator = await shared.moderator()
    assert moderator.app is not None
    await shared.stale(moderator)
    assert (await moderator.refused("POST", "/api/me/totp"))["code"] == "not_fresh"
    await moderator.post("/api/me/proof", {"code": moderator.app.code()})
    await moderator.set_up_second_proof()  # another phone, in place of the first


async def test_guessing_at_codes_is_slowed(shared: Place) -> None:
    moderator = await shared.moderator()
    assert moderator.app is not None
    right = moderator.app.code()
    thief = await only_passphrase(shared, moderator)
    tries = LIMITS["code"].burst - 1  # setting it up was one
    for n in range(tries):
        wrong = f"{(int(right) + 1 + n) % 10**6:06}"
        assert (await thief.refused("POST", "/api/me/proof", {"code": wrong}))["code"] == "code_wrong"
    assert (await thief.refused("POST", "/api/me/proof", {"code": right}))["code"] == "too_fast"
    await moderator.get(CASES)  # who is in already is not shut out by it


async def test_setting_up_takes_a_code_that_fits(shared: Place) -> None:
    person = await newcomer(shared)
    secret = (await person.post("/api/me/totp"))["secret"]
    wrong = totp.code(secret, int(time.time()) // totp.STEP_S - 10)
    for body, code in (({"secret": secret, "code": wrong}, "code_wrong"),
                       ({"secret": "AAAA", "code": "123456"}, "bad_request")):  # fmt: skip
        assert (await person.refused("PUT", "/api/me/totp", body))["code"] == code
    assert (await person.refused("GET", CASES))["code"] == "not_allowed"


async def test_what_codes_are_made_from_is_kept_sealed(shared: Place) -> None:
    person = await newcomer(shared)
    made = await person.post("/api/me/totp")
    assert f"secret={made['secret']}" in made["uri"]
    assert len(made["picture"]) == len(made["picture"][0]) > 20
    await person.put("/api/me/totp", {"secret": made["secret"], "code": App(made["secret"]).code()})
    rows = await shared.sql("select secret from totp")
    assert not any(made["secret"].encode() in row[0] for row in rows)


async def test_an_operator_lets_somebody_set_up_another_whose_phone_is_gone(place: Place) -> None:
    moderator = await place.moderator()
    await moderator.connect()
    assert not await second_proof.forget(place.services.database, "Nobody Here")
    assert await second_proof.forget(place.services.database, moderator.me["pseudonym"].upper())
    assert (await moderator.is_closed())[0] == p.SIGNED_OUT.code
    back = await only_passphrase(place, moderator)
    await back.set_up_second_proof()
    await back.get(CASES)


async def test_a_demonstration_asks_nobody_and_stops_being_one_when_it_is_asked_for(
    database_url: str, tmp_path: Path
) -> None:
    async with fresh_place(database_url, tmp_path, porchlight_staff_second_proof="off") as place:
        moderator = await newcomer(place)
        await moderator.get(CASES)
        cookie = moderator.cookie
    async with fresh_place(database_url, tmp_path) as place:
        again = await place.visitor()
        again.http.headers["cookie"] = cookie
        assert (await again.get("/api/me"))["roles"] == ["unproven"]
