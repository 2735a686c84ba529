"""The typed door to RE2: patterns whose matching takes time linear in the text, whatever the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_
from typing import Any, Protocol, cast

import re2

from server.moderation.anchors import SETS, Cost, anchors

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ASCII_WORD = re.compile("[a-z0-9]+(?:'[a-z0-9]+)*")


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


class _OverBytes:
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


class Places:
    """Many patterns, each checked before, of which only the places are asked for. They are tried where RE2's filter and
    their anchors (anchors.py) let them."""

    def __init__(self, sources: Iterable[str], cost: Cost) -> None:
        self.sources: list[str] = []
        self._patterns: list[_OverBytes] = []
        self._filter = re2.Filter()  # type: ignore[no-untyped-call]
        # One bit for each pattern. Word -> (0, the patterns for which it is an anchor in the first set of theirs),
        # (1, in the second) and so on; and the patterns that have no such set.
        anchored: dict[str, dict[int, int]] = {}
        self._free = [0] * SETS
        for at, source in enumerate(sources):
            self._filter.Add(source, _options())  # type: ignore[no-untyped-call]
            self._patterns.append(_OverBytes(source))
            self.sources.append(source)
            sets = anchors(source, cost)
            for number in range(SETS):
                if number >= len(sets):
                    self._free[number] |= 1 << at
                    continue
                for word in sets[number]:
                    of_word = anchored.setdefault(word, {})
                    of_word[number] = of_word.get(number, 0) | 1 << at
        self._anchors = {word: tuple(of_word.items()) for word, of_word in anchored.items()}
        self._filter.Compile()  # type: ignore[no-untyped-call]

    def over(self, text: str) -> "Places.Over":
        data = text.encode(errors="replace")
        matched: Sequence[int] | None = self._filter.Match(data, True)  # type: ignore[no-untyped-call]
        if not matched:
            return Places.Over(self._patterns, text, data, [])
        words = set((_ASCII_WORD if len(data) == len(text) else _WORD).findall(text))
        words |= {word[:-2] for word in words if word.endswith("'s")}
        anchored = self._with_anchors(words)
        return Places.Over(self._patterns, text, data, [at for at in matched if anchored >> at & 1])

    class Over:
        """One text, over which patterns are tried when they are asked for. `promising`: those that may match it."""

        __slots__ = ("_data", "_patterns", "_place", "_text", "promising")

        def __init__(self, patterns: list[_OverBytes], text: str, data: bytes, promising: list[int]) -> None:
            self._patterns, self._text, self._data, self.promising = patterns, text, data, promising
            self._place: list[int] | None = None  # of each byte's character, where a character may be several

        def hits(self, at: int) -> Iterator[tuple[int, int]]:
            """Where this pattern matches: start and end in the text."""
            if len(self._data) == len(self._text):
                return self._patterns[at].spans(self._data)
            return (self._characters(start, end) for start, end in self._patterns[at].spans(self._data))

        def _characters(self, start: int, end: int) -> tuple[int, int]:
            if self._place is None:
                self._place = [i for i, c in enumerate(self._text) for _ in c.encode(errors="replace")]
                self._place.append(len(self._text))
            return self._place[start], self._place[end]

    def _with_anchors(self, words: set[str]) -> int:
        let = list(self._free)
        for word in words & self._anchors.keys():
            for number, patterns in self._anchors[word]:
                let[number] |= patterns
        return reduce(and_, let)


class Spotter:
    """Whether a pattern is somewhere in a text. As `Pattern.search`, and several times as fast."""

    __slots__ = ("_pattern",)

    def __init__(self, source: str) -> None:
        """Raises BadPattern."""
        compiled(source)
        self._pattern = _OverBytes(source)

    def spots(self, text: str | bytes) -> bool:
        return self._pattern.spots(text.encode(errors="replace") if isinstance(text, str) else text)
