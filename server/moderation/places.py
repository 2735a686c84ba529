"""Many patterns over one text, of which only the places are asked for.

A sieve says which may match; these are tried, one by one, when they are asked for.
"""

from collections.abc import Iterator, Sequence

from server.moderation.linear import OverBytes
from server.moderation.sieve import Sieve


class Places:
    """Patterns that RE2 has taken, and sieves that together were made of all of them, and perhaps of more."""

    def __init__(self, sources: Sequence[str], sieves: Sequence[tuple[Sieve, Sequence[str]]]) -> None:
        """`sieves`: each with what it was made of."""
        self.sources, self.sieves = sources, sieves
        self._patterns = [OverBytes(source) for source in sources]
        at: dict[str, list[int]] = {}
        for place, source in enumerate(sources):
            at.setdefault(source, []).append(place)
        # For each pattern that a sieve lets through, its places in `sources`.
        self._through = [(sieve, [at.get(source, []) for source in made_of]) for sieve, made_of in sieves]

    def over(self, text: str) -> "Places.Over":
        data = text.encode(errors="replace")
        promising = [at for sieve, places in self._through for n in sieve.through(text) for at in places[n]]
        return Places.Over(self._patterns, text, data, promising)

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
