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

PAGE = 200
"""Most entries in one page."""
RECENT = 50
"""How many entries somebody who opens a room for the first time is shown."""


class Log(NamedTuple):
    """Which log: a room's, or a person's own."""

    kind: Literal["room", "person"]
    id: UUID


class NoticeBody(msgspec.Struct, omit_defaults=True):
    """What is sealed of a Notice; the rest are its columns."""

    room: UUID | None = None
    message: UUID | None = None
    client_id: UUID | None = None
    text: str | None = None
    code: str | None = None
    card: str | None = None


class Page(NamedTuple):
    """Sealed entries with `since < changed <= to`, ordered by `changed`."""

    since: int
    to: int
    rows: Sequence[SealedMessage | SealedNotice]


ROOM_COLUMNS = """m.id, m.position, m.changed, m.member_id, b.alias, b.part,
    floor(extract(epoch from m.at) * 1000)::bigint, m.state,
    case when m.state = 'shown' then m.body end, m.masked, m.veiled"""
PERSON_COLUMNS = "n.id, n.position, n.changed, floor(extract(epoch from n.at) * 1000)::bigint, n.kind, n.body"

READ = {
    "room": f"""select want.log, {ROOM_COLUMNS}
        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as want(log, after, upto)
        cross join lateral (
            select * from messages where room_id = want.log and changed > want.after and changed <= want.upto
            order by changed limit $4) m
        join members b on b.id = m.member_id
        order by want.log, m.changed""",
    "person": f"""select want.log, {PERSON_COLUMNS}
        from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as want(log, after, upto)
        cross join lateral (
            select * from notices where account_id = want.log and changed > want.after and changed <= want.upto
            order by changed limit $4) n
        order by want.log, n.changed""",
}
LATEST = {
    "room": f"""select {ROOM_COLUMNS} from messages m join members b on b.id = m.member_id
        where m.room_id = $1 and m.position < $2 and m.changed <= $3 order by m.position desc limit $4""",
    "person": f"""select {PERSON_COLUMNS} from notices n
        where n.account_id = $1 and n.position < $2 and n.changed <= $3 order by n.position desc limit $4""",
}
HEADS = {
    "room": "select id, head from rooms where id = any($1)",
    "person": "select id, head from accounts where id = any($1)",
}
END = 2**62
"""Beyond the end of any log."""


class Logs:
    """Reads logs. Everything here is the public projection, or what belongs to its one reader."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self.keys = keys

    async def heads(self, logs: Sequence[Log]) -> dict[Log, int]:
        """Where each log ends now. A log that is not there is left out."""
        found: dict[Log, int] = {}
        for kind in {log.kind for log in logs}:
            rows = await self._database.fast.fetch(HEADS[kind], [log.id for log in logs if log.kind == kind])
            found.update((Log(kind, id), head) for id, head in rows)
        return found

    async def read(self, wanted: Sequence[tuple[Log, int, int]], limit: int = PAGE) -> dict[Log, Page]:
        """For each (log, after, upto) the next page: one round trip a kind, however many logs.

        A page that is not full reaches to `upto`, or to its last entry where `upto` is END.
        """
        rows: dict[Log, list[Any]] = {log: [] for log, _, _ in wanted}
        for kind in {log.kind for log, _, _ in wanted}:
            of_kind = [want for want in wanted if want[0].kind == kind]
            columns = [log.id for log, _, _ in of_kind], [w[1] for w in of_kind], [w[2] for w in of_kind]
            for id, *entry in await self._database.fast.fetch(READ[kind], *columns, limit):
                rows[Log(kind, id)].append(entry)
        pages = {}
        for log, after, upto in wanted:
            entries = [(SealedMessage if log.kind == "room" else SealedNotice)(*e) for e in rows[log]]
            last = entries[-1].changed if entries else after
            full = len(entries) == limit or upto == END
            pages[log] = Page(after, last if full else upto, entries)
        return pages

    async def latest(self, log: Log, *, before: int = END, upto: int = END, limit: int = RECENT) -> Page:
        """The last entries before a position, oldest first, as a log that ends at `upto` shows them."""
        rows = await self._database.fast.fetch(LATEST[log.kind], log.id, before, upto, limit)
        make = SealedMessage if log.kind == "room" else SealedNotice
        return Page(0, upto, [make(*row) for row in reversed(rows)])

    async def frame(self, log: Log, page: Page, epoch: str, *, reset: bool = False) -> Changes | Notices:
        """The page as the frame its readers get."""
        await self.keys.load((log.id,))
        return self.frame_now(log, page, epoch, reset=reset)

    def frame_now(self, log: Log, page: Page, epoch: str, *, reset: bool = False) -> Changes | Notices:
        """As `frame`, for a log whose key is held already."""
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
            state="shown" if row.state == "shown" else "removed",
            text=text if row.state == "shown" else None,
            masked=row.masked,
            veiled=row.veiled,
            part="moderator" if row.part == "moderator" else "peer",
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
