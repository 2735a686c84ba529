"""Pseudonyms: those suggested can be used and are free; which can be, and which are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.auth import pseudonyms
from server.moderation.assess import assess
from tests.people import Place


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Quiet Heron", "Quiet Heron"),
        ("  Quiet \n Heron ", "Quiet Heron"),
        ("Ａnna", "Anna"),
        ("Zoë-Lu 2", "Zoë-Lu 2"),
        ("Łukasz", "Łukasz"),
        ("さくら", "さくら"),
        ("Al", None),
        ("a" * 30, "a" * 30),
        ("a" * 31, None),
        ("-Heron", None),
        ("Heron-", None),
        ("He--ron", None),
        ("He_ron", None),
        ("0wl", None),
        ("O.wl", None),
        ("Owl\U0001f989", None),
        ("Ow\u200bl", None),
        ("\u0410nna", None),  # a Cyrillic letter among Latin ones
        ("The Moderator", None),
        ("", None),
    ],
)
def test_a_name_is_letters_digits_spaces_and_hyphens_and_begins_with_a_letter(given: str, shown: str | None) -> None:
    assert pseudonyms.tidy(given) == shown


@pytest.mark.parametrize(
    "name",
    ["Moderator", "The Moderator", "Mod Jane", "mod2", "Mo De Ra Tor", "Admin Fern", "SiteAdmin", "Support Team",
     "Porchlight", "Porch Light", "Doctor Fern", "Dr Fern", "Night-Nurse", "Therapist Tim", "Counsellor", "Staff"],
)  # fmt: skip
def test_a_name_that_would_pass_for_staff_or_a_professional_is_known_as_one(name: str) -> None:
    assert pseudonyms.is_like_staff(name)
    assert pseudonyms.tidy(name) is None


@pytest.mark.parametrize("name", ["Modern Fern", "Badminton Fan", "Drift Wood", "Docile Deer", "Hostile Hare"])
def test_a_name_that_only_holds_such_letters_is_a_name(name: str) -> None:
    assert pseudonyms.tidy(name) == name


def test_every_name_that_is_suggested_can_be_used() -> None:
    names = pseudonyms.suggest(500)
    assert [pseudonyms.tidy(name) for name in names] == names
    assert len(set(names)) > 450
    first, second = pseudonyms.words()
    longest = f"{max(first, key=len)} {max(second, key=len)}".title()
    assert pseudonyms.tidy(longest) == longest


@given(st.text(max_size=40))
def test_tidying_is_done_once_and_changes_nothing_of_what_tells_names_apart(text: str) -> None:
    shown = pseudonyms.tidy(text)
    if shown is not None:
        assert pseudonyms.tidy(shown) == shown
        assert pseudonyms.key(shown) == pseudonyms.key(text) == pseudonyms.key(shown.upper().lower())
        assert pseudonyms.key(shown)


def test_different_names_stay_apart() -> None:
    assert pseudonyms.key("Quiet Heron") != pseudonyms.key("Quiet Herons")


async def test_what_is_suggested_is_free(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    await place.peer("Quiet Heron")
    made = ["Quiet Heron", "QUIET HERON", "Mossy Gate", "Mossy Gate", "Late Train", "Warm Stone"]
    monkeypatch.setattr(pseudonyms, "suggest", lambda count: made)
    visitor = await place.visitor()
    assert (await visitor.get("/api/pseudonyms"))["pseudonyms"] == ["Mossy Gate", "Late Train", "Warm Stone"]


def test_every_name_that_can_be_suggested_is_one_that_is_taken() -> None:
    first, second = pseudonyms.words()
    names = [f"{one} {two}".title() for one in first for two in second]
    assert [name for name in names if pseudonyms.tidy(name) != name or assess(name).matches] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hope", "Норе"), ("Iris Vale", "lris Vale"), ("Robyn", "R০byn"), ("Modern Fox", "Modem Fox"), ("Zoe", "ZOË")],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert pseudonyms.key(one) == pseudonyms.key(other)


@pytest.mark.parametrize(
    "name", ["M0derator", "Rnoderator", "ᴍᴏᴅᴇʀᴀᴛᴏʀ", "модератор", "Porch Iight", "Duty Mod", "The Mods", "Moderadora"]
)
def test_no_disguise_makes_a_name_pass_for_staff(name: str) -> None:
    assert pseudonyms.is_like_staff(name)


def test_no_name_that_is_suggested_would_pass_for_staff_or_for_another() -> None:
    first, second = pseudonyms.words()
    names = [f"{a} {b}".title() for a in first for b in second]
    assert all(pseudonyms.tidy(name) for name in names)
    assert len({pseudonyms.key(name) for name in names}) == len(names)
