"""The language rules are written in, turned into RE2.

A pattern is plain English with a little of a regular expression's grammar, all lower case:

    i'm (so )?tired of living     an apostrophe may be left out or be a space; a space is any break between words,
                                  and one with a ? after it may be none: self ?harm
    {want_to} {die}               a word class: one of the alternatives that a file's [words] gives for the name
    {i_am} {gap}(sad|low)         up to three words in between, and the space after them; {far}: up to ten
    suicid[a-z]*                  ( | ) ? * + [ ] mean what they mean in regular expressions

A pattern matches whole words only.
"""

import re
from collections.abc import Mapping

_CLASS = re.compile(r"\{([a-z][a-z_0-9]*)\}")
# A gap brings the space after it along, so that none of its words need be there.
_GAPS = {"{gap}": r"(?:\S+\s+){0,3}", "{far}": r"(?:\S+\s+){0,10}"}
_BREAK, _BREAK_OR_NONE = r"\W{1,3}", r"\W{0,3}"
_DEPTH = 8  # word classes may be made of others, this far down


def to_re2(pattern: str, words: Mapping[str, str]) -> str:
    """Raises ValueError that says which word class is not there, or that classes go round in a circle."""

    def alternatives(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise ValueError(f"there is no word class {found[0]}")
        return f"(?:{words[found[1]]})"

    for _ in range(_DEPTH):
        for gap, source in _GAPS.items():
            pattern = pattern.replace(gap, source)
        pattern, changed = _CLASS.subn(alternatives, pattern)
        if not changed:
            return pattern.replace(" ?", _BREAK_OR_NONE).replace(" ", _BREAK).replace("'", "[' ]?")
    raise ValueError("the word classes refer to each other in a circle")


def whole_words(source: str) -> str:
    # The end of the text is an end of a word too, where a pattern asks for a full stop or for nothing more.
    return rf"\b(?:{source})(?:\b|$)"


def just_before(source: str) -> str:
    """For the text that ends where a match begins, in the same sentence."""
    return rf"\b(?:{source})[^\w.;!?]{{0,3}}$"


def just_after(source: str) -> str:
    """For the text that begins where a match ends."""
    return rf"^\W{{0,3}}(?:{source})\b"
