"""An export as a file: a page to read and the same as JSON, in one zip. Its name says nothing of this place."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape

import msgspec

from server.rooms.export import Export, Place

NAME = "notes.zip"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Notes</title>
<style>
:root {{ color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif; }}
body {{ max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }}
pre {{ white-space: pre-wrap; font: inherit; margin: 0 0 1rem; }}
h3 {{ margin-bottom: 0.25rem; }}
small {{ opacity: 0.75; }}
</style>
</head>
<body>
<h1>What is kept of {pseudonym}</h1>
<p>Times are UTC. What others wrote is not here. notes.json beside this page holds the same, for programs. Whoever has
this file can read it: keep it where nobody else looks.</p>
{sections}
</body>
</html>
"""


def pack(export: Export) -> bytes:
    """The zip. It takes a while where somebody wrote a lot: not on the event loop."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("notes.html", page(export))
        file.writestr("notes.json", msgspec.json.format(msgspec.json.encode(export), indent=2))
    return packed.getvalue()


def page(export: Export) -> str:
    sections = (
        section("Account", [
            line("Name", export.pseudonym), line("Country for help lines", export.country),
            line("Since", when(export.since)), line("Roles", ", ".join(export.roles) or "none"),
        ]),
        section("What was agreed to", (
            line(when(one.at), f"version {one.version}, age range: {one.age_range}") for one in export.agreed
        )),
        section("Signed in", (
            line(when(one.since), f"until {when(one.until)}, last used on {one.last_used}"
                 f"{', kept on a device' if one.kept else ''}{f', called {one.name}' if one.name else ''}")
            for one in export.devices
        )),
        section("What else lets you in", (
            line(plain(one.kind), f"made {when(one.made)}{f', last used on {one.last_used}' if one.last_used else ''}")
            for one in export.entrances
        )),
        section("Rooms and conversations", map(place, export.places)),
        section("What was decided", (
            entry(one.at, f"{plain(one.kind)}{f', until {when(one.until)}' if one.until else ''}"
                  f"{f', in {one.room}' if one.room else ''}{', undone' if one.undone else ''}"
                  f"{', by the machine' if one.automatic else ''}", one.reason or "")
            for one in export.decisions
        )),
        section("Written to those who look after this place", (
            entry(one.at, f"{plain(one.kind)}{'' if one.kind == one.about else f': {plain(one.about)}'}", one.words)
            for one in export.to_staff
        )),
        section("Reported", (
            entry(one.at, f"{one.what}: {plain(one.reason)}{f', {plain(one.outcome)}' if one.outcome else ''}",
                  one.note or "")
            for one in export.reports
        )),
        section("Talking again at a time you chose", (
            entry(one.at, ", ".join(filter(None, (
                f"for {when(one.due)}" if one.due else "no time chosen", one.ended and plain(one.ended)))), "")
            for one in export.follow_ups
        )),
        section("Handing over to professionals", (
            entry(one.at, ": ".join(map(plain, filter(None, (one.ground, one.answer)))), one.words)
            for one in export.hand_overs
        )),
        section("Who looked at your words", (
            entry(one.at, f"a {one.role}: {', '.join(map(plain, one.what))}; why: {plain(one.why)}", "")
            for one in export.seen
        )),
        section("When you were on duty", (
            entry(one.at, f"until {when(one.until)}", "") for one in export.on_duty
        )),
        section("Shifts you are planned for", (
            line(one.day or f"every week, day {(one.weekday or 0) + 1}",
                 f"{plain(one.what)}, from minute {one.begins} to {one.ends} of the day") for one in export.planned
        )),
        section("What you said to whoever looks after you", (
            entry(one.at, plain(one.kind), one.words) for one in export.supervision
        )),
        section("Topics you asked not to be given", (f"<p>{escape(plain(one))}</p>" for one in export.spared)),
        section("One-to-one", (
            line("Others may ask you", "yes" if export.one_to_one.may_be_asked else "no"),
            line("Another name in each room", "yes" if export.one_to_one.other_names else "no"),
            *(line("You said that you are under age", when(at)) for at in filter(None, [export.one_to_one.youth])),
            *(entry(one.at, f"asked somebody: {plain(one.answers.topic)}, {plain(one.answers.want)}", "")
              for one in export.one_to_one.asked),
            *(entry(one.at, f"kept apart from {one.alias}", "") for one in export.one_to_one.apart),
        )),
        section("What you were told", (
            entry(one.at, plain(" ".join(filter(None, (one.kind, one.body.code, one.body.card)))), one.body.text or "")
            for one in export.told
        )),
    )  # fmt: skip
    return PAGE.format(pseudonym=escape(export.pseudonym), sections="\n".join(sections))


def section(title: str, lines: Iterable[str]) -> str:
    inside = "\n".join(lines)
    return f"<section>\n<h2>{escape(title)}</h2>\n{inside or '<p>Nothing.</p>'}\n</section>"


def line(what: str, says: str) -> str:
    return f"<p><strong>{escape(what)}</strong>: {escape(says)}</p>"


def entry(at: int, what: str, words: str) -> str:
    said = f"<pre>{escape(words)}</pre>" if words else ""
    return f"<p><small>{when(at)}</small> {escape(what)}</p>{said}"


def place(one: Place) -> str:
    left = f", left {when(one.left)}" if one.left else ""
    head = f"As {one.alias}. Joined {when(one.joined)}{left}. Messages are kept for {one.keeps_days} days."
    said = "\n".join(
        entry(m.at, plain(m.state) + (", a part was hidden from others" if m.masked else ""), m.text) for m in one.said
    )
    return f"<h3>{escape(one.title)}</h3>\n<p>{escape(head)}</p>\n{said or '<p>You wrote nothing that is kept.</p>'}"


def plain(code: str) -> str:
    return code.replace("_", " ")


def when(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M}"
