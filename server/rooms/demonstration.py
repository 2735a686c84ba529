"""Example rooms for a first look, made once on an empty database and marked as a demonstration."""

import tomllib
import uuid
from pathlib import Path

from sqlalchemy import insert, select

from server.ground import schema
from server.ground.db import Database
from server.ground.keys import Keys

ROOMS = Path(__file__).with_name("demonstration.toml")
RETENTION_DAYS = 30
OWN = ("slug", "title", "summary", "audience")


async def seed(database: Database, keys: Keys) -> None:
    """Make the example rooms where there is no room at all."""
    read = tomllib.loads(ROOMS.read_text())
    async with database.begin() as connection:
        if await connection.scalar(select(schema.rooms.c.id).limit(1)) is not None:
            return
        for room in read["room"]:
            id = uuid.uuid4()
            card = read["shared"] | {name: text for name, text in room.items() if name not in OWN}
            own = {name: room[name] for name in OWN}
            await connection.execute(
                insert(schema.rooms).values(
                    id=id, kind="room", card=card, demonstration=True, retention_days=RETENTION_DAYS, **own
                )
            )
            await keys.create(connection, id)
