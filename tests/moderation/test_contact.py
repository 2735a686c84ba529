"""Contact details are found where they stand, disguised or not; help lines, doses, dates and sums are left alone."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.moderation import contact
from server.moderation.contact import contact_spans
from server.moderation.mask import mask
from server.moderation.signposts import all_services, countries, for_country


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("call me on 07700 900123", "phone", "07700 900123"),
        ("it's +44 7700 900123!", "phone", "+44 7700 900123"),
        ("text ０７７００９００１２３ pls", "phone", "０７７００９００１２３"),
        ("oh seven seven double oh nine double oh one two three", "phone", None),
        ("my number is 07700 then 900 and 123", "phone", "07700 then 900 and 123"),
        ("my mobile: o77oo9oo123", "phone", "o77oo9oo123"),
        ("oI2oSEl9oO is my cell", "phone", "oI2oSEl9oO"),
        ("write to wren.fox@example.com soon", "email", "wren.fox@example.com"),
        ("wren.fox [at] example [dot] com", "email", "wren.fox [at] example [dot] com"),
        ("my insta is wrenfoxy", "handle", "wrenfoxy"),
        ("add me on snapchat: wren_fox7", "handle", "wren_fox7"),
        ("im on snap as wren.fox_7", "handle", "wren.fox_7"),
        ("find me as wrenfox7 on insta", "handle", "wrenfox7"),
        ("look up wrenfoxy on facebook", "handle", "wrenfoxy"),
        ("i'm wrenfox#1234", "handle", "wrenfox#1234"),
        ("wren@fox.example is my mail", "email", "wren@fox.example"),
        ("hey @wren_fox7 there", "handle", "@wren_fox7"),
        ("i live at 12 Larch Road", "address", None),
        ("come to 7 Heron Close", "address", None),
        ("my postcode is ZZ9 9ZZ", "address", None),
        ("discord.gg/wrenfox", "link", "discord.gg/wrenfox"),
        ("d i s c o r d . g g / wrenfox", "link", None),
        ("wrenfox dot com slash me", "link", "wrenfox dot com slash me"),
    ],
)
def test_found(text: str, kind: str, part: str | None) -> None:
    [span] = contact_spans(text)
    assert span.kind == kind
    assert part is None or text[span.start : span.end] == part


@pytest.mark.parametrize(
    "text",
    [
        "i take 100 mg twice a day", "born on 24/08/1990", "from 2017 to 2024", "it was 12:30 in room 173",
        "i owe £12,345,678", "order number 7692531 never came", "my loan is 66426642", "printer on 192.168.1.20",
        "breathe 4 7 8, then 5 4 3 2 1", "one two three four five six seven eight nine", "my insta is private",
        "i spend too long on snapchat", "i'm @ my limit", "a 10 minute drive", "3 miles down the road",
        "connect dot to dot", "my homework and my scores", "three years on and six weeks clean",
        "no hope at all. it hurts", "my sc project", "staff.science is dull",
    ],
)  # fmt: skip
def test_left_alone(text: str) -> None:
    assert contact_spans(text) == ()


@pytest.mark.parametrize("prefix", ["call {}", "text {} any time", "you can ring {}, it's free", "{}"])
def test_no_help_line_and_no_emergency_number_is_masked(prefix: str) -> None:
    numbers = [n for s in all_services() for n in (s.phone, s.sms, s.whatsapp) if n]
    numbers += [for_country(code).emergency for code, _ in countries()]
    for number in numbers:
        assert contact_spans(prefix.format(number)) == (), number


def test_masking_keeps_the_rest() -> None:
    text = "hi 👋 call 07700 900123 or wren@example.com, take care"
    assert mask(text, contact_spans(text)) == "hi 👋 call [phone number hidden] or [e-mail address hidden], take care"
    assert mask(text, ()) == text


@pytest.mark.parametrize("source", [source for _, source in contact._BY_SIGNS])
def test_what_is_looked_for_by_its_signs_holds_one(source: str) -> None:
    @given(st.from_regex(re.compile(source, re.ASCII)))
    @settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
    def holds_one(text: str) -> None:
        assert contact._A_SIGN.spots(text)

    holds_one()
