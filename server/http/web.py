"""The HTTP app: the API from its table, the pages, and the socket's door."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from server.ground.settings import Settings
from server.http import acknowledge_page, pages
from server.http.connection import AtMost
from server.http.door import ApiRoute, answer, broken, http_problem
from server.http.help_page import help_page
from server.http.hours_page import hours_page
from server.http.openapi import description
from server.http.routes import ROUTES


class Assets(StaticFiles):
    """The client's files: their names change with their content, so they may be kept for ever."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def api_routes(routes: Iterable[ApiRoute]) -> list[Route]:
    """One Starlette route a path, so that a wrong method is answered with all that are right."""
    by_path: dict[str, dict[str, ApiRoute]] = {}
    for route in routes:
        by_path.setdefault(route.path, {})[route.method] = route

    async def serve(methods: dict[str, ApiRoute], request: Request) -> Response:
        return await answer(request, methods["GET" if request.method == "HEAD" else request.method])

    return [Route(path, partial(serve, methods), methods=list(methods)) for path, methods in by_path.items()]


@cache
def described() -> bytes:
    return msgspec.json.encode(description(ROUTES))


async def openapi(request: Request) -> Response:
    return Response(described(), media_type="application/json")


async def broken_with_headers(request: Request, error: Exception) -> Response:
    """Starlette answers for a fault outside of the middleware."""
    response = await broken(request, error)
    response.headers.update({**pages.headers(request.app.state.settings), "cache-control": "no-store"})
    return response


def web(settings: Settings, socket: ASGIApp) -> Starlette:
    """The app. `app.state.services` is None until the database has been reached."""
    folder = pages.client_folder()
    routes: list[BaseRoute] = [
        Route("/", pages.entry("index.html")),
        Route("/facilitate", pages.entry("facilitate.html")),
        Route("/you", pages.entry("you.html")),
        Route("/one-to-one", pages.entry("one_to_one.html")),
        Route("/console", pages.entry("console.html")),
        Route("/help", help_page),
        Route("/hours", hours_page),
        Route("/help.css", pages.help_style),
        Route("/acknowledge/{token}", acknowledge_page.ask),
        Route("/acknowledge/{token}", acknowledge_page.carry_out, methods=["POST"]),
        Route("/healthz", pages.healthz),
        Route("/readyz", pages.readyz),
        Route("/metrics", pages.metrics),
        Route("/api/openapi.json", openapi),
        *api_routes(ROUTES),
        WebSocketRoute("/ws", socket),
        Mount("/assets", Assets(directory=folder / "assets")),
    ]
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(pages.WithHeaders, headers=pages.headers(settings)),
            Middleware(AtMost, settings.porchlight_requests),
        ],
        exception_handlers={HTTPException: http_problem, Exception: broken_with_headers},
    )
    app.router.redirect_slashes = False  # a redirect would repeat whatever Host was sent
    app.state.services = None
    app.state.settings = settings
    return app
