"""`porchlight staff`: who looks after the place."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands
    from server.ground.db import Database


def add(commands: "Commands") -> None:
    acts = commands.add_parser("staff", help="staff").add_subparsers(dest="act", required=True)
    invite = acts.add_parser("invite", help="a link with which somebody becomes a member of staff")
    invite.add_argument("--role", choices=("moderator", "lead", "operator", "trustee"), default="moderator")
    invite.set_defaults(call=invite_staff)


def invite_staff(given: argparse.Namespace) -> int:
    from server.auth.accounts import invite

    chosen = settings()

    async def make(database: "Database") -> str:
        async with database.begin() as connection:
            return await invite(connection, given.role)

    code = with_database(chosen, make)
    print(f"{chosen.address}/console#invite={code}")
    return 0
