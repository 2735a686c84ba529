"""The text in plain words: fillers left out, and one spelling for what people write in many (plain.toml).

"i just rly wanna go" becomes "i want to go", so that a rule says each thing once.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from server.moderation.normalise import Edit, Normalised

_WORD = re.compile(r"([^\W_]+(?:'[^\W_]+)?)")
_ASCII_WORD = re.compile(r"([a-z0-9]+(?:'[a-z0-9]+)?)")  # the same for most texts, in half the time
_AFTER_A_FILLER = re.compile(r"[\s,]*")


class _Plain(Struct, frozen=True):
    """`said`: first word -> the one after it, or none -> what may follow the first and what is said instead, the
    longest first."""

    said: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]
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
    said: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for words, meant in sorted(ways, key=lambda way: -len(way[0])):
        said.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append((words[1:], meant))
    return _Plain(
        said=said,
        in_most=frozenset(data["in_most"].split()),
        in_many=frozenset(data["in_many"].split()),
    )


def plain(text: Normalised) -> Normalised:
    """Linear: each word is looked up once, with the few that follow it."""
    return text.edited(_edits(text.text))


def _edits(text: str) -> Iterator[Edit]:
    known = _plain().said
    pieces = (_ASCII_WORD if text.isascii() else _WORD).split(
        text
    )  # what is between words, and in every second place a word
    words = pieces[1::2]
    telling = [at for at, word in enumerate(words) if word in known]
    words.append("")
    places = [*accumulate(map(len, pieces), initial=0)] if telling else []
    skip = 0
    for at in telling:
        if at < skip:
            continue
        ways = known[words[at]]
        for rest, meant in (*ways.get(words[at + 1], ()), *ways.get("", ())):
            last = at + len(rest)
            if not rest or tuple(words[at + 1 : last + 1]) == rest:
                start, end, skip = places[2 * at + 1], places[2 * last + 2], last + 1
                if not meant:
                    after = _AFTER_A_FILLER.match(text, end)
                    end = after.end() if after else end
                yield start, meant, None, end
                break
