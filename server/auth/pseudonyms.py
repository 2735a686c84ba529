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
    return re.compile("|".join(read["anywhere"].split())), frozenset(read["word"].split())


def scripts(name: str) -> set[str]:
    """The scripts of its letters, by their Unicode names; those of one language count as one."""
    found = {unicodedata.name(letter, "?").split()[0] for letter in name if letter.isalpha()}
    return {"EAST ASIAN" if script in EAST_ASIAN else script for script in found}


def key(pseudonym: str) -> str:
    """What makes two pseudonyms the same: case, accents, spaces and hyphens do not tell people apart."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", pseudonym).casefold())
    return "".join(c for c in apart if c.isalnum())
