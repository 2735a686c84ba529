"""`porchlight audit`: whether the chain of what was done still holds."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import Wrong, settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("audit", help="the audit chain").add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help="check that no row was changed, removed or moved")
    verify.add_argument(
        "--since", metavar="HEAD", help="the head that an earlier run printed: no row up to it was changed since"
    )
    verify.set_defaults(call=verify_audit)


def verify_audit(given: argparse.Namespace) -> int:
    from server.moderation.audit import KEPT_DAYS, AnchorTooOld, Head, verify

    try:
        since = None if given.since is None else Head.read(given.since)
    except ValueError:
        raise Wrong(
            f"{given.since!r} is no head: one looks like 12:9f2c..., as `porchlight audit verify` prints it"
        ) from None
    try:
        found = with_database(settings(), lambda database: verify(database, since))
    except AnchorTooOld:
        raise Wrong(
            f"the rows up to {given.since} have ended, as all do after {KEPT_DAYS} days: give a head noted later"
        ) from None
    if found.wrong is not None:
        print(f"the audit chain is broken at row {found.wrong}")
        return 1
    print(f"the audit chain holds: {found.rows} rows, head {found.head}")
    return 0
