"""Judging a stream of messages outside the live service: each author's last messages in it count, as they would live.

There is no clock in a stream: the last ten messages of an author in which something was found are taken for recent.
"""

from collections import deque
from collections.abc import Hashable
from typing import cast, get_args

from msgspec import Struct

from server.moderation.assess import Context
from server.moderation.judge import Judge, Judgement
from server.moderation.policy import Situation
from server.moderation.policy_file import Room

LAST = 10
SHORT = 80
"""A longer text is no piece of a sentence."""


class Said(Struct, frozen=True):
    """A message of a stream. Without an author it stands alone; `label`: what a person found in it, if one looked;
    `right` and `wrong`: rules of which they said that it is right or wrong to match it."""

    text: str
    author: Hashable = None
    room: Hashable = None
    kind: Room = "room"
    label: str | None = None
    right: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()


class Stream:
    """One judge, and what it found of each author so far."""

    def __init__(self, judge: Judge, *, staffed: bool = True) -> None:
        self._judge = judge
        self._staffed = staffed
        self._found: dict[Hashable, deque[tuple[int, tuple[str, ...]]]] = {}
        self._words: dict[Hashable, tuple[Hashable, str]] = {}

    def judge(self, said: Said) -> Judgement:
        """As for an author the service knows."""
        found: deque[tuple[int, tuple[str, ...]]] = deque(maxlen=LAST)
        before = ""
        if said.author is not None:
            found = self._found.setdefault(said.author, found)
            room, words = self._words.pop(said.author, (None, ""))
            before = words if room == said.room and len(said.text) <= SHORT else ""
        categories = frozenset(category for _, of in found for category in of)
        situation = Situation(said.kind, self._staffed, known=True, before=categories)
        judgement = self._judge.judge(said.text, Context(recent=tuple(level for level, _ in found)), situation, before)
        if judgement.assessment.matches:
            found.append((judgement.assessment.level, judgement.assessment.categories))
        elif said.author is not None and said.room is not None and len(said.text) <= SHORT:
            self._words[said.author] = (said.room, said.text)
        return judgement


def kind_of(name: str | None) -> Room:
    """The kind of room that a line names; whatever else it names, it is judged as in a room."""
    return cast(Room, name) if name in get_args(Room) else "room"
