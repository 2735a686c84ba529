"""Sessions: what the cookie is like, when it holds, and that nothing in the database can be used as one."""

import hashlib
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.ground import protocol as p
from tests.people import PASSPHRASE, Instance, Place


def cookie_of(response: httpx.Response) -> "Morsel[str]":
    return SimpleCookie(response.headers["set-cookie"])["porchlight"]


async def sign_in(place: Place, **body: Any) -> httpx.Response:
    known = await place.peer()
    visitor = await place.visitor()
    body = {"pseudonym": known.me["pseudonym"], "passphrase": PASSPHRASE, **body}
    return await visitor.http.post("/api/session", json=body)


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites_and_ends_with_the_browser(
    shared: Place,
) -> None:
    cookie = cookie_of(await sign_in(shared))
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/")
    assert (cookie["max-age"], cookie["expires"], cookie["domain"], cookie["secure"]) == ("", "", "", "")
    assert len(cookie.value) >= 43


async def test_a_device_that_is_kept_has_thirty_days(shared: Place) -> None:
    assert cookie_of(await sign_in(shared, keep=True))["max-age"] == str(30 * 24 * 3600)


async def test_behind_https_the_cookie_is_for_https_only(database_url: str, tmp_path: Path) -> None:
    origin = "https://porchlight.example"
    instance = Instance(database_url, tmp_path, porchlight_origin=origin)
    await instance.start()
    place = Place(instance)
    visitor = await place.visitor()
    visitor.http.headers["origin"] = origin
    consent = (await visitor.get("/api/consent"))["version"]
    body = {"pseudonym": "Quiet Heron", "passphrase": PASSPHRASE, "age_confirmed": True, "consent": consent}
    response = await visitor.http.post("/api/accounts", json=body | {"country": "GB"})
    assert cookie_of(response)["secure"] is True
    visitor.http.headers["origin"] = place.address
    assert (await visitor.refused("POST", "/api/accounts", body))["code"] == "wrong_origin"
    await place.close()
    await instance.stop()


async def test_signing_out_ends_the_session_its_sockets_and_its_cookie(place: Place) -> None:
    person = await place.talker()
    secret = person.http.cookies["porchlight"]
    response = await person.http.delete("/api/session")
    assert response.status_code == 204
    assert (cookie_of(response).value, cookie_of(response)["max-age"]) == ("", "0")
    assert await person.is_closed() == (p.SIGNED_OUT.code, p.SIGNED_OUT.name)
    person.http.cookies.set("porchlight", secret)
    refused = await person.refused("GET", "/api/me")
    assert (refused["status"], refused["code"]) == (401, "not_signed_in")
    await person.connect(hello=False)
    assert (await person.is_closed())[0] == p.SIGNED_OUT.code


async def test_a_session_that_has_run_out_holds_no_more(place: Place) -> None:
    person = await place.talker()
    await place.sql("update sessions set expires_at = now() - interval '1 second'")
    assert (await person.refused("GET", "/api/me"))["code"] == "not_signed_in"
    assert (await person.send("am I still here?"))["code"] == "signed_out"


@pytest.mark.parametrize(("keep", "hours"), [(False, 16), (True, 30 * 24)])
async def test_a_session_lasts_as_long_as_was_asked_for(place: Place, keep: bool, hours: int) -> None:
    await place.peer(keep=keep)
    rows = await place.sql("select round(extract(epoch from expires_at - created_at) / 3600) from sessions")
    assert [int(row[0]) for row in rows] == [hours]


async def test_what_the_database_holds_is_no_cookie_and_no_passphrase(place: Place) -> None:
    person = await place.peer()
    secret = person.http.cookies["porchlight"]
    digest = hashlib.sha256(secret.encode()).digest()
    assert (await place.sql("select digest from sessions"))[0][0] == digest
    dump = ""
    for (table,) in await place.sql("select tablename from pg_tables where schemaname = 'public'"):
        dump += "\n".join(row[0] for row in await place.sql(f"select t::text from {table} t"))
    assert digest.hex() in dump
    for kept_out in (secret, PASSPHRASE):
        assert kept_out not in dump
        assert kept_out.encode().hex() not in dump
    person.http.cookies.set("porchlight", digest.hex())
    assert (await person.refused("GET", "/api/me"))["code"] == "not_signed_in"
