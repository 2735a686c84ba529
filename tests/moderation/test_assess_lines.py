"""`porchlight assess`: one line out for one line in, in order, and a bad line says what would be right."""

import io
import json

from server.moderation import rule_files
from server.moderation.assess_lines import run
from server.moderation.judge import shipped_judge
from tests.own_rules import LANTERN, OWN


def answers(*lines: str) -> tuple[int, list[dict]]:
    out = io.StringIO()
    status = run(io.StringIO("\n".join(lines)), out, shipped_judge())
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_comes_back_with_what_was_found() -> None:
    text = "i want to kill myself tonight, call 07700 900123"
    status, [line] = answers(json.dumps({"id": "a", "text": text, "author": "wren", "room": "r", "kind": "message"}))
    assert status == 0
    assert (line["id"], line["text"], line["author"], line["room"], line["kind"]) == ("a", text, "wren", "r", "message")
    assert type(line["level"]) is int
    assert line["level"] == 4
    assert {"crisis", "contact"} <= set(line["categories"])
    assert line["action"] == "veil"
    [phone] = [m for m in line["matches"] if m["rule"] == "contact-phone"]
    assert text[slice(*phone["span"])] == "07700 900123"


def test_bad_lines_keep_their_place_and_say_what_would_be_right() -> None:
    status, lines = answers(
        '{"id": 1, "text": "hi"}', "nonsense", '{"id": 3}', '{"id": 4, "text": 5}', "", '{"id": 6, "text": ""}'
    )
    assert status == 1
    assert [line.get("id") for line in lines] == [1, None, 3, 4, 6]
    assert ["error" in line for line in lines] == [False, True, True, True, False]
    assert all('{"id": 1, "text": "hello"}' in line["error"] for line in lines if "error" in line)
    assert lines[4]["level"] == 0
    assert lines[4]["action"] == "deliver"


def test_nothing_in_nothing_out() -> None:
    assert answers() == (0, [])


def said(text: str, **more: object) -> str:
    return json.dumps({"id": 1, "text": text, **more})


def test_what_an_author_said_earlier_in_the_stream_counts_and_nobody_elses() -> None:
    lines = [said(LANTERN, author="wren"), said(LANTERN, author="fern"), said(LANTERN), said(LANTERN, author="wren")]
    out = io.StringIO()
    assert run(io.StringIO("\n".join(lines)), out, rule_files.build(OWN)) == 0
    assert [json.loads(line)["level"] for line in out.getvalue().splitlines()] == [2, 2, 2, 4]


def test_a_sentence_in_two_pieces_of_one_author_in_one_room() -> None:
    _, lines = answers(
        said("i want to kill", author=1, room="r"), said("myself", author=2, room="r"),
        said("myself", author=1, room="r"), said("i want to kill", author=3), said("myself", author=3),
    )  # fmt: skip
    assert [line["level"] for line in lines] == [0, 0, 3, 0, 0]


def test_the_kind_of_room_and_whether_somebody_is_there_decide_the_action() -> None:
    plan = "I want to die tonight"
    _, lines = answers(said(plan), said(plan, kind="channel"), said(plan, kind="conversation"), said(plan, kind="?"))
    assert [line["action"] for line in lines] == ["veil", "deliver", "deliver", "veil"]
    out = io.StringIO()
    run(io.StringIO(said(plan)), out, shipped_judge(), staffed=False)
    assert json.loads(out.getvalue())["action"] == "hold"
