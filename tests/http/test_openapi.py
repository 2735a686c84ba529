"""The description of the API is one, it says all there is, and the running server keeps to it."""

import asyncio
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.http.routes import ROUTES
from tests.people import Person, Place
from tests.words import SOON

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 12


def described(place: Place) -> Any:
    return schemathesis.openapi.from_url(f"{place.address}/api/openapi.json")


async def test_the_description_is_valid_openapi_3_1(shared: Place) -> None:
    schema = await asyncio.to_thread(described, shared)
    assert schema.raw_schema["openapi"].startswith("3.1")
    schema.validate()


async def test_every_route_is_in_it_with_its_permission_and_nothing_else_is(shared: Place) -> None:
    visitor = await shared.visitor()
    paths = (await visitor.get("/api/openapi.json"))["paths"]
    said = {(m.upper(), path, op["x-permission"]) for path, item in paths.items() for m, op in item.items()}
    assert said == {(r.method, r.path.replace(":uuid", ""), r.permission) for r in ROUTES}
    names = [op["operationId"] for item in paths.values() for op in item.values()]
    assert len(set(names)) == len(names)


ENDS_WHO_ASKS = {("delete", "/api/session"), ("delete", "/api/me/sessions")}


async def ids(place: Place, role: str) -> tuple[Person, dict[str, str]]:
    """Somebody of this role, and a room, a case and a message that they know of."""
    author = await place.talker()
    sent = await author.send(SOON)
    case = str((await place.sql("select id from cases"))[0][0])
    known = {"room": author.room("night-owls"), "case": case, "message": sent["id"]}
    if role == "visitor":
        return await place.visitor(), known
    person = author if role == "peer" else await place.moderator()
    return person, known


def keeps_to_it(place: Place, cookie: str, known: dict[str, str]) -> None:
    """Asks everything of everything, with made-up ids and with real ones."""
    headers = {"origin": place.address} | ({"cookie": cookie} if cookie else {})
    for found in described(place).get_all_operations():
        operation = found.ok()
        if (operation.method, operation.path) in ENDS_WHO_ASKS:
            continue  # it would end the session that asks; tests/auth/ has them
        kind = next((kind for kind in known if f"/{kind}s/" in operation.path), "")
        ask(operation, headers, None)
        if "{" in operation.path:
            ask(operation, headers, {"id": known.get(kind, ""), "slug": "night-owls", "country": "GB"})


def ask(operation: Any, headers: dict[str, str], real: dict[str, str] | None) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def asks(case: Any) -> None:
        if real is not None:
            case.path_parameters = {name: real[name] for name in case.path_parameters}
        case.call_and_validate(headers=headers, checks=CHECKS)

    asks()


# The server shares this process, and its jitter is no part of what is generated.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module")
@pytest.mark.parametrize("role", ["visitor", "peer", "moderator"])
async def test_the_server_answers_as_the_description_says(place: Place, role: str) -> None:
    person, known = await ids(place, role)
    await asyncio.to_thread(keeps_to_it, place, person.cookie, known)
    assert role == "visitor" or (await person.get("/api/me"))["roles"]
