"""A room and people in it, made straight in the database, for tests of the log."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest_asyncio
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.bus import InProcessBus
from server.ground.db import Database
from server.ground.ending import end
from server.ground.installation import open_installation
from server.ground.key_source import Source
from server.ground.keys import Keys
from server.ground.schema_rooms import room_states
from server.rooms.append import Outcome, Row, Writer


class Speaker:
    """Somebody with a session, in a room."""

    def __init__(self, account: UUID, session: UUID, member: UUID, room: UUID) -> None:
        self.account, self.session, self.member, self.room = account, session, member, room


class Ground:
    """A database with rooms and speakers, and a way to make rows for the writer."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self.database, self.keys, self.bus = database, keys, InProcessBus()
        self.writer = Writer(database, self.bus)

    async def room(self) -> UUID:
        id = uuid.uuid4()
        async with self.database.begin() as c:
            await c.execute(insert(schema.rooms).values(id=id, kind="room", title="A room", retention_days=30))
            await self.keys.create(c, id)
        return id

    async def speaker(self, room: UUID) -> Speaker:
        account, session, member = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
        async with self.database.begin() as c:
            await c.execute(
                insert(schema.accounts).values(
                    id=account, pseudonym=account.hex, pseudonym_key=account.hex, passphrase="-", country="GB"
                )
            )
            await self.keys.create(c, account)
            await c.execute(
                insert(schema.sessions).values(
                    id=session, account_id=account, digest=session.bytes, kept=False,
                    expires_at=schema.in_seconds(3600),
                )
            )  # fmt: skip
            await c.execute(
                insert(schema.members).values(id=member, room_id=room, account_id=account, alias=account.hex)
            )
        return Speaker(account, session, member, room)

    async def row(self, speaker: Speaker, text: str, client_id: UUID | None = None, facts: str | None = None) -> Row:
        id = uuid.uuid4()
        return Row(
            id=id,
            session=speaker.session,
            account=speaker.account,
            room=speaker.room,
            client_id=client_id or uuid.uuid4(),
            fingerprint=self.keys.master.fingerprint(text.encode()),
            body=await self.keys.seal(speaker.room, text.encode(), "messages", id),
            facts=facts,
        )

    async def store(self, *rows: Row) -> list[Outcome]:
        """Append these as one batch, by a writer that has nothing else to do."""
        writer = Writer(self.database, self.bus)
        answers = [asyncio.ensure_future(writer.append(row)) for row in rows]
        running = asyncio.create_task(writer.run())
        outcomes = await asyncio.gather(*answers)
        await end([running])
        return outcomes

    async def change(self, table: object, id: UUID, **values: object) -> None:
        async with self.database.begin() as c:
            await c.execute(update(table).where(table.c.id == id).values(**values))  # type: ignore

    async def give(self, room: UUID, state: str, **more: object) -> UUID:
        """Give the room a state, by nobody's act."""
        id = uuid.uuid4()
        async with self.database.begin() as c:
            row = {"id": id, "room_id": room, "state": state, **more}
            await c.execute(insert(room_states).values(**row))
        return id

    async def sanction(self, speaker: Speaker, kind: str, connection: AsyncConnection | None = None) -> None:
        """Given by nobody's act, for an hour."""
        row = {"id": uuid.uuid4(), "account_id": speaker.account, "kind": kind, "ends_at": schema.in_seconds(3600)}
        if kind in ("mute", "removal"):
            row["room_id"] = speaker.room
        if connection is not None:
            await connection.execute(insert(schema.sanctions).values(**row))
            return
        async with self.database.begin() as c:
            await c.execute(insert(schema.sanctions).values(**row))


@pytest_asyncio.fixture(loop_scope="session")
async def ground(database_url: str, tmp_path: Path) -> AsyncIterator[Ground]:
    database = Database(database_url)
    await database.reach()
    master, _ = await open_installation(database, Source(tmp_path / "master.key"))
    yield Ground(database, Keys(database, master))
    await database.close()
