"""What is reported: looked up as its reporter may see it, and taken down as it was.

Nobody learns by reporting whether something they cannot see is there: what is not in a room they are in is "not found",
whatever it is. Of a private conversation only what a moderator said there is reported.
"""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from server.auth.sessions import Person
from server.ground import api
from server.ground.api import Before
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.ground.seal import place
from server.moderation import evidence
from server.moderation.evidence import MESSAGES_BEFORE, Snapshot
from server.moderation.reports import What
from server.rooms.facts import EvidenceFacts
from server.rooms.log import Log, Logs

FROM = """
    join rooms r on r.id = b.room_id
        and (r.kind in ('room', 'channel') or (r.kind = 'conversation' and b.part = 'moderator'))
    join members me on me.room_id = b.room_id and me.account_id = $2 and me.left_at is null"""
MESSAGE = f"""
    select b.room_id, r.kind, b.account_id, b.alias, m.id, m.client_id, m.at, m.position, m.body, m.original
    from messages m join members b on b.id = m.member_id {FROM}
    where m.id = $1 and m.position is not null"""
PERSON = f"""
    select b.room_id, r.kind, b.account_id, b.alias, m.id, m.client_id, m.at, m.position, m.body, m.original
    from members b {FROM}
    left join lateral (
        select * from messages x where x.member_id = b.id and x.state = 'shown'
        order by x.position desc limit {MESSAGES_BEFORE}) m on true
    where b.id = $1 order by m.position desc"""
ROOM = """
    select r.id from rooms r join members me on me.room_id = r.id
    where r.id = $1 and r.kind in ('room', 'channel')
      and me.account_id = $2 and me.left_at is null"""


class Target(Struct):
    """What is reported. `subject`: whose it is; None for a room. `message`: which is evidence, if one is. `of_staff`: a
    moderator's, in a private conversation."""

    what: What
    id: UUID
    room: UUID
    subject: UUID | None
    message: UUID | None
    client_id: UUID | None
    at: datetime | None
    snapshot: Snapshot
    of_staff: bool = False


class Lookup:
    """Looks up what is reported."""

    def __init__(self, database: Database, logs: Logs) -> None:
        self._database = database
        self._logs = logs

    async def find(self, person: Person, wanted: api.Report) -> Target:
        """Raises Refusal."""
        if wanted.message is not None:
            return await self._message(person, wanted.message)
        if wanted.member is not None:
            return await self._person(person, wanted.member)
        assert wanted.room is not None
        return await self._room(person, wanted.room)

    async def _message(self, person: Person, id: UUID) -> Target:
        row = await self._database.fast.fetchrow(MESSAGE, id, person.account)
        check_another(row, person)
        if row["body"] is None:
            raise Refusal("report_too_late", field="message")
        room = row["room_id"]
        await self._logs.keys.load((room,))
        before = await self._said_before(room, row["position"])
        snapshot = Snapshot(self._words(row, original=True), [], before)
        about = row["account_id"], id, row["client_id"], row["at"], snapshot
        return Target("message", id, room, *about, of_staff=is_conversation(row))

    async def _person(self, person: Person, member: UUID) -> Target:
        rows = await self._database.fast.fetch(PERSON, member, person.account)
        newest, *older = rows or [None]
        check_another(newest, person)
        room, subject, message = newest["room_id"], newest["account_id"], newest["id"]
        if message is None:
            nothing = Snapshot("", [], about="person")
            return Target("person", member, room, subject, None, None, None, nothing, is_conversation(newest))
        await self._logs.keys.load((room,))
        before = [Before(row["alias"], milliseconds(row["at"]), self._words(row)) for row in reversed(older)]
        snapshot = Snapshot(self._words(newest), [], before, about="person")
        about = subject, message, newest["client_id"], newest["at"], snapshot
        return Target("person", member, room, *about, of_staff=is_conversation(newest))

    async def _room(self, person: Person, room: UUID) -> Target:
        if await self._database.fast.fetchrow(ROOM, room, person.account) is None:
            raise Refusal("not_found")
        await self._logs.keys.load((room,))
        snapshot = Snapshot("", [], await self._said_before(room), about="room")
        return Target("room", room, room, None, None, None, None, snapshot)

    async def _said_before(self, room: UUID, position: int | None = None) -> list[Before]:
        name = Log("room", room)
        at = {} if position is None else {"before": position}
        page = await self._logs.latest(name, limit=MESSAGES_BEFORE, **at)
        return [Before(m.alias, m.at, m.text) for m in self._logs.messages(name, page) if m.text is not None]

    def _words(self, row: Any, *, original: bool = False) -> str:
        """A message's words: as its room reads them, or as they were written."""
        room, id = row["room_id"], row["id"]
        if original and row["original"] is not None:
            return self._logs.keys.open(room, row["original"], "messages", id, "original").decode()
        return self._logs.keys.open(room, row["body"], "messages", id).decode()


def is_conversation(row: Any) -> bool:
    return bool(row["kind"] == "conversation")


def check_another(row: Any, person: Person) -> None:
    """It is there, and it is somebody else's. Raises Refusal."""
    if row is None:
        raise Refusal("not_found")
    if row["account_id"] == person.account:
        raise Refusal("report_own")


def sealed(keys: Keys, snapshot: Snapshot) -> EvidenceFacts:
    """A snapshot as evidence, under a key of its own."""
    id = uuid.uuid4()
    key, wrapped = keys.new(id)
    return EvidenceFacts(id, wrapped.hex(), key.seal(evidence.encode(snapshot), place("evidence", id)).hex())
