"""One text in, one judgement out: it never raises, its spans are right, and its time grows with the length only."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.moderation import assess as module
from server.moderation.assess import Context, assess

SAID = "i want to kill myself"


@pytest.mark.parametrize(
    "text",
    [
        SAID, SAID.upper(), "i want to k1ll mys3lf", "i want to k i l l m y s e l f", "i want to kіӏӏ mуѕеӏf",
        "i want to k\u200bill my\u200bself", "i want to kiiiill myseeeelf", "i wanna unalive myself", "i want to kms",
    ],
)  # fmt: skip
def test_disguised_or_not_the_level_is_the_same(text: str) -> None:
    assert assess(text).level == 3


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("those stairs are killing me", 0),
        ("dying of laughter, dead tired though", 0),
        ("just killed the boss, you die a lot in this game", 0),
        ("two years clean from cutting today", 1),
        ("i lost my brother to suicide", 1),
        ("reading a study about suicide prevention", 0),
        ("is there a helpline i can text?", 0),
        ("please don't kill yourself, we're here", 0),
        ("i'm not suicidal", 2),  # lowered by one, never cancelled
        ("i'm not suicidal, but i have a plan", 4),
        ("everyone would be better off without me", 2),
        ("i've taken all the pills", 5),
    ],
)
def test_levels(text: str, level: int) -> None:
    assert assess(text).level == level


def test_worry_for_another_is_no_crisis_of_the_author() -> None:
    assert assess("my sister is suicidal, what do i do").categories == ("concern",)


def test_a_lowered_match_stays_and_says_why() -> None:
    [match] = assess("my character says i want to die in the game").matches
    assert match.level < 2
    assert "(" in match.says


def test_spans_are_of_the_original() -> None:
    text = "ok 👋🏽 so… i want to k\u200bi\u200bl\u200bl myself"
    [match] = assess(text).matches
    assert text[match.start : match.end].endswith("k\u200bi\u200bl\u200bl myself")


def test_a_goodbye_weighs_more_after_danger() -> None:
    assert assess("goodbye everyone").level == 0
    assert assess("goodbye everyone", Context(recent=(0, 3))).level == 4


def test_a_check_that_fails_is_named_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, context: Context) -> tuple:
        raise RuntimeError("boom")

    monkeypatch.setitem(module.CHECKS, "rules", broken)
    found = assess("call me on 07700 900123")
    assert found.failed == ("rules",)
    assert found.categories == ("contact",)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_total_and_in_bounds(text: str) -> None:
    found = assess(text)
    assert found.failed == ()
    assert all(0 <= m.start < m.end <= len(text) for m in found.matches)


@pytest.mark.parametrize(
    "unit",
    [
        "kill myself ",
        "a",
        "a.",
        " ",
        "1 ",
        "a@",
        "a1.",
        "i want to ",
        "one two ",
        "a😭",
        "e\u0301",
        "not ",
        "i ",
        "d i e ",
        "d.i.e ",
        "12 aa bb ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def took(length: int) -> float:
        text = (unit * length)[:length]
        best = 1.0
        for _ in range(3):
            start = time.process_time()
            assess(text)
            best = min(best, time.process_time() - start)
        return best

    took(500)
    # Eight times the length: 8 if linear, 64 if quadratic.
    assert took(8000) < 32 * max(took(1000), 1e-4)
