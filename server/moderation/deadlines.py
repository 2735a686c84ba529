"""By when appeals and complaints are answered, and who is called when they are not (deadlines.toml)."""

import tomllib
from pathlib import Path

from msgspec import Struct, convert

from server.moderation.ladder import STEPS

HOUR_S = 3_600
DAY_S = 24 * HOUR_S


class Called(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the ladder, so many hours after the day of the answer."""

    step: str
    after_h: int


class Deadline(Struct, frozen=True, forbid_unknown_fields=True):
    days: int
    again_h: int
    calls: tuple[Called, ...]

    def __post_init__(self) -> None:
        unknown = {called.step for called in self.calls} - STEPS.keys()
        if unknown or not self.calls:
            raise ValueError(f"deadlines.toml calls what is no step of the ladder: {', '.join(sorted(unknown))}")

    @property
    def due_s(self) -> int:
        return self.days * DAY_S

    def rungs(self) -> list[tuple[str, int]]:
        """Each step with the seconds from the opening until it is due."""
        return [(called.step, self.due_s + called.after_h * HOUR_S) for called in self.calls]

    def again_s(self, step: str) -> int | None:
        """Seconds until a step is carried out once more: of the last one."""
        return self.again_h * HOUR_S if step == self.calls[-1].step else None


DEADLINES = convert(tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text()), dict[str, Deadline])
"""By kind of case, or the category of a complaint that goes another way."""


def of(kind: str, category: str) -> Deadline | None:
    """The deadline of a case; None where it is about people, and the ladder's own times hold."""
    return (DEADLINES.get(category) if kind == "complaint" else None) or DEADLINES.get(kind)
