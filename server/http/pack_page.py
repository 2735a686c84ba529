"""The hand-over pack as a page: plain HTML that reads the same on screen, on paper and from a file."""

import base64
import hashlib
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template

from server.ground.api_care import Pack, PackEntry, PackPart
from server.http.door import Page

PAGE = Template(Path(__file__).with_name("pack.html").read_text())
STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #111; background: #fff; margin: 1.5rem; }
main { max-width: 44rem; margin: 0 auto; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.125rem; margin-top: 2rem; border-bottom: 1px solid #767676; }
dt { color: #444; font-size: .875rem; } dd { margin: 0 0 .75rem; white-space: pre-wrap; break-inside: avoid; }
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The style is in the page, so that a file has it too; nothing else is let in."""


def page(pack: Pack, *, keep: bool) -> Page:
    """`keep`: as a file. Its name says nothing of anybody."""
    made = datetime.fromtimestamp(pack.made / 1000, UTC)
    html = PAGE.substitute(style=STYLE, made=escape(in_words(pack.made)), parts="\n".join(map(_part, pack.parts)))
    return Page(html, POLICY, f"hand-over-{made:%Y-%m-%d-%H%M}.html" if keep else None)


def in_words(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%d %B %Y, %H:%M}"


def _part(part: PackPart) -> str:
    says = "".join(f"<p>{escape(line)}</p>" for line in part.says)
    entries = "".join(map(_entry, part.entries))
    return f"<section><h2>{escape(part.title)}</h2>{says}{f'<dl>{entries}</dl>' if entries else ''}</section>"


def _entry(entry: PackEntry) -> str:
    """Who wrote is said by the part; an entry with words has what it says beside its time."""
    when = in_words(entry.at)
    if entry.text is None:
        return f"<dt>{escape(when)}</dt><dd>{escape(entry.says)}</dd>"
    where = f"{when}, {entry.says}" if entry.says else when
    return f'<dt>{escape(where)}</dt><dd dir="auto">{escape(entry.text)}</dd>'
