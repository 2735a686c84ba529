"""Many people at once, made straight in the database: registering each takes longer than what is tested."""

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert

from server.auth.sessions import digest
from server.ground import schema
from server.live.session import Session
from server.live.sockets import Sockets
from tests.people import Person, Place


async def crowd(place: Place, count: int, room: str) -> list[Person]:
    """So many people with a session, in the room with this id."""
    keys, people = place.services.logs.keys, []
    rows: dict[Any, list[dict[str, Any]]] = {schema.accounts: [], schema.sessions: [], schema.members: []}
    async with place.services.database.begin() as connection:
        sealing = []
        for _ in range(count):
            account, secret = uuid.uuid4(), uuid.uuid4().hex
            name = f"Crowd {account.hex[:12]}"
            rows[schema.accounts].append({"id": account, "pseudonym": name, "pseudonym_key": name, "passphrase": "-",
                                          "country": "GB"})  # fmt: skip
            rows[schema.sessions].append({"id": uuid.uuid4(), "account_id": account, "digest": digest(secret),
                                          "kept": False})  # fmt: skip
            rows[schema.members].append({"id": uuid.uuid4(), "room_id": uuid.UUID(room), "account_id": account,
                                         "alias": name})  # fmt: skip
            sealing.append({"owner": account, "version": 1, "wrapped": keys.new(account)[1]})
            person = await place.visitor()
            person.http.cookies.set("porchlight", secret)
            person.me = {"pseudonym": name, "rooms": [{"id": room, "slug": "night-owls"}]}
            people.append(person)
        await connection.execute(insert(schema.accounts), rows[schema.accounts])
        await connection.execute(insert(schema.keys), sealing)
        await connection.execute(
            insert(schema.sessions).values(expires_at=func.now() + timedelta(hours=1)), rows[schema.sessions]
        )
        await connection.execute(insert(schema.members), rows[schema.members])
    return people


def door_of(place: Place) -> Sockets:
    door = place.instance.porchlight._door.sockets
    assert door is not None
    return door


def sessions_of(place: Place, person: Person) -> list[Session]:
    """The server's ends of this person's sockets."""
    return [s for s in door_of(place)._open if s.person.pseudonym == person.me["pseudonym"]]
