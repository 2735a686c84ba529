"""What makes a database this installation's: its epoch, and a canary that opens with one master key only."""

import secrets
from pathlib import Path

from sqlalchemy import insert, select

from server.ground import schema
from server.ground.db import Database
from server.ground.seal import MasterKey


async def open_installation(database: Database, master_key_file: Path) -> tuple[MasterKey, str]:
    """(the master key, the epoch). The first run makes both; later a wrong or missing key is refused.

    From here on `database` is of this epoch or of none. Raises MasterKeyUnusable.
    """
    master, epoch = await _find_or_make(database, master_key_file)
    await database.expect(epoch)
    return master, epoch


def new_epoch() -> str:
    """What tells a history from every other, one of the same place that was restored included."""
    return secrets.token_hex(8)


async def _find_or_make(database: Database, master_key_file: Path) -> tuple[MasterKey, str]:
    i = schema.installation
    async with database.begin() as connection:
        # Instances that start together on an empty database must not make two.
        await connection.exec_driver_sql("select pg_advisory_xact_lock(7072)")
        found = (await connection.execute(select(i.c.epoch, i.c.canary))).first()
        master = MasterKey.from_file(master_key_file, make=found is None)
        if found is not None:
            master.check_canary(found.canary)
            return master, found.epoch
        epoch = new_epoch()
        await connection.execute(insert(i).values(epoch=epoch, canary=master.canary()))
        await connection.execute(insert(schema.audit_head).values(seq=0, hash=bytes(32)))
    return master, epoch
