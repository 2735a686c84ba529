"""`porchlight assess`: what the rules make of JSON lines. It needs no database and no settings."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from server.cli.wrong import Wrong

if TYPE_CHECKING:
    from server.cli.wrong import Commands
    from server.moderation.judge import Judge


def add(commands: "Commands") -> None:
    one = commands.add_parser("assess", help="read JSON lines on standard input and say what the rules make of them")
    one.add_argument("--rules", type=Path, metavar="FOLDER", help="with the rules of this folder, published or not")
    one.add_argument("--unstaffed", action="store_true", help="as where no moderator is on duty")
    one.set_defaults(call=assess)


def assess(given: argparse.Namespace) -> int:
    from server.moderation.assess_lines import run as assess_lines

    return assess_lines(sys.stdin, sys.stdout, judge_of(given.rules), staffed=not given.unstaffed)


def judge_of(folder: Path | None) -> "Judge":
    """The shipped rules, with those of a folder if there is one. What is wrong with them is told."""
    from server.moderation import rule_files
    from server.moderation.judge import shipped_judge
    from server.moderation.policy_file import PolicyRejected
    from server.moderation.rules import RulesRejected

    try:
        return shipped_judge() if folder is None else rule_files.build(rule_files.read(folder))
    except (RulesRejected, PolicyRejected) as why:
        raise Wrong(str(why)) from None
