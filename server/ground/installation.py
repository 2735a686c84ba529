"""What makes a database this installation's: its epoch, and a canary that opens with one master key only."""

import secrets

from sqlalchemy import insert, select, update

from server.ground import schema
from server.ground.db import Database
from server.ground.key_source import Source
from server.ground.master_key import MasterKey, MasterKeyUnusable

HALF_WAY = (
    "a new master key is taking the place of an old one here, and the old one is needed until that is done: give both, "
    "and carry on with `porchlight keys rotate --master`"
)


async def open_installation(database: Database, source: Source) -> tuple[MasterKey, str]:
    """(the master key, the epoch). The first run makes both; later a wrong or missing key is refused.

    From here on `database` is of this epoch or of none. Raises MasterKeyUnusable.
    """
    master, epoch = await _find_or_make(database, source)
    await database.expect(epoch)
    return master, epoch


def new_epoch() -> str:
    """What tells a history from every other, one of the same place that was restored included."""
    return secrets.token_hex(8)


async def _find_or_make(database: Database, source: Source) -> tuple[MasterKey, str]:
    i = schema.installation
    async with database.begin() as connection:
        # Instances that start together on an empty database must not make two.
        await connection.exec_driver_sql("select pg_advisory_xact_lock(7072)")
        found = (await connection.execute(select(i))).first()
        master = source.read(make=found is None)
        if found is not None:
            master.check_canary(found.canary, found.fingerprints)
            if found.canary_before is not None and not master.knows(found.canary_before):
                raise MasterKeyUnusable(HALF_WAY)
            if found.fingerprints is None:  # an older version's database
                await connection.execute(update(i).values(fingerprints=master.wrapped_fingerprints()))
            return master, found.epoch
        epoch = new_epoch()
        row = {"epoch": epoch, "canary": master.canary(), "fingerprints": master.wrapped_fingerprints()}
        await connection.execute(insert(i).values(**row))
        await connection.execute(insert(schema.audit_head).values(seq=0, hash=bytes(32)))
    return master, epoch
