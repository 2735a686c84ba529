"""Passkeys: whom they let in, and what is no passkey of this place."""

import json

from server.auth.passkeys import MOST
from tests.auth.authenticator import PRESENT, Authenticator, asked, made
from tests.people import PASSPHRASE, Place

CASES = "/api/console/cases"
COME_IN = "/api/passkeys/session"


async def test_a_passkey_lets_its_owner_in_and_tells_nothing_of_them(shared: Place) -> None:
    person, elsewhere = await shared.peer(), await shared.visitor()
    device = await made(person)
    (listed,) = (await person.get("/api/me/second"))["passkeys"]
    assert set(listed) == {"id", "made", "last_used"}
    me = await elsewhere.post(COME_IN, {"credential": device.signs(await asked(elsewhere))})
    assert me["pseudonym"] == person.me["pseudonym"]
    options = json.loads((await person.post("/api/me/passkeys/options"))["options"])
    assert person.me["pseudonym"] not in json.dumps(options)
    assert json.loads(await asked(await shared.visitor()))["allowCredentials"] == []


async def test_an_answer_is_taken_once_in_time_and_only_for_the_session_that_was_asked(shared: Place) -> None:
    person, elsewhere = await shared.peer(), await shared.visitor()
    device = await made(person)
    signed = device.signs(await asked(elsewhere))
    await (await shared.visitor()).post(COME_IN, {"credential": signed})
    for visitor in (elsewhere, await shared.visitor()):
        assert (await visitor.refused("POST", COME_IN, {"credential": signed}))["code"] == "passkey_wrong"
    of_a_session = device.signs(await asked(person))
    assert (await elsewhere.refused("POST", COME_IN, {"credential": of_a_session}))["code"] == "passkey_wrong"
    late = device.signs(await asked(elsewhere))
    await shared.sql("update challenges set expires_at = now() - interval '1 second'")
    assert (await elsewhere.refused("POST", COME_IN, {"credential": late}))["code"] == "passkey_wrong"


async def test_what_another_site_or_nobody_in_particular_signed_is_refused(shared: Place) -> None:
    person, elsewhere = await shared.peer(), await shared.visitor()
    device = await made(person)
    for change in ({"origin": "https://elsewhere.example"}, {"host": "elsewhere.example"}, {"flags": PRESENT}):
        kept = {name: getattr(device, name) for name in change}
        for name, value in change.items():
            setattr(device, name, value)
        said = await elsewhere.refused("POST", COME_IN, {"credential": device.signs(await asked(elsewhere))})
        assert said["code"] == "passkey_wrong", change
        for name, value in kept.items():
            setattr(device, name, value)
    unknown = Authenticator(elsewhere.address)
    for credential in (unknown.signs(await asked(elsewhere)), "{}", "no json", '{"response": 1}'):
        said = await elsewhere.refused("POST", COME_IN, {"credential": credential})
        assert (said["code"], said["status"]) == ("passkey_wrong", 400)
    foreign = Authenticator(person.address, flags=PRESENT)
    options = (await person.post("/api/me/passkeys/options"))["options"]
    refused = await person.refused("POST", "/api/me/passkeys", {"credential": foreign.makes(options)})
    assert refused["code"] == "passkey_wrong"


async def test_a_copy_of_a_passkey_that_counts_behind_is_refused(shared: Place) -> None:
    person, elsewhere = await shared.peer(), await shared.visitor()
    device = await made(person)
    await elsewhere.post(COME_IN, {"credential": device.signs(await asked(elsewhere))})
    device._count = 0
    again = await shared.visitor()
    assert (await again.refused("POST", COME_IN, {"credential": device.signs(await asked(again))}))["status"] == 400


async def test_it_proves_anew_who_is_there_but_not_for_somebody_else(shared: Place) -> None:
    person, other = await shared.peer(), await shared.peer()
    device = await made(person)
    await shared.stale(person)
    assert (await person.refused("POST", "/api/me/recovery"))["code"] == "not_fresh"
    said = await other.refused("POST", "/api/me/proof", {"passkey": device.signs(await asked(other))})
    assert said["code"] == "passkey_wrong"
    await person.post("/api/me/proof", {"passkey": device.signs(await asked(person))})
    await person.post("/api/me/recovery")


async def test_for_staff_it_is_the_second_proof(shared: Place) -> None:
    moderator = await shared.peer(proven=False, invitation=await shared.invitation())
    device = await made(moderator)
    await moderator.get(CASES)
    thief = await shared.visitor()
    await thief.post("/api/session", {"pseudonym": moderator.me["pseudonym"], "passphrase": PASSPHRASE})
    assert (await thief.refused("GET", CASES))["code"] == "not_allowed"
    for path in ("/api/me/totp", "/api/me/passkeys/options"):
        answer = await thief.http.post(path)
        if answer.is_success and path == "/api/me/totp":  # what it makes counts only once it comes back
            body = {"secret": answer.json()["secret"], "code": "123456"}
            answer = await thief.http.put(path, json=body)
        assert answer.json()["code"] == "not_allowed", path
    await thief.post("/api/me/proof", {"passkey": device.signs(await asked(thief))})
    await thief.get(CASES)


async def test_one_is_removed_by_its_owner_alone_and_there_are_not_too_many(shared: Place) -> None:
    person, other = await shared.peer(), await shared.peer()
    device = await made(person)
    (mine,) = (await person.get("/api/me/second"))["passkeys"]
    assert (await other.refused("DELETE", f"/api/me/passkeys/{mine['id']}"))["code"] == "not_found"
    options = (await other.post("/api/me/passkeys/options"))["options"]
    said = await other.refused("POST", "/api/me/passkeys", {"credential": device.makes(options)})
    assert said["code"] == "passkey_wrong", "it is somebody's already"
    await person.delete(f"/api/me/passkeys/{mine['id']}")
    again = await shared.visitor()
    assert (await again.refused("POST", COME_IN, {"credential": device.signs(await asked(again))}))["status"] == 400
    for _ in range(MOST):
        await made(person)
    assert (await person.refused("POST", "/api/me/passkeys/options"))["code"] == "bad_request"


async def test_a_new_passphrase_ends_passkeys_too_but_for_staff(shared: Place) -> None:
    """Whoever had the phone in their hands may have made one; and a passphrase alone must not end a second proof."""
    person, staff = await shared.peer(), await shared.moderator()
    for one in (person, staff):
        await made(one)
        await one.put("/api/me/passphrase", {"old": PASSPHRASE, "new": "harbour otter violin mist"})
    assert (await person.get("/api/me/second"))["passkeys"] == []
    assert len((await staff.get("/api/me/second"))["passkeys"]) == 1
