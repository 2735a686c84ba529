"""`porchlight signposts`: whether the records of help lines are as they should be, and where too little is known."""

import argparse
from typing import TYPE_CHECKING

from server.cli.wrong import Wrong

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("signposts", help="help lines and emergency numbers").add_subparsers(
        dest="act", required=True
    )
    check = acts.add_parser("check", help="every number, and what is missing for each country")
    check.add_argument("countries", nargs="*", metavar="COUNTRY", help="such as GB IE; without any, all")
    check.set_defaults(call=check_signposts)


def check_signposts(given: argparse.Namespace) -> int:
    """1 where a country that was asked for has no service that its operator confirmed, or fewer than two at all."""
    from server.moderation import signposts

    try:
        found = {one.code: one for one in signposts.check()}
    except signposts.BadSignpost as why:
        raise Wrong(str(why)) from None
    wanted = [code.upper() for code in given.countries]
    if unknown := sorted(set(wanted) - set(found)):
        raise Wrong(f"{unknown[0]} is not in the files; they have {', '.join(found)}")
    print("Every number can be dialled as it is written.")
    print("country  shown  confirmed  hidden  run out")
    for code in wanted or found:
        one = found[code]
        notes = ["fewer than two for adults"] if one.few else []
        notes += [f"when {name} is open cannot be told" for name in one.hours_unclear]
        counts = f"{one.shown:>5}  {one.confirmed:>9}  {one.hidden:>6}  {one.run_out:>7}"
        print(f"{code:<7}  {counts}  {'; '.join(notes)}".rstrip())
    lacking = [code for code in wanted if found[code].few or not found[code].confirmed]
    if lacking:
        print(f"Not ready for a public opening: {', '.join(lacking)}")
    return int(bool(lacking))
