"""`porchlight rooms`: how long a room keeps messages."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands
    from server.ground.db import Database


def add(commands: "Commands") -> None:
    acts = commands.add_parser("rooms", help="rooms").add_subparsers(dest="act", required=True)
    keep = acts.add_parser("keep", help="for how many days a room keeps messages; longer needs its members' yes")
    keep.add_argument("room", metavar="SLUG")
    keep.add_argument("days", type=int, metavar="DAYS")
    keep.set_defaults(call=keep_days)


def keep_days(given: argparse.Namespace) -> int:
    from server.rooms.keeping import NotChanged, keep

    async def work(database: "Database") -> int:
        async with database.begin() as connection:
            return await keep(connection, given.room, given.days)

    try:
        waiting = with_database(settings(), work)
    except NotChanged as why:
        raise Wrong(str(why)) from None
    print(f"{given.room} keeps messages for {given.days} days.")
    if waiting:
        print(f"{waiting} members agree to it before they write on. What was said until now goes as it was promised.")
    return 0
