"""Who may do what: every route and every frame, with every role, over real HTTP and a real socket."""

import typing
import uuid
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from server.auth import permissions
from server.ground import protocol as p
from server.http.door import ApiRoute
from server.http.routes import ROUTES
from server.live.session import FRAMES, HANDLERS
from tests.people import PASSPHRASE, Person, Place

ROLES = ("visitor", "unproven", "peer", "moderator", "lead", "operator", "trustee")
CLIENT_FRAMES: tuple[type[p.Frame], ...] = typing.get_args(p.ClientFrame)
OPEN_TO_ALL = {
    "/", "/facilitate", "/you", "/one-to-one", "/console", "/help", "/help.css", "/hours", "/acknowledge/{token}",
    "/healthz", "/readyz", "/metrics", "/api/openapi.json", "/assets",
}  # fmt: skip
"""What is served without the table of permissions. /metrics has its token (tests/http/test_pages.py), and so has
/acknowledge (tests/http/test_acknowledge_page.py)."""
ENDS_WHO_ASKS = {("DELETE", "/api/session"), ("DELETE", "/api/me/sessions")}
"""Whoever does this is signed out, and so is somebody else than those who try the rest."""
STAFF_ONLY = "/api/console/"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def somebody(shared: Place) -> dict[str, Person]:
    """One person for each role."""
    return {role: await of_role(shared, role) for role in ROLES}


async def of_role(place: Place, role: str) -> Person:
    if role == "visitor":
        return await place.visitor()
    if role == "peer":
        return await place.peer()
    if role == "unproven":
        return await place.peer(proven=False, invitation=await place.invitation())
    return await place.peer(invitation=await place.invitation(role))


def granted(role: str) -> set[str]:
    """A role's own, and what everybody with an account may."""
    return {role} if role in ("visitor", "unproven") else {role, "peer"}


def allowed(role: str, permission: str) -> bool:
    return bool(permissions.PERMISSIONS[permission] & granted(role))


def plausible(of: Any) -> Any:
    """A value of this type, as JSON has it: what is optional is left out."""
    info = msgspec.inspect.type_info(of) if not isinstance(of, msgspec.inspect.Type) else of
    if isinstance(info, msgspec.inspect.StructType):
        made = {f.encode_name: plausible(f.type) for f in info.fields if f.required}
        return made | ({info.tag_field: info.tag} if info.tag_field else {})
    if isinstance(info, msgspec.inspect.LiteralType):
        return info.values[0]
    if isinstance(info, msgspec.inspect.ListType):
        return []
    kinds: dict[type[msgspec.inspect.Type], Any] = {
        msgspec.inspect.StrType: "word", msgspec.inspect.BoolType: True, msgspec.inspect.IntType: 1,
        msgspec.inspect.UUIDType: str(uuid.uuid4()),
    }  # fmt: skip
    return kinds[type(info)]


def address(route: ApiRoute) -> str:
    path = route.path.replace("{slug}", "night-owls").replace("{country}", "GB").replace("{id:uuid}", str(uuid.uuid4()))
    assert "{" not in path
    return path


def said(route: ApiRoute) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", ROUTES, ids=said)
async def test_a_route_is_open_exactly_to_whom_the_table_says(
    shared: Place, somebody: dict[str, Person], route: ApiRoute, role: str
) -> None:
    person = somebody[role]
    if (route.method, route.path) in ENDS_WHO_ASKS:
        person = await of_role(shared, role)
    body = {} if route.takes is None else {"json": plausible(route.takes)}
    response = await person.http.request(route.method, address(route), **body)
    is_json = response.headers.get("content-type") == "application/json"
    code = response.json().get("code") if is_json else None
    refused = {"not_signed_in": 401, "not_allowed": 403}.get(code) == response.status_code
    assert refused is not allowed(role, route.permission), f"{response.status_code} {code}"
    if refused:
        assert code == ("not_signed_in" if role == "visitor" else "not_allowed")
    assert response.status_code != 500


@pytest.mark.parametrize("role", ROLES[2:])
async def test_a_frame_is_open_exactly_to_whom_the_table_says(somebody: dict[str, Person], role: str) -> None:
    person = somebody[role]
    await person.connect()
    for number, frame in enumerate(CLIENT_FRAMES):
        start = len(person.told)
        await person.say(plausible(frame))
        await person.say({"t": "ping", "n": 1000 + number})
        await person.hears("pong", start, n=1000 + number)
        refused = any(f["t"] == "refused" and f["code"] == "not_allowed" for f in person.told[start:])
        assert refused is not allowed(role, FRAMES[frame]), frame
    await person.disconnect()


@pytest.mark.parametrize("role", ROLES[:2])
async def test_who_may_not_open_the_socket_says_nothing_over_it(somebody: dict[str, Person], role: str) -> None:
    person = somebody[role]
    assert not allowed(role, "socket.open")
    await person.connect(hello=False)
    assert (await person.is_closed())[0] == p.SIGNED_OUT.code
    assert person.told == []


@pytest.mark.parametrize("role", ["visitor", "unproven", "peer", "operator"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route.path.startswith(STAFF_ONLY)], ids=said)
def test_the_console_is_for_moderators_and_leads_whatever_the_table_becomes(route: ApiRoute, role: str) -> None:
    assert not allowed(role, route.permission)


def test_every_route_that_is_served_is_in_the_table(shared: Place) -> None:
    served = {route.path for route in shared.instance.porchlight.web.routes}  # type: ignore[attr-defined]
    assert served - {route.path for route in ROUTES} - OPEN_TO_ALL == {"/ws"}
    assert all(route.permission in permissions.PERMISSIONS for route in ROUTES)


def test_every_frame_has_a_permission_and_a_handler() -> None:
    assert set(FRAMES) == set(HANDLERS) == set(CLIENT_FRAMES)
    assert set(FRAMES.values()) <= permissions.PERMISSIONS.keys()


def test_a_permission_that_is_not_listed_is_nobodys() -> None:
    assert not any(permissions.may(granted(role), "case.burn") for role in ROLES)
    assert all(roles <= set(ROLES) for roles in permissions.PERMISSIONS.values()), "a role that nobody can have"


async def test_what_is_dangerous_needs_a_fresh_proof(shared: Place) -> None:
    """The flag of the table, at every route that has it."""
    lead = await shared.peer(invitation=await shared.invitation("lead"))
    await shared.stale(lead)
    dangerous = [route for route in ROUTES if route.permission in permissions.FRESH]
    for route in dangerous:
        body = {} if route.takes is None else {"json": plausible(route.takes)}
        response = await lead.http.request(route.method, address(route), **body)
        assert (response.status_code, response.json()["code"]) == (403, "not_fresh"), said(route)
    await lead.post("/api/me/proof", {"passphrase": PASSPHRASE})
    who = await lead.refused("GET", f"/api/console/cases/{uuid.uuid4()}/reporters")
    assert (len(dangerous) > 0, who["code"]) == (True, "not_found")
    assert permissions.PERMISSIONS.keys() >= permissions.FRESH


async def test_a_role_that_has_run_out_is_no_role(shared: Place) -> None:
    person = await shared.peer(invitation=await shared.invitation("moderator"))
    await person.get("/api/console/cases")
    await shared.sql("update roles set expires_at = now() - interval '1 second' where account_id = "
                     "(select id from accounts where pseudonym = $1)", person.me["pseudonym"])  # fmt: skip
    assert (await person.refused("GET", "/api/console/cases"))["code"] == "not_allowed"
    assert (await person.get("/api/me"))["roles"] == ["peer"]
