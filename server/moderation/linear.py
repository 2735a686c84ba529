"""The typed door to RE2: patterns whose matching takes time linear in the text, whatever the text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, cast

import re2

_ANYWHERE = re2._Anchor.UNANCHORED
_NOWHERE = (-1, -1)


class Found(Protocol):
    def start(self, group: int = 0) -> int: ...
    def end(self, group: int = 0) -> int: ...


class _Hit:
    """A match in a text of ASCII, where a byte is a character."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans

    def start(self, group: int = 0) -> int:
        return self._spans[group][0]

    def end(self, group: int = 0) -> int:
        return self._spans[group][1]


class _Direct:
    """RE2 without its Python layer, which takes longer than the search itself in a text of a message's length."""

    __slots__ = ("_match", "_whole")

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._match = whole._regexp.Match

    def search(self, text: str) -> Found | None:
        if not text.isascii():
            return cast(Found | None, self._whole.search(text))
        spans = self._match(_ANYWHERE, text.encode(), 0, len(text))
        return None if spans[0] == _NOWHERE else _Hit(spans)

    def finditer(self, text: str) -> Iterator[Found]:
        if not text.isascii():
            return cast(Iterator[Found], self._whole.finditer(text))
        return iter(self.hits(text.encode()))

    def hits(self, data: bytes) -> Sequence[_Hit]:
        """Each match in a text of ASCII."""
        spans = self._match(_ANYWHERE, data, 0, len(data))
        if spans[0] == _NOWHERE:  # most often
            return ()
        hits = []
        while spans[0] != _NOWHERE:
            hits.append(_Hit(spans))
            start, end = spans[0]
            if end == len(data):
                break
            spans = self._match(_ANYWHERE, data, end + (start == end), len(data))
        return hits


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


def compiled(source: str, captures: bool = False) -> _Direct:
    """Raises BadPattern."""
    try:
        return _Direct(re2.compile(source, _options(captures)))  # type: ignore[no-untyped-call]
    except re2.error as why:
        reason = why.args[0]
        raise BadPattern(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


class Patterns:
    """Many patterns over one text. Only those whose fixed letters are in the text are tried, one by one: one
    automaton for all of them has so many states that each new text pays for new ones (0.5 ms against 0.05)."""

    def __init__(self, sources: Iterable[str], captures: bool = False) -> None:
        self._patterns: list[_Direct] = []
        self._filter = re2.Filter()  # type: ignore[no-untyped-call]
        for source in sources:
            self._filter.Add(source, _options())  # type: ignore[no-untyped-call]
            self._patterns.append(compiled(source, captures))
        self._filter.Compile()  # type: ignore[no-untyped-call]

    def hits(self, text: str) -> Iterator[tuple[int, Found]]:
        """Each match, with the place of its pattern in the order given."""
        promising: Sequence[int] | None = self._filter.Match(text, True)  # type: ignore[no-untyped-call]
        data = text.encode() if text.isascii() else None
        for at in promising or ():
            pattern = self._patterns[at]
            for found in pattern.finditer(text) if data is None else pattern.hits(data):
                yield at, found
