"""Pseudonyms: suggesting them, and saying when two are the same."""

import re
import secrets
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("pseudonyms.toml")
FILLERS = frozenset("\u115f\u1160")
"""Letters that nobody sees."""
EAST_ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")
USABLE = re.compile(r"[^\W\d_](?:[^\W_]|[ -](?=[^\W_])){2,29}")


@cache
def words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    read = tomllib.loads(WORDS.read_text())
    return tuple(read["first"].split()), tuple(read["second"].split())


def suggest(count: int) -> list[str]:
    """Pseudonyms nobody can foresee; whether they are free is for the caller to ask."""
    first, second = words()
    return [f"{secrets.choice(first)} {secrets.choice(second)}".title() for _ in range(count)]


def tidy(pseudonym: str) -> str | None:
    """The pseudonym as it is shown, or None where it cannot be one."""
    shown = " ".join(unicodedata.normalize("NFKC", pseudonym).split())
    if not USABLE.fullmatch(shown) or FILLERS.intersection(shown) or len(scripts(shown)) > 1:
        return None
    return None if is_like_staff(shown) else shown


def is_like_staff(pseudonym: str) -> bool:
    """Whether it would pass for those who look after the place, or for a professional."""
    anywhere, words = staff()
    plain = key(pseudonym)
    of_it = {key(word) for word in re.findall(r"[^\W\d_]+", pseudonym)}
    return not words.isdisjoint(of_it | {plain}) or anywhere.search(plain) is not None


@cache
def staff() -> tuple[re.Pattern[str], frozenset[str]]:
    read = tomllib.loads(WORDS.read_text())["staff"]
    return re.compile("|".join(map(drawn_alike_pattern, read["anywhere"].split()))), frozenset(
        map(drawn_alike, read["word"].split())
    )


def drawn_alike_pattern(pattern: str) -> str:
    """A pattern of plain letters over `key`s."""
    return re.sub("[^\\W\\d_]+", lambda word: drawn_alike(word[0]), pattern)


def scripts(name: str) -> set[str]:
    """The scripts of its letters, by their Unicode names; those of one language count as one."""
    found = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return {"EAST ASIAN" if script in EAST_ASIAN else script for script in found}


def key(pseudonym: str) -> str:
    """What makes two pseudonyms the same: how they look. Case, accents, spaces and hyphens do not tell people apart,
    nor do letters and figures that are drawn alike, of whatever script."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", pseudonym).casefold())
    return drawn_alike("".join(c for c in apart if c.isalnum()))


def drawn_alike(letters: str) -> str:
    """One letter for all that look like it, so that it stands for a look and not for a word."""
    single, several = alike()
    look = "".join(single.get(plain := _plain(c), plain) for c in letters)
    for pair, one in several.items():
        look = look.replace(pair, one)
    return look


def _plain(letter: str) -> str:
    """A figure of another script as ours, and a small capital as its letter."""
    if letter.isdigit():
        return str(unicodedata.digit(letter))
    capital = SMALL_CAPITAL.fullmatch(unicodedata.name(letter, ""))
    return capital[1].lower() if capital else letter


@cache
def alike() -> tuple[dict[str, str], dict[str, str]]:
    read = tomllib.loads(WORDS.read_text())["alike"]
    return dict(zip(read["from"], read["to"], strict=True)), read["several"]
