"""The consent in force: its version and its words."""

import tomllib
from functools import cache
from pathlib import Path

from server.ground.api import Consent

CONSENT = Path(__file__).with_name("consent.toml")


def version() -> str:
    """The version in force: whoever agreed to another one is asked again before they write on."""
    return in_force("").version


@cache
def in_force(age_range: str) -> Consent:
    """What one agrees to, for this installation's age range."""
    read = tomllib.loads(CONSENT.read_text())
    return Consent(version=read["version"], age_range=age_range, points=read["points"])
