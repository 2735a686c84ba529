"""A set of checked rules at work: `matches(text)` finds what each of them says about a text."""

import re
from collections.abc import Sequence

from msgspec import Struct

from server.moderation.linear import Pattern, Patterns
from server.moderation.normalise import Normalised, normalise

NEAR = 60  # characters on either side of a match in which an exception may stand
WITH = 200  # the same for what a rule asks for besides

_STOPS = re.compile(r"[.;!?\n]+")
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


class Match(Struct, frozen=True):
    """One place in a text (start and end are indexes into it) and what a rule says about it."""

    rule: str
    category: str
    level: int
    says: str
    start: int
    end: int


class Exemption(Struct, frozen=True):
    says: str
    places: tuple[tuple[str, Pattern], ...]
    lower: int
    level: int | None
    category: str | None


class LiveRule(Struct, frozen=True):
    id: str
    category: str
    level: int
    says: str
    sources: tuple[str, ...]
    also: tuple[Pattern, ...]
    unless: tuple[Exemption, ...]
    recent: tuple[int, int] | None


class RuleSet:
    def __init__(self, rules: Sequence[LiveRule], version: str) -> None:
        self.version = version
        self.rules = tuple(rules)
        self._whose = [rule for rule in rules for _ in rule.sources]
        self._patterns = Patterns(source for rule in rules for source in rule.sources)

    def yields(self) -> frozenset[tuple[str, int]]:
        """Every (category, level) that some rule can come to, exemptions and recent messages included."""
        return frozenset(outcome for rule in self.rules for outcome in _outcomes(rule))

    def matches(self, text: str, recent: Sequence[int] = ()) -> tuple[Match, ...]:
        """What every rule finds in the text as written and as normalised, in the order of the text.

        `recent`: the levels of the author's last messages.
        """
        forms = [normalise(text)]
        written = text.lower() if text.isascii() else "".join(map(_small, text)).translate(_STRAIGHT)
        if written != forms[0].text:
            forms.append(Normalised(written, None, len(text)))
        found: dict[str, list[Match]] = {}
        for form in forms:
            for at, hit in self._patterns.hits(form.text):
                rule, start, end = self._whose[at], hit.start(), hit.end()
                if _is_whole(form.text, start, end) and _has_also(rule, form.text, start, end):
                    found.setdefault(rule.id, []).append(_judged(rule, form, start, end, recent))
        return tuple(sorted((m for ms in found.values() for m in _once(ms)), key=_place))


def _has_also(rule: LiveRule, text: str, start: int, end: int) -> bool:
    about = text[max(0, start - WITH) : end + WITH] if rule.also else ""
    return all(other.search(about) for other in rule.also)


def _small(c: str) -> str:
    """One character for one, so that the text as written needs no map to the original."""
    return small if len(small := c.casefold()) == 1 else c


def _place(match: Match) -> tuple[int, int, str]:
    return match.start, match.end, match.rule


def _once(matches: list[Match]) -> list[Match]:
    """Of the same words found in two forms of the text, the graver reading."""
    kept: list[Match] = []
    for match in sorted(matches, key=_place):
        if kept and match.start < kept[-1].end:
            kept[-1] = max(kept[-1], match, key=lambda m: m.level)
        else:
            kept.append(match)
    return kept


def _is_whole(text: str, start: int, end: int) -> bool:
    """RE2 knows only ASCII letters as letters of a word."""
    return not (_is_foreign(text[start - 1 : start]) or _is_foreign(text[end : end + 1]))


def _is_foreign(c: str) -> bool:
    return not c.isascii() and c.isalnum()


def _judged(rule: LiveRule, form: Normalised, start: int, end: int, recent: Sequence[int]) -> Match:
    level, category, says = rule.level, rule.category, rule.says
    if rule.recent is not None and max(recent, default=0) >= rule.recent[0]:
        level = rule.recent[1]
    near = {
        "inside": form.text[start:end],
        "before": form.text[max(0, start - NEAR) : start],
        "after": form.text[end : end + NEAR],
        "around": form.text[max(0, start - NEAR) : end + NEAR],
        "sentence": _sentence(form.text, start, end),
    }
    for exemption in rule.unless:
        if all(pattern.search(near[place]) for place, pattern in exemption.places):
            lowered = _lowered(exemption, category, level)
            if lowered != (category, level):
                (category, level), says = lowered, f"{says} ({exemption.says})"
    return Match(rule.id, category, level, says, *form.original_span(start, end))


def _sentence(text: str, start: int, end: int) -> str:
    """What is around a match, as far as the same sentence goes."""
    before = _STOPS.split(text[max(0, start - NEAR) : start])[-1]
    return before + text[start:end] + _STOPS.split(text[end : end + NEAR], maxsplit=1)[0]


def _lowered(exemption: Exemption, category: str, level: int) -> tuple[str, int]:
    level = max(0, level - exemption.lower)
    level = level if exemption.level is None else min(level, exemption.level)
    return exemption.category or category, level


def _outcomes(rule: LiveRule) -> set[tuple[str, int]]:
    reached = {(rule.category, rule.level)}
    if rule.recent is not None:
        reached.add((rule.category, rule.recent[1]))
    for exemption in rule.unless:
        reached |= {_lowered(exemption, category, level) for category, level in reached}
    return reached
