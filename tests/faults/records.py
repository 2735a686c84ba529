"""What is written down while faults happen: by each client what it did and was told, by the pager what it was called
for, by the harness when it restored a back-up. The checker looks at nothing else.

`at` is one clock for all who write (seconds since 1970, never set back), `who` is the writer's name.
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

_AHEAD = time.time() - time.monotonic()

Sort = Literal["plain", "phone", "danger"]
"""What a message is: plain words; with a phone number, which others may not see; or danger, which must have a case."""


def now() -> float:
    return _AHEAD + time.monotonic()


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message as a room's log shows it."""

    id: str
    position: int
    changed: int
    alias: str
    state: str = "shown"
    text: str | None = None
    at: float = 0.0
    """When it was stored, by the database's clock, in seconds."""


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """A notice of a personal log."""

    id: str
    changed: int
    kind: str
    room: str | None = None
    message: str | None = None
    client_id: str | None = None
    text: str | None = None
    card: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """A piece of a case's evidence."""

    text: str
    message: str | None


class Record(msgspec.Struct, tag_field="what", omit_defaults=True, kw_only=True):
    """Something that one of them did or was told."""

    at: float = msgspec.field(default_factory=now)
    who: str


class Began(Record, tag="began"):
    """By the harness: the public rooms by id, and under which alias each client speaks."""

    rooms: dict[str, str]
    aliases: dict[str, str]


class Healed(Record, tag="healed"):
    """By the harness: nothing new is said from here on, and every fault is over."""


class Restored(Record, tag="restored"):
    """By the harness: a back-up taken between `began` and `ended` was restored once all had `stopped`."""

    began: float
    ended: float
    stopped: float


# What a person says ---------------------------------------------------------------------------------------


class Wrote(Record, tag="wrote"):
    """A message was written. From here on it is owed an answer. `tag` begins it and is in no other message."""

    room: str
    client_id: str
    tag: str
    text: str
    sort: Sort = "plain"
    secret: str = ""
    """The part that nobody else may read."""


class Offered(Record, tag="offered"):
    """It was handed to the network, once more or for the first time."""

    client_id: str
    epoch: str


class Answered(Record, tag="answered"):
    """`sent` or a refusal's code. `final`: the client leaves it at that."""

    client_id: str
    room: str
    epoch: str
    code: str
    final: bool = True
    id: str | None = None
    state: str | None = None
    position: int | None = None
    again: bool = False
    stored: float | None = None
    card: str | None = None


class Card(Record, tag="card"):
    """Help was shown before the answer."""

    client_id: str
    card: str


# What is seen ---------------------------------------------------------------------------------------------


class Welcomed(Record, tag="welcomed"):
    epoch: str


class Closed(Record, tag="closed"):
    code: int


class Opened(Record, tag="opened"):
    """Asked to be shown a room, from a cursor on where it has one."""

    room: str
    epoch: str | None = None
    cursor: int | None = None


class Unopened(Record, tag="unopened"):
    room: str
    code: str


class Saw(Record, tag="saw"):
    """A page of a room's log that came over the socket."""

    room: str
    epoch: str
    since: int
    to: int
    items: list[Item]
    reset: bool = False


class Read(Record, tag="read"):
    """A page of history over HTTP, asked for at `asked`."""

    room: str
    asked: float
    items: list[Item]


class Gone(Record, tag="gone"):
    room: str
    code: str


class Noticed(Record, tag="noticed"):
    """A page of one's personal log."""

    epoch: str
    since: int
    to: int
    notes: list[Note]
    reset: bool = False


class Standing(Record, tag="standing"):
    """What a client's screen shows of a room at the very end: everything above `floor`, read as far as `upto`."""

    room: str
    epoch: str
    upto: int
    floor: int
    items: list[Item]


class Whole(Record, tag="whole"):
    """All of a room's log as it is at the very end, read anew by a member."""

    room: str
    epoch: str
    items: list[Item]


# What is asked over HTTP: `answer` is None when it is asked, "ok" or a refusal's code when it is answered ------


class Moved(Record, tag="moved"):
    room: str
    move: Literal["join", "leave"]
    answer: str | None = None


class TookBack(Record, tag="took back"):
    """One's own message was deleted."""

    message: str
    answer: str | None = None


class Acted(Record, tag="acted"):
    """A moderator's act on a case."""

    case: str
    act: str
    message: str | None = None
    conversation: str | None = None
    answer: str | None = None


class CaseSeen(Record, tag="case"):
    """A case as the console shows it at the very end."""

    case: str
    kind: str
    urgency: str
    state: str
    alias: str
    evidence: list[Piece]


class Paged(Record, tag="paged"):
    """The pager was called. `accepted`: it answered with a 2xx."""

    case: str
    step: str
    urgency: str
    accepted: bool


AnyRecord = (
    Began | Healed | Restored | Wrote | Offered | Answered | Card | Welcomed | Closed | Opened | Unopened | Saw | Read
    | Gone | Noticed | Standing | Whole | Moved | TookBack | Acted | CaseSeen | Paged
)  # fmt: skip


def write(path: Path, records: Iterable[Record]) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))


def read(path: Path) -> list[Record]:
    return [msgspec.json.decode(line, type=AnyRecord) for line in path.read_bytes().splitlines()]
