"""What stands around a match, worked out only where an exception asks."""

import re

NEAR = 60  # characters on either side of a match in which an exception may stand
_QUOTE = 200  # the same for quotation marks

_STOPS = re.compile(r"[.;!?\n]+")


class Nearby:
    """The places an exception can name: inside, before, after, around (NEAR characters either side, and the match)
    and sentence (around, no further than the match's own sentence)."""

    __slots__ = ("_end", "_places", "_start", "_text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._places: dict[str, bytes] = {}

    def place(self, name: str) -> bytes:
        if name not in self._places:
            self._places[name] = self._cut(name).encode(errors="replace")
        return self._places[name]

    def _cut(self, name: str) -> str:
        text, start, end = self._text, self._start, self._end
        if name == "inside":
            return text[start:end]
        if name == "before":
            return text[max(0, start - NEAR) : start]
        if name == "after":
            return text[end : end + NEAR]
        if name == "around":
            return text[max(0, start - NEAR) : end + NEAR]
        before = _STOPS.split(text[max(0, start - NEAR) : start])[-1]
        return before + text[start:end] + _STOPS.split(text[end : end + NEAR], maxsplit=1)[0]

    def is_quoted(self) -> bool:
        """Between double quotation marks of the same line, no further away than a message's usual length."""
        before = self._text[max(0, self._start - _QUOTE) : self._start].rpartition("\n")[2]
        after = self._text[self._end : self._end + _QUOTE].partition("\n")[0]
        return before.count('"') % 2 == 1 and '"' in after
