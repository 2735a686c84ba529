"""The roster in words for everybody: what is planned now and next. It is called planned, and never more than that."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from server.ground.api import PlannedHours
from server.ground.bus import DUTY, AnyEvent, Bus
from server.moderation.roster import Planned, Span

AHEAD = timedelta(days=7)
KEPT_S = 15.0
"""Everybody who looks at the rooms is told, so it is worked out once for all of them."""


class PlannedWords:
    """What stands after whether somebody is on duty now."""

    def __init__(self, planned: Planned, bus: Bus) -> None:
        self._planned = planned
        self._kept: tuple[float, PlannedHours] | None = None
        self._turn = 0
        bus.subscribe(DUTY, self._changed)

    def _changed(self, event: AnyEvent) -> None:
        self._kept = None
        self._turn += 1

    async def now(self) -> PlannedHours:
        if self._kept is not None and time.monotonic() - self._kept[0] < KEPT_S:
            return self._kept[1]
        turn, began, now, zone = self._turn, time.monotonic(), datetime.now(UTC), self._planned.zone
        spans = await self._planned.hours(now, now + AHEAD)
        break_until = await self._planned.on_break_until()
        words = PlannedHours(while_staffed(spans, zone), while_nobody(spans, break_until, zone, now))
        if turn == self._turn:  # else it changed while it was read
            self._kept = began, words
        return words


def while_staffed(spans: list[Span] | None, zone: ZoneInfo) -> str:
    if spans and spans[0].what == "staffed":
        return f"Planned until {moment(spans[0].ends, spans[0].begins, zone)}."
    return ""


def while_nobody(spans: list[Span] | None, break_until: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    if break_until is not None:
        return f"A moderator is on a break, planned until {moment(break_until, now, zone)}."
    if not spans:
        return ""
    if spans[0].what == "staffed":
        return "One is planned for this hour, but is not here."
    on_call = "Someone is planned on call. " if spans[0].what == "on_call" else ""
    staffed = next((span for span in spans if span.what == "staffed"), None)
    if staffed is None:
        return f"{on_call}No moderator is planned in the next 7 days."
    return f"{on_call}One is planned from {moment(staffed.begins, now, zone)}."


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "22:00 (Berlin time)", with the day where it is another one."""
    there = at.astimezone(zone)
    day = "" if there.date() == now.astimezone(zone).date() else f"{there:%A} "
    return f"{day}{there:%H:%M} ({zone_name(zone)})"


def zone_name(zone: ZoneInfo) -> str:
    """ "Berlin time"; UTC as it is."""
    return f"{zone.key.rpartition('/')[2].replace('_', ' ')} time" if "/" in zone.key else zone.key
