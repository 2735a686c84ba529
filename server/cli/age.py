"""`porchlight age`: taking back that somebody is under age, where a moderator has found that they are not."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands
    from server.ground.db import Database


def add(commands: "Commands") -> None:
    acts = commands.add_parser("age", help="who is under age").add_subparsers(dest="act", required=True)
    correct = acts.add_parser("correct", help="somebody is not under age: a rule misread them, or they have shown it")
    correct.add_argument("name", metavar="NAME")
    correct.set_defaults(call=take_back)


def take_back(given: argparse.Namespace) -> int:
    from sqlalchemy import delete, select

    from server.auth import pseudonyms
    from server.ground.schema import accounts
    from server.ground.schema_one_to_one import minors
    from server.moderation import audit

    async def work(database: "Database") -> bool:
        async with database.begin() as connection:
            who = select(accounts.c.id).where(accounts.c.pseudonym_key == pseudonyms.key(given.name))
            account = await connection.scalar(who)
            gone = delete(minors).where(minors.c.account_id == account).returning(minors.c.account_id)
            if account is None or await connection.scalar(gone) is None:
                return False
            await audit.record(connection, None, "age_corrected", f"account {account}")
            return True

    if not with_database(settings(), work):
        raise Wrong(f"nobody of the name {given.name!r} has said that they are under age")
    print(f"One-to-one is open to {given.name} again. What ended stays ended.")
    return 0
