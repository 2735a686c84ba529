"""Hides parts of a text from the room and keeps the rest: `mask(text, spans) -> str`."""

from collections.abc import Iterable

from server.moderation.contact import Span

_HIDDEN = {
    "phone": "[phone number hidden]",
    "email": "[e-mail address hidden]",
    "handle": "[user name hidden]",
    "address": "[address hidden]",
    "link": "[link hidden]",
}
_OTHER = "[part hidden]"


def shown_kinds(spans: Iterable[Span]) -> str:
    """The kinds that `mask` says are hidden, e.g. "email phone": of those that overlap the first."""
    kinds, at = set(), 0
    for start, end, kind in sorted(spans):
        if start >= at:
            kinds.add(kind)
        at = max(at, end)
    return " ".join(sorted(kinds))


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with each span replaced by a neutral word for its kind; overlapping spans become one."""
    parts: list[str] = []
    at = 0
    for start, end, kind in sorted(spans):
        if start >= at:
            parts += (text[at:start], _HIDDEN.get(kind, _OTHER))
        at = max(at, end)
    parts.append(text[at:])
    return "".join(parts)
