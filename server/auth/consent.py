"""The consent in force: its version and its words."""

import tomllib
from functools import cache
from pathlib import Path

from server.ground.api import Consent

CONSENT = Path(__file__).with_name("consent.toml")


@cache
def in_force(age_range: str) -> Consent:
    """What one agrees to, for this installation's age range."""
    read = tomllib.loads(CONSENT.read_text())
    return Consent(version=read["version"], age_range=age_range, points=read["points"])
