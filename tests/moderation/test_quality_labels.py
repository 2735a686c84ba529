"""What moderators say of rules: labels beside sealed words, examples that a lead keeps, figures, a corpus."""

import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ground.refusal import Refusal
from server.moderation.quality_examples import SAME_IN_A_ROW, check_unrecognisable, corpus, in_a_row, label_of
from server.moderation.quality_labels import figures, precision
from server.moderation.stream import Said
from server.rooms.retention import Retention
from tests.people import Person, Place
from tests.rooms.dump import tables_with
from tests.words import PHONE, SOON

HIDDEN = "zanzibar"


async def evidence_of(place: Place, moderator: Person, words: str = SOON) -> tuple[str, dict[str, Any]]:
    """A case with one piece of evidence, that nobody has taken: its id, and the piece."""
    author = await place.talker()
    await author.send(words)
    case = (await moderator.case_about(author))["id"]
    return case, (await moderator.get(f"/api/console/cases/{case}"))["evidence"][0]


def at(piece: dict[str, Any], what: str = "labels") -> str:
    return f"/api/console/evidence/{piece['id']}/{what}"


async def test_a_rule_is_said_to_be_wrong_and_that_is_taken_back(shared: Place) -> None:
    one, other = await shared.moderator(), await shared.moderator()
    _, piece = await evidence_of(shared, one)
    rule = piece["marks"][0]["rule"]
    told = await one.put(at(piece), {"verdict": "wrong", "rule": rule})
    assert told["labels"] == [{"verdict": "wrong", "rule": rule}]
    assert (told["level"], rule in told["rules"]) == (3, True)
    assert (await one.put(at(piece), {"verdict": "right", "rule": rule}))["labels"] == [
        {"verdict": "right", "rule": rule}
    ]
    assert (await other.get(at(piece)))["labels"] == [], "each says it for themselves"
    assert (await one.put(at(piece), {"verdict": "none", "rule": rule}))["labels"] == []


async def test_a_message_should_have_been_found_graver_or_as_something_else(shared: Place) -> None:
    moderator = await shared.moderator()
    _, piece = await evidence_of(shared, moderator)
    assert (await moderator.put(at(piece), {"verdict": "should", "level": 4}))["labels"] == [
        {"verdict": "should", "level": 4}
    ]
    told = await moderator.put(at(piece), {"verdict": "should", "category": "encouragement"})
    assert told["labels"] == [{"verdict": "should", "category": "encouragement"}]
    assert "encouragement" in told["categories"]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"verdict": "wrong", "rule": "no-such-rule"}, "rule"),
        ({"verdict": "wrong"}, "verdict"),
        ({"verdict": "should"}, "level"),
        ({"verdict": "should", "level": 3, "category": "spam"}, "level"),
        ({"verdict": "should", "category": "no such thing"}, "category"),
    ],
)
async def test_a_label_that_says_nothing_is_refused(shared: Place, wanted: dict[str, Any], field: str) -> None:
    moderator = await shared.moderator()
    _, piece = await evidence_of(shared, moderator)
    said = await moderator.refused("PUT", at(piece), wanted)
    assert (said["code"], said["field"]) == ("bad_request", field)


async def test_only_who_may_read_the_words_says_something_of_them(shared: Place) -> None:
    one, other, lead = await shared.moderator(), await shared.moderator(), await shared.lead()
    author = await shared.talker()
    talk = (await author.post("/api/help-requests", {}))["room"]["id"]
    await author.open(talk)
    await author.send(SOON, talk)
    case = (await one.take(author))["line"]["id"]
    piece = (await one.get(f"/api/console/cases/{case}"))["evidence"][0]
    assert piece["private"] is True
    assert (await one.get(at(piece)))["labels"] == []
    for who in (other, lead):
        assert (await who.refused("GET", at(piece)))["code"] == "not_found"
    assert (await one.refused("GET", f"/api/console/evidence/{uuid.uuid4()}/labels"))["code"] == "not_found"


async def test_labels_go_with_the_case_and_a_kept_example_stays(place: Place) -> None:
    moderator, lead = await place.moderator(), await place.lead()
    _, piece = await evidence_of(place, moderator, f"{SOON} near {HIDDEN}")
    rules = [mark["rule"] for mark in piece["marks"]]
    wanted = {"text": "I no longer want to live, somewhere by the sea"}
    refused = await lead.refused("POST", at(piece, "example"), wanted)
    assert "Say first" in refused["says"]
    for rule in rules:
        await lead.put(at(piece), {"verdict": "wrong", "rule": rule})
    assert (await moderator.refused("POST", at(piece, "example"), wanted))["code"] == "not_allowed"
    assert (await lead.post(at(piece, "example"), wanted))["examples"] == 1
    assert await tables_with(place, HIDDEN, "by the sea") == set(), "words are sealed"
    services = place.services
    said = [one async for one in corpus(services.database, services.logs.keys)]
    assert [one.text for one in said] == [f"{SOON} near {HIDDEN}", wanted["text"]]
    assert {(one.label, one.wrong) for one in said} == {("none", frozenset(rules))}
    assert await place.sql("select 1 from audit where act = 'replay_labelled'")

    await place.sql("update cases set state = 'closed', closed_at = clock_timestamp() - interval '91 days'")
    await Retention(services.database).delete_old()
    assert await place.sql("select 1 from labels") == []
    assert [one.text async for one in corpus(services.database, services.logs.keys)] == [wanted["text"]]


@pytest.mark.parametrize(
    "text",
    [
        PHONE,
        "Quiet Fern wants to be dead",
        "I said I have not slept for nine days and now",
    ],
)
def test_an_example_in_which_somebody_could_be_recognised_is_refused(text: str) -> None:
    original = "since june I have not slept for nine days and my sister has left"
    with pytest.raises(Refusal, match="example_recognisable"):
        check_unrecognisable(text, original, "Quiet Fern")
    check_unrecognisable("somebody cannot sleep, and a relative went away", original, "Quiet Fern")


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_the_longest_run_that_both_have(one: list[str], other: list[str]) -> None:
    runs = {tuple(one[i:j]) for i in range(len(one)) for j in range(i + 1, len(one) + 1)}
    theirs = {tuple(other[i:j]) for i in range(len(other)) for j in range(i + 1, len(other) + 1)}
    assert in_a_row(one, other) == max(map(len, runs & theirs), default=0)
    assert SAME_IN_A_ROW > 0


class Row:
    def __init__(self, rule: str, verdict: str, level: int | None = None, category: str | None = None) -> None:
        self.rule, self.verdict, self.level, self.category = rule, verdict, level, category


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ([Row("a", "wrong")], None),
        ([Row("a", "wrong"), Row("b", "wrong")], "none"),
        ([Row("a", "right"), Row("b", "wrong")], None),
        ([Row("", "should", level=4)], "crisis"),
        ([Row("", "should", level=1)], "none"),
        ([Row("a", "wrong"), Row("b", "wrong"), Row("", "should", category="spam")], "spam"),
        ([Row("b", "right"), Row("b", "wrong"), Row("a", "wrong")], "none"),
    ],
)
def test_what_labels_make_of_a_message(rows: list[Row], label: str | None) -> None:
    said = label_of(rows, {"a", "b"})
    assert said.label == label
    assert said.right | said.wrong == {row.rule for row in rows} - {""}
    assert said.right & said.wrong == frozenset()
    assert isinstance(said, Said)


async def test_of_precision_nothing_is_said_before_ten_words(place: Place) -> None:
    lead = await place.lead()
    _, piece = await evidence_of(place, lead)
    rule = piece["marks"][0]["rule"]
    await lead.put(at(piece), {"verdict": "right", "rule": rule})
    async with place.services.database.begin() as connection:
        told = {one.rule: one for one in await figures(connection)}
    assert (told[rule].right, told[rule].wrong, told[rule].precision, told[rule].people) == (1, 0, None, 1)
    assert (precision(8, 1), precision(8, 2)) == (None, 0.8)
