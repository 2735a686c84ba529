"""What crosses a boundary is told from what only sounds like it: a vent, a joke, telling of abuse, care for another."""

import json
from pathlib import Path

import pytest

from server.moderation.assess import assess
from server.moderation.policy import Situation, decide
from server.moderation.rules import shipped

BOUNDARIES = frozenset((
    "contact", "off_platform", "secrecy", "meeting", "money", "sexual", "sexual_explicit", "sexual_minor", "grooming",
    "dosing", "method", "pro_ed", "diagnosing", "harassment", "harassment_absent", "hate", "stigma", "encouragement",
    "doxxing", "spam", "recruiting", "threat",
))  # fmt: skip
FRESH = [json.loads(line) for line in (Path(__file__).parent / "fresh_boundary.jsonl").read_text().splitlines()]
A_ROOM = Situation(room="room", staffed=True, known=True)


def crossed(text: str) -> frozenset[str]:
    return frozenset(assess(text).categories) & BOUNDARIES


def test_every_boundary_that_words_can_cross_has_a_rule() -> None:
    assert {category for category, _ in shipped().yields()} >= BOUNDARIES - {"contact"}  # contact.py finds those


@pytest.mark.parametrize(
    ("said", "what_happens"),
    [
        ("you are such an idiot", "hold"),
        ("what a clown that minister is", "deliver"),  # somebody who is not here
        ("my boss is a clown", "deliver"),
        ("send me nudes", "block"),
        ("what are you wearing", "hold"),
        ("a man on here asked me to send nudes", "deliver"),
        ("just go kill yourself", "hold"),
        ("a boy at school told me to kill myself", "deliver"),
        ("just take four tablets", "hold"),
        ("i just take four tablets", "deliver"),
        ("depression is just laziness", "hold"),
        ("my dad says depression is just laziness", "deliver"),
    ],
)
def test_who_says_it_of_whom_decides(said: str, what_happens: str) -> None:
    assert decide(assess(said), A_ROOM).action == what_happens


@pytest.mark.parametrize(
    "said",
    [
        "my brother called me a fat cow all through school", "i'm so stupid for trusting her", "fuck depression",
        "you are not stupid, you're exhausted", "you absolute legend", "shut up, no way!!", "go away, depression",
        "my 14 year old daughter was sent nudes", "i told my mum everything, no more secrets",
        "i lost money on crypto and i'm ashamed", "men who hurt me are in prison now", "any tips for eating when sick",
        "as a muslim woman i find it hard to ask for help", "let's get through this together",
        "you can text the helpline on 85258, it's free", "don't call yourself pathetic",
    ],
)  # fmt: skip
def test_near_misses_are_left_alone(said: str) -> None:
    assert crossed(said) == frozenset()


def test_the_fresh_messages_are_found_as_moderating_says() -> None:
    """See docs/moderating.md for what they are; where this differs, say so there."""
    assert len({row["id"] for row in FRESH}) == len(FRESH)
    assert all(row["categories"] == "none" or BOUNDARIES.issuperset(row["categories"]) for row in FRESH)
    harmless = [row["text"] for row in FRESH if row["categories"] == "none"]
    missed = [row["text"] for row in FRESH if row["categories"] != "none" and not crossed(row["text"])]
    assert [text for text in harmless if crossed(text)] == []
    assert len(missed) <= 10, missed
