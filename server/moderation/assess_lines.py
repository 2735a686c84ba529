"""`porchlight assess`: JSON lines in, JSON lines with what was found out. No database, no settings."""

from typing import IO, Any

import msgspec
from msgspec import Struct

from server.moderation.assess import Context, assess
from server.moderation.policy import Situation, decide

# As for a room with somebody on duty, and an author the service knows.
_SITUATION = Situation(room="room", staffed=True, known=True)
_WANTED = 'a line is an object such as {"id": 1, "text": "hello"}'


class Line(Struct, omit_defaults=True):
    """The fields that are answered; whatever else the line holds is left out."""

    id: str | int
    text: str
    author: str | int | None = None
    room: str | int | None = None
    kind: str | None = None


def run(stdin: IO[str], stdout: IO[str]) -> int:
    """One line out for each line in, in order. 1 when a line could not be read, else 0."""
    status = 0
    for number, raw in enumerate(stdin, 1):
        if not raw.strip():
            continue
        answer = _answer(raw, number)
        status = 1 if "error" in answer else status
        stdout.write(msgspec.json.encode(answer).decode() + "\n")
    return status


def _answer(raw: str, number: int) -> dict[str, Any]:
    try:
        line = msgspec.json.decode(raw.encode(errors="surrogateescape"), type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as why:
        return {**_id_of(raw), "line": number, "error": f"{why}; {_WANTED}"}
    found = assess(line.text, Context())
    return {
        **msgspec.to_builtins(line),
        "level": found.level,
        "categories": found.categories,
        "action": decide(found, _SITUATION).action,
        "matches": [{"rule": m.rule, "level": m.level, "span": [m.start, m.end]} for m in found.matches],
        **({"failed": found.failed} if found.failed else {}),
    }


def _id_of(raw: str) -> dict[str, Any]:
    """The id of a line that has one, so that its error can be found."""
    try:
        return {"id": msgspec.json.decode(raw.encode(errors="surrogateescape"))["id"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
