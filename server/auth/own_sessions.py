"""One's own sessions: where one is signed in, and ending that.

Of a device nothing is stored: no kind, no browser, no address. Whoever wants to tell theirs apart gives it a name.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth.revocations import revoke
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import MySession, MySessions
from server.ground.bus import Bus
from server.ground.commit import Transaction, transaction
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal

s = schema.sessions.c
LONGEST_NAME = 60


class OwnSessions:
    """Lists, names and ends them."""

    def __init__(self, database: Database, bus: Bus, keys: Keys) -> None:
        self._database = database
        self._bus = bus
        self._keys = keys

    async def of(self, person: Person) -> MySessions:
        """Those that hold, this one first, then the one used last."""
        rows = (
            select(s.id, s.created_at, s.last_used, s.kept, s.name)
            .where(*_open(person))
            .order_by(s.id != person.session, s.last_used.desc(), s.created_at.desc())
        )
        async with self._database.begin() as connection:
            found = (await connection.execute(rows)).all()
        await self._keys.load((person.account,))
        return MySessions(
            [
                MySession(
                    id=row.id,
                    since=milliseconds(row.created_at),
                    last_used=row.last_used.isoformat(),
                    kept=row.kept,
                    this=row.id == person.session,
                    name=self._name(person, row.id, row.name),
                )
                for row in found
            ]
        )

    def _name(self, person: Person, session: UUID, sealed: bytes | None) -> str | None:
        if sealed is None:
            return None
        return self._keys.open(person.account, sealed, "sessions", session, "name").decode()

    async def call(self, person: Person, session: UUID, name: str) -> None:
        """Give one a name, or with an empty one take it back. Raises Refusal."""
        if len(name) > LONGEST_NAME:
            raise Refusal("bad_request", says=f"At most {LONGEST_NAME} characters.", field="name")
        sealed = None
        if name.strip():
            sealed = await self._keys.seal(person.account, name.strip().encode(), "sessions", session, "name")
        async with self._database.begin() as connection:
            changed = await connection.execute(
                update(schema.sessions).where(s.id == session, *_open(person)).values(name=sealed)
            )
        if changed.rowcount == 0:
            raise Refusal("not_found")

    async def end(self, person: Person, session: UUID) -> None:
        """End one; its sockets close. Raises Refusal."""
        async with transaction(self._database, self._bus) as tx:
            if not await end_some(tx, *_open(person), s.id == session):
                raise Refusal("not_found")

    async def end_all(self, person: Person) -> None:
        """End every one, this one too."""
        async with transaction(self._database, self._bus) as tx:
            await end_some(tx, *_open(person))


async def end_others(tx: Transaction, person: Person) -> None:
    """End all but this one."""
    await end_some(tx, *_open(person), s.id != person.session)


async def end_some(tx: Transaction, *which: ColumnElement[bool]) -> list[UUID]:
    """End sessions and close their sockets, when `tx` commits."""
    ended = await _ended(tx.connection, *which)
    for session in ended:
        await revoke(tx, "signed_out", session=session)
    return ended


async def _ended(connection: AsyncConnection, *which: ColumnElement[bool]) -> list[UUID]:
    ending = update(schema.sessions).where(*which).values(ended_at=func.now()).returning(s.id)
    return list(await connection.scalars(ending))


def _open(person: Person) -> tuple[ColumnElement[bool], ...]:
    return s.account_id == person.account, s.ended_at.is_(None), s.expires_at > func.now()
