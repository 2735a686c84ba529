"""What makes a database this installation's: its epoch, and a canary that opens with one master key only."""

import secrets
from pathlib import Path

from sqlalchemy import insert, select

from server.ground import schema
from server.ground.db import Database
from server.ground.seal import MasterKey


async def open_installation(database: Database, master_key_file: Path) -> tuple[MasterKey, str]:
    """(the master key, the epoch). The first run makes both; later a wrong or missing key is refused.

    Raises MasterKeyUnusable.
    """
    i = schema.installation
    async with database.begin() as connection:
        # Instances that start together on an empty database must not make two.
        await connection.exec_driver_sql("select pg_advisory_xact_lock(7072)")
        found = (await connection.execute(select(i.c.epoch, i.c.canary))).first()
        master = MasterKey.from_file(master_key_file, make=found is None)
        if found is not None:
            master.check_canary(found.canary)
            return master, found.epoch
        epoch = secrets.token_hex(8)
        await connection.execute(insert(i).values(epoch=epoch, canary=master.canary()))
        await connection.execute(insert(schema.audit_head).values(seq=0, hash=bytes(32)))
    return master, epoch
