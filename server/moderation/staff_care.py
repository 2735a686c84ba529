"""What staff_care.toml says: how much is enough for those who work here, and what they may ask not to be given."""

import tomllib
from pathlib import Path

import msgspec


class Budget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights of what was read: in the hours of a shift, and in seven days. `warn`: from which share one is told."""

    shift: float
    week: float
    warn: float


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    week: float


class Pause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After a case of at least this weight, and after a look at one of these categories."""

    weight: float
    minutes: int
    seen: tuple[str, ...]


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    others_after_min: int
    kept_days: int


class StaffCare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`topics`: the categories of cases that each spares one."""

    budget: Budget
    hours: Hours
    pause: Pause
    talk: Talk
    topics: dict[str, tuple[str, ...]]


STAFF_CARE = msgspec.convert(tomllib.loads(Path(__file__).with_name("staff_care.toml").read_text()), StaffCare)
