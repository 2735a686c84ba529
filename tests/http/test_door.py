"""The door of the API: what makes no sense is refused in one form, with the field named, and does no harm."""

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest

from server.http.door import LARGEST_BODY
from server.http.routes import ROUTES
from tests.people import Place

GOOD = {
    "pseudonym": "Quiet Heron",
    "passphrase": "lantern river kettle",
    "age_confirmed": True,
    "consent": "x",
    "country": "GB",
}


def problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The one form that refusals have."""
    assert response.headers["content-type"] == "application/json"
    said: dict[str, Any] = response.json()
    assert (response.status_code, said["code"]) == (status, code)
    assert said["says"]
    assert said.keys() <= {"code", "says", "field", "retry_after"}
    assert response.headers["cache-control"] == "no-store"
    return said


@pytest.mark.parametrize(
    "body", ["", "{", "nonsense", "[]", "null", "1", '"text"', "\xff\xfe", "{'a': 1}", '{"pseudonym":"\\ud800"}']
)
async def test_what_is_no_json_object_is_refused(shared: Place, body: str) -> None:
    visitor = await shared.visitor()
    problem(await visitor.http.post("/api/accounts", content=body.encode("latin-1")), 400, "bad_request")


@pytest.mark.parametrize(
    ("field", "value"),
    [("pseudonym", 1), ("pseudonym", None), ("passphrase", ["a"]), ("age_confirmed", "yes"), ("country", {}),
     ("country", "G" * 65), ("keep", 1), ("invitation", 7)],
)  # fmt: skip
async def test_a_field_of_the_wrong_type_is_named(shared: Place, field: str, value: object) -> None:
    visitor = await shared.visitor()
    said = problem(await visitor.http.post("/api/accounts", json=GOOD | {field: value}), 400, "bad_request")
    assert said["field"] == field


@pytest.mark.parametrize("left_out", sorted(GOOD))
async def test_a_field_that_is_missing_is_refused(shared: Place, left_out: str) -> None:
    visitor = await shared.visitor()
    body = {name: value for name, value in GOOD.items() if name != left_out}
    assert left_out in problem(await visitor.http.post("/api/accounts", json=body), 400, "bad_request")["says"]


async def test_what_is_too_large_is_refused_whether_it_says_so_or_not(shared: Place) -> None:
    visitor = await shared.visitor()
    body = json.dumps(GOOD | {"invitation": "a" * LARGEST_BODY}).encode()
    problem(await visitor.http.post("/api/accounts", content=body), 413, "too_large")

    async def bit_by_bit() -> Any:
        for at in range(0, len(body), 8192):
            yield body[at : at + 8192]

    problem(await visitor.http.post("/api/accounts", content=bit_by_bit()), 413, "too_large")


@pytest.mark.parametrize("nested", ["[" * 30_000, '{"a":' * 10_000, '{"pseudonym":' + "[" * 30_000])
async def test_deep_nesting_is_refused(shared: Place, nested: str) -> None:
    visitor = await shared.visitor()
    problem(await visitor.http.post("/api/accounts", content=nested.encode()), 400, "bad_request")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1", "https://127.0.0.1:1"])
async def test_another_sites_page_changes_nothing(shared: Place, origin: str) -> None:
    person = await shared.peer()
    card = await person.get("/api/rooms/night-owls")
    for method, path, body in [
        ("POST", f"/api/rooms/{card['id']}/membership", None),
        ("PUT", "/api/me/country", {"country": "IE"}),
        ("DELETE", "/api/session", None),
        ("POST", "/api/session", {"pseudonym": "a", "passphrase": "b"}),
    ]:
        response = await person.http.request(method, path, json=body, headers={"origin": origin})
        problem(response, 403, "wrong_origin")
    me = await person.get("/api/me")
    assert (me["rooms"], me["country"]) == ([], "GB")
    assert (await person.http.get("/api/rooms", headers={"origin": origin})).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/nothing",
        "/api/rooms/no-such-room",
        "/api/rooms/%00",
        "/api/rooms/%ff",
        "/api/rooms/a%2Fb",
        f"/api/console/cases/{uuid.UUID(int=1)}/nothing",
        "/nothing",
        "/assets/../pyproject.toml",
        "/assets/%2e%2e/%2e%2e/pyproject.toml",
    ],
)
async def test_what_is_not_there_is_not_found(shared: Place, path: str) -> None:
    visitor = await shared.visitor()
    response = await visitor.http.get(path)
    assert response.status_code == 404
    problem(response, 404, "not_found")


@pytest.mark.parametrize("id", ["1", "not-a-uuid", "00000000-0000-0000-0000-00000000000g"])
async def test_an_id_that_is_none_is_not_found(shared: Place, id: str) -> None:
    person = await shared.peer()
    problem(await person.http.get(f"/api/rooms/{id}/messages"), 404, "not_found")


async def test_a_wrong_method_is_told_which_are_right(shared: Place) -> None:
    visitor = await shared.visitor()
    for path in {route.path for route in ROUTES if "{" not in route.path}:
        right = {route.method for route in ROUTES if route.path == path}
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - right:
            response = await visitor.http.request(method, path)
            problem(response, 405, "not_allowed")
            assert set(response.headers["allow"].split(", ")) - {"HEAD"} == right


async def test_head_is_get_without_the_body(shared: Place) -> None:
    visitor = await shared.visitor()
    for path in ("/api/rooms", "/api/consent", "/", "/help", "/healthz", "/readyz"):
        head, get = await visitor.http.head(path), await visitor.http.get(path)
        assert (head.status_code, head.content, get.status_code) == (200, b"", 200)
        assert head.headers["content-type"] == get.headers["content-type"]


async def test_a_client_that_goes_away_in_the_middle_does_no_harm(shared: Place) -> None:
    visitor = await shared.visitor()
    reader, writer = await asyncio.open_connection("127.0.0.1", shared.instance.port)
    writer.write(b"POST /api/accounts HTTP/1.1\r\nhost: a\r\ncontent-length: 500\r\n\r\n{")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    del reader
    assert (await visitor.http.get("/api/rooms")).status_code == 200


async def test_a_fault_of_our_own_is_said_in_the_same_form_and_nothing_of_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> None:
        raise RuntimeError("the secret of the kettle")

    monkeypatch.setattr(place.services.directory, "rooms", breaks)
    visitor = await place.visitor()
    response = await visitor.http.get("/api/rooms")
    assert (response.status_code, response.json()["code"]) == (500, "broken")
    assert "kettle" not in response.text
    assert "content-security-policy" in response.headers


async def test_a_refusal_that_passes_says_when_to_try_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    person = await place.peer()
    card = await person.get("/api/rooms/night-owls")
    monkeypatch.setattr(place.services.limits, "take", lambda what, who: 3.4)
    response = await person.http.post(f"/api/rooms/{card['id']}/membership")
    assert problem(response, 429, "too_fast")["retry_after"] == 3.4
    assert response.headers["retry-after"] == "3"


@pytest.mark.parametrize("before", ["0", "-1", "x", "1e3", "٣", "", str(2**63), "9" * 40, "1;drop"])
async def test_a_position_that_is_none_is_refused(shared: Place, before: str) -> None:
    person = await shared.peer()
    await person.join("night-owls")
    response = await person.http.get(f"/api/rooms/{person.room('night-owls')}/messages", params={"before": before})
    assert problem(response, 400, "bad_request")["field"] == "before"
