"""What a text says about danger and about boundaries: `assess(text, context) -> Assessment`. Pure, microseconds.

Every check runs for everyone and none stops another. A check that raises is named in `failed`: the policy then
takes the cautious way; nothing passes in silence.
"""

from collections.abc import Callable

from msgspec import Struct

from server.moderation.contact import contact_spans
from server.moderation.normalise import Normalised, normalise
from server.moderation.rules import shipped
from server.moderation.ruleset import Match, RuleSet

_CONTACT_SAYS = {
    "phone": "gives a phone number",
    "email": "gives an e-mail address",
    "handle": "gives a name on another service",
    "address": "gives an address",
    "link": "gives a link to a person",
}


class Context(Struct, frozen=True):
    """`field`: which of the fields others see this is; `recent`: levels of the author's last messages, any order;
    `rules`: by which rules, None: by the shipped ones."""

    field: str = "message"
    recent: tuple[int, ...] = ()
    rules: RuleSet | None = None


class Assessment(Struct, frozen=True):
    """`level`: 0-5, the severity ladder of docs/moderating.md; matches are in the order of the text."""

    level: int
    categories: tuple[str, ...]
    matches: tuple[Match, ...]
    rules_version: str
    failed: tuple[str, ...] = ()


Check = Callable[[str, Normalised | None, Context], tuple[Match, ...]]


def _rules(text: str, undone: Normalised | None, context: Context) -> tuple[Match, ...]:
    return (context.rules or shipped()).matches(text, context.recent, undone)


def _contact(text: str, undone: Normalised | None, _context: Context) -> tuple[Match, ...]:
    return tuple(
        Match(f"contact-{span.kind}", "contact", 0, _CONTACT_SAYS[span.kind], span.start, span.end)
        for span in contact_spans(text, undone)
    )


CHECKS: dict[str, Check] = {"rules": _rules, "contact": _contact}
_NO_CONTEXT = Context()


def assess(text: str, context: Context = _NO_CONTEXT) -> Assessment:
    """Never raises. Categories are in order of first appearance."""
    matches: list[Match] = []
    failed: list[str] = []
    try:
        undone = normalise(text)
    except Exception:  # each check says so for itself
        undone = None
    for name, check in CHECKS.items():
        try:
            matches += check(text, undone, context)
        except Exception:  # whatever it was, the message goes the cautious way
            failed.append(name)
    matches.sort(key=lambda m: (m.start, m.end))
    try:
        version = (context.rules or shipped()).version
    except Exception:
        version = "none"
    return Assessment(
        level=max((m.level for m in matches), default=0),
        categories=tuple(dict.fromkeys(m.category for m in matches)),
        matches=tuple(matches),
        rules_version=version,
        failed=tuple(failed),
    )
