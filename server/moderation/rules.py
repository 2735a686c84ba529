"""Reads rule files and refuses those that are wrong: `load(folder) -> RuleSet`.

A file `<language>-<what>.toml` holds [words], [unless.<name>] and [[rule]] tables; words and exceptions are
shared by the files of one language. The shapes below say what each may hold; the pattern language is in pattern.py.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from server.moderation import pattern
from server.moderation.linear import BadPattern, compiled
from server.moderation.ruleset import Exemption, LiveRule, RuleSet

Level = Annotated[int, Meta(ge=0, le=5)]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]*$")]
Plain = Annotated[str, Meta(min_length=3)]
SHIPPED = Path(__file__).parent / "rules"


class RulesRejected(ValueError):
    """Which file, which rule ("" where it is the file itself) and why."""

    def __init__(self, file: str, rule: str, reason: str) -> None:
        super().__init__(f"{file}: {rule + ': ' if rule else ''}{reason}")
        self.file, self.rule, self.reason = file, rule, reason


class Unless(Struct, frozen=True, forbid_unknown_fields=True):
    """What near a match makes it mean less.

    `inside` it, right `before`, right `after`, `around` (60 characters either side, and inside), or in the same
    `sentence` (no further than that). Where several are given, all must hold."""

    says: Plain
    inside: str = ""
    before: str = ""
    after: str = ""
    around: str = ""
    sentence: str = ""
    lower: Level = 0  # so many levels less
    level: Level | None = None  # at most this level
    category: Name | None = None  # it is this instead


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    match: Annotated[list[str], Meta(min_length=1)]  # found, at the rule's level
    not_match: Annotated[list[str], Meta(min_length=1)]  # not found
    lowered: list[str] = []  # found, and lowered or made another category by an exception


class Recent(Struct, frozen=True, forbid_unknown_fields=True):
    """When one of the author's last messages reached `at_least`, this rule's level is `level`."""

    at_least: Level
    level: Level


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    id: Name
    category: Name
    level: Level
    says: Plain  # shown to a moderator, in plain words
    patterns: Annotated[list[str], Meta(min_length=1)]  # any of them
    examples: Examples
    also: list[str] = []  # each of them too, within 200 characters of the match
    unless: list[str] = []  # names of exceptions
    recent: Recent | None = None


class RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, str] = {}
    unless: dict[str, Unless] = {}
    rule: list[Rule] = []


@cache
def shipped() -> RuleSet:
    """The rules in force. Their examples are tried once the server is open (app.py): they take longer than the rest."""
    return load(SHIPPED, examples=False)


@cache
def try_shipped() -> None:
    """Tries the examples of the rules in force, once. Raises RulesRejected."""
    _try_all({path.name: _read(path.name, path.read_bytes()) for path in sorted(SHIPPED.glob("*.toml"))}, shipped())


def load(folder: Path, *, examples: bool = True) -> RuleSet:
    """All rules of a folder, every example tried. Raises RulesRejected, which names the first thing wrong."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise RulesRejected(str(folder), "", "there is no rule file here; a rule file is called like en-crisis.toml")
    contents = {path.name: path.read_bytes() for path in paths}
    files = {name: _read(name, content) for name, content in contents.items()}
    live: list[LiveRule] = []
    for name, file in files.items():
        language = [other for other_name, other in files.items() if _language(other_name) == _language(name)]
        words = {word: means for other in language for word, means in other.words.items()}
        exceptions = {title: unless for other in language for title, unless in other.unless.items()}
        for rule in file.rule:
            try:
                live.append(_live(rule, words, exceptions))
            except (BadPattern, ValueError) as why:
                raise RulesRejected(name, rule.id, str(why)) from None
    for rule_id, count in Counter(rule.id for rule in live).items():
        if count > 1:
            raise RulesRejected(str(folder), rule_id, f"{count} rules have this id; each needs its own")
    version = hashlib.sha256(b"\0".join(contents.values())).hexdigest()[:12]
    rules = RuleSet(live, version)
    if examples:
        _try_all(files, rules)
    return rules


def _language(name: str) -> str:
    return name.partition("-")[0]


def _read(name: str, content: bytes) -> RuleFile:
    try:
        return msgspec.convert(tomllib.loads(content.decode()), RuleFile)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise RulesRejected(name, "", f"not a TOML file: {why}") from None
    except msgspec.ValidationError as why:
        raise RulesRejected(name, _named_in(content, str(why)), str(why)) from None


def _named_in(content: bytes, why: str) -> str:
    """The id of the rule that a message such as "... at `$.rule[3].level`" is about, if it has one."""
    _, found, rest = why.partition("$.rule[")
    at = rest.partition("]")[0]
    rules = tomllib.loads(content.decode())["rule"] if found and at.isdigit() else []
    return str(rules[int(at)].get("id", f"rule number {int(at) + 1}")) if rules else ""


def _live(rule: Rule, words: dict[str, str], known: dict[str, Unless]) -> LiveRule:
    missing = [name for name in rule.unless if name not in known]
    if missing:
        raise ValueError(f"there is no exception called {missing[0]}; there are {', '.join(sorted(known)) or 'none'}")
    return LiveRule(
        id=rule.id,
        category=rule.category,
        level=rule.level,
        says=rule.says,
        sources=tuple(_checked(p, words) for p in rule.patterns),
        also=tuple(compiled(_checked(p, words)) for p in rule.also),
        unless=tuple(_exemption(known[name], words) for name in rule.unless),
        recent=(rule.recent.at_least, rule.recent.level) if rule.recent else None,
    )


def _checked(source: str, words: dict[str, str]) -> str:
    whole = pattern.whole_words(pattern.to_re2(source, words))
    try:
        hit = compiled(whole).search("a")
        if hit is not None and hit.start() == hit.end():
            raise ValueError(f"the pattern {source!r} matches nothing at all, so it would match everything")
    except BadPattern as why:
        raise ValueError(f"the pattern {source!r} cannot be read: {why}") from None
    return whole


def _exemption(unless: Unless, words: dict[str, str]) -> Exemption:
    places = {
        place: compiled(shape(pattern.to_re2(source, words)))
        for place, source, shape in (
            ("inside", unless.inside, pattern.whole_words),
            ("before", unless.before, pattern.just_before),
            ("after", unless.after, pattern.just_after),
            ("around", unless.around, pattern.whole_words),
            ("sentence", unless.sentence, pattern.whole_words),
        )
        if source
    }
    if not places:
        raise ValueError(f"the exception {unless.says!r} needs one of inside, before, after, around and sentence")
    return Exemption(unless.says, tuple(places.items()), unless.lower, unless.level, unless.category)


def _try_all(files: dict[str, RuleFile], rules: RuleSet) -> None:
    for name, file in files.items():
        for rule in file.rule:
            _try_examples(name, rule, rules)


def _try_examples(file: str, rule: Rule, rules: RuleSet) -> None:
    def full(text: str) -> Iterable[bool]:
        return [m.level == rule.level and m.category == rule.category for m in rules.matches(text) if m.rule == rule.id]

    for text in rule.examples.match:
        if not any(full(text)):
            raise RulesRejected(file, rule.id, f"should match at level {rule.level} and does not: {text!r}")
    for text in rule.examples.lowered:
        found = full(text)
        if not found or any(found):
            problem = "is not lowered" if found else "is not found at all"
            raise RulesRejected(file, rule.id, f"should be found and lowered by an exception, and {problem}: {text!r}")
    for text in rule.examples.not_match:
        if full(text):
            raise RulesRejected(file, rule.id, f"should not match and does: {text!r}")
