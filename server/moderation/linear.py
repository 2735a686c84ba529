"""The typed door to RE2: patterns whose matching takes time linear in the text, whatever the text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, cast

import re2


class Found(Protocol):
    def start(self, group: int = 0) -> int: ...
    def end(self, group: int = 0) -> int: ...


class Pattern(Protocol):
    def search(self, text: str) -> Found | None: ...
    def finditer(self, text: str) -> Iterator[Found]: ...


class BadPattern(ValueError):
    """RE2 does not accept the pattern; the text says why."""


def _options(captures: bool = False) -> re2.Options:
    options = re2.Options()
    options.log_errors = False  # a bad pattern is told by BadPattern, not on stderr
    options.never_capture = not captures  # a third slower with
    options.max_mem = 64 << 20
    return options


def compiled(source: str, captures: bool = False) -> Pattern:
    """Raises BadPattern."""
    try:
        return cast(Pattern, re2.compile(source, _options(captures)))  # type: ignore[no-untyped-call]
    except re2.error as why:
        reason = why.args[0]
        raise BadPattern(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


class Patterns:
    """Many patterns over one text. Only those whose fixed letters are in the text are tried, one by one: one
    automaton for all of them has so many states that each new text pays for new ones (0.5 ms against 0.05)."""

    def __init__(self, sources: Iterable[str], captures: bool = False) -> None:
        self._patterns: list[Pattern] = []
        self._filter = re2.Filter()  # type: ignore[no-untyped-call]
        for source in sources:
            self._filter.Add(source, _options())  # type: ignore[no-untyped-call]
            self._patterns.append(compiled(source, captures))
        self._filter.Compile()  # type: ignore[no-untyped-call]

    def hits(self, text: str) -> Iterator[tuple[int, Found]]:
        """Each match, with the place of its pattern in the order given."""
        promising: Sequence[int] | None = self._filter.Match(text, True)  # type: ignore[no-untyped-call]
        for at in promising or ():
            for found in self._patterns[at].finditer(text):
                yield at, found
