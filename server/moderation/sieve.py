"""Which of many patterns may match a text, found in one pass over it, before any is tried.

All are in one automaton (Hyperscan), in a looser form each: it may find what does not match, never the reverse.
Patterns of more than `LONGEST` characters would make it a hundred times as large: of these it looks for the anchors
(anchors.py). Making it takes seconds, so what was made once is kept (prepared.py).
"""

import re
import threading
from collections.abc import Iterable, Sequence

import hyperscan
from msgspec import Struct

from server.moderation.anchors import Cost, anchors

LONGEST = 500
"""Characters. Nine in ten of the shipped patterns are shorter: 5 s to make, 20 us to look through 200
characters. With all those of up to 1,300 it is 60 s and 54 us."""

_FLAGS = (
    hyperscan.HS_FLAG_DOTALL
    | hyperscan.HS_FLAG_SINGLEMATCH
    | hyperscan.HS_FLAG_ALLOWEMPTY
    | hyperscan.HS_FLAG_PREFILTER
)
_LOOSER = (
    # It reads bytes, and every letter beyond ASCII is a question mark to it: four times as fast to make.
    (re.compile(r"(?<=\[\^)[^\]]*[^\x00-\x7f][^\]]*(?=\])"), r"\\x00"),
    (re.compile(r"[^\x00-\x7f]"), r"\\?"),
    # What ends at the end of the text ends anywhere.
    (re.compile(r"\(\?:\\b\|\$\)"), ""),
    (re.compile(r"(?<![\\\[])[\^$]"), ""),
    # A gap of so many words is any gap, and so many times are any number of times.
    (re.compile(r"\(\?:(?:\\S|\[\^[^\]]*\])\+\\s\+\)\{0,\d+\}"), ".*"),
    (re.compile(r"\{0,\d*\}"), "*"),
    (re.compile(r"\{[1-9]\d*(?:,\d*)?\}"), "+"),
)


class Made(Struct, frozen=True):
    """What it takes seconds to make. `whose`: of each of its expressions the places of the patterns; `needed`: how
    many of its expressions must be found, where it is more than one; `always`: patterns that are not looked for."""

    automaton: bytes
    whose: list[list[int]]
    needed: dict[int, int]
    always: list[int]


def make(sources: Sequence[str], cost: Cost) -> Made:
    """`sources`: patterns that RE2 has taken."""
    whose: dict[str, list[int]] = {}
    needed: dict[int, int] = {}
    for at, source in enumerate(sources):
        looked_for = [looser := _loosened(source)]
        if len(looser) > LONGEST:
            looked_for = [_one_of(phrases) for phrases in anchors(source, cost)] or looked_for
        for expression in looked_for:
            whose.setdefault(expression, []).append(at)
        if len(looked_for) > 1:
            needed[at] = len(looked_for)
    try:
        automaton = _automaton([*whose]) if whose else b""
    except hyperscan.error:
        return Made(b"", [], {}, list(range(len(sources))))  # slower, and as right
    return Made(automaton, [*whose.values()], needed, [])


def _one_of(phrases: Iterable[str]) -> str:
    words = (r"\W+".join(map(re.escape, phrase.split(" "))) for phrase in sorted(phrases))
    return _loosened(rf"\b(?:{'|'.join(words)})\b")


def _loosened(source: str) -> str:
    for what, looser in _LOOSER:
        source = what.sub(looser, source)
    return source


def _automaton(expressions: list[str]) -> bytes:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    count = len(expressions)
    database.compile(
        [e.encode("ascii") for e in expressions], ids=list(range(count)), elements=count, flags=[_FLAGS] * count
    )
    return hyperscan.dumpb(database)


class OtherProcessor(Exception):
    """What was made was made for another kind of processor."""


class Sieve:
    """May be used by several threads at once."""

    def __init__(self, made: Made) -> None:
        """Raises OtherProcessor."""
        self._made = made
        try:
            self._automaton = hyperscan.loadb(made.automaton, hyperscan.HS_MODE_BLOCK) if made.automaton else None
        except hyperscan.error:
            raise OtherProcessor from None
        self._scratch = threading.local()

    def through(self, text: str) -> list[int]:
        """The places of the patterns that may match."""
        if self._automaton is None:
            return self._made.always
        found: list[int] = []

        def note(expression: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.append(expression)

        data = text.encode("ascii", errors="replace")
        self._automaton.scan(data, match_event_handler=note, scratch=self._own_scratch())
        whose, needed = self._made.whose, self._made.needed
        through = list(self._made.always)
        missing: dict[int, int] = {}
        for expression in found:
            for at in whose[expression]:
                if at in needed:
                    missing[at] = missing.get(at, needed[at]) - 1
                    if missing[at]:
                        continue
                through.append(at)
        return through

    def _own_scratch(self) -> hyperscan.Scratch:
        try:
            scratch: hyperscan.Scratch = self._scratch.own
        except AttributeError:
            scratch = self._scratch.own = hyperscan.Scratch(self._automaton)
        return scratch
