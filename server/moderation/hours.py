"""Opening hours of help lines, in the service's own time zone, as far as a record can be relied on for them.

    24/7, 24/7 phone                                     always (by phone, at least)
    Mo-Fr 09:00-17:00, Sa 10:00-14:00 Europe/London      these days, that time, there
    16:00-02:00 Europe/Berlin                            every day, and on into the next

Anything else ("limited hours", "24/7 (memory)") is shown as it is, and nobody is told that a line is open now.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = 24 * 60
WEEK = 7 * DAY
_ALWAYS = re.compile(r"24/7( phone| all channels)?")
_SPAN = re.compile(r"(?:(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? )?([0-2]\d):([0-5]\d)-([0-2]\d):([0-5]\d)")
_ZONED = re.compile(r"(.+) ([A-Z][A-Za-z_]+/[A-Za-z_/]+)")


class Hours(Struct, frozen=True):
    """`spans`: (from, to) in minutes since Monday 00:00 in `zone`; from below 10,080, to may lie in the next week.
    Without a zone: always."""

    spans: tuple[tuple[int, int], ...]
    zone: str | None = None

    def are_now(self, now: datetime) -> bool:
        """Whether it is open at this moment; `now` knows its own zone."""
        if self.zone is None:
            return True
        there = now.astimezone(ZoneInfo(self.zone))
        minute = there.weekday() * DAY + there.hour * 60 + there.minute
        return any(begin <= at < end for begin, end in self.spans for at in (minute, minute + WEEK))


ALWAYS = Hours(((0, WEEK),))


def hours_of(text: str) -> Hours | None:
    """What the record says, or None where it does not say it so that it can be relied on."""
    clause = text.split(";")[0].strip()
    if _ALWAYS.fullmatch(clause):
        return ALWAYS
    zoned = _ZONED.fullmatch(clause)
    if zoned is None:
        return None
    try:
        ZoneInfo(zoned[2])
        return Hours(tuple(span for part in zoned[1].split(",") for span in _spans(part.strip())), zoned[2])
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _spans(part: str) -> Iterator[tuple[int, int]]:
    """Raises ValueError."""
    found = _SPAN.fullmatch(part)
    if found is None:
        raise ValueError(part)
    first, last = found[1] or "Mo", found[2] or found[1] or "Su"
    begin, end = int(found[3]) * 60 + int(found[4]), int(found[5]) * 60 + int(found[6])
    if begin >= DAY or end > DAY:
        raise ValueError(part)
    day, to = DAYS.index(first), DAYS.index(last)
    for number in range((to - day) % 7 + 1):
        at = (day + number) % 7 * DAY
        yield at + begin, at + (end if end > begin else end + DAY)
