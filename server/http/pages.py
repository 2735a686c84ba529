"""Pages that are not the API: the web client, the help page, health, and headers that hold for all."""

import hmac
from pathlib import Path
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.auth import sessions
from server.ground.db import UNREACHABLE
from server.ground.settings import Settings
from server.http import figures
from server.http.help_page import STYLE

PLACES = (Path(__file__).resolve().parents[2] / "web" / "dist", Path(__file__).resolve().parents[1] / "web")
"""Where the built web client may be: beside the source, or inside the installed package."""

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


def headers(settings: Settings) -> dict[str, str]:
    """What every answer carries. The socket is named with its scheme: Safari before 16 does not count it as 'self'."""
    sockets = sorted(origin.replace("http", "ws", 1) for origin in settings.origins)
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        " ".join(("connect-src 'self'", *sockets)),
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return {"content-security-policy": "; ".join(policy), **HEADERS}


class ClientNotBuilt(Exception):
    """The web client is not there."""


def client_folder() -> Path:
    """The built web client. Raises ClientNotBuilt."""
    for place in PLACES:
        if (place / "index.html").exists():
            return place
    raise ClientNotBuilt("the web client has not been built: run `make setup`")


def entry(name: str) -> Any:
    """A handler for one of the web client's entries."""

    async def serve(request: Request) -> Response:
        return FileResponse(client_folder() / name, headers={"cache-control": "no-cache"})

    return serve


async def help_style(request: Request) -> Response:
    return Response(STYLE, media_type="text/css", headers={"cache-control": "max-age=3600"})


async def healthz(request: Request) -> Response:
    """The process is alive."""
    return PlainTextResponse("ok\n")


async def readyz(request: Request) -> Response:
    """It can serve: the database answers."""
    services = request.app.state.services
    if services is not None and await services.database.answers():
        return PlainTextResponse("ready\n")
    return PlainTextResponse("the database does not answer\n", status_code=503)


async def metrics(request: Request) -> Response:
    """Prometheus metrics, for whoever knows PORCHLIGHT_METRICS_TOKEN, and for operators."""
    token = request.app.state.settings.porchlight_metrics_token
    given = request.headers.get("authorization", "").encode()
    by_token = token != "" and hmac.compare_digest(given, f"Bearer {token}".encode())
    if not by_token and not await by_operator(request):
        return PlainTextResponse("set PORCHLIGHT_METRICS_TOKEN and send it as a bearer token\n", status_code=403)
    if request.app.state.services is not None:
        await figures.count(request.app.state.services.database)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def by_operator(request: Request) -> bool:
    services = request.app.state.services
    if services is None:
        return False
    try:
        person = await sessions.find(services.database, request.cookies.get(sessions.COOKIE, ""))
    except UNREACHABLE:
        return False
    return person is not None and person.may("metrics.read")


class WithHeaders:
    """Adds the headers that every answer carries. Answers are not cached unless they say so."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = {**headers, "cache-control": "no-store"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in self._headers.items() if k.encode() not in given),
                ]
            await send(message)

        await self._app(scope, receive, with_headers)
