"""One text in, one judgement out: it never raises, its spans are right, and its time grows with the length only."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.moderation import assess as module
from server.moderation.assess import Context, assess
from tests.moderation.steps import steps

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
        # A wish to be dead with a time or with means, in any order and with other words between.
        ("I want to die tonight", 4),
        ("want to die now", 4),
        ("Tonight I want to die", 4),
        ("want to be dead by morning", 4),
        ("I want to die. I have the pills", 4),
        ("I want to die tonight, I have a rope", 4),
        ("I have the pills and I will take them tonight", 4),
        ("I am going to jump", 4),
        ("by the time you read this i will be gone", 4),
        # Neither the wish nor a word for death.
        ("i took all of them", 5),
        ("I've taken some of them", 4),
        ("I am bleeding and it wont stop", 5),
        ("I am on the bridge", 3),
        ("I have the rope", 3),
        ("how many paracetamol would it take", 3),
        ("I am scared of what I might do tonight", 3),
        # An exception quiets its own sentence only, and only what is not the author's.
        ("i used to be happy. now i want to die tonight", 4),
        ("i watched a film and now i want to die tonight", 4),
        ("the truth is i think i want to die tonight", 4),
        ("my mum is asleep and i want to die tonight", 4),
        ("i don't want to die tonight", 3),
        ("i used to want to die", 1),
        ("in the book i want to die tonight is the last line", 1),
        ("my grandmother is going to die tonight", 0),
        ("i want to end it with my boyfriend tonight", 0),
        ("i want to die tonight, my boyfriend left me and i failed my exams", 4),
        ("goodbye everyone", 0),
        ("i took all of them to the park", 0),
        ("i have the tablets the nurse gave me and i feel better", 0),
        ("i'm on the bridge and the traffic isn't moving", 0),
        ("i am going to jump in the shower", 0),
    ],
)
def test_levels(text: str, level: int) -> None:
    assert assess(text).level == level


def test_worry_for_another_is_no_crisis_of_the_author() -> None:
    assert assess("my sister is suicidal, what do i do").categories == ("concern",)


def test_a_threat_is_no_meeting_and_abuse_is_no_danger_of_its_author() -> None:
    assert set(assess("I will come to your house and stab you").categories) == {"threat", "mention"}
    told = assess("he hits me and he is downstairs")
    assert (told.level, told.categories) == (0, ("disclosure_now",))
    assert assess("anyone selling pills? whatsapp me").categories == ("spam", "off_platform")


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


def test_despair_in_message_after_message_adds_up() -> None:
    assert assess("nobody cares, no point", Context(recent=(1, 1))).level < 2
    assert assess("nobody cares, no point", Context(recent=(1, 1, 0, 1))).level == 2


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("he locked me in again and took my phone", "disclosure_now"),
        ("when i was little my cousin did things to me", "disclosure_past"),
        ("i'm in year 8 and my dad hits us", "child"),
        ("i'm bringing a knife to school, they'll be sorry", "threat"),
        ("is there a number i can text?", "services"),
        ("my friend says she wants to die", "concern"),
        ("quiero matarme", "crisis"),
    ],
)
def test_each_thing_told_has_its_own_way(text: str, category: str) -> None:
    assert category in assess(text).categories


@pytest.mark.parametrize(
    "text",
    [
        "my phone is about to die", "i could murder a curry", "they said \"i want to die\" in that scene",
        "i want to die of embarrassment", "i'd rather be dead than wear crocs", "years ago i wanted to kill myself",
        "he killed himself in may and i miss him", "suicide prevention day is on the tenth, we walk",
        "what is the difference between passive and active suicidal thoughts?", "please don't kill yourself",
        "i took all my tablets, blood pressure's down", "i'm ready to go, the train leaves at nine",
        "doing it tonight: telling my dad i'm gay", "the vet says it's time, we say goodbye tomorrow",
        "i have a plan for tomorrow: up at eight, one walk", "gave my old clothes to charity",
        "beachy head was gorgeous, we sat at the edge with ice cream", "sick of living with my parents",
    ],
)  # fmt: skip
def test_what_is_no_danger_raises_no_alarm(text: str) -> None:
    assert assess(text).level < 2


@pytest.mark.parametrize(
    "text",
    [
        "everyone is asleep. it's time", "i've found homes for the cats, nobody needs me now",
        "doing it tonite when mum's out",
        "i have what i need and the door is locked",
        "written the letters, paid the rent. i'm ready", "last time i'll write here. look after each other",
        "i know which bridge. tonight", "ive taken them all", "i'm on the wrong side of the railing",
    ],
)  # fmt: skip
def test_the_most_urgent_needs_no_risk_word(text: str) -> None:
    assert assess(text).level >= 4


def test_a_check_that_fails_is_named_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> tuple:
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
def test_work_is_linear(unit: str) -> None:
    def work(length: int) -> int:
        text = (unit * length)[:length]
        return steps(lambda: assess(text))

    work(100)
    assert work(4000) < 8 * work(1000)  # 4 if linear, 16 if quadratic
