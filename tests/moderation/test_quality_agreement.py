"""Cohen's kappa: by the textbook, and by what must hold whatever was decided."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.moderation.quality_agreement import kappa

pairs = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), st.integers(min_value=1, max_value=60), min_size=1
)


def test_textbook() -> None:
    """50 grant proposals, two readers: 20 both yes, 15 both no, 5 and 10 apart. It is 0.4 in every textbook."""
    said = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert kappa(said) == pytest.approx(0.4)


def test_cohens_own_example() -> None:
    """Cohen 1960, table 1, in proportions of 200: agreement .29 where .4100 is expected by chance... gives -.2034; with
    the diagonal of his table 2 (.44, .20, .06) kappa is .492."""
    said = {
        ("1", "1"): 88, ("1", "2"): 14, ("1", "3"): 18,
        ("2", "1"): 10, ("2", "2"): 40, ("2", "3"): 10,
        ("3", "1"): 2, ("3", "2"): 6, ("3", "3"): 12,
    }  # fmt: skip
    assert kappa(said) == pytest.approx(0.492, abs=0.0005)


def test_it_is_not_defined_where_only_one_thing_is_ever_said() -> None:
    assert (kappa({}), kappa({("a", "a"): 70})) == (None, None)


@given(pairs)
def test_it_lies_between_minus_one_and_one_and_does_not_know_who_is_first(said: dict[tuple[str, str], int]) -> None:
    found = kappa(said)
    swapped = kappa({(second, first): count for (first, second), count in said.items()})
    renamed = kappa({(f"the {first}", f"the {second}"): count for (first, second), count in said.items()})
    assert found == swapped == renamed
    assert found is None or -1 <= found <= 1


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 60), min_size=2))
def test_who_always_agree_have_one(said: dict[str, int]) -> None:
    assert kappa({(one, one): count for one, count in said.items()}) == 1


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 20), min_size=2),
    st.dictionaries(st.sampled_from("abcd"), st.integers(1, 20), min_size=1),
)
def test_who_decide_independently_have_none(one: dict[str, int], other: dict[str, int]) -> None:
    said = Counter({(a, b): one[a] * other[b] for a in one for b in other})
    assert kappa(said) == pytest.approx(0, abs=1e-12)
