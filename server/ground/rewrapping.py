"""A new master key takes the place of the old one, while instances run and messages arrive.

Offered first: an instance that does not know the new key, having looked for it, withdraws the offer, and nothing has
changed. Then put in use in one transaction, after which no instance makes anything with the old one for long. Then
every data key is wrapped anew, some at a time. All of it is in the database, so what was ended anywhere is carried on
by doing it again; both keys are needed until it is done.
"""

import asyncio
from collections.abc import Callable

import asyncpg
from sqlalchemy import select, update

from server.ground import keys, schema
from server.ground.db import Database
from server.ground.master_key import MasterKey

AT_ONCE = 500
LEARNT_AFTER_S = 3 * keys.LOOK_EVERY_S

FIRST = "00000000-0000-0000-0000-000000000000"
SOME = """select owner, version, wrapped from keys where (owner, version) > ($1::uuid, $2::smallint)
    order by owner, version limit $3"""
WRAP = """update keys set wrapped = anew.wrapped
    from unnest($1::uuid[], $2::smallint[], $3::bytea[], $4::bytea[]) as anew(owner, version, before, wrapped)
    where keys.owner = anew.owner and keys.version = anew.version and keys.wrapped = anew.before"""

Progress = Callable[[str], None]

i = schema.installation


class NotRotated(Exception):
    """Nothing has changed. The message says why, and what to do."""


async def rewrap(database: Database, master: MasterKey, say: Progress, learnt_after_s: float = LEARNT_AFTER_S) -> int:
    """`master` holds the new key and the old one. Returns how many data keys were wrapped anew. Raises NotRotated."""
    async with database.begin() as connection:
        row = (await connection.execute(select(i.c.canary, i.c.canary_before, i.c.fingerprints))).one()
    master.check_canary(row.canary, row.fingerprints)
    if row.canary_before is None:
        successor = master.successor(row.canary)
        if successor is None:
            raise NotRotated("there is no new master key beside the one in use: add one (`porchlight keys make`)")
        await _offer(database, successor, say, learnt_after_s)
        await _put_in_use(database, successor)
        master.learn(successor)
        master.check_canary(successor.canary(), successor.wrapped_fingerprints())
    say("The new master key is in use. Every key is wrapped anew.")
    await asyncio.sleep(learnt_after_s)  # what an instance that has not noticed yet makes is wrapped with the old one
    total = await _wrap_all(database, master, say)
    async with database.begin() as connection:
        await connection.execute(update(i).values(canary_before=None))
    return total


async def _offer(database: Database, successor: MasterKey, say: Progress, learnt_after_s: float) -> None:
    async with database.begin() as connection:
        await connection.execute(update(i).values(canary_offered=successor.canary()))
        await keys.turned(connection)
    say("The new master key is offered to the instances.")
    await asyncio.sleep(learnt_after_s)
    async with database.begin() as connection:
        offered = await connection.scalar(select(i.c.canary_offered))
    if offered is None:
        raise NotRotated(
            "an instance that is running does not know the new master key, so nothing was changed: give every instance "
            "both keys (one that has them by environment needs a restart), then try again"
        )


async def _put_in_use(database: Database, successor: MasterKey) -> None:
    async with database.begin() as connection:
        put = {"canary_before": i.c.canary, "canary": successor.canary(), "canary_offered": None}
        await connection.execute(update(i).values(**put, fingerprints=successor.wrapped_fingerprints()))
        await keys.turned(connection)


async def _wrap_all(database: Database, master: MasterKey, say: Progress) -> int:
    """Until a whole pass finds none that is wrapped with another key."""
    total = 0
    while True:
        wrapped, seen, after = 0, 0, (FIRST, 0)
        while rows := await database.fast.fetch(SOME, *after, AT_ONCE):
            wrapped += await _wrap(database, master, rows)
            seen += len(rows)
            after = (rows[-1]["owner"], rows[-1]["version"])
            say(f"{seen:,} keys looked at, {total + wrapped:,} wrapped anew")
        total += wrapped
        if not wrapped:
            return total


async def _wrap(database: Database, master: MasterKey, rows: list[asyncpg.Record]) -> int:
    anew = []
    for owner, version, before in rows:
        wrapped = master.wrapped_anew(before, owner, version)
        if wrapped is not None:
            anew.append((owner, version, before, wrapped))
    if anew:
        await database.fast.execute(WRAP, *map(list, zip(*anew, strict=True)))
    return len(anew)
