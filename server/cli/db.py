"""`porchlight db`: back-up and restore."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from server.cli.database import NO_DATABASE, database_of
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("db", help="back-up and restore").add_subparsers(dest="act", required=True)
    backup = acts.add_parser("backup", help="write everything the database holds into a file, while it runs or not")
    backup.add_argument("--force", action="store_true", help="replace the file if it is there")
    restore = acts.add_parser("restore", help="put what a back-up holds in place of what the database holds")
    restore.add_argument("--disconnect", action="store_true", help="end the instances that are connected")
    restore.add_argument("--sign-everyone-out", action="store_true", help="end every session")
    for command in (backup, restore):
        command.add_argument("file", type=Path, metavar="FILE")
        command.set_defaults(call=keep)


def keep(given: argparse.Namespace) -> int:
    from server.ground.backup import back_up
    from server.ground.db import UNREACHABLE, DatabaseRefused
    from server.ground.master_key import MasterKeyUnusable
    from server.ground.postgres_clients import BackupFailed
    from server.ground.restore import restore

    chosen, file = settings(), given.file
    try:
        with database_of(chosen, make=given.act == "restore") as url:
            if given.act == "backup":
                size = back_up(url, file, overwrite=given.force)
                print(f"Written: {file}, {size:,} bytes. The master key is not in it: keep a copy of")
                print(f"{chosen.master_key.name} apart from the back-ups. Without it, nobody can read them.")
            else:
                restore(url, file, chosen.master_key, disconnect=given.disconnect, sign_out=given.sign_everyone_out)
                print(f"Restored: the place is as it was when {file} was written. Start the instances anew.")
                print("Browsers that were told of more since then offer it again by themselves.")
    except (BackupFailed, MasterKeyUnusable, DatabaseRefused) as error:
        raise Wrong(str(error)) from None
    except UNREACHABLE:
        raise Wrong(NO_DATABASE) from None
    return 0
