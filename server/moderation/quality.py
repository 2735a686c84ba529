"""What quality.toml says: how figures of quality are counted, and what reading a case may cost."""

import tomllib
from pathlib import Path

import msgspec


class RulesRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"least": "from"}):
    least: int


class Reviews(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`decisions`: what a decision comes down to, the least first, with the acts that make it so."""

    window_days: int
    offered_hours: int
    kappa_from: int
    kept_days: int
    decisions: dict[str, tuple[str, ...]]


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    few: int


class Exposure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    shift_hours: int
    kept_days: int
    level: dict[int, float]
    category: dict[str, float]

    def weight(self, level: int, category: str) -> float:
        """What it may cost to read a case of this level and category."""
        return max(self.level.get(level, 1.0), self.category.get(category, 1.0))


class Quality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: RulesRule
    reviews: Reviews
    groups: Groups
    exposure: Exposure


QUALITY = msgspec.convert(tomllib.loads(Path(__file__).with_name("quality.toml").read_text()), Quality, strict=False)
