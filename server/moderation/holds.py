"""Legal holds: what two people of staff keep from being deleted, and until when.

One asks, another agrees, each by their own passphrase (cli/hold.py); from then on retention and erasure let be what it
names (the SQL function `on_hold`). It ends by itself, or when one of staff ends it. Each step is a row of the audit
chain. Why is sealed under a key of its own.
"""

import uuid
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import pseudonyms
from server.auth.passphrase import Passphrases
from server.ground import schema
from server.ground.keys import Keys
from server.ground.seal import place
from server.moderation import audit

What = Literal["account", "room", "case"]
MAY = ("lead", "operator", "trustee")
LONGEST_DAYS = 365
"""After that it is asked for anew: nothing is held because somebody forgot it."""

h, a, r = schema.holds.c, schema.accounts.c, schema.roles.c


class NotHeld(Exception):
    """Nothing has changed. The message says why, and what would be right."""


class Hold(NamedTuple):
    id: UUID
    what: str
    target: UUID
    state: str
    until: datetime
    asked_by: str
    agreed_by: str
    why: str


async def staff(connection: AsyncConnection, passphrases: Passphrases, name: str, given: str) -> UUID:
    """Who this is, if they may hold. Raises NotHeld, the same for all that is wrong."""
    key = pseudonyms.key(name)
    holds_role = select(r.role).where(
        r.account_id == a.id, r.role.in_(MAY), r.expires_at.is_(None) | (r.expires_at > func.now())
    )
    found = (
        await connection.execute(
            select(a.id, a.passphrase).where(a.pseudonym_key == key, a.status == "active", holds_role.exists())
        )
    ).first()
    matches = await passphrases.matches(key, found.passphrase if found else None, given)
    if found is None or not matches:
        raise NotHeld(f"this is not the name and passphrase of a {', '.join(MAY[:-1])} or {MAY[-1]}")
    return found.id  # type: ignore[no-any-return]


async def target(connection: AsyncConnection, what: What, named: str) -> UUID:
    """The id of an account by its name, of a room by its slug or id, of a case by its id. Raises NotHeld."""
    o, c = schema.rooms.c, schema.cases.c
    if what == "account":
        found: UUID | None = await connection.scalar(select(a.id).where(a.pseudonym_key == pseudonyms.key(named)))
    else:
        try:
            by_id: UUID | None = UUID(named)
        except ValueError:
            by_id = None
        if what == "room":
            found = await connection.scalar(select(o.id).where((o.slug == named) | (o.id == by_id)))
        else:
            found = await connection.scalar(select(c.id).where(c.id == by_id))
    if found is None:
        raise NotHeld(f"there is no {what} {named!r} here")
    return found


async def ask(
    connection: AsyncConnection, keys: Keys, who: UUID, what: What, on: UUID, until: datetime, why: str
) -> UUID:
    """Ask for a hold. It holds nothing until another has agreed. Raises NotHeld."""
    now = await connection.scalar(select(func.clock_timestamp()))
    assert isinstance(now, datetime)
    if not 0 < (until - now).total_seconds() <= LONGEST_DAYS * 86_400:
        raise NotHeld(f"a hold ends in the future, within {LONGEST_DAYS} days")
    if not why.strip():
        raise NotHeld("say why, in a few words")
    id = uuid.uuid4()
    sealed = (await keys.create(connection, id)).seal(why.encode(), place("holds", id, "why"))
    row = {"id": id, "what": what, "target_id": on, "why": sealed, "asked_by": who, "ends_at": until}
    await connection.execute(insert(schema.holds).values(**row))
    await audit.record(connection, who, "hold_ask", f"hold {id} {what} {on}")
    return id


async def agree(connection: AsyncConnection, who: UUID, id: UUID) -> None:
    """Agree to what another asked for: from now on it holds. Raises NotHeld."""
    row = await _open(connection, id)
    if row.agreed_at is not None:
        raise NotHeld("this hold has been agreed to already")
    if row.asked_by == who or row.asked_by is None:
        raise NotHeld("a hold takes two people: somebody else has to agree to it")
    if row.what == "account" and row.target_id == who:
        raise NotHeld("nobody agrees to a hold on their own account")
    await connection.execute(
        update(schema.holds).where(h.id == id).values(agreed_by=who, agreed_at=func.clock_timestamp())
    )
    await audit.record(connection, who, "hold", f"hold {id}")


async def end(connection: AsyncConnection, who: UUID, id: UUID) -> None:
    """End it before its time. Raises NotHeld."""
    await _open(connection, id)
    await connection.execute(update(schema.holds).where(h.id == id).values(ended_at=func.clock_timestamp()))
    await audit.record(connection, who, "hold_end", f"hold {id}")


async def _open(connection: AsyncConnection, id: UUID) -> Any:
    found = (await connection.execute(select(schema.holds).where(h.id == id).with_for_update())).first()
    now = await connection.scalar(select(func.clock_timestamp()))
    if found is None or found.ended_at is not None or found.ends_at <= now:
        raise NotHeld(f"there is no hold {id} that has not ended")
    return found


async def listed(connection: AsyncConnection, keys: Keys) -> list[Hold]:
    """Every hold that there is, the newest first."""
    asker, agreer = schema.accounts.alias("asker"), schema.accounts.alias("agreer")
    over = h.ended_at.is_not(None) | (h.ends_at <= func.clock_timestamp())
    rows = (
        await connection.execute(
            select(schema.holds, over.label("over"), asker.c.pseudonym, agreer.c.pseudonym.label("second"))
            .join_from(schema.holds, asker, asker.c.id == h.asked_by, isouter=True)
            .outerjoin(agreer, agreer.c.id == h.agreed_by)
            .order_by(h.at.desc())
        )
    ).all()
    await keys.load(row.id for row in rows)
    return [
        Hold(
            id=row.id,
            what=row.what,
            target=row.target_id,
            state="over" if row.over else "holds" if row.agreed_at else "asked",
            until=row.ends_at,
            asked_by=row.pseudonym or "",
            agreed_by=row.second or "",
            why=keys.open(row.id, row.why, "holds", row.id, "why").decode(),
        )
        for row in rows
    ]
