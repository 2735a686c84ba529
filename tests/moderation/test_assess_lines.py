"""`porchlight assess`: one line out for one line in, in order, and a bad line says what would be right."""

import io
import json

from server.moderation.assess_lines import run


def answers(*lines: str) -> tuple[int, list[dict]]:
    out = io.StringIO()
    status = run(io.StringIO("\n".join(lines)), out)
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
