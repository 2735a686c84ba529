"""The typed door to RE2: patterns whose matching takes time linear in the text, whatever the text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, cast

import re2


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


taken: set[str] = set()
"""Patterns that RE2 has taken: what was checked when it was prepared is not compiled again to see."""


def check(source: str) -> None:
    """Raises BadPattern."""
    if source not in taken:
        compiled(source)
        taken.add(source)


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
        data = text.encode() if text.isascii() else None
        for at in promising or ():
            pattern = self._patterns[at]
            for found in pattern.finditer(text) if data is None else _spans(pattern, data):
                yield at, found


def _spans(pattern: Any, data: bytes) -> Iterator[_Hit]:
    """As `finditer` in a text of ASCII, without the binding's Python, which takes longer than the search itself."""
    match, at = pattern._regexp.Match, 0
    while at <= len(data):
        spans = match(_ANYWHERE, data, at, len(data))
        start, end = spans[0]
        if start < 0:
            return
        yield _Hit(spans)
        at = max(end, start + 1)


class OverBytes:
    """A pattern over UTF-8. It calls what the binding's own methods call, without what they do for text: they
    count its characters anew for each pattern, which costs more than matching."""

    __slots__ = ("_match", "_source")

    def __init__(self, source: str) -> None:
        """`source` has been checked: it is made into an automaton when it is first tried, and most never are."""
        self._source = source
        self._match: Any = None

    def _made(self) -> Any:
        if self._match is None:
            self._match = re2.compile(self._source.encode(), _options())._regexp.Match  # type: ignore[no-untyped-call]
        return self._match

    def spots(self, data: bytes) -> bool:
        return bool(self._made()(_ANYWHERE, data, 0, len(data))[0][0] >= 0)

    def spans(self, data: bytes) -> Iterator[tuple[int, int]]:
        at, length, match = 0, len(data), self._made()
        while at <= length:
            start, end = match(_ANYWHERE, data, at, length)[0]
            if start < 0:
                return
            yield start, end
            at = max(end, start + 1)


_ANYWHERE = re2._Anchor.UNANCHORED


class Spotter:
    """Whether a pattern is somewhere in a text. As `Pattern.search`, and several times as fast."""

    __slots__ = ("_pattern",)

    def __init__(self, source: str) -> None:
        """Raises BadPattern."""
        check(source)
        self._pattern = OverBytes(source)

    def spots(self, text: str | bytes) -> bool:
        return self._pattern.spots(text.encode(errors="replace") if isinstance(text, str) else text)
