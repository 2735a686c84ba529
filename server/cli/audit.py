"""`porchlight audit`: whether the chain of what was done still holds."""

import argparse
from typing import TYPE_CHECKING

from server.cli.database import with_database
from server.cli.wrong import settings

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("audit", help="the audit chain").add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help="check that no row was changed, removed or moved")
    verify.set_defaults(call=verify_audit)


def verify_audit(given: argparse.Namespace) -> int:
    from server.moderation.audit import verify

    rows, wrong = with_database(settings(), verify)
    if wrong is not None:
        print(f"the audit chain is broken at row {wrong}")
        return 1
    print(f"the audit chain holds: {rows} rows")
    return 0
