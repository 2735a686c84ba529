"""Prints the part of requirements.lock that an instance runs with: no test, no build, no embedded Postgres.

It asks the packages of .venv, which are the locked ones, what they need in turn.
"""

import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "porchlight-chat"
LOCK = Path(__file__).parents[2] / "requirements.lock"
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==.*(?:\n[ \t].*)*", re.MULTILINE)


def needed() -> set[str]:
    """The names of all packages that the project needs, on this machine, with no extra of its own."""
    waiting: list[tuple[str, frozenset[str]]] = [(PROJECT, frozenset({""}))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asked = waiting.pop()
        if asked in seen:
            continue
        seen.add(asked)
        name, extras = asked
        for requirement in map(Requirement, metadata.requires(name) or ()):
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append((canonicalize_name(requirement.name), frozenset({"", *requirement.extras})))
    return {name for name, _ in seen} - {PROJECT}


def part(lock: str, names: set[str]) -> str:
    """The entries of these packages, as they are. Raises KeyError where one is not locked."""
    entries = {canonicalize_name(entry["name"]): entry[0] for entry in ENTRY.finditer(lock)}
    return "".join(f"{entries[name]}\n" for name in sorted(names))


if __name__ == "__main__":
    sys.stdout.write(part(LOCK.read_text(), needed()))
