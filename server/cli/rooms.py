"""`porchlight rooms`: how long a room keeps messages, and how new an account may be that joins."""

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
    gate = acts.add_parser("gate", help="how many days old an account has to be to join a room; 0: any")
    gate.add_argument("room", metavar="SLUG")
    gate.add_argument("days", type=int, choices=range(366), metavar="DAYS")
    gate.set_defaults(call=set_gate)


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


def set_gate(given: argparse.Namespace) -> int:
    from sqlalchemy import update

    from server.ground.schema import rooms

    async def work(database: "Database") -> int:
        async with database.begin() as connection:
            of = update(rooms).where(rooms.c.slug == given.room)
            return (await connection.execute(of.values(account_days=given.days))).rowcount

    if not with_database(settings(), work):
        raise Wrong(f"there is no room {given.room}")
    print(f"{given.room} is for accounts that are at least {given.days} days old.")
    return 0
