"""Many patterns over one text, of which only the places are asked for.

The sieve says which may match; these are tried, one by one, when they are asked for.
"""

from collections.abc import Iterator, Sequence

from server.moderation.linear import OverBytes
from server.moderation.sieve import Sieve


class Places:
    """Patterns that RE2 has taken, and the sieve that was made of them."""

    def __init__(self, sources: Sequence[str], sieve: Sieve) -> None:
        self.sources = sources
        self._sieve = sieve
        self._patterns = [OverBytes(source) for source in sources]

    def over(self, text: str) -> "Places.Over":
        data = text.encode(errors="replace")
        return Places.Over(self._patterns, text, data, self._sieve.through(data))

    class Over:
        """One text, over which patterns are tried when they are asked for. `promising`: those that may match it."""

        __slots__ = ("_data", "_patterns", "_place", "_text", "promising")

        def __init__(self, patterns: list[OverBytes], text: str, data: bytes, promising: list[int]) -> None:
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
