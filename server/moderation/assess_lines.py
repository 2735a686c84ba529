"""`porchlight assess`: JSON lines in, JSON lines with what was found out. No database, no settings."""

from typing import IO, Any

import msgspec
from msgspec import Struct

from server.moderation.judge import Judge
from server.moderation.stream import Said, Stream, kind_of

_WANTED = 'a line is an object such as {"id": 1, "text": "hello"}'


class Line(Struct, omit_defaults=True):
    """The fields that are answered; whatever else the line holds is left out.

    With an `author`, what they said earlier in the stream counts; `kind`: "room", "channel" or "conversation"."""

    id: str | int
    text: str
    author: str | int | None = None
    room: str | int | None = None
    kind: str | None = None


def run(stdin: IO[str], stdout: IO[str], judge: Judge, *, staffed: bool = True) -> int:
    """One line out for each line in, in order, as soon as it is read. 1 when a line could not be read, else 0."""
    status = 0
    stream = Stream(judge, staffed=staffed)
    for number, raw in enumerate(stdin, 1):
        if not raw.strip():
            continue
        answer = _answer(stream, raw, number)
        status = 1 if "error" in answer else status
        stdout.write(msgspec.json.encode(answer).decode() + "\n")
        stdout.flush()
    return status


def _answer(stream: Stream, raw: str, number: int) -> dict[str, Any]:
    try:
        line = msgspec.json.decode(raw.encode(errors="surrogateescape"), type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as why:
        return {**_id_of(raw), "line": number, "error": f"{why}; {_WANTED}"}
    judgement = stream.judge(Said(line.text, line.author, line.room, kind_of(line.kind)))
    found = judgement.assessment
    return {
        **msgspec.to_builtins(line),
        "level": found.level,
        "categories": found.categories,
        "action": judgement.decision.action,
        "matches": [{"rule": m.rule, "level": m.level, "span": [m.start, m.end]} for m in found.matches],
        **({"failed": found.failed} if found.failed else {}),
    }


def _id_of(raw: str) -> dict[str, Any]:
    """The id of a line that has one, so that its error can be found."""
    try:
        return {"id": msgspec.json.decode(raw.encode(errors="surrogateescape"))["id"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
