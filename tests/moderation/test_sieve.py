"""A sieve may let through too much, and never holds back what matches; what was made of the rules is kept."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.moderation import prepared
from server.moderation.linear import compiled
from server.moderation.normalise import normalise
from server.moderation.pattern import Vocabulary, to_re2, whole_words
from server.moderation.plain import commonness, plain
from server.moderation.prepared import Prepared
from server.moderation.rules import SHIPPED, shipped
from server.moderation.sieve import Sieve, make

FILES = [tomllib.loads(path.read_text()) for path in sorted(SHIPPED.glob("*.toml"))]
EXAMPLES = [
    text
    for file in FILES
    for one in (*file.get("rule", []), *file.get("sign", []))
    for text in (*one["examples"]["match"], *one["examples"].get("lowered", []))
]
MANY = "|".join(f"{word} {other}" for word in ("sad", "low", "grey", "dull") for other in map(str, range(100, 160)))


def held_back(sources: list[str], text: str) -> set[str]:
    through = {sources[at] for at in Sieve(make(sources, commonness)).through(text.encode())}
    return {source for source in sources if compiled(source).search(text)} - through


@pytest.mark.parametrize("reads", ["plain", "written"])
def test_no_shipped_pattern_that_matches_an_example_is_held_back(reads: str) -> None:
    places = shipped().patterns[reads]
    tried = [(at, compiled(source)) for at, source in enumerate(places.sources)][
        ::4
    ]  # a quarter says it too, in seconds
    for text in EXAMPLES:
        form = normalise(text)
        done = (plain(form) if reads == "plain" else form).text
        promising = set(places.over(done).promising)
        assert {at for at, pattern in tried if pattern.search(done)} <= promising, done


PIECES = st.sampled_from(
    [
        "so",
        "sad",
        "(sad|low)",
        "mañana",
        "[áé]",
        "[^ñ]",
        r"\S+",
        "can't",
        "n't",
        "{gap}",
        ".. ",
        "... ",
        " ?",
        r"\d{1,3}",
        r"\d",
        r"\d+[a-z]*",
        "wish[a-z]*",
        "un[a-z]+",
        "(a|an|some) (sad|[a-z]+ly)?",
        "x*",
    ]
)
LETTERS = st.text(alphabet="sad lowx'’1ñáé.,-\n😭", max_size=30)


@given(
    st.lists(PIECES, min_size=1, max_size=5),
    LETTERS,
    st.sampled_from(["sad", "low mañana", "so 12", "cant x", "wishes un12", "12th", "an ugly sad"]),
)
@settings(deadline=None, max_examples=300)
def test_nothing_that_matches_is_held_back(pieces: list[str], around: str, inside: str) -> None:
    source = whole_words(to_re2(" ".join(pieces), Vocabulary()))
    assert held_back([source], f"{around}{inside} {around}") == set()


@pytest.mark.parametrize(
    ("pattern", "through", "held_back"),
    [
        (f"({MANY})", ["they are sad 117 now", "grey. 159", "so low 150"], ["sad at 17, 117 sad"]),
        ("wish[a-z]*", ["i wish", "wishes", "wishful, so"], ["swish", "wis h"]),
        ("the \\d{1,2}(st|nd|rd|th)", ["on the 3rd", "the 21 of it"], ["the third", "3rd of the"]),
        ("can't .. (cope|go on)", ["can't cope", "i cannot, i go on"], ["can we cope", "he can go on and on"]),
        (
            "(over|done) {far}(tonight|now)",
            ["it is over by now", "done with it tonight"],
            ["over and done with", "now and tonight"],
        ),
    ],
)
def test_a_pattern_is_tried_where_the_words_are_that_it_needs(
    pattern: str, through: list[str], held_back: list[str]
) -> None:
    sieve = Sieve(make([whole_words(to_re2(pattern, Vocabulary()))], commonness))
    assert [text for text in through if not sieve.through(text.encode())] == []
    assert [text for text in held_back if sieve.through(text.encode())] == []


def test_what_needs_no_word_is_always_tried() -> None:
    sieve = Sieve(make([r"x\S*", "sad"], commonness))
    assert sieve.through(b"anything") == [0]
    assert sieve.through(b"anything sad") == [0, 1]


def test_what_was_made_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "FOLDER", tmp_path / "var")
    assert prepared.find("one") is None
    sources = ["sad", "low"]
    prepared.keep("one", Prepared({"plain": make(sources, commonness)}, sources))
    found = prepared.find("one")
    assert found is not None
    assert Sieve(found.made["plain"]).through(b"so low") == [1]
    assert prepared.find("two") is None
    for version in ("two", "three", "four"):
        prepared.keep(version, found)
    assert len([*(tmp_path / "var").iterdir()]) == prepared.KEPT
    next((tmp_path / "var").glob("rules-four*")).write_bytes(b"half of it")
    assert prepared.find("four") is None


def test_where_nothing_can_be_written_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "var").write_text("a file")
    monkeypatch.setattr(prepared, "FOLDER", tmp_path / "var")
    prepared.keep("one", Prepared({}, []))
    assert prepared.find("one") is None
