"""New data keys for everything, and what is stored sealed with them anew, while instances run and messages arrive.

First each owner gets a new version of its key; instances begin to use it once all have learnt of it (keys.py). Then
every sealed column is gone through, some rows at a time, each in a transaction of its own that skips what somebody else
has in hands, until a pass finds nothing. What was ended anywhere is carried on by doing it again. Old versions are
deleted by retention, an hour later at the earliest and never while something is sealed with them.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ground import schema
from server.ground.db import Database
from server.ground.keys import SETTLED_AFTER_S, turned
from server.ground.master_key import MasterKey
from server.ground.seal import Key, place
from server.ground.sealed import SEALED, Sealed

AT_ONCE = 200
LAST_VERSION = 255
"""A blob has one byte for it."""
FIRST = UUID(int=0)

i = schema.installation
Progress = Callable[[str], None]

WITHOUT_NEW = text("""
    select owner, version from keys k where created_at < :since
    and not exists (select 1 from keys n where n.owner = k.owner and n.version > k.version)
    and (owner, version) > (:owner, 0) order by owner limit :most for update skip locked""")
NEW = text("""
    insert into keys (owner, version, wrapped)
    select * from unnest(cast(:owners as uuid[]), cast(:versions as smallint[]), cast(:wrapped as bytea[]))""")


class NoVersionLeft(Exception):
    """A key has had as many versions as there can be."""


async def reseal(database: Database, master: MasterKey, say: Progress, settled_after_s: float = SETTLED_AFTER_S) -> int:
    """Returns how many values were sealed anew. Raises NoVersionLeft, MasterKeyUnusable."""
    async with database.begin() as connection:
        canary, fingerprints, since = (
            await connection.execute(select(i.c.canary, i.c.fingerprints, i.c.resealing_since))
        ).one()
        master.check_canary(canary, fingerprints)
        if since is None:
            since = await connection.scalar(
                update(i).values(resealing_since=func.clock_timestamp()).returning(i.c.resealing_since)
            )
        else:
            say(f"Carried on: it was begun {since:%Y-%m-%d %H:%M} UTC.")
    made = await _make_versions(database, master, since, say)
    if made:
        say("Instances learn of the new keys.")
        await asyncio.sleep(settled_after_s)
    total = 0
    while sealed := await _pass(database, master, say):
        total += sealed
    async with database.begin() as connection:
        await connection.execute(update(i).values(resealing_since=None))
    return total


async def _make_versions(database: Database, master: MasterKey, since: Any, say: Progress) -> int:
    made, after = 0, FIRST
    while True:
        async with database.begin() as connection:
            found = {"since": since, "owner": after, "most": AT_ONCE}
            rows = (await connection.execute(WITHOUT_NEW, found)).all()
            if not rows:
                return made
            if any(row.version >= LAST_VERSION for row in rows):
                raise NoVersionLeft("a key is in its 255th version, and there can be no more")
            new = [(row.owner, Key.new(row.version + 1)) for row in rows]
            columns = {
                "owners": [owner for owner, _ in new],
                "versions": [key.version for _, key in new],
                "wrapped": [master.wrap(key, owner) for owner, key in new],
            }
            await connection.execute(NEW, columns)
            await turned(connection)
        made += len(rows)
        after = rows[-1].owner
        say(f"{made:,} new keys")


async def _pass(database: Database, master: MasterKey, say: Progress) -> int:
    """Every sealed column once. Returns how many values were sealed anew."""
    total = 0
    for of in SEALED:
        after, sealed = FIRST, 0
        while True:
            async with database.begin() as connection:
                last, count = await _some(connection, master, of, after)
            if last is None:
                break
            after, sealed = last, sealed + count
            say(f"{of.table.name}.{of.column}: {sealed:,} sealed anew")
        total += sealed
    return total


async def _some(connection: AsyncConnection, master: MasterKey, of: Sealed, after: UUID) -> tuple[UUID | None, int]:
    """The next rows that are sealed with an older version. Returns the last one's id, None where there are no more."""
    table, column, owner = of.table.name, of.column, of.owner
    await connection.exec_driver_sql("set local statement_timeout = 0")  # the last look finds nothing in all of a table
    rows = (
        await connection.exec_driver_sql(
            f"""select t.id, t.{owner} as owner, t.{column} as sealed from {table} t
                where t.id > $1 and t.{column} is not null and get_byte(t.{column}, 0) <
                    (select max(k.version) from keys k where k.owner = t.{owner})
                order by t.id limit {AT_ONCE} for update of t skip locked""",
            (after,),
        )
    ).all()
    if not rows:
        return None, 0
    keys = await _keys(connection, master, {row.owner for row in rows})
    anew = []
    for row in rows:
        versions, where = keys[row.owner], place(table, row.id, column)
        data = versions[row.sealed[0]].open(row.sealed, where)
        anew.append(versions[max(versions)].seal(data, where))
    await connection.exec_driver_sql(
        f"""update {table} t set {column} = anew.sealed
            from unnest($1::uuid[], $2::bytea[]) as anew(id, sealed) where t.id = anew.id""",
        ([row.id for row in rows], anew),
    )
    return rows[-1].id, len(rows)


async def _keys(
    connection: AsyncConnection, master: MasterKey, owners: Sequence[UUID] | set[UUID]
) -> dict[UUID, dict[int, Key]]:
    k = schema.keys.c
    found: dict[UUID, dict[int, Key]] = {owner: {} for owner in owners}
    for owner, version, wrapped in await connection.execute(
        select(k.owner, k.version, k.wrapped).where(k.owner.in_(owners))
    ):
        found[owner][version] = master.unwrap(wrapped, owner, version)
    return found
