"""Reads policy.toml and refuses it where it has a gap: `load(path, needed) -> Policy`."""

import tomllib
from collections.abc import Iterable, Iterator
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
_Seconds = Annotated[int, Meta(ge=0)]


class PolicyRejected(ValueError):
    """What is wrong with the policy, and in which row."""


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

    def place(self, room: Room, staffed: bool) -> Place | None:
        if room == "conversation":
            return self.conversation
        whole, apart = (
            (self.room, (self.room_unstaffed, self.room_staffed))
            if room == "room"
            else (self.channel, (self.channel_unstaffed, self.channel_staffed))
        )
        return apart[staffed] or whole


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    failed: Row
    row: tuple[Row, ...]


class Policy(Struct, frozen=True):
    failed: Row
    rows: dict[tuple[str, int], Row]


def load(path: Path, needed: Iterable[tuple[str, int]]) -> Policy:
    """`needed`: each (category, level) that can come up. Raises PolicyRejected."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as why:
        raise PolicyRejected(f"{path.name}: {why}") from None
    rows: dict[tuple[str, int], Row] = {}
    for row in file.row:
        for key in product(row.categories, row.levels):
            if key in rows:
                raise PolicyRejected(
                    f"{path.name}: {key[0]}, level {key[1]}: two rows, {rows[key].says!r} and {row.says!r}"
                )
            rows[key] = row
    for category, level in sorted(set(needed) - set(rows)):
        raise PolicyRejected(f"{path.name}: {category}, level {level}: rules can find it and no row says what happens")
    for row in (file.failed, *file.row):
        for fault in _faults(row):
            raise PolicyRejected(f"{path.name}: {row.says!r}: {fault}")
    return Policy(file.failed, rows)


def _faults(row: Row) -> Iterator[str]:
    for room, staffed in product(ROOMS, (True, False)):
        where = f"{room}, {'staffed' if staffed else 'unstaffed'}"
        place = row.place(room, staffed)
        if place is None:
            yield f"nothing is said for: {where}"
        elif {place.action, place.new_account} & {"hold", "block"} and (
            place.unreviewed is None or place.notice is None
        ):
            yield f"what is held needs a notice, and what happens when nobody reviews it: {where}"
        elif place.action == "mask" and not place.mask:
            yield f"what is masked needs the categories whose words are hidden: {where}"
        elif row.care and "block" in (place.action, place.new_account):
            yield f"a disclosure is never blocked: {where}"
    if row.care and row.pause_s:
        yield "a person in crisis is not an offender: no pause"
