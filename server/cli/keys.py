"""`porchlight keys`: new keys in place of old ones, while the place runs."""

import argparse
import time
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.cli.wrong import Commands
    from server.ground.db import Database


def add(commands: "Commands") -> None:
    acts = commands.add_parser("keys", help="new keys in place of old ones").add_subparsers(dest="act", required=True)
    rotate = acts.add_parser("rotate", help="new data keys, and everything sealed anew; again, where it was ended")
    rotate.add_argument("--master", action="store_true", help="a new master key: data keys are wrapped anew")
    rotate.set_defaults(call=rotate_keys)
    acts.add_parser("make", help="a new master key, beside the one in use").set_defaults(call=make_key)
    acts.add_parser("status", help="how many keys there are, and what is under way").set_defaults(call=show_status)


def rotate_keys(given: argparse.Namespace) -> int:
    from server.ground.master_key import MasterKeyUnusable
    from server.ground.resealing import NoVersionLeft, reseal
    from server.ground.rewrapping import NotRotated, rewrap

    chosen = settings()

    async def work(database: "Database") -> int:
        await database.reach()
        rotate = rewrap if given.master else reseal
        return await rotate(database, chosen.master_key.read(), said_now_and_then())

    try:
        total = with_database(chosen, work)
    except (MasterKeyUnusable, NotRotated, NoVersionLeft) as why:
        raise Wrong(str(why)) from None
    if given.master:
        print(f"Done: {total:,} keys were wrapped anew. The old master key opens nothing in this database any more.")
        print("Take it away from the instances. Back-ups made before now need it until they expire.")
    else:
        print(f"Done: {total:,} values were sealed anew.")
        print("Old versions are deleted within the next hours. Back-ups hold them until they expire.")
    return 0


def said_now_and_then() -> "Callable[[str], None]":
    """Progress: a line a second at most, and what begins something new at once."""
    last = 0.0

    def say(line: str) -> None:
        nonlocal last
        if time.monotonic() - last >= 1 or line.endswith("."):
            last = time.monotonic()
            print(line, flush=True)

    return say


def make_key(given: argparse.Namespace) -> int:
    from server.ground.key_source import add_to_file
    from server.ground.master_key import MasterKeyUnusable

    source = settings().master_key
    if source.text or source.command:
        raise Wrong(f"the master key comes from {source.name}: make one with `openssl rand -hex 32`, and add it there")
    try:
        add_to_file(source.file)
    except MasterKeyUnusable as why:
        raise Wrong(str(why)) from None
    print(f"{source.file} holds a new key behind the one in use. Copy the file to a safe place, and to every instance;")
    print("then: porchlight keys rotate --master")
    return 0


def show_status(given: argparse.Namespace) -> int:
    async def work(database: "Database") -> tuple[int, int, object, bool]:
        await database.reach()
        row = await database.fast.fetchrow(
            """select (select count(*) from keys) as versions, (select count(distinct owner) from keys) as owners,
               resealing_since, canary_before is not null as half_way from installation"""
        )
        return tuple(row)

    versions, owners, since, half_way = with_database(settings(), work)
    print(f"{owners:,} keys, {versions:,} versions of them")
    if since is not None:
        print(f"Everything is being sealed anew since {since:%Y-%m-%d %H:%M} UTC. If nobody is at it, carry on:")
        print("porchlight keys rotate")
    if half_way:
        print("A new master key is taking the place of an old one; both are needed. If nobody is at it, carry on:")
        print("porchlight keys rotate --master")
    return 0
