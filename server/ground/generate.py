"""Make what is derived from the wire types: TypeScript for the web client, and `docs/protocol.md`.

`python -m server.ground.generate` writes, `--check` says what is out of date and exits 1. The TypeScript is
made by json-schema-to-typescript from the types' JSON Schema (web/scripts/types.mjs).
"""

import inspect
import json
import subprocess
import sys
import types
import typing
from pathlib import Path
from typing import Any

import msgspec

from server.ground import api, api_care, api_one_to_one, api_quality, api_rooms, api_shifts, api_staff, protocol

ROOT = Path(__file__).resolve().parents[2]
HEADER = "// Made by `python -m server.ground.generate` from {source}. Do not edit.\n"


def structs(module: types.ModuleType) -> list[type[msgspec.Struct]]:
    """The Structs a module defines, in the order it defines them."""
    return [
        thing
        for thing in vars(module).values()
        if inspect.isclass(thing) and issubclass(thing, msgspec.Struct) and thing.__module__ == module.__name__
    ]


def json_schema() -> dict[str, Any]:
    """One JSON Schema that holds every wire type under `$defs`."""
    frames = [s for s in structs(protocol) if s is not protocol.Frame]
    unions = {"ClientFrame": protocol.ClientFrame, "ServerFrame": protocol.ServerFrame}
    modules = api, api_care, api_quality, api_rooms, api_shifts, api_staff, api_one_to_one
    bodies = [body for module in modules for body in structs(module)]
    _, definitions = msgspec.json.schema_components([*frames, *bodies], ref_template="#/definitions/{name}")
    for name, union in unions.items():
        definitions[name] = {
            "anyOf": [{"$ref": f"#/definitions/{member.__name__}"} for member in typing.get_args(union)]
        }
    return {"title": "Wire", "type": "object", "definitions": definitions}


def typescript_types() -> str:
    node = Path(sys.executable).with_name("node")
    made = subprocess.run(  # noqa: S603 - our own script, no outside input
        [str(node) if node.exists() else "node", "scripts/types.mjs"],
        cwd=ROOT / "web",
        input=json.dumps(json_schema()),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        sys.exit(f"web/scripts/types.mjs failed (has `make setup` been run?):\n{made.stderr}")
    return HEADER.format(source="server/ground/protocol.py and api.py") + made.stdout


def typescript_constants() -> str:
    def constant(name: str, value: object) -> str:
        return f"export const {name} = {json.dumps(value, indent=2, ensure_ascii=False)} as const;\n"

    closes = {str(c.code): {"name": c.name, "again": c.again, "says": c.says} for c in protocol.CLOSE_CODES}
    return (
        HEADER.format(source="server/ground/protocol.py")
        + constant("PROTOCOL_VERSION", protocol.VERSION)
        + constant("MAX_TEXT", protocol.MAX_TEXT)
        + constant("CLOSE_CODES", closes)
    )


def type_name(annotation: Any) -> str:
    if annotation is type(None):
        return "null"
    if typing.get_origin(annotation) is typing.Literal:
        return " / ".join(f'"{value}"' for value in typing.get_args(annotation))
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return " / ".join(type_name(member) for member in typing.get_args(annotation))
    if typing.get_origin(annotation) is list:
        return f"list of {type_name(typing.get_args(annotation)[0])}"
    return str(getattr(annotation, "__name__", annotation))


def frame_section(frame: type[msgspec.Struct]) -> str:
    info = msgspec.inspect.type_info(frame)
    assert isinstance(info, msgspec.inspect.StructType)
    lines = [
        f"### `{info.tag}`" if info.tag else f"### {frame.__name__}",
        "",
        inspect.cleandoc(frame.__doc__ or ""),
        "",
    ]
    hints = typing.get_type_hints(frame)
    if info.fields:
        lines += ["| field | type | |", "| --- | --- | --- |"]
        for field in info.fields:
            optional = "" if field.required else "may be left out"
            lines.append(f"| `{field.encode_name}` | {type_name(hints[field.name])} | {optional} |")
        lines.append("")
    return "\n".join(lines)


def protocol_page() -> str:
    """docs/protocol.md: the words around it are in docs/protocol.in.md, the tables are made here."""
    parts = {
        "CLIENT FRAMES": "\n".join(frame_section(f) for f in typing.get_args(protocol.ClientFrame)),
        "SERVER FRAMES": "\n".join(frame_section(f) for f in typing.get_args(protocol.ServerFrame)),
        "PARTS": "\n".join(frame_section(f) for f in (protocol.Cursor, protocol.Message, protocol.Notice)),
        "CLOSE CODES": "| code | name | come back? | says |\n| --- | --- | --- | --- |\n"
        + "\n".join(f"| {c.code} | `{c.name}` | {c.again} | {c.says} |" for c in protocol.CLOSE_CODES),
        "REFUSALS": "| code | says |\n| --- | --- |\n"
        + "\n".join(f"| `{code}` | {says} |" for code, says in protocol.REFUSALS.items()),
    }
    page = (ROOT / "docs" / "protocol.in.md").read_text()
    for name, text in parts.items():
        page = page.replace(f"<!-- {name} -->", text)
    return page


def main() -> None:
    made = {
        "web/src/generated/wire.ts": typescript_types(),
        "web/src/generated/constants.ts": typescript_constants(),
        "docs/protocol.md": protocol_page(),
    }
    stale = [p for p, text in made.items() if not (ROOT / p).exists() or (ROOT / p).read_text() != text]
    if "--check" in sys.argv[1:]:
        if stale:
            sys.exit(f"out of date, run `make generate`: {', '.join(stale)}")
        return
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(made[path])
        print("wrote", path)


if __name__ == "__main__":
    main()
