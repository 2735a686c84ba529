"""Which of many patterns may match a text, found by its words in one pass, before any is tried.

A match of a pattern holds a phrase of each of several sets (anchors.py). The rarest set says when to think of the
pattern, the others whether it is worth trying. All phrases are one tree of words, so a text costs a look or two for
each of its words, however many patterns there are.
"""

from collections.abc import Iterable

from msgspec import Struct

from server.moderation.anchors import STEM, Cost, anchors

_APART = bytes(c if chr(c) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for c in range(256))
_NO_WORD = b"~"


class Made(Struct, frozen=True):
    """What it takes long to find out: sets of phrases, and for each pattern which of them it needs, the rarest first;
    none: it is always tried."""

    sets: list[list[str]]
    needs: list[list[int]]


def make(sources: Iterable[str], cost: Cost) -> Made:
    """`sources`: patterns that RE2 has taken."""
    at: dict[frozenset[str], int] = {}
    needs = [[at.setdefault(phrases, len(at)) for phrases in anchors(source, cost)] for source in sources]
    return Made([sorted(phrases) for phrases in at], needs)


class _Word:
    """A word of phrases. `whose`: the patterns to think of where a phrase ends with it; `also`: the sets, as bits, of
    which one ends with it; `after` and `begun`: what may come after it, as whole words and as beginnings of words."""

    __slots__ = ("after", "also", "begun", "whose")

    def __init__(self) -> None:
        self.also = 0
        self.whose: tuple[int, ...] = ()
        self.after: dict[bytes, _Word] | None = None
        self.begun: dict[bytes, _Word] | None = None

    def next(self, word: str) -> "_Word":
        if word.endswith("*"):
            self.begun = {} if self.begun is None else self.begun
            return self.begun.setdefault(word[:-1].encode(), _Word())
        self.after = {} if self.after is None else self.after
        return self.after.setdefault(word.encode(), _Word())

    def settle(self) -> None:
        """A word that is known whole says what its beginning says too, so that one look is enough."""
        for word, known in (self.after or {}).items():
            if self.begun and (begun := self.begun.get(_stem(word))) is not None:
                known.whose += begun.whose
                known.also |= begun.also
            known.settle()


def _stem(word: bytes) -> bytes:
    return b"0" if word[:1].isdigit() else word[:STEM]


class Sieve:
    """May be used by several threads at once."""

    def __init__(self, made: Made) -> None:
        rarest: dict[int, list[int]] = {}
        for at, needs in enumerate(made.needs):
            if needs:
                rarest.setdefault(needs[0], []).append(at)
        besides = dict.fromkeys(n for needs in made.needs for n in needs[1:])
        bits = {n: 1 << bit for bit, n in enumerate(besides)}
        self._always = [at for at, needs in enumerate(made.needs) if not needs]
        self._besides = [sum(bits[n] for n in needs[1:]) for needs in made.needs]
        self._tree = _Word()
        for n, phrases in enumerate(made.sets):
            for phrase in phrases:
                last = self._tree
                for word in phrase.split(" "):
                    last = last.next(word)
                last.whose += tuple(rarest.get(n, ()))
                last.also |= bits.get(n, 0)
        self._tree.settle()

    def through(self, text: bytes) -> list[int]:
        """The places of the patterns that may match, in their order. `text`: as UTF-8, in small letters."""
        words = text.translate(_APART).split()
        whole, begun = self._tree.after or {}, self._tree.begun or {}
        thought_of = [*self._always]
        held = 0
        found: _Word | None
        longer: _Word | None
        nodes = [*map(whole.get, words)]
        words.append(_NO_WORD)
        for at, found in enumerate(nodes, 1):
            if found is None:
                found = begun.get(_stem(words[at - 1]))
                if found is None:
                    continue
            if found.whose:
                thought_of += found.whose
            if found.also:
                held |= found.also
            further = at
            while found.after is not None or found.begun is not None:  # the longer phrases that begin here
                word = words[further]
                longer = found.after.get(word) if found.after is not None else None
                if longer is None and found.begun is not None:
                    longer = found.begun.get(_stem(word))
                if longer is None:
                    break
                if longer.whose:
                    thought_of += longer.whose
                if longer.also:
                    held |= longer.also
                found = longer
                further += 1
        besides = self._besides
        return [at for at in sorted(set(thought_of)) if held & besides[at] == besides[at]]
