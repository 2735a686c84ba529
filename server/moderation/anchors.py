"""What a match must hold: `anchors(source, cost) -> sets of phrases`, so that most patterns are never tried.

Every match of the pattern holds one phrase of each set, as whole words next to each other. A word is a run of letters
and figures of ASCII; the last one of a phrase may be the beginning of a word, and is then written "wish*". "0*" is what
begins with a figure, whichever.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import prod

from msgspec import Struct

STEM = 4
"""Letters of a word's beginning that are looked at."""
_MANY = 256  # strings of one piece; a piece that can be more is taken apart or left out
_MARK = re.compile(
    r"[a-z0-9]+(?![?*+{])|\(\?:|\\[a-zA-Z](?:\{\d+,\d*\})?|\\.|\[\^?\]?[^\]]*\]|\{\d+(?:,\d*)?\}|.", re.DOTALL
)
_FIGURES = "#"  # any, in the text of a piece
_WORD = re.compile(f"[a-z0-9{_FIGURES}]+")
_BLANKS = re.compile(r"\\[nrtsW]")
_LARGEST = 3_000  # phrases of one set
_ENOUGH = 4  # sets
Cost = Callable[[str], float]


class _Piece(Struct, eq=False):
    """`texts`: all it can be, with a space for what parts words; None: too many. `first` and `last`: whether it can
    begin or end with a part of a word. `ways`: what it is one of; `parts`: what it is made of."""

    texts: frozenset[str] | None
    first: bool
    last: bool
    ways: Sequence["_Piece"] = ()
    parts: Sequence["_Piece"] = ()

    def may_be_nothing(self) -> bool:
        if self.texts is not None:
            return "" in self.texts
        return bool(self.parts) and all(part.may_be_nothing() for part in self.parts)


_NOTHING = _Piece(frozenset({""}), False, False)
_BREAK = _Piece(frozenset({" "}), False, False)
_PERHAPS_BREAK = _Piece(frozenset({"", " "}), False, False)
_SOMETHING = _Piece(None, True, True)
_SOME_FIGURES = _Piece(frozenset({_FIGURES}), True, True)


def anchors(source: str, cost: Cost) -> list[frozenset[str]]:
    """The sets, the rarest first; none where a match needs no word. `cost`: in how many of all messages a word is.
    Words of a phrase have one space between them."""
    found = map(_shortest, dict.fromkeys(_needed(_read(source), False, False, cost)))
    sets = [phrases for phrases in found if len(phrases) <= _LARGEST]
    return sorted(sets, key=lambda phrases: _price(phrases, cost))[:_ENOUGH]


def _shortest(phrases: frozenset[str]) -> frozenset[str]:
    """Without those that hold another: "to die" is in all that holds "want to die"."""
    kept: set[str] = set()
    for phrase in sorted(phrases, key=len):
        words = phrase.split(" ")
        parts = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
        if kept.isdisjoint(parts):
            kept.add(phrase)
    return frozenset(kept)


def alternatives(source: str) -> list[str]:
    """The pattern's parts between its outermost |, each of which has anchors of its own."""
    parts, depth, closed = [""], 0, 0  # how often all that is open was closed: once where one group is everything
    marks = _MARK.findall(source)
    for mark in marks:
        depth += (mark in ("(", "(?:")) - (mark == ")")
        closed += depth == 0
        if mark == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += mark
    if closed == 1 and len(marks) > 1:
        return alternatives("".join(marks[1:-1]))
    return parts


def _price(phrases: frozenset[str], cost: Cost) -> float:
    return sum(prod(map(cost, phrase.split(" "))) for phrase in phrases)


@lru_cache(maxsize=20_000)
def _read(source: str) -> _Piece:
    """What a pattern, or a group in it, is made of. The groups of a word class are in many patterns, and read once."""
    marks = _MARK.findall(source)
    piece, at = _either(marks, 0)
    assert at == len(marks), "RE2 has taken the pattern, so its brackets are closed"
    return piece


def _end_of_group(marks: list[str], at: int) -> int:
    depth = 1
    while depth:
        depth += (marks[at] in ("(", "(?:")) - (marks[at] == ")")
        at += 1
    return at - 1


def _either(marks: list[str], at: int) -> tuple[_Piece, int]:
    ways = []
    while True:
        way, at = _row(marks, at)
        ways.append(way)
        if at == len(marks) or marks[at] != "|":
            break
        at += 1
    if len(ways) == 1:
        return ways[0], at
    texts: set[str] | None = set()
    for way in ways:
        texts = None if texts is None or way.texts is None or len(texts) > _MANY else texts | way.texts
    first, last = any(way.first for way in ways), any(way.last for way in ways)
    return _Piece(frozenset(texts) if texts else None, first, last, ways=ways), at


def _row(marks: list[str], at: int) -> tuple[_Piece, int]:
    parts: list[_Piece] = []
    while at < len(marks) and marks[at] not in "|)":
        mark = marks[at]
        at += 1
        if mark in ("(", "(?:"):
            end = _end_of_group(marks, at)
            piece, at = _read("".join(marks[at:end])), end + 1
        elif mark in ("?", "*", "+") or mark[0] == "{":
            parts[-1] = _repeated(parts[-1], mark)
            continue
        else:
            piece = _single(mark)
        parts.append(piece)
    texts: frozenset[str] | None = frozenset({""})
    for part in parts:
        texts = _joined(texts, part.texts)
    return _Piece(texts, _opens(parts), _opens([*reversed(parts)], last=True), parts=parts), at


@lru_cache(maxsize=20_000)
def _single(mark: str) -> _Piece:
    if mark.isalnum():
        return _Piece(frozenset({mark}), True, True)
    if mark[:2] == r"\d" and "{0" not in mark:
        return _SOME_FIGURES
    if mark[:2] in (r"\b", r"\B") or mark in ("^", "$"):
        return _NOTHING
    if mark[:2] in (r"\W", r"\s"):
        return _PERHAPS_BREAK if "{0," in mark else _BREAK
    if mark in ("[' ]", "'"):
        return _Piece(frozenset({"'", " "} if mark[0] == "[" else {"'"}), True, True)
    if len(mark) == 1 and mark != ".":
        return _BREAK
    if mark[0] == "[" and not mark.startswith("[^") and not any(c.isalnum() for c in _BLANKS.sub("", mark)):
        return _BREAK
    if mark[0] == "\\" and not mark[1].isalnum():
        return _BREAK
    return _SOMETHING


def _repeated(piece: _Piece, how: str) -> _Piece:
    if piece is _SOME_FIGURES and (how == "+" or (how[0] == "{" and not how.startswith("{0"))):
        return piece
    if how == "?":
        texts = None if piece.texts is None else piece.texts | {""}
    elif piece.texts is not None and piece.texts <= {"", " "}:
        texts = piece.texts | ({""} if how == "*" or how.startswith("{0") else set())
    else:
        texts = None
    if how == "+" or (how[0] == "{" and not how.startswith("{0")):
        return _Piece(texts, piece.first, piece.last, ways=[piece])
    return _Piece(texts, piece.first, piece.last, parts=[_NOTHING] if texts is None else ())


def _joined(some: frozenset[str] | None, more: frozenset[str] | None) -> frozenset[str] | None:
    if some is None or more is None or len(some) * len(more) > _MANY:
        return None
    return frozenset(one + other for one in some for other in more)


def _opens(parts: Sequence[_Piece], beyond: bool = False, last: bool = False) -> bool:
    """Whether what these make, from the near end on, can begin with a part of a word."""
    for part in parts:
        if part.last if last else part.first:
            return True
        if not part.may_be_nothing():
            return False
    return beyond


@lru_cache(maxsize=50_000)
def _needed(piece: _Piece, before: bool, after: bool, cost: Cost) -> Sequence[frozenset[str]]:
    """Sets of phrases: each match holds one of each. `before`, `after`: whether a part of a word may touch it."""
    if len(piece.ways) == 1:
        return _needed(piece.ways[0], before, after, cost)
    if piece.ways:
        found = [_needed(way, before, after, cost) for way in piece.ways]
        if not all(found):
            return []
        ranked = [sorted(sets, key=lambda phrases: _price(phrases, cost)) for sets in found]
        return [
            frozenset().union(*(sets[min(n, len(sets) - 1)] for sets in ranked))
            for n in range(min(_ENOUGH, max(map(len, ranked))))
        ]
    needed: list[frozenset[str]] = []
    parts = piece.parts or [piece]
    start = 0
    while start < len(parts):
        texts, end = parts[start].texts, start + 1
        while texts is not None and end < len(parts):
            longer = _joined(texts, parts[end].texts)
            if longer is None:
                break
            texts, end = longer, end + 1
        opens_before = _opens([*reversed(parts[:start])], before, last=True)
        opens_after = _opens(parts[end:], after)
        if texts is not None:
            phrases = frozenset(_whole(text, opens_before, opens_after) for text in texts)
            if "" not in phrases:
                needed.append(phrases)
        elif parts[start].ways or not parts[start].may_be_nothing():
            needed += _needed(parts[start], opens_before, opens_after, cost) if parts[start] is not piece else []
        start = end
    return needed


def _whole(text: str, before: bool, after: bool) -> str:
    """The longest phrase in it, without what may be the end of a word."""
    words = text.split(" ")[before:]
    last = _WORD.findall(words.pop()) if after and words else []
    whole = [_begun(word) if _FIGURES in word else word for word in _WORD.findall(" ".join(words)) + last[:-1]]
    phrases: list[list[str]] = [[]]
    for word in [*whole, *map(_begun, last[-1:])]:
        if word:
            phrases[-1].append(word)
        if not word or word.endswith("*"):
            phrases.append([])
    best: list[str] = max(phrases, key=lambda phrase: (len(phrase), not "".join(phrase).endswith("*")))
    return " ".join(best)


def _begun(word: str) -> str:
    """What words that begin like this one have in common, or nothing where that is too little."""
    if word[0] == _FIGURES or word[0].isdigit():
        return "0*"
    begins = word.partition(_FIGURES)[0]
    return f"{begins[:STEM]}*" if len(begins) >= STEM else ""
