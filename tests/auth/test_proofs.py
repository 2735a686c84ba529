"""That it is really this person: proving it, and a new passphrase."""

import asyncio

from server.ground import protocol as p
from server.rooms.limits import LIMITS
from tests.people import PASSPHRASE, Person, Place

NEW = "harbour pencil thunder moss"


async def change(person: Person, old: str = PASSPHRASE, new: str = NEW) -> None:
    await person.put("/api/me/passphrase", {"old": old, "new": new})


async def test_a_new_passphrase_ends_every_other_session_and_the_old_one_opens_nothing(place: Place) -> None:
    phone = await place.talker()
    desk = await place.visitor()
    await desk.sign_in_elsewhere(phone)
    await change(desk)
    assert (await phone.is_closed())[0] == p.SIGNED_OUT.code
    assert (await phone.refused("GET", "/api/me"))["code"] == "not_signed_in"
    await desk.get("/api/me")
    name = desk.me["pseudonym"]
    again = await place.visitor()
    said = await again.refused("POST", "/api/session", {"pseudonym": name, "passphrase": PASSPHRASE})
    assert said["code"] == "wrong_credentials"
    await again.post("/api/session", {"pseudonym": name, "passphrase": NEW})


async def test_it_takes_the_old_one_and_a_new_one_that_is_not_easily_guessed(place: Place) -> None:
    person = await place.peer()
    said = await person.refused("PUT", "/api/me/passphrase", {"old": "not it at all", "new": NEW})
    assert (said["code"], said["field"], said["status"]) == ("proof_wrong", "old", 400)
    for new, code in ((person.me["pseudonym"], "passphrase_weak"), ("password1", "passphrase_weak"),
                      ("lantern river " * 20, "passphrase_long")):  # fmt: skip
        said = await person.refused("PUT", "/api/me/passphrase", {"old": PASSPHRASE, "new": new})
        assert (said["code"], said["field"]) == (code, "new")
    again = await place.visitor()
    await again.sign_in_elsewhere(person)


async def test_who_changes_it_on_two_devices_at_once_has_one_of_them(place: Place) -> None:
    one = await place.peer()
    two = await place.visitor()
    await two.sign_in_elsewhere(one)
    told = await asyncio.gather(
        *(who.http.put("/api/me/passphrase", json={"old": PASSPHRASE, "new": f"{NEW} {n}"})
          for n, who in enumerate((one, two)))
    )  # fmt: skip
    won = [n for n, answer in enumerate(told) if answer.status_code == 204]
    assert len(won) == 1
    again = await place.visitor()
    await again.post("/api/session", {"pseudonym": one.me["pseudonym"], "passphrase": f"{NEW} {won[0]}"})


async def test_guessing_at_it_with_a_session_is_slowed(place: Place) -> None:
    person, other = await place.peer(), await place.peer()
    for _ in range(LIMITS["prove"].burst):
        assert (await person.refused("POST", "/api/me/proof", {"passphrase": "a guess"}))["code"] == "proof_wrong"
    for method, path, body in (("POST", "/api/me/proof", {"passphrase": PASSPHRASE}),
                               ("PUT", "/api/me/passphrase", {"old": PASSPHRASE, "new": NEW})):  # fmt: skip
        said = await person.refused(method, path, body)
        assert (said["code"], said["status"]) == ("too_fast", 429)
    await other.post("/api/me/proof", {"passphrase": PASSPHRASE})


async def test_a_suspension_that_needs_two_needs_a_fresh_proof(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send("you are a worthless idiot, nobody wants you here")
    case = (await moderator.take(author))["line"]["id"]
    long = {"act": "suspension", "reason": "We do not speak to each other like this.", "lasts_s": 90 * 86_400}
    await place.stale(moderator)
    said = await moderator.refused("POST", f"/api/console/cases/{case}/acts", long)
    assert said["code"] == "not_fresh"
    await moderator.post("/api/me/proof", {"passphrase": PASSPHRASE})
    await moderator.act(case, **long)
    await place.stale(moderator)
    await moderator.act(case, "warning", reason="We do not speak to each other like this.")
