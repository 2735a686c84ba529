"""`porchlight staff`: who looks after the place."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands
    from server.ground.db import Database


def add(commands: "Commands") -> None:
    acts = commands.add_parser("staff", help="staff").add_subparsers(dest="act", required=True)
    invite = acts.add_parser("invite", help="a link with which somebody becomes a member of staff")
    invite.add_argument("--role", choices=("moderator", "lead", "operator", "trustee"), default="moderator")
    invite.add_argument("--account", metavar="NAME", help="for somebody who has an account: they accept it, signed in")
    invite.set_defaults(call=invite_staff)

    forget = acts.add_parser("forget-second-proof", help="for somebody whose phone is gone: they set up a new one")
    forget.add_argument("name", help="their name here")
    forget.set_defaults(call=forget_second_proof)

    supervise = acts.add_parser("supervise", help="say who looks after somebody who works here")
    supervise.add_argument("name", help="their name here")
    supervise.add_argument("--by", metavar="NAME", help="a lead or a trustee; left out: every lead does")
    supervise.set_defaults(call=supervise_staff)


def supervise_staff(given: argparse.Namespace) -> int:
    from server.auth.invitations import account_named
    from server.ground.refusal import Refusal
    from server.moderation.supervision import name_supervisor

    async def name(database: "Database") -> None:
        async with database.begin() as connection:
            accounts = []
            for called in filter(None, (given.name, given.by)):
                account = await account_named(connection, called)
                if account is None:
                    raise Wrong(f"there is no account that is called {called!r}")
                accounts.append(account)
            try:
                await name_supervisor(connection, accounts[0], accounts[1] if given.by else None)
            except Refusal as refusal:
                raise Wrong(refusal.says) from None

    with_database(settings(), name)
    print(f"{given.name} is looked after by {given.by or 'every lead'} from now on.")
    return 0


def forget_second_proof(given: argparse.Namespace) -> int:
    from server.auth import second_proof

    async def forget(database: "Database") -> bool:
        return await second_proof.forget(database, given.name)

    if not with_database(settings(), forget):
        raise Wrong("there is no member of staff of this name")
    print("They are signed out. With their passphrase they can set up a new second proof: let them do it at once.")
    return 0


def invite_staff(given: argparse.Namespace) -> int:
    from server.auth.invitations import account_named
    from server.moderation.staffing import invite

    chosen = settings()

    async def make(database: "Database") -> str:
        async with database.begin() as connection:
            account = None
            if given.account is not None:
                account = await account_named(connection, given.account)
                if account is None:
                    raise Wrong(f"there is no account that is called {given.account!r}")
            return await invite(connection, given.role, account)

    code = with_database(chosen, make)
    print(f"{chosen.address}/console#{'invite' if given.account is None else 'role'}={code}")
    return 0
