"""Disguises come off, every place maps back to the original, and time grows with the length only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.moderation.normalise import fold, normalise
from server.moderation.plain import plain
from tests.moderation.steps import steps

# Letters, separators and marks that the normaliser has an opinion on, beside all of Unicode.
texts = st.text(
    alphabet=st.one_of(st.sampled_from("aiklmyse 1!.*-@$'’😭\u200b\u0301КіıßİŉḰﬁ①"), st.characters(codec="utf8")),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Ｈｏｐｅ", "hope"),
        ("d\u200be\u200ba\u200bd", "dead"),
        ("dе\u0301аd", "dead"),  # Cyrillic letters, a combining mark
        ("won’t", "won't"),
        ("soooo tired", "so tired"),
        ("s u i c i d e", "suicide"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("i k i l l m y s e l f", "i kill myself"),
        ("5u1c1d41", "suicidal"),
        ("k*ll", "kill"),
        ("suicdial", "suicidal"),
        ("ki😭ll", "kill"),
        ("suicde", "suicide"),
        ("overdsoe", "overdose"),
        ("dieee", "die"),
        ("myslef", "myself"),
        ("i have 💊", "i have  pills "),
        ("0️⃣8️⃣", "08"),
    ],
)
def test_disguises_come_off(written: str, plain: str) -> None:
    assert normalise(written).text == plain


@pytest.mark.parametrize(
    "text",
    ["10mg twice a day", "at 4pm", "level 3", "left b4 noon", "24/08/2014", "a-b testing", "the tables"],
)
def test_what_is_no_disguise_stays(text: str) -> None:
    assert normalise(text).text == text


def test_a_span_covers_what_was_dropped_inside_it() -> None:
    text = "i will k\u200bi\u200bl\u200bl m.y.s.e.l.f now"
    done = normalise(text)
    start = done.text.index("kill")
    at, end = done.original_span(start, start + len("kill myself"))
    assert text[at:end] == "k\u200bi\u200bl\u200bl m.y.s.e.l.f"


@given(texts)
@settings(deadline=None, max_examples=300)
def test_twice_is_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(texts)
@settings(deadline=None, max_examples=300)
def test_every_span_lies_in_the_original_and_keeps_its_order(text: str) -> None:
    for done in (fold(text), normalise(text), plain(normalise(text))):
        spans = [done.original_span(i, i + 1) for i in range(len(done.text))]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)
        if spans:
            assert done.original_span(0, len(done.text))[1] == len(text)


@given(texts)
@settings(deadline=None, max_examples=200)
def test_a_letter_left_as_it_was_maps_to_itself(text: str) -> None:
    done = fold(text)
    for i, c in enumerate(done.text):
        start, _ = done.original_span(i, i + 1)
        assert c in fold(text[start]).text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("i just really wanna go tonite", "i want to go tonight"),
        ("i think i'm so done fr", "i'm done "),
        ("cant do it rn", "can't do it right now"),
        ("don t", "don't"),
        ("no filler here", "no filler here"),
    ],
)
def test_plain_words(written: str, said: str) -> None:
    assert plain(normalise(written)).text == said


def test_a_span_of_plain_words_covers_the_fillers_inside_it() -> None:
    text = "i just wanna, like, go"
    done = plain(normalise(text))
    at, end = done.original_span(0, len("i want to"))
    assert text[at:end].rstrip(", ") == "i just wanna"


@pytest.mark.parametrize("unit", ["kill myself ", "a", "a.", "d i e ", "a😭", "e\u0301", "k*ll ", "i think i ", "💊"])
def test_work_is_linear(unit: str) -> None:
    def work(length: int) -> int:
        text = (unit * length)[:length]
        return steps(lambda: plain(normalise(text)))

    work(100)
    assert work(4000) <= 4.2 * work(1000)
