"""What a rule file may hold: `read(name, content) -> RuleFile`, and what is refused, with its place."""

import re
import tomllib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Level = Annotated[int, Meta(ge=0, le=5)]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]*$")]
Plain = Annotated[str, Meta(min_length=3)]


class RulesRejected(ValueError):
    """Which file, which rule or sign ("": the file itself), on which line (0: none in particular), and why."""

    def __init__(self, file: str, rule: str, reason: str, line: int = 0) -> None:
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {rule + ': ' if rule else ''}{reason}")
        self.file, self.rule, self.reason, self.line = file, rule, reason, line


class Unless(Struct, frozen=True, forbid_unknown_fields=True):
    """What near a match makes it mean less.

    `inside` it, right `before`, right `after`, `around` (60 characters either side, and inside), or in the same
    `sentence` (no further than that); `quoted`: between quotation marks. Where several are given, all must hold."""

    says: Plain
    inside: str = ""
    before: str = ""
    after: str = ""
    around: str = ""
    sentence: str = ""
    but: str = ""  # it does not hold where the sentence says this
    quoted: bool = False
    lower: Level = 0  # so many levels less
    level: Level | None = None  # at most this level
    category: Name | None = None  # it is this instead


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    match: Annotated[list[str], Meta(min_length=1)]  # found, at the rule's level
    not_match: Annotated[list[str], Meta(min_length=1)]  # not found
    lowered: list[str] = []  # found, and lowered or made another category by an exception


class Recent(Struct, frozen=True, forbid_unknown_fields=True):
    """When so many of the author's last messages reached `at_least`, this rule's level is `level`."""

    at_least: Level
    level: Level
    times: Annotated[int, Meta(ge=1)] = 1


class Sign(Struct, frozen=True, forbid_unknown_fields=True):
    """What is nothing alone, and something together with another."""

    id: Name
    patterns: Annotated[list[str], Meta(min_length=1)]  # any of them
    examples: Examples
    unless: list[str] = []  # names of exceptions, beside the usual ones of the file
    despite: list[str] = []  # usual exceptions that do not hold for this one


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Finds by `patterns`, or by what stands `together`: "means | place" is met by a sign, a rule or a group of
    either name."""

    id: Name
    category: Name
    level: Level
    says: Plain  # shown to a moderator, in plain words
    examples: Examples
    patterns: list[str] = []  # any of them
    together: list[str] = []  # all of them, `within` so many characters of the first
    at_least: Annotated[int, Meta(ge=2)] | None = None  # or so many of them, whichever
    within: Annotated[int, Meta(ge=1, le=400)] = 200
    also: list[str] = []  # each of these patterns too, within 200 characters of the match
    unless: list[str] = []
    despite: list[str] = []
    recent: Recent | None = None


class RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    reads: Literal["written", "plain"] = "written"  # plain: without fillers, and in one spelling (plain.toml)
    usual: list[str] = []  # exceptions that hold for each sign, and for each rule with patterns
    words: dict[str, str | list[str]] = {}
    forms: dict[str, str] = {}
    group: dict[str, list[str]] = {}  # signs and rules that `together` may call by one name
    unless: dict[str, Unless] = {}
    sign: list[Sign] = []
    rule: list[Rule] = []

    def ones(self) -> list[Sign | Rule]:
        return [*self.sign, *self.rule]


def read(name: str, content: bytes) -> RuleFile:
    """Raises RulesRejected."""
    try:
        return msgspec.convert(tomllib.loads(content.decode()), RuleFile)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        line = re.search(r"at line (\d+)", str(why))
        raise RulesRejected(name, "", f"not a TOML file: {why}", int(line[1]) if line else 0) from None
    except msgspec.ValidationError as why:
        rule = _named_in(content, str(why))
        raise RulesRejected(name, rule, str(why), line_of(content, rule)) from None


def line_of(content: bytes, rule: str) -> int:
    """Where the rule or sign of this id begins; 0 when it is not there."""
    for number, line in enumerate(content.decode().splitlines(), 1):
        if re.match(rf'id\s*=\s*["\']{re.escape(rule)}["\']', line):
            return number
    return 0


def _named_in(content: bytes, why: str) -> str:
    """The id of the rule that a message such as "... at `$.rule[3].level`" is about, if it has one."""
    found = re.search(r"\$\.(rule|sign)\[(\d+)\]", why)
    if found is None:
        return ""
    table = tomllib.loads(content.decode())[found[1]][int(found[2])]
    return str(table.get("id", f"{found[1]} number {int(found[2]) + 1}"))
