"""Which of many patterns may match a text, found in one pass over it, before any is tried.

They are in automata (Hyperscan), in a looser form each: it may find what does not match, never the reverse. Of
patterns of more than `LONGEST` characters the anchors are looked for (anchors.py); those without are in an automaton of
their own. These three take half of the time that one for all takes. Making them takes seconds, so what was made once
is kept (prepared.py).
"""

import re
import threading
from collections.abc import Iterable, Sequence

import hyperscan
from msgspec import Struct

from server.moderation.anchors import Cost, anchors

LONGEST = 500
"""Characters. Nine in ten of the shipped patterns are shorter."""

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
    """What it takes seconds to make: automata, each with, for each of its expressions, the places of the patterns.
    `always`: patterns that are not looked for."""

    automata: list[tuple[bytes, list[list[int]]]]
    always: list[int] = []


def make(sources: Sequence[str], cost: Cost) -> Made:
    """`sources`: patterns that RE2 has taken."""
    short: dict[str, list[int]] = {}
    anchored: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for at, source in enumerate(sources):
        looser = _loosened(source)
        if len(looser) <= LONGEST:
            short.setdefault(looser, []).append(at)
        elif phrases := anchors(source, cost):
            anchored.setdefault(_one_of(phrases), []).append(at)
        else:
            others.setdefault(looser, []).append(at)
    try:
        return Made([(_automaton([*some]), [*some.values()]) for some in (short, anchored, others) if some])
    except hyperscan.error:
        return Made([], list(range(len(sources))))  # slower, and as right


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
        self._always = made.always
        try:
            self._automata = [
                (hyperscan.loadb(automaton, hyperscan.HS_MODE_BLOCK), whose) for automaton, whose in made.automata
            ]
        except hyperscan.error:
            raise OtherProcessor from None
        self._of_thread = threading.local()

    def through(self, text: str) -> list[int]:
        """The places of the patterns that may match."""
        through = list(self._always)
        found: list[int] = []

        def note(expression: int, _start: int, _end: int, _flags: int, _context: object) -> None:
            found.append(expression)

        data = text.encode("ascii", errors="replace")
        for (automaton, whose), scratch in zip(self._automata, self._scratches(), strict=True):
            automaton.scan(data, match_event_handler=note, scratch=scratch)
            if found:
                for expression in found:
                    through += whose[expression]
                found.clear()
        return through

    def _scratches(self) -> list[hyperscan.Scratch]:
        try:
            scratches: list[hyperscan.Scratch] = self._of_thread.scratches
        except AttributeError:
            scratches = [hyperscan.Scratch(automaton) for automaton, _ in self._automata]
            self._of_thread.scratches = scratches
        return scratches
