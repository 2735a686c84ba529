"""The door of the HTTP API: from a request to a route's handler and back, the same way for every route.

Who is it, may they, is the body what the route takes; then the handler; then its answer or a `Problem`
with a stable code. A route names its permission, and what is not in that table is refused.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from server.auth import permissions, sessions
from server.auth.sessions import Person
from server.ground.api import Problem
from server.ground.db import UNREACHABLE
from server.ground.protocol import REFUSALS
from server.ground.refusal import Refusal
from server.http.services import Services

log = logging.getLogger(__name__)

LARGEST_BODY = 64 * 1024
CHANGING = frozenset(("POST", "PUT", "DELETE"))

STATUS = {
    "not_found": 404,
    "country_unknown": 404,
    "not_signed_in": 401,
    "wrong_credentials": 401,
    "signed_out": 401,
    "not_allowed": 403,
    "not_fresh": 403,
    "work_needed": 429,
    "wrong_origin": 403,
    "not_a_member": 403,
    "removal": 403,
    "account_new": 403,
    "suspension": 403,
    "suspended": 403,
    "conflict_of_interest": 403,
    "for_others": 409,
    "pseudonym_taken": 409,
    "room_closed": 409,
    "act_not_possible": 409,
    "case_taken": 409,
    "message_held": 409,
    "answer_changed": 409,
    "already_appealed": 409,
    "not_appealable": 404,
    "invitation_used": 410,
    "too_large": 413,
    "too_fast": 429,
    "busy": 503,
    "not_saved": 503,
    "broken": 500,
}
"""HTTP status by refusal code; every other code is 400."""


class Call(NamedTuple):
    """What a handler is given."""

    services: Services
    person: Person | None
    body: Any
    path: dict[str, Any]
    query: dict[str, str]
    origin: str
    """Of the page that asks; where it names none, ours."""
    network: bytes | None
    """What stands for the network it comes from today, if that is known."""

    @property
    def who(self) -> Person:
        """The person, on routes that visitors may not use."""
        assert self.person is not None
        return self.person

    def id(self, name: str = "id") -> UUID:
        value = self.path[name]
        assert isinstance(value, UUID)
        return value


class SignedIn(NamedTuple):
    """An answer that also hands out a session: `secret` None takes it back."""

    answer: Any
    secret: str | None
    keep: bool = False


class Download(NamedTuple):
    """An answer that is a file."""

    content: bytes
    media_type: str
    name: str


class Page(NamedTuple):
    """An answer to be read by people: HTML of its own. `name`: to be kept as a file of this name. `policy`: its own
    content security policy."""

    html: str
    policy: str
    name: str | None = None


Handler = Callable[[Call], Awaitable[Any]]


class ApiRoute(NamedTuple):
    """One row of the route table. `query` names the parameters a route reads, with their meaning; `file` the media type
    of an answer that is one."""

    method: str
    path: str
    permission: str
    handler: Handler
    gives: type[msgspec.Struct] | None
    takes: type[msgspec.Struct] | None = None
    status: int = 200
    query: dict[str, str] = {}  # noqa: RUF012 - a constant of the table
    refusals: tuple[str, ...] = ()
    file: str | None = None


async def answer(request: Request, route: ApiRoute) -> Response:
    """Serve one request on one route."""
    try:
        services: Services | None = request.app.state.services
        if services is None:
            raise Refusal("not_saved", retry_after=2)
        check_origin(request, services)
        person = await sessions.find(services.database, request.cookies.get(sessions.COOKIE, ""))
        check_permission(person, route.permission)
        if any("\0" in str(value) for value in request.path_params.values()):
            raise Refusal("not_found")  # Postgres can hold no such text
        body = await read_body(request, route)
        origin = request.headers.get("origin") or services.settings.address
        call = Call(
            services,
            person,
            body,
            request.path_params,
            dict(request.query_params),
            origin,
            network_of(request, services),
        )
        return respond(await route.handler(call), route, services)
    except Refusal as refusal:
        return problem(refusal)
    except UNREACHABLE:
        return problem(Refusal("not_saved", retry_after=2))
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it


def network_of(request: Request, services: Services) -> bytes | None:
    """Hashed at once; the address goes no further."""
    header = services.settings.porchlight_network_header
    address = request.headers.get(header, "") if header else request.client.host if request.client else ""
    return services.networks.name(address)


def check_origin(request: Request, services: Services) -> None:
    """A page of another site may not change anything here, whatever cookies the browser sends along."""
    origin = request.headers.get("origin")
    if request.method in CHANGING and origin is not None and origin not in services.settings.origins:
        raise Refusal("wrong_origin")


def check_permission(person: Person | None, permission: str) -> None:
    if person is not None:
        person.demand(permission)
    elif not permissions.may(permissions.roles_of((), signed_in=False, proven=False), permission):
        raise Refusal("not_signed_in")


async def read_body(request: Request, route: ApiRoute) -> Any:
    """The body as the type the route takes. Raises Refusal, with the field that is wrong."""
    if route.takes is None:
        return None
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST_BODY:
            raise Refusal("too_large", says=f"A request may have at most {LARGEST_BODY} bytes.")
    try:
        return msgspec.json.decode(bytes(data), type=route.takes)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        what, _, where = str(error).partition(" - at `$")
        field = where.strip("`.").split("[")[0] or None
        raise Refusal("bad_request", says=f"{REFUSALS['bad_request']} {what}.", field=field) from None


def respond(result: Any, route: ApiRoute, services: Services) -> Response:
    if isinstance(result, Download):
        disposition = {"content-disposition": f'attachment; filename="{result.name}"'}
        return Response(result.content, route.status, disposition, result.media_type)
    if isinstance(result, Page):
        headers = {"content-security-policy": result.policy}
        if result.name is not None:
            headers["content-disposition"] = f'attachment; filename="{result.name}"'
        return HTMLResponse(result.html, headers=headers)
    body = result.answer if isinstance(result, SignedIn) else result
    response = Response(
        b"" if body is None else msgspec.json.encode(body),
        status_code=204 if body is None else route.status,
        media_type=None if body is None else "application/json",
    )
    if isinstance(result, SignedIn):
        lasts = int(sessions.KEPT.total_seconds()) if result.keep else None
        response.set_cookie(
            sessions.COOKIE,
            result.secret or "",
            max_age=0 if result.secret is None else lasts,
            httponly=True,
            samesite="strict",
            secure=services.settings.secure,
        )
    return response


def problem(refusal: Refusal) -> Response:
    """A refusal as the one body that errors have."""
    also = [Problem(other.code, other.says, other.field) for other in refusal.also]
    said = Problem(refusal.code, refusal.says, refusal.field, refusal.retry_after, also, refusal.work)
    headers = {"retry-after": str(max(1, round(refusal.retry_after)))} if refusal.retry_after else None
    return Response(
        msgspec.json.encode(said),
        status_code=STATUS.get(refusal.code, 400),
        headers=headers,
        media_type="application/json",
    )


async def http_problem(request: Request, error: Exception) -> Response:
    """What the router itself refuses, in the same form."""
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "not_allowed", 413: "too_large"}.get(error.status_code, "bad_request")
    says = "This method is not possible here." if error.status_code == 405 else REFUSALS.get(code, "")
    return Response(
        msgspec.json.encode(Problem(code, says)),
        status_code=error.status_code,
        headers=dict(error.headers or {}),
        media_type="application/json",
    )


async def broken(request: Request, error: Exception) -> Response:
    """A fault of our own. The path template alone is logged: a path could hold an id, a body holds words."""
    log.error("a request could not be served", exc_info=error)
    return problem(Refusal("broken", says="The server had a fault of its own. Try again in a moment."))
