"""The OpenAPI 3.1 description of the HTTP API, made from the route table and the types."""

import re
from typing import Any

import msgspec

from server.auth import sessions
from server.ground.api import Problem
from server.http.door import STATUS, ApiRoute

COMMON = ("bad_request", "not_signed_in", "not_allowed", "wrong_origin", "too_large", "not_saved")


def description(routes: tuple[ApiRoute, ...]) -> dict[str, Any]:
    types = {t for route in routes for t in (route.gives, route.takes) if t is not None} | {Problem}
    _, schemas = msgspec.json.schema_components(
        sorted(types, key=lambda t: t.__name__), ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, Any] = {}
    for route in routes:
        path = re.sub(r"{(\w+):\w+}", r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Porchlight",
            "version": "1",
            "description": "See docs/protocol.md for the socket.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": sessions.COOKIE}},
        },
    }


def operation(route: ApiRoute) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    if route.file is not None:
        file = {"schema": {"type": "string", "format": "binary"}}
        answers[str(route.status)] = {"description": "Done.", "content": {route.file: file}}
    elif route.gives is None:
        answers["204"] = {"description": "Done."}
    else:
        answers[str(route.status)] = {"description": "Done.", "content": content(route.gives)}
    for code in (*COMMON, *route.refusals):
        status = str(STATUS.get(code, 400))
        said = answers.setdefault(status, {"description": "", "content": content(Problem)})
        said["description"] = f"{said['description']} {code}".strip()
    made: dict[str, Any] = {
        "operationId": f"{route.method.lower()}_{route.handler.__name__}",
        "summary": (route.handler.__doc__ or route.handler.__name__.replace("_", " ")).split("\n")[0],
        "x-permission": route.permission,
        "responses": answers,
        "parameters": parameters(route),
    }
    if route.takes is not None:
        made["requestBody"] = {"required": True, "content": content(route.takes)}
    return made


def parameters(route: ApiRoute) -> list[dict[str, Any]]:
    in_path = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": "uuid"} if kind else {"type": "string"},
        }
        for name, kind in re.findall(r"{(\w+)(:uuid)?}", route.path)
    ]
    in_query = [
        {"name": name, "in": "query", "description": says, "schema": {"type": "string"}}
        for name, says in route.query.items()
    ]
    return in_path + in_query


def content(of: type[msgspec.Struct]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{of.__name__}"}}}
