"""A set of checked rules at work: `matches(text)` finds what each of them says about a text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from server.moderation.linear import Spotter
from server.moderation.nearby import Nearby
from server.moderation.normalise import Normalised, normalise
from server.moderation.places import Places
from server.moderation.plain import plain
from server.moderation.sieve import Made, Sieve

WITH = 200  # characters on either side of a match in which what a rule asks for besides may stand
_AT_MOST = 16  # hits of one sign that combinations look at: no text makes them many

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
    places: tuple[tuple[str, Spotter], ...]
    but: Spotter | None
    quoted: bool
    lower: int
    level: int | None
    category: str | None


class LiveRule(Struct, frozen=True):
    """A rule finds by its `sources`, or where `at_least` so many items of `together` are met, each by one of its ids.

    What has no level is a sign: it is nothing alone."""

    id: str
    category: str
    level: int | None
    says: str
    reads: str
    sources: tuple[str, ...]
    unless: tuple[Exemption, ...]
    together: tuple[frozenset[str], ...] = ()
    at_least: int = 0
    within: int = 0
    also: tuple[Spotter, ...] = ()
    recent: tuple[int, int, int] | None = None  # at least this level, so many times: then this level


class Hit:
    """Where a rule or a sign was found in one form of the text, and the exceptions that hold there, looked for when
    they are asked for: most signs stand alone, and are nothing."""

    __slots__ = ("_held", "_text", "_unless", "end", "start")

    def __init__(self, text: str, start: int, end: int, unless: tuple[Exemption, ...]) -> None:
        self._text, self._unless = text, unless
        self.start, self.end = start, end
        self._held: tuple[Exemption, ...] | None = None

    @property
    def held(self) -> tuple[Exemption, ...]:
        if self._held is None:
            self._held = tuple(_held(self._unless, Nearby(self._text, self.start, self.end)))
        return self._held


class _Search:
    """One form of a text, in each of the ways that rules read it. A rule's patterns are tried when it is asked for."""

    def __init__(self, rules: "RuleSet", forms: dict[str, Normalised]) -> None:
        self.forms = forms
        self._over = {reads: rules.patterns[reads].over(form.text) for reads, form in forms.items()}
        self._found: dict[str, list[Hit]] = {}
        self.promising: dict[str, list[int]] = {}  # the ids of rules -> those of their patterns that may match
        for reads, over in self._over.items():
            whose = rules.whose[reads]
            for at in over.promising:
                self.promising.setdefault(whose[at], []).append(at)

    def hits(self, rule: LiveRule) -> list[Hit]:
        if rule.id not in self._found:
            text, over = self.forms[rule.reads].text, self._over[rule.reads]
            spans = {span for at in self.promising.get(rule.id, ()) for span in over.hits(at)}
            self._found[rule.id] = [
                Hit(text, start, end, rule.unless)
                for start, end in sorted(spans)
                if (text.isascii() or _is_whole(text, start, end))
                and (not rule.also or _has_also(rule, text, start, end))
            ]
        return self._found[rule.id]


class RuleSet:
    def __init__(self, rules: Sequence[LiveRule], version: str, made: Mapping[str, Made]) -> None:
        """`made`: for each way to read what was made of `patterns_of` these rules."""
        self.version = version
        self.rules = tuple(rules)
        self.patterns: dict[str, Places] = {}
        self.whose: dict[str, list[str]] = {}  # the id of the rule of each of them
        for reads, finding in patterns_of(rules).items():
            self.whose[reads] = [rule_id for rule_id, _ in finding]
            self.patterns[reads] = Places([source for _, source in finding], Sieve(made[reads]))
        self._by_id = {rule.id: rule for rule in rules}
        # The id of a sign -> the rules to think of where it may be: by what they ask for with the fewest patterns.
        self._asking: dict[str, list[LiveRule]] = {}
        self._rarest = {rule.id: sorted(rule.together, key=self._count) for rule in rules}
        for rule in rules:
            for sign in frozenset().union(*self._rarest[rule.id][: len(rule.together) - rule.at_least + 1]):
                self._asking.setdefault(sign, []).append(rule)

    def _count(self, signs: Iterable[str]) -> int:
        return sum(len(self._by_id[sign].sources) for sign in signs)

    def yields(self) -> frozenset[tuple[str, int]]:
        """Every (category, level) that some rule can come to, exemptions and recent messages included."""
        return frozenset(outcome for rule in self.rules for outcome in _outcomes(rule, self._by_id))

    def matches(self, text: str, recent: Sequence[int] = (), undone: Normalised | None = None) -> tuple[Match, ...]:
        """What every rule finds in the text as written and without its disguises, in the order of the text.

        `recent`: the levels of the author's last messages; `undone`: what `normalise` makes of the text, if known.
        """
        found: dict[str, list[Match]] = {}
        for forms in _forms(text, undone or normalise(text), self.patterns):
            search = _Search(self, forms)
            for rule in map(self._by_id.__getitem__, search.promising):
                for hit in search.hits(rule) if _speaks(rule, recent) else ():
                    match = _judged(rule, forms[rule.reads], hit.start, hit.end, hit, recent)
                    found.setdefault(rule.id, []).append(match)
            known = search.promising.keys()
            asking = [rule for sign in known for rule in self._asking.get(sign, ())]
            for rule in {rule.id: rule for rule in asking}.values() if asking else ():
                if len(rule.together) - sum(map(known.isdisjoint, rule.together)) < rule.at_least:
                    continue
                for start, end, chosen in self._together(rule, search):
                    match = _judged(rule, forms[rule.reads], start, end, chosen, recent)
                    found.setdefault(rule.id, []).append(match)
        return tuple(sorted((m for ms in found.values() for m in _once(ms)), key=_place))

    def signs(self, text: str) -> dict[str, bool]:
        """The id of each rule and sign with patterns that is in the text -> whether somewhere no exception holds."""
        found: dict[str, bool] = {}
        for forms in _forms(text, normalise(text), self.patterns):
            search = _Search(self, forms)
            for rule in map(self._by_id.__getitem__, search.promising):
                if hits := search.hits(rule):
                    found[rule.id] = found.get(rule.id, False) or any(not hit.held for hit in hits)
        return found

    def _together(self, rule: LiveRule, search: _Search) -> Iterator[tuple[int, int, list[Hit]]]:
        """Where so many items are met, near the first of them. No two begin with the same word; they may share others,
        because patterns look for what ends them."""
        missing = len(rule.together) - rule.at_least
        for signs in self._rarest[rule.id]:  # where too many are not there, no further one is looked for
            if not any(search.hits(self._by_id[sign]) for sign in signs) and (missing := missing - 1) < 0:
                return
        found = (
            [hit for sign in sorted(signs) for hit in search.hits(self._by_id[sign])[:_AT_MOST]]
            for signs in rule.together
        )
        items = [hits for hits in found if hits]
        for at in range(len(items) - rule.at_least + 1):
            for first in items[at]:
                chosen = [first]
                for item in items[at + 1 :]:
                    taken = {hit.start for hit in chosen}
                    near = [hit for hit in item if _apart(hit, first) < rule.within and hit.start not in taken]
                    if near:
                        chosen.append(near[0] if len(near) == 1 else min(near, key=lambda hit: len(hit.held)))
                if len(chosen) >= rule.at_least:
                    chosen = sorted(chosen, key=lambda hit: len(hit.held))[: rule.at_least]
                    yield min(hit.start for hit in chosen), max(hit.end for hit in chosen), chosen


def patterns_of(rules: Sequence[LiveRule]) -> dict[str, list[tuple[str, str]]]:
    """What the rules read -> the id and the pattern of each that reads it."""
    return {
        reads: [(rule.id, source) for rule in rules if rule.reads == reads for source in rule.sources]
        for reads in sorted({rule.reads for rule in rules})
    }


def _forms(text: str, undone: Normalised, wanted: Iterable[str]) -> Iterator[dict[str, Normalised]]:
    """The text without disguises and, where that is another, as written; each in the ways that rules read."""
    yield {reads: plain(undone) if reads == "plain" else undone for reads in wanted}
    written = text.lower() if text.isascii() else "".join(map(_small, text)).translate(_STRAIGHT)
    if written != undone.text:
        same = Normalised(written, None, len(text))
        yield {reads: plain(same) if reads == "plain" else same for reads in wanted}


def _held(exemptions: Sequence[Exemption], nearby: Nearby) -> Iterator[Exemption]:
    for exemption in exemptions:
        if (
            (not exemption.quoted or nearby.is_quoted())
            and all(pattern.spots(nearby.place(place)) for place, pattern in exemption.places)
            and not (exemption.but and exemption.but.spots(nearby.place("sentence")))
        ):
            yield exemption


def _has_also(rule: LiveRule, text: str, start: int, end: int) -> bool:
    about = text[max(0, start - WITH) : end + WITH]
    return all(other.spots(about) for other in rule.also)


def _apart(one: Hit, other: Hit) -> int:
    return max(one.start - other.end, other.start - one.end)


def _small(c: str) -> str:
    """One character for one, so that the text as written needs no map to the original."""
    return small if len(small := c.casefold()) == 1 else c


def _place(match: Match) -> tuple[int, int, str]:
    return match.start, match.end, match.rule


def _once(matches: list[Match]) -> list[Match]:
    """Of the same words found more than once, the graver reading."""
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


def _speaks(rule: LiveRule, recent: Sequence[int]) -> bool:
    """A sign never does alone; a rule of level 0 that asks for recent messages does not without them."""
    return rule.level is not None and (rule.level > 0 or rule.recent is None or _adds_up(rule.recent, recent))


def _adds_up(wanted: tuple[int, int, int], recent: Sequence[int]) -> bool:
    return sum(level >= wanted[0] for level in recent) >= wanted[1]


def _judged(
    rule: LiveRule, form: Normalised, start: int, end: int, hits: Hit | list[Hit], recent: Sequence[int]
) -> Match:
    assert rule.level is not None, "a sign is not judged"
    level, category, says = rule.level, rule.category, rule.says
    if rule.recent is not None and _adds_up(rule.recent, recent):
        level = rule.recent[2]
    held: tuple[Exemption, ...] = ()
    if isinstance(hits, list):
        held = tuple(exemption for hit in hits for exemption in hit.held)
        held += tuple(_held(rule.unless, Nearby(form.text, start, end)))
    else:
        held = hits.held
    for exemption in dict.fromkeys(held):
        lowered = _lowered(exemption, category, level)
        if lowered != (category, level):
            (category, level), says = lowered, f"{says} ({exemption.says})"
    return Match(rule.id, category, level, says, *form.original_span(start, end))


def _lowered(exemption: Exemption, category: str, level: int) -> tuple[str, int]:
    level = max(0, level - exemption.lower)
    level = level if exemption.level is None else min(level, exemption.level)
    return exemption.category or category, level


def _outcomes(rule: LiveRule, by_id: dict[str, LiveRule]) -> set[tuple[str, int]]:
    if rule.level is None:
        return set()
    reached = {(rule.category, rule.level)}
    if rule.recent is not None:
        reached.add((rule.category, rule.recent[2]))
    parts = [by_id[sign] for item in rule.together for sign in sorted(item)]
    for exemption in dict.fromkeys(exemption for part in (*parts, rule) for exemption in part.unless):
        reached |= {_lowered(exemption, category, level) for category, level in reached}
    return reached
