"""What is stored, for replaying: labelled messages of a file, and the messages of the last days.

The last days are read by a machine that lets out figures only, never words; and that they were read is in the audit
chain, because they are words nobody gave to an operator.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from server.ground.db import Database
from server.ground.keys import Keys
from server.moderation import audit
from server.moderation.stream import Said, kind_of

PAGE = 500
NEXT = """
    select m.id, m.at, m.room_id, m.body, m.original, b.account_id, r.kind
    from messages m join members b on b.id = m.member_id join rooms r on r.id = m.room_id
    where (m.at, m.id) > ($1, $2) and m.body is not null
    order by m.at, m.id limit $3"""
SINCE = "select clock_timestamp() - make_interval(days => $1)"


class BadCorpus(ValueError):
    """A line that is no message; says which and what would be right."""


class _Line(msgspec.Struct):
    text: str
    author: str | int | None = None
    room: str | int | None = None
    kind: str | None = None
    label: str | None = None


def labelled(lines: Iterable[bytes]) -> Iterator[Said]:
    """The messages of a corpus. Raises BadCorpus."""
    decoder = msgspec.json.Decoder(_Line)
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            line = decoder.decode(raw)
        except (msgspec.DecodeError, RecursionError) as why:
            wanted = '{"text": "hello", "label": "none"}'
            raise BadCorpus(f"line {number}: {why}; a line is an object such as {wanted}") from None
        yield Said(line.text, line.author, line.room, kind_of(line.kind), line.label)


async def of_last_days(database: Database, keys: Keys, days: int) -> AsyncIterator[Said]:
    """Every message that is still stored, as its author wrote it, oldest first."""
    async with database.begin() as connection:
        await audit.record(connection, None, "replay", f"messages of {days} days")
    at: datetime = await database.fast.fetchval(SINCE, days)
    id = UUID(int=0)
    while rows := await database.fast.fetch(NEXT, at, id, PAGE):
        at, id = rows[-1]["at"], rows[-1]["id"]
        gone = set(await keys.hold(row["room_id"] for row in rows))
        for row in rows:
            if row["room_id"] in gone:
                continue
            blob, column = (row["original"], "original") if row["original"] else (row["body"], "body")
            text = keys.open(row["room_id"], blob, "messages", row["id"], column).decode()
            yield Said(text, row["account_id"], row["room_id"], kind_of(row["kind"]))
