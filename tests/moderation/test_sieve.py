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
from server.moderation.sieve import LONGEST, Made, OtherProcessor, Sieve, make

FILES = [tomllib.loads(path.read_text()) for path in sorted(SHIPPED.glob("*.toml"))]
EXAMPLES = [
    text
    for file in FILES
    for one in (*file.get("rule", []), *file.get("sign", []))
    for text in (*one["examples"]["match"], *one["examples"].get("lowered", []))
]
MANY = "|".join(f"{word} {other}" for word in ("sad", "low", "grey", "dull") for other in map(str, range(100, 160)))


def held_back(sources: list[str], text: str) -> set[str]:
    through = {sources[at] for at in Sieve(make(sources, commonness)).through(text)}
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
        "x*",
    ]
)
LETTERS = st.text(alphabet="sad lowx'’1ñáé.,-\n😭", max_size=30)


@given(st.lists(PIECES, min_size=1, max_size=5), LETTERS, st.sampled_from(["sad", "low mañana", "so 12", "cant x"]))
@settings(deadline=None, max_examples=300)
def test_nothing_that_matches_is_held_back(pieces: list[str], around: str, inside: str) -> None:
    source = whole_words(to_re2(" ".join(pieces), Vocabulary()))
    assert held_back([source], f"{around}{inside} {around}") == set()


@pytest.mark.parametrize("text", ["they are sad 117 now", "grey. 159", "so low 150"])
def test_a_long_pattern_is_looked_for_by_what_it_needs(text: str) -> None:
    source = whole_words(to_re2(f"({MANY})", Vocabulary()))
    assert len(source) > LONGEST
    sieve = Sieve(make([source], commonness))
    assert sieve.through(text) == [0]
    assert sieve.through("sad at 17, 117 sad") == []


def test_what_cannot_be_looked_for_is_always_tried() -> None:
    sieve = Sieve(make([r"x\b?", "sad"], commonness))  # Hyperscan takes no such thing
    assert sieve.through("anything") == [0, 1]


def test_what_was_made_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "FOLDER", tmp_path / "var")
    assert prepared.find("one") is None
    sources = ["sad", "low"]
    prepared.keep("one", Prepared({"plain": (sources, make(sources, commonness))}, sources))
    found = prepared.find("one")
    assert found is not None
    assert Sieve(found.sieves["plain"][1]).through("so low") == [1]
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


def test_what_another_processor_made_is_told() -> None:
    with pytest.raises(OtherProcessor):
        Sieve(Made([(b"made elsewhere", [[0]])]))
