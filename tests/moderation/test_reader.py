"""The second reader's model: it learns from what it is shown, is the same every time, and is bounded."""

from pathlib import Path

import pytest

from server.moderation import reader
from server.moderation.reader import LONGEST, BadModel

HEAVY = ("the lamp is going out", "nobody comes to my window", "the stairs are so steep now", "all my boats are burnt")
LIGHT = ("the soup was good", "my sister rang today", "we walked by the sea", "the cat sleeps on my book")
ENDS = ("", " tonight", " again", " i think", " you know", " as always", " for once", " and so on")


def corpus() -> list[tuple[str, bool]]:
    return [(words + end, words in HEAVY) for words in (*HEAVY, *LIGHT) for end in ENDS]


def test_it_tells_apart_what_it_was_taught_to() -> None:
    made = reader.train(corpus(), at_most=0.0)
    model = made.model
    assert model.score("the lamp is going out, friends") >= model.threshold
    assert model.score("the soup was good, friends") < model.threshold
    assert (made.held_out, made.alarms) == (13, made.right), "no alarm among the others"
    assert made.right == made.labelled > 0


def test_the_same_messages_make_the_same_model_and_a_file_keeps_it(tmp_path: Path) -> None:
    one, two = reader.train(corpus(), at_most=0.0), reader.train(corpus(), at_most=0.0)
    assert one == two
    reader.write(one.model, tmp_path / "model")
    assert reader.read(tmp_path / "model") == one.model


def test_disguises_do_not_change_what_it_reads() -> None:
    assert reader.features("The LAMP is g\u200boing out") == reader.features("the lamp is going out")


def test_no_more_is_read_than_there_is_time_for() -> None:
    text = "the lamp is going out " * 1000
    assert reader.features(text) == reader.features(text[:LONGEST])


def test_too_little_to_learn_from_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        reader.train([("hello", False)] * 50, at_most=0.0)


@pytest.mark.parametrize("content", ["", "{}", '{"form": 2, "bias": 0, "threshold": 0.5, "weights": {}}', "[1]"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "model").write_text(content)
    with pytest.raises(BadModel, match="no model of the second reader"):
        reader.read(tmp_path / "model")
    with pytest.raises(BadModel, match="cannot be read"):
        reader.read(tmp_path / "missing")
