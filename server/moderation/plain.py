"""The text in plain words: fillers left out, and one spelling for what people write in many (plain.toml).

"i just rly wanna go" becomes "i want to go", so that a rule says each thing once.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from server.moderation.normalise import Edit, Normalised

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ASCII_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)?")  # the same for most texts, in half the time
_AFTER_A_FILLER = re.compile(r"[\s,]*")


class _Plain(Struct, frozen=True):
    """`said`: first word -> what may follow it and what is said instead, the longest first."""

    said: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    in_most: frozenset[str]
    in_many: frozenset[str]


def commonness(word: str) -> float:
    """In how many of all messages a word is, about."""
    known = _plain()
    return 0.4 if word in known.in_most else 0.1 if word in known.in_many else 0.004


@cache
def _plain() -> _Plain:
    with (Path(__file__).parent / "plain.toml").open("rb") as file:
        data = tomllib.load(file)
    ways = [((word,), "") for word in data["fillers"].split()]
    ways += [((word,), meant) for meant, words in data["same"].items() for word in words.split()]
    ways += [(tuple(phrase.split()), meant) for meant, phrases in data["phrases"].items() for phrase in phrases]
    said: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, meant in sorted(ways, key=lambda way: -len(way[0])):
        said.setdefault(words[0], []).append((words[1:], meant))
    return _Plain(
        said={first: tuple(rest) for first, rest in said.items()},
        in_most=frozenset(data["in_most"].split()),
        in_many=frozenset(data["in_many"].split()),
    )


def plain(text: Normalised) -> Normalised:
    """Linear: each word is looked up once, with the few that follow it."""
    return text.edited(_edits(text.text))


def _edits(text: str) -> Iterator[Edit]:
    known = _plain().said
    pattern = _ASCII_WORD if text.isascii() else _WORD
    words = pattern.findall(text)
    telling = [at for at, word in enumerate(words) if word in known]
    places = [found.span() for found in pattern.finditer(text)] if telling else []
    skip = 0
    for at in telling:
        if at < skip:
            continue
        for rest, meant in known[words[at]]:
            last = at + len(rest)
            if not rest or tuple(words[at + 1 : last + 1]) == rest:
                start, end, skip = places[at][0], places[last][1], last + 1
                if not meant:
                    after = _AFTER_A_FILLER.match(text, end)
                    end = after.end() if after else end
                yield start, meant, None, end
                break
