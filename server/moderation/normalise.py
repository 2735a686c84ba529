"""Undoes disguises of a text, and maps every place in the result back to the original.

Two steps. `fold` works on characters: NFKC, case, look-alikes, quotes, marks and zero-width characters.
`normalise` adds words: repeated letters, spaced-out letters, leet, starred vowels and typing errors, the
last three only where the result is a word of `disguises.toml`, so that doses, dates and names stay themselves.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from server.moderation.linear import Spotter

# Separators people put between the letters of one word.
_SPACED = re.compile(r"(?<![^\W_])[a-z](?:[ ._*-]{1,2}[a-z]){2,}(?![^\W_])")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
# Most texts hold neither: these looser tests say so three times faster.
_PERHAPS_SPACED = Spotter(r"(?:\b[a-z][ ._*-]{1,2}){2}[a-z]\b")
_PERHAPS_REPEATED = Spotter("[^\x00-\x7f]|" + "|".join(3 * c for c in "abcdefghijklmnopqrstuvwxyz"))
_SYMBOLS = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f]+(?=[^\W\d_])")
_TOKEN = re.compile(r"[a-z0-9@$!|*]+")
_LEET = re.compile(r"[0-9@$!|*]")
# One letter for all that are drawn alike, so that "k1ll", "ki11" and "kil|" are one skeleton.
_SKELETON = str.maketrans("013457@$!|l", "oieastasiii")

# Where an edit begins, the new text, for each new character the index it comes from (None: from the first on, as far as
# the old text goes), where the edit ends.
Edit = tuple[int, str, list[int] | None, int]


class Normalised:
    """A text that was changed, and where each of its characters comes from: worked out when it is asked for, which is
    seldom."""

    __slots__ = ("_before", "_edits", "_starts", "original_length", "text")

    def __init__(self, text: str, starts: Sequence[int] | None, original_length: int) -> None:
        """`starts`: the index in the original of each character; None: the same index."""
        self.text, self._starts, self.original_length = text, starts, original_length
        self._before: Normalised | None = None
        self._edits: Sequence[Edit] = ()

    def edited(self, edits: Iterable[Edit]) -> "Normalised":
        """With these edits made, which are in order and do not overlap."""
        if not (made := [*edits]):
            return self
        pieces: list[str] = []
        at = 0
        for start, new, _, end in made:
            pieces += (self.text[at:start], new)
            at = end
        pieces.append(self.text[at:])
        after = Normalised("".join(pieces), None, self.original_length)
        after._before, after._edits = self, made
        return after

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `text[start:end]` came from, dropped characters inside included."""
        starts = self._all_starts()
        if starts is None:
            return start, end
        if start >= end:
            at = starts[start] if start < len(starts) else self.original_length
            return at, at
        after = starts[end] if end < len(starts) else self.original_length
        return starts[start], max(after, starts[end - 1] + 1)

    def _all_starts(self) -> Sequence[int] | None:
        if self._before is not None:
            places: list[int] = []
            at = 0
            for start, new, sources, end in self._edits:
                places += range(at, start)
                places += [min(start + n, end - 1) for n in range(len(new))] if sources is None else sources
                at = end
            places += range(at, len(self._before.text))
            starts = self._before._all_starts()
            self._starts = places if starts is None else [starts[place] for place in places]
            self._before = None
        return self._starts


class _Disguises(Struct, frozen=True):
    look_alikes: dict[str, str]
    words: frozenset[str]
    skeletons: dict[str, str]  # leet form -> word
    altered: dict[str, str]  # starred or misspelt -> word
    longest: int
    pictures: dict[str, str]  # drawn instead of a word


@cache
def _disguises() -> _Disguises:
    with (Path(__file__).parent / "disguises.toml").open("rb") as file:
        data = tomllib.load(file)
    words = frozenset(data["words"].split())
    hidden = [w for w in sorted(words) if len(w) > 2]
    altered: dict[str, str] = {}
    for word in hidden:
        plain = words | set(data["not_disguises"].split())
        altered.update({form: word for form in _misspelt(word) if form not in plain})
    return _Disguises(
        look_alikes=dict(zip(data["look_alikes"]["from"], data["look_alikes"]["to"], strict=True)),
        words=words,
        skeletons={w.translate(_SKELETON): w for w in hidden},
        altered=altered,
        longest=max(map(len, words)),
        pictures=data["pictures"],
    )


def _misspelt(word: str) -> Iterator[str]:
    """With starred vowels, two letters swapped or one doubled; of a long word, with any one letter wrong but the first,
    which people and typing errors keep, and the last, which makes another form of the word."""
    yield re.sub("[aeiou]", "*", word)
    for i, c in enumerate(word):
        if c in "aeiou":
            yield word[:i] + "*" + word[i + 1 :]
        yield word[:i] + c + word[i:]
        if len(word) > 3:
            yield word[:i] + word[i + 1 : i + 2] + c + word[i + 2 :]
    if len(word) < _LONG:
        return
    for i in range(1, len(word) - 1):
        yield word[:i] + word[i + 1 :]
        for other in "abcdefghijklmnopqrstuvwxyz":
            yield word[:i] + other + word[i:]
            yield word[:i] + other + word[i + 1 :]


_LONG = 6  # letters: nearly all that differs in one of them is no other word
_REMEMBERED = 20_000
"""Characters: all that people write with, and few of what somebody could send to fill the memory."""


class _Folded(dict[str, str]):
    """What each character becomes, worked out once for each."""

    def __missing__(self, c: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        alike = _disguises().look_alikes
        plain = unicodedata.normalize("NFKC", alike.get(c, c)).casefold()
        parts = [alike.get(p, p) for p in unicodedata.normalize("NFD", plain)]
        kept = "".join(p for p in parts if not _is_mark(p))
        self[c] = folded = unicodedata.normalize("NFC", kept)
        return folded


def _is_mark(c: str) -> bool:
    """Drawn on or around another character, or not drawn at all."""
    return bool(unicodedata.combining(c)) or unicodedata.category(c) in ("Cf", "Me") or "\ufe00" <= c <= "\ufe0f"


_folded = _Folded()


def fold(text: str) -> Normalised:
    """The text with its characters made plain, word by word as written."""
    if text.isascii():
        return Normalised(text.lower(), None, len(text))
    chars: list[str] = []
    starts: list[int] = []
    for at, c in enumerate(text):
        for part in _folded[c]:
            chars.append(part)
            starts.append(at)
    return Normalised("".join(chars), tuple(starts), len(text))


def normalise(text: str) -> Normalised:
    """The text as it would read without disguises. Linear; normalising twice changes nothing more."""
    done = fold(text)
    if not text.isascii():
        done = done.edited(_emoji_inside_words(done.text))
        done = done.edited(_pictures(done.text))
    if _PERHAPS_REPEATED.spots(done.text):
        done = done.edited(_repeats(done.text))
    if _PERHAPS_SPACED.spots(done.text):
        done = done.edited(_spaced(done.text))
        done = done.edited(_repeats(done.text))  # among the letters just joined
    return done.edited(_words(done.text))


def _emoji_inside_words(text: str) -> Iterator[Edit]:
    for found in _SYMBOLS.finditer(text):
        if all(unicodedata.category(c) == "So" for c in found[0]):
            yield found.start(), "", [], found.end()


def _pictures(text: str) -> Iterator[Edit]:
    known = _disguises().pictures
    for at, c in enumerate(text):
        if word := known.get(c):
            new = f" {word} "
            yield at, new, [at] * len(new), at + 1


def _repeats(text: str) -> Iterator[Edit]:
    for found in _REPEATED.finditer(text):
        yield found.start(), found[1], [found.start()], found.end()


def _spaced(text: str) -> Iterator[Edit]:
    for found in _SPACED.finditer(text):
        places = [at for at in range(*found.span()) if text[at].isalpha()]
        words = _parted("".join(text[at] for at in places))
        sources, taken = list[int](), 0
        for word in words:
            if taken:
                sources.append(sources[-1] + 1)
            sources += places[taken : taken + len(word)]
            taken += len(word)
        yield found.start(), " ".join(words), sources, found.end()


def _parted(joined: str) -> list[str]:
    """Letters that ran together, as known words when they are nothing but those, else as one."""
    known = _disguises()
    # For each place that known words reach: with how few of them, and where the last of these begins.
    best: list[tuple[int, int] | None] = [(0, 0)]
    for end in range(1, len(joined) + 1):
        ways = [
            (before[0] + 1, begin)
            for begin in range(max(0, end - known.longest), end)
            if (before := best[begin]) is not None and joined[begin:end] in known.words
        ]
        best.append(min(ways, default=None))
    words, end = list[str](), len(joined)
    while end and (last := best[end]):
        words.append(joined[last[1] : end])
        end = last[1]
    return words[::-1] or [joined]


def _words(text: str) -> Iterator[Edit]:
    known = _disguises()
    tokens = set(_TOKEN.findall(text))
    meant = {token: known.altered[token] for token in tokens & known.altered.keys()}
    if _LEET.search(text):
        for token in tokens - meant.keys():
            word = known.skeletons.get(token.translate(_SKELETON)) if _LEET.search(token) else None
            if word is not None and word != token:
                meant[token] = word
    if not meant:
        return
    for found in _TOKEN.finditer(text):
        if word := meant.get(found[0]):
            start, end = found.span()
            yield start, word, None, end
