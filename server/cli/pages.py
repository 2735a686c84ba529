"""`porchlight pages`: calls of somebody outside the browser that failed, and trying one again."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("pages", help="calls outside the browser").add_subparsers(dest="act", required=True)
    failed = acts.add_parser("failed", help="which were given up, newest first; exit code 1 where there are any")
    failed.set_defaults(call=list_failed)
    retry = acts.add_parser("retry", help="try one again, as if for the first time")
    retry.add_argument("page", type=int, metavar="PAGE", help="its number, from `porchlight pages failed`")
    retry.set_defaults(call=retry_one)


def list_failed(given: argparse.Namespace) -> int:
    from server.moderation.dead_letters import failed

    found = with_database(settings(), failed)
    for page in found:
        when = f"{page.dead_at:%Y-%m-%d %H:%M}"
        print(f"{page.id:>6} {when} {page.step:<6} {page.channel:<7} {page.attempts} tries, {page.error}  "
              f"case {page.case_id}, {page.urgency}, {page.state}")  # fmt: skip
    if not found:
        print("No call has failed.")
    return int(bool(found))


def retry_one(given: argparse.Namespace) -> int:
    from server.moderation.dead_letters import retry

    case = with_database(settings(), lambda database: retry(database, given.page))
    if case is None:
        raise Wrong(f"page {given.page} has not failed, or its case is closed; see `porchlight pages failed`")
    print(f"Within a few seconds an instance calls again about case {case}.")
    return 0
