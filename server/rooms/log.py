"""The log: what a room, or one person, is told, in order. Live delivery and reconnecting are this same read.

Every entry has `position` (first shown) and `changed` (last change), counted from one counter of its log
(`rooms.head`, `accounts.head`) under that row's lock, so commits come in this order and a reader that has
everything up to `changed = n` misses nothing by reading `changed > n`. Old changes collapse into the last
one, so removed text never returns.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple
from uuid import UUID

import msgspec

from server.ground.bus import SealedMessage, SealedNotice
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.protocol import Changes, Message, Notice, Notices
from server.ground.together import Together

PAGE = 200
"""Most entries in one page."""
RECENT = 50
"""How many entries somebody who opens a room for the first time is shown."""


Kind = Literal["room", "person"]
KINDS: tuple[Kind, ...] = ("room", "person")


class Log(NamedTuple):
    """Which log: a room's, or a person's own."""

    kind: Kind
    id: UUID


class NoticeBody(msgspec.Struct, omit_defaults=True):
    """What is sealed of a Notice; the rest are its columns."""

    room: UUID | None = None
    message: UUID | None = None
    client_id: UUID | None = None
    text: str | None = None
    code: str | None = None
    card: str | None = None
    category: str | None = None
    sanction: UUID | None = None
    lasts_s: int | None = None


class Stretch(NamedTuple):
    """A part of a log that a reader lacks: what changed after `after`, up to `upto`."""

    log: Log
    after: int
    upto: int


class Page(NamedTuple):
    """Sealed entries with `since < changed <= to`, ordered by `changed`."""

    since: int
    to: int
    rows: Sequence[SealedMessage | SealedNotice]


Rows = list[Any]
"""SealedMessage of a room's log, SealedNotice of a person's."""

ROOM_COLUMNS = """m.id, m.position, m.changed, m.member_id, b.alias, b.part,
    floor(extract(epoch from m.at) * 1000)::bigint, m.state,
    case when m.state = 'shown' then m.body end, m.masked, m.veiled,
    m.state = 'removed' and (m.taken_back_at is not null or m.fingerprint = '')"""
PERSON_COLUMNS = "n.id, n.position, n.changed, floor(extract(epoch from n.at) * 1000)::bigint, n.kind, n.body"

SHOWN_AS: dict[str, Literal["shown", "held"]] = {"shown": "shown", "held": "held"}
"""How a room is told of a message's state. That its author took it back is told, too (one who erased their account took
back all: such a place has no fingerprint); why a moderator removed it is its author's to know."""

READ = {
    "room": f"""select want.ord, {ROOM_COLUMNS}
        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) with ordinality as want(log, after, upto, ord)
        cross join lateral (
            select * from messages where room_id = want.log and changed > want.after and changed <= want.upto
            order by changed limit $4) m
        join members b on b.id = m.member_id
        order by want.ord, m.changed""",
    "person": f"""select want.ord, {PERSON_COLUMNS}
        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) with ordinality as want(log, after, upto, ord)
        cross join lateral (
            select * from notices where account_id = want.log and changed > want.after and changed <= want.upto
            order by changed limit $4) n
        order by want.ord, n.changed""",
}
LATEST = {
    "room": f"""select want.ord, {ROOM_COLUMNS}
        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) with ordinality as want(log, before, upto, ord)
        cross join lateral (
            select * from messages where room_id = want.log and position < want.before and changed <= want.upto
            order by position desc limit $4) m
        join members b on b.id = m.member_id
        order by want.ord, m.position""",
    "person": f"""select want.ord, {PERSON_COLUMNS}
        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) with ordinality as want(log, before, upto, ord)
        cross join lateral (
            select * from notices where account_id = want.log and position < want.before and changed <= want.upto
            order by position desc limit $4) n
        order by want.ord, n.position""",
}
HEADS = {
    "room": "select id, head from rooms where id = any($1)",
    "person": "select id, head from accounts where id = any($1)",
}
GROWN = {
    "room": """select r.id from unnest($1::uuid[], $2::bigint[]) as stands(id, at)
        join rooms r on r.id = stands.id where r.head > stands.at""",
    "person": """select a.id from unnest($1::uuid[], $2::bigint[]) as stands(id, at)
        join accounts a on a.id = stands.id where a.head > stands.at""",
}
END = 2**62
"""Beyond the end of any log."""


class Logs:
    """Reads logs. Everything here is the public projection, or what belongs to its one reader."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self.keys = keys
        self._heads = Together(self.heads)

    async def head(self, log: Log) -> int:
        """Where one log ends now. Raises KeyError for a log that is not there."""
        return await self._heads.get(log)

    async def heads(self, logs: Sequence[Log]) -> dict[Log, int]:
        """Where each log ends now. A log that is not there is left out."""
        found: dict[Log, int] = {}
        for kind in {log.kind for log in logs}:
            rows = await self._database.fast.fetch(HEADS[kind], [log.id for log in logs if log.kind == kind])
            found.update((Log(kind, id), head) for id, head in rows)
        return found

    async def grown(self, kind: Kind, ids: Sequence[UUID], stand: Sequence[int]) -> list[Log]:
        """Of these logs those that end beyond where each stands: of thousands that are quiet nothing comes back."""
        return [Log(kind, id) for (id,) in await self._database.fast.fetch(GROWN[kind], ids, stand)]

    async def read(self, wanted: Sequence[tuple[Log, int, int]], limit: int = PAGE) -> dict[Log, Page]:
        """For each (log, after, upto) the next page, as `pages`; each log once."""
        pages = await self.pages([Stretch(*want) for want in wanted], limit)
        return {stretch.log: page for stretch, page in pages.items()}

    async def pages(self, wanted: Sequence[Stretch], limit: int = PAGE) -> dict[Stretch, Page]:
        """The next page of each stretch: one round trip a kind, however many stretches, of one log or of many.

        A page that is not full reaches to `upto`, or to its last entry where `upto` is END.
        """
        pages = {}
        for want, entries in (await self._entries(READ, wanted, limit)).items():
            last = entries[-1].changed if entries else want.after
            full = len(entries) == limit or want.upto == END
            pages[want] = Page(want.after, last if full else want.upto, entries)
        return pages

    async def latest(self, log: Log, *, before: int = END, upto: int = END, limit: int = RECENT) -> Page:
        """The last entries before a position, oldest first, as a log that ends at `upto` shows them."""
        want = Stretch(log, before, upto)
        return Page(0, upto, (await self._entries(LATEST, [want], limit))[want])

    async def latest_of(self, wanted: Sequence[tuple[Log, int]]) -> dict[tuple[Log, int], Page]:
        """As `latest`, of many logs in one round trip a kind: for each (log, upto) its last entries."""
        found = await self._entries(LATEST, [Stretch(log, END, upto) for log, upto in wanted], RECENT)
        return {(want.log, want.upto): Page(0, want.upto, entries) for want, entries in found.items()}

    async def _entries(self, statements: dict[str, str], wanted: Sequence[Stretch], limit: int) -> dict[Stretch, Rows]:
        rows: dict[Stretch, Rows] = {want: [] for want in wanted}
        for kind in {want.log.kind for want in wanted}:
            of_kind = [want for want in wanted if want.log.kind == kind]
            columns = [want.log.id for want in of_kind], [want[1] for want in of_kind], [want[2] for want in of_kind]
            make = SealedMessage if kind == "room" else SealedNotice
            for number, *entry in await self._database.fast.fetch(statements[kind], *columns, limit):
                rows[of_kind[number - 1]].append(make(*entry))
        return rows

    def frame_now(self, log: Log, page: Page, epoch: str, *, reset: bool = False) -> Changes | Notices:
        """The page as the frame its readers get. The log's key must be held."""
        if log.kind == "room":
            items = self.messages(log, page)
            return Changes(room=log.id, epoch=epoch, since=page.since, to=page.to, items=items, reset=reset)
        told = [self._notice(log.id, row) for row in page.rows if isinstance(row, SealedNotice)]
        return Notices(epoch=epoch, since=page.since, to=page.to, items=told, reset=reset)

    def messages(self, log: Log, page: Page) -> list[Message]:
        """The page's messages, opened. The room's key must be held."""
        return [self._message(log.id, row) for row in page.rows if isinstance(row, SealedMessage)]

    def _message(self, room: UUID, row: SealedMessage) -> Message:
        text = None if row.body is None else self.keys.open(room, row.body, "messages", row.id).decode()
        return Message(
            id=row.id,
            position=row.position,
            changed=row.changed,
            member_id=row.member_id,
            alias=row.alias,
            at=row.at,
            state=SHOWN_AS.get(row.state, "removed"),
            text=text if row.state == "shown" else None,
            masked=row.masked,
            veiled=row.veiled,
            by_author=row.by_author,
            part=row.part,  # type: ignore[arg-type]  # the column has a check
        )

    def _notice(self, account: UUID, row: SealedNotice) -> Notice:
        body = msgspec.json.decode(self.keys.open(account, row.body, "notices", row.id), type=NoticeBody)
        columns = {
            "id": row.id,
            "position": row.position,
            "changed": row.changed,
            "at": row.at,
            "kind": row.kind,
        }
        return msgspec.convert({**columns, **msgspec.structs.asdict(body)}, Notice)
