"""Reads policy.toml and refuses it where it has a gap: `load(path, needed) -> Policy`.

What is wrong is said with its file, its line and the row it is in.
"""

import hashlib
import tomllib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Action = Literal["deliver", "mask", "veil", "hold", "block"]
Card = Literal["none", "options", "services", "helper", "abuse", "youth", "warm", "crisis", "emergency"]
Urgency = Literal["now", "soon", "later"]
Room = Literal["room", "channel", "conversation"]

# From the mildest to the strictest, and from the least to the most needed.
ACTIONS: tuple[Action, ...] = ("deliver", "mask", "veil", "hold", "block")
CARDS: tuple[Card, ...] = ("none", "options", "services", "helper", "abuse", "youth", "warm", "crisis", "emergency")
URGENCIES: tuple[Urgency, ...] = ("later", "soon", "now")
ROOMS: tuple[Room, ...] = ("room", "channel", "conversation")
FIELDS = ("pseudonym", "reason")
"""What others see besides messages: a [[field]] for each."""
_Seconds = Annotated[int, Meta(ge=0)]


class PolicyRejected(ValueError):
    """What is wrong with the policy: its file, the line (0 where it is not one line's), and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    action: Action
    new_account: Action | None = None
    mask: tuple[str, ...] = ()
    card: Card = "none"
    notice: str | None = None
    tip: str | None = None
    unreviewed: Annotated[str, Meta(pattern=r"^(stays held|release after \d+ min)$")] | None = None


class CaseRow(Struct, frozen=True, forbid_unknown_fields=True):
    urgency: Urgency
    due_s: _Seconds
    category: str | None = None
    lead_s: _Seconds | None = None
    page_s: _Seconds | None = None
    page_unstaffed_s: _Seconds | None = None
    backup_s: _Seconds | None = None
    lead: bool = False
    opens_conversation: bool = False
    locks_evidence: bool = False
    when: Literal["always", "repeated", "with_another"] = "always"


class Row(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    says: str
    conversation: Place
    categories: tuple[str, ...] = ()
    levels: tuple[Annotated[int, Meta(ge=0, le=5)], ...] = ()
    room: Place | None = None
    room_staffed: Place | None = None
    room_unstaffed: Place | None = None
    channel: Place | None = None
    channel_staffed: Place | None = None
    channel_unstaffed: Place | None = None
    care: bool = False
    case: CaseRow | None = None
    pause_s: _Seconds = 0
    shadow: bool = False
    neutral: bool = False
    approaches: bool = False

    def place(self, room: Room, staffed: bool) -> Place | None:
        if room == "conversation":
            return self.conversation
        whole, apart = (
            (self.room, (self.room_unstaffed, self.room_staffed))
            if room == "room"
            else (self.channel, (self.channel_unstaffed, self.channel_staffed))
        )
        return apart[staffed] or whole


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said outside rooms and seen by others: with any of these categories in it, it is refused."""

    name: str
    says: str
    refuse: tuple[str, ...]

    def refuses(self, category: str) -> bool:
        return "*" in self.refuse or category in self.refuse


class Attention(Struct, frozen=True, forbid_unknown_fields=True):
    """What the second reader may do: open this case. It has no way to say more."""

    says: str
    case: CaseRow


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """What adds up over days, though each message alone says less: so many different categories of one author's, one of
    `needs` among them, are `category`."""

    category: str
    says: str
    of: frozenset[str]
    needs: frozenset[str]
    kinds: Annotated[int, Meta(ge=2)]
    within_days: Annotated[int, Meta(ge=1, le=30)]

    def is_there(self, now: Collection[str], ago_s: Mapping[str, float]) -> bool:
        """Whether it is complete with the categories found `now` and those found so many seconds ago."""
        within = {category for category, ago in ago_s.items() if ago <= self.within_days * 86_400}
        signs = self.of & (within | set(now))
        return bool(self.of & set(now)) and bool(signs & self.needs) and len(signs) >= self.kinds


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    failed: Row
    second_reader: Attention
    row: tuple[Row, ...]
    field: tuple[Field, ...] = ()
    pattern: tuple[Pattern, ...] = ()
    shadow_rules: tuple[str, ...] = ()


class Policy(Struct, frozen=True):
    failed: Row
    rows: dict[tuple[str, int], Row]
    fields: dict[str, Field]
    second_reader: CaseRow
    shadow_rules: frozenset[str]
    version: str
    patterns: tuple[Pattern, ...] = ()

    def is_shadow(self, rule: str, category: str, level: int) -> bool:
        """Whether what this rule found is on trial: stored and counted, and of no effect."""
        row = self.rows.get((category, level))
        return rule in self.shadow_rules or (row is not None and row.shadow)


def load(path: Path, needed: Iterable[tuple[str, int]], rules: Container[str] | None = None) -> Policy:
    """`needed`: each (category, level) that can come up; `rules`: the ids there are. Raises PolicyRejected."""
    content = path.read_bytes()
    try:
        text = content.decode()
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise PolicyRejected(path.name, 0, f"not a TOML file: {why}") from None
    except msgspec.ValidationError as why:
        raise PolicyRejected(path.name, _line_of_row(text, str(why)), str(why)) from None
    rows: dict[tuple[str, int], Row] = {}
    for row in file.row:
        for key in product(row.categories, row.levels):
            if key in rows:
                both = f"{rows[key].says!r} and {row.says!r}"
                raise PolicyRejected(path.name, _line_of(text, row.says), f"{key[0]}, level {key[1]}: two rows, {both}")
            rows[key] = row
    for category, level in sorted(set(needed) - set(rows)):
        raise PolicyRejected(path.name, 0, f"{category}, level {level}: rules can find it and no row says what happens")
    for row in (file.failed, *file.row):
        for fault in _faults(row):
            raise PolicyRejected(path.name, _line_of(text, row.says), f"{row.says!r}: {fault}")
    for rule in file.shadow_rules:
        if rules is not None and rule not in rules:
            raise PolicyRejected(path.name, _line_of(text, rule), f"there is no rule {rule!r} to keep in shadow")
    for pattern in file.pattern:
        gap = _fault_of(pattern, {category for category, _ in rows})
        if gap is not None:
            raise PolicyRejected(path.name, _line_of(text, pattern.says), f"{pattern.says!r}: {gap}")
    fields = {field.name: field for field in file.field}
    for name in FIELDS:
        if name not in fields:
            raise PolicyRejected(path.name, 0, f"no [[field]] says what may not be in a {name}")
    version = hashlib.sha256(content).hexdigest()[:12]
    return Policy(
        file.failed, rows, fields, file.second_reader.case, frozenset(file.shadow_rules), version, file.pattern
    )


def _fault_of(pattern: Pattern, categories: Collection[str]) -> str | None:
    unknown = ({pattern.category} | pattern.of | pattern.needs) - set(categories)
    if unknown:
        return f"there is no row for {', '.join(sorted(unknown))}"
    if not pattern.needs <= pattern.of or not pattern.needs:
        return "what it needs is one or more of what it is made of"
    return "it asks for more kinds than it names" if pattern.kinds > len(pattern.of) else None


def _line_of(text: str, words: str) -> int:
    """The first line that has these words; 0 where none has."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if words in line), 0)


def _line_of_row(text: str, why: str) -> int:
    """The line where the row begins that a message such as "... at `$.row[3].levels`" is about."""
    table, _, rest = why.partition("`$.")[2].partition("[")
    number = rest.partition("]")[0]
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{table}]]"]
    return starts[int(number)] if number.isdigit() and int(number) < len(starts) else 0


def _faults(row: Row) -> Iterator[str]:
    for room, staffed in product(ROOMS, (True, False)):
        where = f"{room}, {'staffed' if staffed else 'unstaffed'}"
        place = row.place(room, staffed)
        if place is None:
            yield f"nothing is said for: {where}"
            continue
        if {place.action, place.new_account} & {"hold", "block"} and (place.unreviewed is None or place.notice is None):
            yield f"what is held needs a notice, and what happens when nobody reviews it: {where}"
        if "hold" in (place.action, place.new_account) and (row.case is None or row.case.when != "always"):
            yield f"what is held needs a case, or no moderator would ever see it: {where}"
        if place.action == "mask" and not place.mask:
            yield f"what is masked needs the categories whose words are hidden: {where}"
        if row.care and "block" in (place.action, place.new_account):
            yield f"a disclosure is never blocked: {where}"
    if row.care and row.pause_s:
        yield "a person in crisis is not an offender: no pause"
