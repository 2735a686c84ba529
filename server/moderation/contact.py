"""Finds contact details: `contact_spans(text)` gives where they are and of which kind.

Rooms stay pseudonymous, so what leads to a person (a phone number, a mailbox, a handle, a street, a profile)
is masked. The numbers of help lines never are. Phone numbers are in phone.py.
"""

import re
import tomllib
from pathlib import Path
from typing import Literal, NamedTuple

from server.moderation.linear import Found, Patterns, Spotter
from server.moderation.normalise import Normalised, fold, normalise
from server.moderation.phone import phone_numbers

Kind = Literal["phone", "email", "handle", "address", "link"]


class Span(NamedTuple):
    """Where in the original text, and what it is."""

    start: int
    end: int
    kind: str


_MAIL_HOSTS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|gmx|aol|live|mail)"
_AT = r"(?: ?@ ?| ?[(\[{] ?(?:at|a|@) ?[)\]}] ?)"
_DOT = r"(?: ?\. ?| ?[(\[{] ?(?:dot|\.) ?[)\]}] ?| dot )"
# After the word "at" a full stop and a space end a sentence: "not at all. It was".
_TIGHT_DOT = r"(?:\.| \. | ?[(\[{] ?(?:dot|\.) ?[)\]}] ?| dot )"
_TLD = (
    r"(?:com|net|org|info|co|me|io|gg|uk|de|fr|es|it|nl|ie|ca|au|us|eu|in|br|mx|ch|at|se|no|dk|pl|be|jp|xyz|link|site)"
)
_APP = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sn@p|sc|kik|discord|disc|telegram|tele|signal|whats ?app|facebook|fb|"
    r"messenger|skype|wechat|viber|tiktok|twitter|reddit|steam|roblox|xbox|psn|(?:yellow )?ghost app)"
)
_NAME = r"@?[a-z0-9_][a-z0-9_.]{2,30}[a-z0-9_]"
# A name nobody would take for a word: it has a figure, a dot or an underscore in it.
_ODD_NAME = r"@?(?:(?:[a-z]{1,20}[0-9_.]|[0-9_]{1,20}[a-z])[a-z0-9_.]{0,24}[a-z0-9_]|[a-z]{3,20}[0-9])"
with (Path(__file__).parent / "contact.toml").open("rb") as _file:
    _NONE = {kind: frozenset(words.split()) for kind, words in tomllib.load(_file).items()}
_SURE_STREET = r"(?:street|st|road|rd|avenue|ave|lane|crescent|terrace|boulevard|blvd|mews)"
# Words of their own too: a street only after a capital ("5 Baker Close") or after what asks for an address.
_PERHAPS_STREET = r"(?:ln|close|drive|court|gardens|square|way|place|row|grove|hill)"
_ASKS_FOR_ADDRESS = re.compile(
    r"\b(?:live at|living at|address is|come to|come over to|house is|stay at|i'm at|we're at) $"
)
_PROFILES = (
    r"(?:t\.me|wa\.me|discord\.gg|discord\.com/(?:users|invite)|instagram\.com|facebook\.com|fb\.me|m\.me|"
    r"snapchat\.com|tiktok\.com|twitter\.com|reddit\.com/u(?:ser)?|linkedin\.com|onlyfans\.com|linktr\.ee|"
    r"tinyurl\.com|bit\.ly|kik\.me|signal\.me|vk\.com|cash\.app|paypal\.me|steamcommunity\.com)"
)
# "d i s c o r d . g g": letters are joined from three on, so the end of such a name stays in two.
_SPACED_OUT = r"(?:discord|instagram|facebook|snapchat|tiktok|twitter|linktr|onlyfans)[ .]{0,3}(?:com|g ?g|e ?e)"

# The first group, where there is one: of a handle the name, which alone is hidden; of an address the street.
_BY_WORDS: tuple[tuple[Kind, str], ...] = (
    ("handle", rf"\bmy {_APP}(?: (?:user ?name|user|handle|id|name|tag))?(?: is|'s| ?[:=]) ?({_NAME})"),
    ("handle", rf"\bkik me (?:at )?({_NAME})"),
    ("handle", rf"\b(?:look up|find|search for) ({_NAME}) (?:on|in) {_APP}\b"),
)
# Each match of these holds a figure, a sign, or a dot in a word: most messages hold none.
_BY_SIGNS: tuple[tuple[Kind, str], ...] = (
    ("email", rf"\b[a-z0-9][a-z0-9._+-]*{_AT}[a-z0-9-]{{2,40}}(?:{_DOT}{_TLD}){{1,2}}\b"),
    ("email", r"\b[a-z0-9][a-z0-9._+-]*@[a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,24}){1,3}\b"),
    ("email", rf"\b[a-z0-9][a-z0-9._+-]* at [a-z0-9-]{{2,40}}(?:{_TIGHT_DOT}{_TLD}){{1,2}}\b"),
    ("email", rf"\b{_ODD_NAME}(?: on | at | ?@ ?){_MAIL_HOSTS}\b"),
    (
        "handle",
        rf"\b(?:add|message|msg|find|follow|dm|text|hmu|reach|contact) (?:me |up |us )*(?:on|at|over|via) "
        rf"(?:the |my )?{_APP}(?: user ?name| handle)?(?: is|:|,)? ?({_ODD_NAME}|@{_NAME})",
    ),
    (
        "handle",
        rf"\b{_APP}\b ?(?:user ?name|user|handle|id|is|it'?s|as|under|i'?m|called)? ?[:=-]? ?({_ODD_NAME}|@{_NAME})",
    ),
    ("handle", rf"\b(?:i'm|im|i am|add|message|it's|its|as|under|called) ({_ODD_NAME}) (?:on|in) {_APP}\b"),
    ("handle", rf"(?:^|[^a-z0-9_.@])(@{_ODD_NAME})"),
    ("handle", r"\b([a-z0-9_.]{2,32}#\d{4})\b"),
    ("link", rf"\b(?:https?://)?(?:www\.)?{_PROFILES}(?:/[a-z0-9_@./?=&%+-]+)?"),
    ("link", rf"\b{_SPACED_OUT} ?/ ?[a-z0-9_@.]+"),
    (
        "link",
        r"\b(?:https?://)?[a-z0-9-]{3,40}\.(?:carrd\.co|tumblr\.com|wixsite\.com|blogspot\.com|wordpress\.com|substack\.com)\b",
    ),
    ("link", rf"\b{_PROFILES.replace(chr(92) + '.', ' ?[.] ?')} ?/ ?[a-z0-9_@.]+"),
    ("link", rf"\b[a-z0-9-]{{4,40}}(?: \. ?| dot | ?[(\[](?:dot|\.)[)\]] ?){_TLD}\b(?: ?(?:slash|/) ?[a-z0-9_-]+)?"),
    ("address", rf"\b(?:number )?\d{{1,4}}[a-z]? (?:on )?((?:[a-z'-]{{2,20}} ){{1,3}}){_SURE_STREET}\b"),
    ("address", rf"\b(?:number )?\d{{1,4}}[a-z]? (?:on )?((?:[a-z'-]{{2,20}} ){{1,2}}{_PERHAPS_STREET})\b"),
    ("address", r"\b\d{1,4}[a-z]? [a-z-]{2,30}(?:strasse|gasse|allee|straat)\b"),
    ("address", r"\b[a-z-]{2,30}(?:strasse|straat) \d{1,4}\b"),
    ("address", r"\b(?:rue|calle|avenida|rua) (?:d[eu] |de la |del |des )?[a-z'-]{3,30},? \d{1,4}\b"),
    ("address", r"\b[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}\b"),
    ("address", r"\b(?:post ?code|zip(?: ?code)?)(?: is|:)? ?[a-z]{0,2}\d[a-z0-9]{1,4}(?:[ -]?\d[a-z0-9]{1,3})?\b"),
)
_A_SIGN = Spotter(r"[0-9@_#/(\[{]|\.[a-z0-9_.]| \.| dot ")
_PATTERNS = (*_BY_WORDS, *_BY_SIGNS)
_grouped = tuple(re.compile(source).groups == 1 for _, source in _PATTERNS)
_by_words = Patterns((source for _, source in _BY_WORDS), captures=True)
_all = Patterns((source for _, source in _PATTERNS), captures=True)


def contact_spans(text: str, undone: Normalised | None = None) -> tuple[Span, ...]:
    """Every contact detail in the text, in order, none overlapping. `undone`: what `normalise` makes of it."""
    plain, joined = fold(text), undone or normalise(text)
    spans = [Span(*plain.original_span(start, end), "phone") for start, end in phone_numbers(plain.text)]
    for form in (plain, joined) if joined.text != plain.text else (plain,):
        patterns = _all if _A_SIGN.spots(form.text) else _by_words
        for at, found in patterns.hits(form.text):
            kind = _PATTERNS[at][0]
            start, end = found.start(), found.end()
            if _grouped[at] and not _is_one(kind, text, form, found):
                continue
            if kind == "handle":
                start, end = found.start(1), found.end(1)
            spans.append(Span(*form.original_span(start, end), kind))
    return _apart(spans)


def _is_one(kind: Kind, text: str, form: Normalised, found: Found) -> bool:
    start, end = found.start(1), found.end(1)
    words = form.text[start:end].split()
    if kind == "handle":
        return words[0].strip("._") not in _NONE["not_a_handle"]
    if not _NONE["not_a_street"].isdisjoint(words):
        return False
    if not re.fullmatch(_PERHAPS_STREET, words[-1]):
        return True
    at = form.original_span(start, end)[0]
    return text[at].isupper() or _ASKS_FOR_ADDRESS.search(form.text[: found.start()]) is not None


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    apart: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if apart and span.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(span.end, apart[-1].end))
        else:
            apart.append(span)
    return tuple(apart)
