"""/hours: the whole week, hour by hour, as plain HTML without a script or an account."""

from datetime import UTC, datetime, time, timedelta
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.ground.db import UNREACHABLE
from server.http.services import Services
from server.moderation.planned_words import zone_name
from server.moderation.roster import Span, What

PAGE = Template(Path(__file__).with_name("hours.html").read_text())
DAYS = 7
WORDS: dict[What, str] = {"staffed": "Moderator planned", "on_call": "On call, planned", "closed": "Closed"}
ON_CALL = """<li><p><strong>On call, planned.</strong> Nobody is planned to watch the rooms. “Talk with a moderator” and
a message in which danger is found call somebody who is not at a desk. That can take a while, and they may not come:
“I need help now” has lines that answer.</p></li>"""
HERE = "A moderator is on duty now."
NOBODY = "No moderator is on duty now."
NO_ROSTER = "<p>No hours are planned here. Nobody can say beforehand when a moderator will be on duty.</p>"
NOT_KNOWN = (
    "We cannot tell at this moment whether somebody is here: the server cannot reach its database. Help lines are "
    'there all the same: <a href="/help">help, now</a>.'
)


async def hours_page(request: Request) -> HTMLResponse:
    services: Services | None = request.app.state.services
    try:
        if services is not None:
            return HTMLResponse(await page(services))
    except UNREACHABLE:
        pass
    return HTMLResponse(PAGE.substitute(now=NOT_KNOWN, week="", on_call=""), status_code=503)


async def page(services: Services) -> str:
    planned = services.planned
    staffed = await services.coverage.current()
    words = await services.planned_words.now()
    midnight = datetime.combine(datetime.now(planned.zone).date(), time(), planned.zone)
    spans = await planned.hours(midnight.astimezone(UTC), (midnight + timedelta(days=DAYS)).astimezone(UTC))
    now = f"{HERE} {words.staffed}" if staffed else f"{NOBODY} {words.nobody}"
    has_on_call = any(span.what == "on_call" for span in spans or ())
    week = NO_ROSTER if spans is None else week_in_words(spans, midnight, planned.zone)
    return PAGE.substitute(now=escape(now), week=week, on_call=ON_CALL if has_on_call else "")


def week_in_words(spans: list[Span], midnight: datetime, zone: ZoneInfo) -> str:
    """Each day with its spans, from midnight to midnight by the service's own clock."""
    clock = f"{datetime.now(zone):%H:%M}"
    parts = [
        f"<h2>The next {DAYS} days, as planned</h2>",
        f'<p class="small">Times are {escape(zone_name(zone))}, where it is {clock} now.</p>',
    ]
    for number in range(DAYS):
        begins, ends = (midnight + timedelta(days=number)), (midnight + timedelta(days=number + 1))
        lines = "".join(
            f"<p>{max(span.begins, begins).astimezone(zone):%H:%M} to {_end(min(span.ends, ends), ends, zone)}: "
            f"{escape(WORDS[span.what])}</p>"
            for span in spans
            if span.begins < ends and span.ends > begins
        )
        parts.append(f"<h3>{begins:%A} {begins.day} {begins:%B}</h3>{lines}")
    return "\n".join(parts)


def _end(at: datetime, midnight: datetime, zone: ZoneInfo) -> str:
    return "24:00" if at == midnight else f"{at.astimezone(zone):%H:%M}"
