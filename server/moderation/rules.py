"""Reads rule files and refuses those that are wrong: `load(folder) -> RuleSet`.

A file `<language>-<what>.toml` holds [words], [forms], [unless.<name>], [[sign]] and [[rule]] tables. The files of one
language share them all. The shapes are in rule_file.py; the language of patterns is in pattern.py.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from server.moderation import pattern, prepared
from server.moderation.anchors import alternatives
from server.moderation.linear import BadPattern, Spotter, compiled, taken
from server.moderation.pattern import Vocabulary
from server.moderation.plain import commonness
from server.moderation.prepared import Prepared
from server.moderation.rule_file import Rule, RuleFile, RulesRejected, Sign, Unless, line_of, read
from server.moderation.ruleset import Exemption, LiveRule, RuleSet, patterns_of
from server.moderation.sieve import Made, make

__all__ = ["SHIPPED", "RulesRejected", "load", "shipped", "try_shipped"]

SHIPPED = Path(__file__).parent / "rules"
# What is done to a text before rules look at it decides too: it is part of the version.
_BESIDE = ("disguises.toml", "plain.toml")


@cache
def shipped() -> RuleSet:
    """The rules in force. Their examples are tried once the server is open (app.py): that takes as long as the rest."""
    return load(SHIPPED, examples=False)


@cache
def try_shipped() -> None:
    """Tries the examples of the rules in force, once. Raises RulesRejected."""
    contents = {path.name: path.read_bytes() for path in sorted(SHIPPED.glob("*.toml"))}
    _try_examples({name: read(name, content) for name, content in contents.items()}, contents, shipped())


def load(folder: Path, *, examples: bool = True) -> RuleSet:
    """All rules of a folder, every example tried. Raises RulesRejected, which names the first thing wrong."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RulesRejected(str(folder), "", "there is no rule file here; a rule file is called like en-crisis.toml")
    contents = {path.name: path.read_bytes() for path in paths}
    version = _version(contents)
    is_shipped = folder == SHIPPED
    found = prepared.find(version) if is_shipped else None
    if found is not None:
        taken.update(found.taken)
    files = {name: read(name, content) for name, content in contents.items()}
    live: list[LiveRule] = []
    for name, file in files.items():
        language = [other for other_name, other in files.items() if _language(other_name) == _language(name)]
        vocabulary = Vocabulary(
            words={word: _either(means) for other in language for word, means in other.words.items()},
            forms={word: forms for other in language for word, forms in other.forms.items()},
            apostrophe="'?" if file.reads == "plain" else "[' ]?",
        )
        groups = {group: ids for other in language for group, ids in other.group.items()}
        exceptions = {title: unless for other in language for title, unless in other.unless.items()}
        exemptions = _exemptions(exceptions, vocabulary)
        for one in file.ones():
            try:
                live.append(_live(one, file, vocabulary, groups, exemptions))
            except (BadPattern, ValueError) as why:
                raise RulesRejected(name, one.id, str(why), line_of(contents[name], one.id)) from None
    for rule_id, count in Counter(rule.id for rule in live).items():
        if count > 1:
            raise RulesRejected(str(folder), rule_id, f"{count} rules have this id; each needs its own")
    with_patterns = {rule.id for rule in live if rule.sources}
    in_file = {rule.id: name for name, file in files.items() for rule in file.rule}
    for combining in live:
        if missing := sorted(frozenset().union(*combining.together) - with_patterns):
            name, fault = in_file[combining.id], f"there is no sign, group or rule with patterns called {missing[0]}"
            raise RulesRejected(name, combining.id, fault, line_of(contents[name], combining.id))
    made = found.made if found is not None else _made(live)
    if is_shipped and found is None:
        prepared.keep(version, Prepared(made, sorted(taken)))
    rules = RuleSet(live, version, made)
    if examples:
        _try_examples(files, contents, rules)
    return rules


def _version(contents: Mapping[str, bytes]) -> str:
    beside = [(Path(__file__).parent / name).read_bytes() for name in _BESIDE]
    return hashlib.sha256(b"\0".join([*contents.values(), *beside])).hexdigest()[:12]


def _made(live: Sequence[LiveRule]) -> dict[str, Made]:
    return {reads: make((source for _, source in finding), commonness) for reads, finding in patterns_of(live).items()}


def _try_examples(files: dict[str, RuleFile], contents: dict[str, bytes], rules: RuleSet) -> None:
    for name, file in files.items():
        for one in file.ones():
            for fault in _faults(one, rules):
                raise RulesRejected(name, one.id, fault, line_of(contents[name], one.id))


def _language(name: str) -> str:
    return name.partition("-")[0]


def _either(means: str | list[str]) -> str:
    return means if isinstance(means, str) else "|".join(means)


def _any_of(item: str, groups: dict[str, list[str]]) -> frozenset[str]:
    names = [name.strip() for name in item.split("|")]
    return frozenset(sign for name in names for sign in groups.get(name, [name]))


def _live(
    rule: Sign | Rule,
    file: RuleFile,
    vocabulary: Vocabulary,
    groups: dict[str, list[str]],
    exemption: Callable[[str], Exemption],
) -> LiveRule:
    names = [*(name for name in file.usual if rule.patterns and name not in rule.despite), *rule.unless]
    for name in rule.despite:
        exemption(name)
    unless = tuple(map(exemption, dict.fromkeys(names)))
    sources = tuple(source for p in rule.patterns for source in _checked(p, vocabulary))
    if isinstance(rule, Sign):
        return LiveRule(rule.id, "", None, "", file.reads, sources, unless)
    if bool(rule.patterns) == bool(rule.together):
        raise ValueError("a rule needs either patterns or together")
    if (rule.at_least or 0) > len(rule.together):
        raise ValueError(f"at_least = {rule.at_least}, of {len(rule.together)} that may stand together")
    return LiveRule(
        id=rule.id,
        category=rule.category,
        level=rule.level,
        says=rule.says,
        reads=file.reads,
        sources=sources,
        unless=unless,
        together=tuple(_any_of(item, groups) for item in rule.together),
        at_least=rule.at_least or len(rule.together),
        within=rule.within,
        also=tuple(Spotter(pattern.whole_words(pattern.to_re2(p, vocabulary))) for p in rule.also),
        recent=(rule.recent.at_least, rule.recent.times, rule.recent.level) if rule.recent else None,
    )


def _checked(source: str, vocabulary: Vocabulary) -> list[str]:
    """Its alternatives."""
    sources = pattern.to_re2(source, vocabulary)
    whole = pattern.whole_words(sources)
    if whole not in taken:
        try:
            hit = compiled(whole).search("a")
        except BadPattern as why:
            raise ValueError(f"the pattern {source!r} cannot be read: {why}") from None
        if hit is not None and hit.start() == hit.end():
            raise ValueError(f"the pattern {source!r} matches nothing at all, so it would match everything")
        taken.add(whole)
    return [pattern.whole_words(one) for one in alternatives(sources)]


def _exemptions(known: dict[str, Unless], vocabulary: Vocabulary) -> Callable[[str], Exemption]:
    """Each is made once, for however many rules."""

    @cache
    def exemption(name: str) -> Exemption:
        if name not in known:
            raise ValueError(f"there is no exception called {name}; there are {', '.join(sorted(known)) or 'none'}")
        return _exemption(known[name], vocabulary)

    return exemption


def _exemption(unless: Unless, vocabulary: Vocabulary) -> Exemption:
    places = {
        place: Spotter(shape(pattern.to_re2(source, vocabulary)))
        for place, source, shape in (
            ("inside", unless.inside, pattern.whole_words),
            ("before", unless.before, pattern.just_before),
            ("after", unless.after, pattern.just_after),
            ("around", unless.around, pattern.whole_words),
            ("sentence", unless.sentence, pattern.whole_words),
        )
        if source
    }
    if not places and not unless.quoted:
        raise ValueError(f"the exception {unless.says!r} needs one of inside, before, after, around, sentence, quoted")
    but = Spotter(pattern.whole_words(pattern.to_re2(unless.but, vocabulary))) if unless.but else None
    return Exemption(
        unless.says, tuple(places.items()), but, unless.quoted, unless.lower, unless.level, unless.category
    )


def _faults(rule: Sign | Rule, rules: RuleSet) -> Iterator[str]:
    """What is wrong with its examples."""

    def full(text: str) -> list[bool]:
        if isinstance(rule, Sign):
            found = rules.signs(text)
            return [found[rule.id]] if rule.id in found else []
        level, recent = rule.level, tuple[int, ...]()
        if level == 0 and rule.recent is not None:  # it says nothing without them
            level, recent = rule.recent.level, (rule.recent.at_least,) * rule.recent.times
        matches = (match for match in rules.matches(text, recent) if match.rule == rule.id)
        return [match.level == level and match.category == rule.category for match in matches]

    at = f" at level {rule.level}" if isinstance(rule, Rule) else ""
    for text in rule.examples.match:
        if not any(full(text)):
            yield f"should match{at} and does not: {text!r}"
    for text in rule.examples.lowered:
        found = full(text)
        if not found or any(found):
            problem = "is not lowered" if found else "is not found at all"
            yield f"should be found and lowered by an exception, and {problem}: {text!r}"
    for text in rule.examples.not_match:
        if full(text):
            yield f"should not match and does: {text!r}"
