"""The command `porchlight`: one module for each subcommand. What one needs is imported when it is called."""

import argparse
import sys

from server.cli import age, assess, audit, db, hold, keys, load, pages, reader, rooms, rules, serve, signposts, staff
from server.cli.wrong import Wrong

COMMANDS = (serve, assess, rules, reader, signposts, staff, audit, pages, db, keys, hold, rooms, age, load)
"""Each has `add`, which adds its parser with `call`: what it does with what was given; returns the exit code."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="porchlight", description="Online peer support, in real time.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add(commands)
    given = parser.parse_args()
    try:
        sys.exit(given.call(given))
    except Wrong as wrong:
        sys.exit(f"porchlight: {wrong}")
    except KeyboardInterrupt:
        sys.exit(130)
