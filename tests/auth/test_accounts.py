"""Registering and signing in: who gets an account, what is said to who does not, and what is kept of it."""

import asyncio
from typing import Any

import pytest

from tests.people import PASSPHRASE, Person, Place


async def registration(person: Person, **changed: Any) -> dict[str, Any]:
    names = (await person.get("/api/pseudonyms"))["pseudonyms"]
    consent = (await person.get("/api/consent"))["version"]
    return {
        "pseudonym": names[0], "passphrase": PASSPHRASE, "age_confirmed": True, "consent": consent, "country": "GB",
    } | changed  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "status", "code", "field"),
    [
        ({"pseudonym": "ab"}, 400, "pseudonym_unusable", "pseudonym"),
        ({"pseudonym": "a" * 31}, 400, "pseudonym_unusable", "pseudonym"),
        ({"pseudonym": "1st Owl"}, 400, "pseudonym_unusable", "pseudonym"),
        ({"pseudonym": "Call 07700 900123"}, 400, "pseudonym_unusable", "pseudonym"),
        ({"pseudonym": "Moderator Jo"}, 400, "pseudonym_staff", "pseudonym"),
        ({"pseudonym": "Porchlight Team"}, 400, "pseudonym_staff", "pseudonym"),
        ({"pseudonym": "\u3164\u3164\u3164"}, 400, "pseudonym_unusable", "pseudonym"),  # letters nobody sees
        ({"pseudonym": "\u0421op Fern"}, 400, "pseudonym_unusable", "pseudonym"),  # a Cyrillic letter among Latin
        ({"pseudonym": "me@example.org"}, 400, "pseudonym_unusable", "pseudonym"),
        ({"pseudonym": "<b>owl</b>"}, 400, "pseudonym_unusable", "pseudonym"),
        ({"pseudonym": "owl\u202eevil"}, 400, "pseudonym_unusable", "pseudonym"),
        ({"passphrase": "password1"}, 400, "passphrase_weak", "passphrase"),
        ({"passphrase": "short"}, 400, "passphrase_weak", "passphrase"),
        ({"pseudonym": "Quiet Heron", "passphrase": "Quiet Heron"}, 400, "passphrase_weak", "passphrase"),
        ({"passphrase": "lantern river " * 20}, 400, "passphrase_long", "passphrase"),
        ({"age_confirmed": False}, 400, "age_not_confirmed", "age_confirmed"),
        ({"consent": "2020-01"}, 400, "consent_outdated", "consent"),
        ({"country": "XX"}, 404, "country_unknown", "country"),
        ({"invitation": "made up"}, 410, "invitation_used", "invitation"),
    ],
)
async def test_a_registration_that_is_refused_says_which_field_and_why_and_leaves_nothing(
    shared: Place, changed: dict[str, Any], status: int, code: str, field: str
) -> None:
    visitor = await shared.visitor()
    wanted = await registration(visitor, **changed)
    before = await shared.sql("select count(*) from accounts")
    refused = await visitor.refused("POST", "/api/accounts", wanted)
    assert (refused["status"], refused["code"], refused["field"]) == (status, code, field)
    assert refused["says"]
    assert visitor.cookie == ""
    assert await shared.sql("select count(*) from accounts") == before


async def test_everything_that_is_wrong_is_said_at_once(shared: Place) -> None:
    visitor = await shared.visitor()
    wrong = {"pseudonym": "Doctor Jo", "passphrase": "short", "age_confirmed": False, "consent": "-", "country": "XX"}
    refused = await visitor.refused("POST", "/api/accounts", await registration(visitor, **wrong))
    found = {one["field"]: one["code"] for one in (refused, *refused["also"])}
    assert found == {
        "pseudonym": "pseudonym_staff", "passphrase": "passphrase_weak", "age_confirmed": "age_not_confirmed",
        "consent": "consent_outdated", "country": "country_unknown",
    }  # fmt: skip
    assert all(one["says"] for one in refused["also"])
    assert visitor.cookie == ""


@pytest.mark.parametrize(
    "other", ["quiet HERON one", " Quiet  Heron\tOne ", "Quièt Hérön One", "Quiet-Heron-One", "ＱuietHeron one"]
)
async def test_names_that_differ_by_case_spaces_or_accents_only_are_the_same(shared: Place, other: str) -> None:
    visitor = await shared.visitor()
    taken = await visitor.http.post("/api/accounts", json=await registration(visitor, pseudonym="Quiet Heron One"))
    assert taken.status_code in (201, 409)
    stranger = await shared.visitor()
    refused = await stranger.refused("POST", "/api/accounts", await registration(stranger, pseudonym=other))
    assert (refused["status"], refused["code"], refused["field"]) == (409, "pseudonym_taken", "pseudonym")
    signed_in = await stranger.post("/api/session", {"pseudonym": other, "passphrase": PASSPHRASE})
    assert signed_in["pseudonym"] == "Quiet Heron One"


async def test_two_who_want_the_same_name_at_once_get_it_once(shared: Place) -> None:
    visitors = [await shared.visitor() for _ in range(4)]
    wanted = await registration(visitors[0])
    answers = await asyncio.gather(*(v.http.post("/api/accounts", json=wanted) for v in visitors))
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]


async def test_who_registers_is_signed_in_as_a_peer_with_a_consent_on_record(shared: Place) -> None:
    person = await shared.peer()
    assert (person.me["roles"], person.me["rooms"], person.me["country"]) == (["peer"], [], "GB")
    assert await person.get("/api/me") == person.me
    consent = await person.get("/api/consent")
    kept = await shared.sql("select c.version, c.age_range from consents c join accounts a on a.id = c.account_id "
                            "where a.pseudonym = $1", person.me["pseudonym"])  # fmt: skip
    assert [tuple(row) for row in kept] == [(consent["version"], consent["age_range"])]


async def test_an_invitation_makes_one_person_a_moderator_and_no_second(shared: Place) -> None:
    code = await shared.invitation()
    visitors = [await shared.visitor() for _ in range(3)]
    wanted = [await registration(v, invitation=code) for v in visitors]
    for number, body in enumerate(wanted):
        body["pseudonym"] = f"Invited Owl {'abc'[number]}"
    answers = await asyncio.gather(
        *(v.http.post("/api/accounts", json=body) for v, body in zip(visitors, wanted, strict=True))
    )
    assert sorted(a.status_code for a in answers) == [201, 410, 410]
    moderator = next(v for v, a in zip(visitors, answers, strict=True) if a.status_code == 201)
    await moderator.set_up_second_proof()
    assert (moderator.me["roles"], "case.act" in moderator.me["may"]) == (["moderator", "peer"], True)


async def test_an_invitation_that_has_run_out_makes_no_moderator(shared: Place) -> None:
    code = await shared.invitation()
    await shared.sql("update invitations set expires_at = now() - interval '1 second' where used_at is null")
    visitor = await shared.visitor()
    refused = await visitor.refused("POST", "/api/accounts", await registration(visitor, invitation=code))
    assert (refused["code"], refused["field"]) == ("invitation_used", "invitation")


async def test_a_wrong_name_and_a_wrong_passphrase_are_answered_alike(shared: Place) -> None:
    person, visitor = await shared.peer(), await shared.visitor()
    tries = [
        {"pseudonym": person.me["pseudonym"], "passphrase": "lantern river kettl"},
        {"pseudonym": "Nobody By That Name", "passphrase": PASSPHRASE},
        {"pseudonym": "", "passphrase": ""},
        {"pseudonym": "\0", "passphrase": "\0"},
        {"pseudonym": person.me["pseudonym"], "passphrase": PASSPHRASE + " " * 300},
        {"pseudonym": "a" * 10_000, "passphrase": PASSPHRASE},
    ]
    answers = [await visitor.refused("POST", "/api/session", body) for body in tries]
    assert answers == [answers[0]] * len(tries)
    assert (answers[0]["status"], answers[0]["code"]) == (401, "wrong_credentials")
    assert visitor.cookie == ""


async def test_a_suspended_account_is_told_so_to_whoever_knows_its_passphrase_only(place: Place) -> None:
    person, visitor = await place.peer(), await place.visitor()
    await place.sql("update accounts set status = 'suspended'")
    assert (await person.refused("GET", "/api/me"))["code"] == "not_signed_in"
    body = {"pseudonym": person.me["pseudonym"], "passphrase": PASSPHRASE}
    refused = await visitor.refused("POST", "/api/session", body)
    assert (refused["status"], refused["code"]) == (403, "suspended")
    assert (await visitor.refused("POST", "/api/session", body | {"passphrase": "wrong"}))[
        "code"
    ] == "wrong_credentials"


async def test_a_country_can_be_changed_to_one_of_the_list(shared: Place) -> None:
    person = await shared.peer()
    assert (await person.put("/api/me/country", {"country": "IE"}))["country"] == "IE"
    assert (await person.get("/api/me"))["country"] == "IE"
    refused = await person.refused("PUT", "/api/me/country", {"country": "ie"})
    assert (refused["code"], refused["field"]) == ("country_unknown", "country")


async def test_a_passphrase_is_kept_as_argon2id_only(shared: Place) -> None:
    person = await shared.peer()
    rows = await shared.sql("select passphrase from accounts where pseudonym = $1", person.me["pseudonym"])
    assert rows[0][0].startswith("$argon2id$")
