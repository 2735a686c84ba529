"""`porchlight hold`: legal holds, by two people of staff, each with their own passphrase."""

import argparse
import getpass
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args
from uuid import UUID

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeVar

    from sqlalchemy.ext.asyncio import AsyncConnection

    from server.cli.wrong import Commands
    from server.ground.db import Database
    from server.ground.keys import Keys

    T = TypeVar("T")


def add(commands: "Commands") -> None:
    acts = commands.add_parser("hold", help="legal holds: what two people keep from being deleted")
    which = acts.add_subparsers(dest="act", required=True)
    ask = which.add_parser("ask", help="ask for a hold; it begins when another has agreed")
    on = ask.add_mutually_exclusive_group(required=True)
    on.add_argument("--account", metavar="NAME")
    on.add_argument("--room", metavar="SLUG")
    on.add_argument("--case", metavar="ID")
    ask.add_argument("--until", required=True, type=day, metavar="YYYY-MM-DD")
    ask.add_argument("--why", required=True, metavar="WORDS")
    agree = which.add_parser("agree", help="agree to what another asked for")
    end = which.add_parser("end", help="end a hold before its time")
    for one in (agree, end):
        one.add_argument("hold", type=UUID, metavar="HOLD")
    for one in (ask, agree, end):
        one.add_argument("--as", dest="name", required=True, metavar="NAME", help="your own name here; lead, operator "
                         "or trustee. Your passphrase is asked for")  # fmt: skip
        one.set_defaults(call=hold)
    which.add_parser("list", help="every hold").set_defaults(call=list_holds)


def day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day, such as 2027-03-01") from None


def hold(given: argparse.Namespace) -> int:
    from server.auth.passphrase import Passphrases
    from server.moderation import holds

    passphrase = getpass.getpass(f"{given.name}'s passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    passphrases = Passphrases(settings().porchlight_argon2_memory_kib)

    async def work(connection: "AsyncConnection", keys: "Keys") -> str:
        who = await holds.staff(connection, passphrases, given.name, passphrase)
        if given.act == "ask":
            what = next(one for one in get_args(holds.What) if getattr(given, one))
            on = await holds.target(connection, what, getattr(given, what))
            id = await holds.ask(connection, keys, who, what, on, given.until, given.why)
            return f"Asked. It begins when somebody else agrees, within a week:\nporchlight hold agree {id} --as NAME"
        if given.act == "agree":
            await holds.agree(connection, who, given.hold)
            return "It holds from now on."
        await holds.end(connection, who, given.hold)
        return "It has ended. What is due is deleted within the hour."

    try:
        print(in_transaction(work))
    except holds.NotHeld as why:
        raise Wrong(str(why)) from None
    finally:
        passphrases.close()
    return 0


def list_holds(given: argparse.Namespace) -> int:
    from server.moderation.holds import listed

    found = in_transaction(listed)
    for one in found:
        print(f"{one.id}  {one.state:<5}  until {one.until:%Y-%m-%d}  {one.what} {one.target}")
        print(f"    asked by {one.asked_by or '?'}, agreed by {one.agreed_by or 'nobody'}: {one.why}")
    if not found:
        print("There is no hold.")
    return 0


def in_transaction(work: "Callable[[AsyncConnection, Keys], Awaitable[T]]") -> "T":
    from server.ground.installation import open_installation
    from server.ground.keys import Keys
    from server.ground.master_key import MasterKeyUnusable

    chosen = settings()

    async def in_database(database: "Database") -> "T":
        await database.reach()
        master, _ = await open_installation(database, chosen.master_key)
        async with database.begin() as connection:
            return await work(connection, Keys(database, master))

    try:
        return with_database(chosen, in_database)
    except MasterKeyUnusable as why:
        raise Wrong(str(why)) from None
