"""Finds phone numbers, in figures, in words and in figures half made of letters; knows what only looks like one.

No library of numbering plans: in chat a number comes without its country, and what tells a number from an order
or a loan is what is said around it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from server.moderation.linear import Spotter
from server.moderation.signposts import known_numbers

_WORDS = {
    "zero": "0", "nil": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_JOINTS = frozenset(("then", "and", "double", "triple", "dash", "space", "dot", "plus"))
_FIGURE = "zero|nil|oh|o|nought|one|two|three|four|five|six|seven|eight|nine"
# Two figures with nothing between them but what joins them, one of them in words, perhaps.
_PERHAPS_IN_WORDS = Spotter(
    rf"(?:\b(?:{_FIGURE})|\d)[^a-z0-9]*(?:(?:then|and|double|triple|dash|space|dot|plus)[^a-z0-9]*)*(?:(?:{_FIGURE})\b|\d)"
)
_ANY_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"(?<![\w£$€.,])\+?\(?\d(?:[\s().\-/]{0,3}\d){6,}(?![\w%])")
_TOKEN = re.compile(r"[a-z]+|\d+|[^\sa-z\d]")
_HALF_LETTERS = re.compile(r"(?<!\w)[0-9oilsebz|]{7,14}(?!\w)")
_FIGURE_OF = str.maketrans("oilsebz|", "01153821")
_DATE = re.compile(
    r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{4}|\d{4}[/.\- ]\d{1,2}[/.\- ]\d{1,2}|(?:19|20)\d\d ?- ?(?:19|20)\d\d"
)
_ADDRESS_OF_A_MACHINE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_CUE = re.compile(
    r"\b(?:call|phone|number|text|txt|ring|mobile|cell|whats ?app|reach|mine|here|signal|dial|msg|message|tel|"
    r"contact|add|its|it's|digits)\b"
)
_SOMETHING_ELSE = re.compile(
    r"(?:\b(?:order|isbn|loan|ref|reference|account|case|ticket|page|invoice|tracking|version|server|ip|id|serial|"
    r"model|code|sum|total|population)(?: (?:number|no|is|now|of|was|about))*[ :#]*|[£$€#]) ?$"
)
_SURE = 9  # digits that need no word beside them to be a number
_LEAST, _MOST = 7, 15


def phone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Spans in a folded text. Linear: each pattern takes a character once."""
    if _ANY_DIGIT.search(text):
        for found in _FIGURES.finditer(text):
            if _is_phone(found[0], text, *found.span()):
                yield found.span()
        for found in _HALF_LETTERS.finditer(text):
            figures = found[0].translate(_FIGURE_OF)
            drawn = sum(c.isdigit() for c in found[0])
            least = 1 if len(figures) >= _SURE and _has_cue(text, *found.span()) else 2
            if least <= drawn < len(figures) and _is_phone(figures, text, *found.span()):
                yield found.span()
    if _PERHAPS_IN_WORDS.spots(text):
        yield from _in_words(text)


def _is_phone(found: str, text: str, start: int, end: int) -> bool:
    digits = "".join(c for c in found if c.isdigit())
    if not _LEAST <= len(digits) <= _MOST or _is_known(digits):
        return False
    if _DATE.fullmatch(found) or _ADDRESS_OF_A_MACHINE.fullmatch(found) or _is_count(digits):
        return False
    if _SOMETHING_ELSE.search(text[max(0, start - 30) : start]):
        return False
    return len(digits) >= _SURE or found.startswith("+") or _has_cue(text, start, end)


def _has_cue(text: str, start: int, end: int) -> bool:
    return bool(_CUE.search(text[max(0, start - 40) : start]) or _CUE.search(text[end : end + 25]))


def _is_known(digits: str) -> bool:
    """A help line's, as printed or with its country's code before it."""
    known = known_numbers()
    return digits in known or any(
        digits.endswith(n.lstrip("0")) and len(digits) - len(n) <= 3 for n in known if len(n) >= _LEAST
    )


def _is_count(digits: str) -> bool:
    """5 4 3 2 1, or the same figure all along."""
    return len({int(b) - int(a) for a, b in pairwise(digits)}) == 1


def _in_words(text: str) -> Iterator[tuple[int, int]]:
    """Runs of words for figures, with figures among them: "oh seven 7 double two", "11900 then 005"."""
    digits, start, end, words, times = "", 0, 0, 0, 1
    for found in [*_TOKEN.finditer(text), None]:
        token = found[0] if found else ""
        figure = _WORDS.get(token) or (token if token.isdigit() else "")
        if found and (figure or (digits and token in _JOINTS) or token in (",", ".", "-")):
            if figure:
                start = start if digits else found.start()
                digits, end, times = digits + figure * times, found.end(), 1
            words += token in _WORDS or token in _JOINTS
            times = {"double": 2, "triple": 3}.get(token, times)
            continue
        if digits and words and _is_phone(digits, text, start, end) and (words > 3 or _has_cue(text, start, end)):
            yield start, end
        digits, words, times = "", 0, 1
