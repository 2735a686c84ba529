"""`porchlight load`: what load tests need."""

import argparse
import sys
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("load", help="load tests").add_subparsers(dest="act", required=True)
    accounts = acts.add_parser("accounts", help="make accounts with sessions in a room, and print them as JSON lines")
    accounts.add_argument("--count", type=int, required=True, metavar="N")
    accounts.add_argument("--room", required=True, metavar="R", help="its slug or its id")
    accounts.add_argument("--force", action="store_true", help="beside other people's accounts, too")
    accounts.set_defaults(call=make_accounts)


def make_accounts(given: argparse.Namespace) -> int:
    import msgspec

    from server.ground.master_key import MasterKeyUnusable
    from server.rooms.load_accounts import NotMade, make

    chosen = settings()
    try:
        made = with_database(chosen, lambda db: make(db, chosen, given.count, given.room, force=given.force))
    except (NotMade, MasterKeyUnusable) as error:
        raise Wrong(str(error)) from None
    sys.stdout.buffer.write(msgspec.json.Encoder().encode_lines(made))
    return 0
