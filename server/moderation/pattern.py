"""The language rules are written in, turned into RE2.

A pattern is plain English with a little of a regular expression's grammar, all lower case:

    i'm tired of living           an apostrophe may be left out or be a space, and a contraction means its long form
                                  too: "im", "i am"; a space is any break between words, and one with a ? after it
                                  may be none: self ?harm
    {want_to} {die}               a word class: one of the alternatives that a file's [words] gives for the name
    take~ them                    a word with all the forms that a file's [forms] gives for it: takes, took, taking
    i'm .. bridge                 up to three words in between, within one clause; ... up to six, commas included
    {i_am} {gap}(sad|low)         up to three words in between, whatever they are, and the space after them;
                                  {far}: up to ten
    suicid[a-z]*                  ( | ) ? * + [ ] mean what they mean in regular expressions

A pattern matches whole words only.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

_CLASS = re.compile(r"\{([a-z][a-z_0-9]*)\}")
_FORMS = re.compile(r"([^\W\d_]+)~")
# A gap brings the space after it along, so that none of its words need be there.
_GAPS = {
    "{gap}": r"(?:\S+\s+){0,3}",
    "{far}": r"(?:\S+\s+){0,10}",
    "... ": r"(?:[^\s.;:!?]+\s+){0,6}",
    ".. ": r"(?:[^\s,.;:!?]+\s+){0,3}",
}
_CONTRACTIONS = {
    "can't": r"(?:can't|cannot|can not)",
    "won't": r"(?:won't|will not)",
    "n't": r"(?:n't| not)",
    "i'm": r"(?:i'm|i am)",
    "'re": r"(?:'re| are)",
    "'ve": r"(?:'ve| have)",
    "'ll": r"(?:'ll| will)",
    "'d": r"(?:'d| would| had)",
    "'s": r"(?:'s| is)",
}
_CONTRACTED = re.compile("|".join(_CONTRACTIONS))
_BREAK, _BREAK_OR_NONE = r"\W{1,4}", r"\W{0,3}"
_DEPTH = 8  # word classes may be made of others, this far down


class Vocabulary(Struct, frozen=True):
    """`words`: what each class may be; `forms`: the other forms of a word, with spaces between them."""

    words: Mapping[str, str] = {}
    forms: Mapping[str, str] = {}
    apostrophe: str = "[' ]?"  # what one may be; plain text has none that is a space


def to_re2(pattern: str, known: Vocabulary) -> str:
    """Raises ValueError that says which word class or which word's forms are not there, or that classes go round in
    a circle."""

    def alternatives(found: re.Match[str]) -> str:
        if found[1] not in known.words:
            raise ValueError(f"there is no word class {found[0]}")
        return f"(?:{known.words[found[1]]})"

    def forms(found: re.Match[str]) -> str:
        if found[1] not in known.forms:
            raise ValueError(f"[forms] says nothing for {found[0]}")
        return f"(?:{'|'.join([found[1], *known.forms[found[1]].split()])})"

    for _ in range(_DEPTH):
        for gap, source in _GAPS.items():
            pattern = pattern.replace(gap, source)
        pattern, changed = _CLASS.subn(alternatives, pattern)
        if not changed:
            pattern = _FORMS.sub(forms, pattern)
            pattern = _CONTRACTED.sub(lambda found: _CONTRACTIONS[found[0]], pattern)
            return pattern.replace(" ?", _BREAK_OR_NONE).replace(" ", _BREAK).replace("'", known.apostrophe)
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
