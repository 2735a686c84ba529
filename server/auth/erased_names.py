"""Names of erased accounts: for a year nobody can come under one, so that nobody is taken for who has gone.

Only a keyed hash is kept: it says "this name", and no more, to whoever holds the master key.
"""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.master_key import MasterKey

DAYS = 365

n = schema.erased_names.c


def digest(master: MasterKey, name: str) -> bytes:
    """`name`: what makes two pseudonyms the same (auth/pseudonyms.py)."""
    return master.fingerprint(b"erased name", name.encode())


async def keep(connection: AsyncConnection, master: MasterKey, name: str) -> None:
    """From now on nobody can have this name, for a year."""
    row = {"digest": digest(master, name), "until": func.clock_timestamp() + func.make_interval(0, 0, 0, DAYS)}
    added = insert(schema.erased_names).values(**row)
    await connection.execute(added.on_conflict_do_update(index_elements=[n.digest], set_={"until": row["until"]}))


async def kept(connection: AsyncConnection, master: MasterKey, names: Iterable[str]) -> set[str]:
    """Of these names those that nobody can have now."""
    by_digest = {digest(master, name): name for name in names}
    found = select(n.digest).where(n.digest.in_(by_digest), n.until > func.clock_timestamp())
    return {by_digest[one] for one in await connection.scalars(found)}
