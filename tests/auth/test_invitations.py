"""Becoming staff: with a new account, or with the one that is there, which only its owner can do."""

from typing import Any

import pytest

from server.auth import invitations
from server.moderation import staffing
from tests.people import PASSPHRASE, Person, Place


async def invited(place: Place, person: Person, role: str) -> str:
    """The code of an invitation for this account."""
    async with place.services.database.begin() as connection:
        account = await invitations.account_named(connection, person.me["pseudonym"])
        return await staffing.invite(connection, role, account)


async def accept(person: Person, code: str, passphrase: str = PASSPHRASE) -> Any:
    return await person.http.post("/api/me/roles", json={"invitation": code, "passphrase": passphrase})


@pytest.mark.parametrize("role", ["moderator", "lead", "trustee", "operator"])
async def test_an_account_that_is_there_gets_a_role_when_its_owner_accepts(place: Place, role: str) -> None:
    person = await place.peer()
    code = await invited(place, person, role)
    assert (await person.get("/api/me"))["roles"] == ["peer"], "an invitation alone changes nothing"
    assert (await accept(person, code)).status_code == 204
    await person.set_up_second_proof()
    assert set(person.me["roles"]) == {"peer", role}
    assert (await accept(person, code)).json()["code"] == "invitation_used"
    acts = [row["act"] for row in await place.sql("select act from audit order by seq")]
    assert acts == ["invite", "take_role"]


async def test_it_is_of_use_to_nobody_else_and_not_without_the_passphrase(place: Place) -> None:
    person, other = await place.peer(), await place.peer()
    code = await invited(place, person, "lead")
    assert (await accept(other, code)).json()["code"] == "invitation_used"
    wrong = (await accept(person, code, "not my passphrase")).json()
    assert (wrong["code"], wrong["field"]) == ("proof_wrong", "passphrase")
    stranger = await place.visitor()
    refused = await stranger.refused("POST", "/api/accounts", await stranger.registration(invitation=code))
    assert refused["code"] == "invitation_used"
    assert (await accept(person, code)).status_code == 204
    # And what is for somebody new is no role for an account that is there.
    assert (await accept(other, await place.invitation("lead"))).json()["code"] == "invitation_used"


async def test_a_role_that_had_ended_is_taken_anew_and_an_old_invitation_is_not(place: Place) -> None:
    moderator = await place.moderator(on_duty=False)
    await place.sql("update roles set expires_at = now() - interval '1 day'")
    old = await invited(place, moderator, "moderator")
    await place.sql("update invitations set expires_at = now() where used_at is null")
    assert (await accept(moderator, old)).json()["code"] == "invitation_used"
    assert (await accept(moderator, await invited(place, moderator, "moderator"))).status_code == 204
    await moderator.get("/api/console/cases")


async def test_who_registers_as_staff_is_recorded_too(place: Place) -> None:
    await place.moderator(on_duty=False)
    rows = await place.sql("select act, subject from audit where act = 'take_role'")
    assert [row["subject"].split()[-1] for row in rows] == ["moderator"]
