"""A copy of everything of one's own: readable, complete, and without a word of anybody else's."""

import io
import json
import zipfile
from typing import Any

from server.ground import schema
from server.rooms.erasure import theirs_alone
from tests.people import PASSPHRASE, Person, Place
from tests.words import PHONE

PROOF = {"passphrase": PASSPHRASE}


async def exported(person: Person) -> tuple[str, dict[str, Any]]:
    """The page, and the data."""
    response = await person.http.post("/api/me/export", json=PROOF)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/zip")
    assert response.headers["content-disposition"] == 'attachment; filename="notes.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        assert sorted(file.namelist()) == ["notes.html", "notes.json"]
        return file.read("notes.html").decode(), json.loads(file.read("notes.json"))


async def test_all_of_ones_own_words_and_none_of_anybody_elses(place: Place) -> None:
    moderator, one, other = await place.moderator(), await place.talker(), await place.talker()
    await other.send("words of another")
    await one.send("plain <b>words</b>")
    await one.send(PHONE)
    deleted = await one.send("better not")
    await one.delete(f"/api/messages/{deleted['id']}")
    await one.post("/api/complaints", {"about": "staff", "words": "nobody greeted me"})
    reported = (await other.send("buy my coins"))["id"]
    await one.post("/api/reports", {"reason": "spam", "message": reported, "note": "he does it daily"})
    talk = (await one.post("/api/help-requests", {}))["room"]["id"]
    await one.open(talk)
    await one.send("between us", talk)
    case = (await moderator.take(one))["line"]["id"]
    await moderator.act(case, "converse")
    await moderator.connect()
    await moderator.open(talk)
    await moderator.send("what the moderator answers", talk)
    await one.hears_text("what the moderator answers")

    page, data = await exported(one)

    assert [(p["kind"], [(m["text"], m["state"], m["masked"]) for m in p["said"]]) for p in data["places"]] == [
        ("room", [("plain <b>words</b>", "shown", False), (PHONE, "shown", True), ("better not", "taken_back", False)]),
        ("conversation", [("between us", "shown", False)]),
    ]
    assert [(s["kind"], s["words"]) for s in data["to_staff"]] == [("complaint", "nobody greeted me"), ("asked", "")]
    assert [(r["reason"], r["note"]) for r in data["reports"]] == [("spam", "he does it daily")]
    assert {"joined", "masked", "conversation", "complaint"} <= {t["kind"] for t in data["told"]}
    assert (data["pseudonym"], data["agreed"][0]["version"]) == (
        one.me["pseudonym"],
        _version(await one.get("/api/consent")),
    )
    for own in ("plain &lt;b&gt;words&lt;/b&gt;", "better not", "between us", "he does it daily", "nobody greeted me"):
        assert own in page
    both = page + json.dumps(data)
    for foreign in ("words of another", "buy my coins", "what the moderator answers", other.me["pseudonym"]):
        assert foreign not in both


def _version(consent: dict[str, Any]) -> str:
    return str(consent["version"])


async def test_what_was_decided_about_one_is_in_it_with_its_reason(place: Place) -> None:
    moderator, one = await place.moderator(), await place.talker()
    message = (await one.send("I was there yesterday"))["id"]
    other = await place.talker()
    await other.post("/api/reports", {"reason": "hurt", "message": message})
    case = (await moderator.take(one))["line"]["id"]
    await moderator.act(case, "mute", reason="that was unkind", lasts_s=3600)
    page, data = await exported(one)
    assert [(d["kind"], d["reason"], d["room"]) for d in data["decisions"]] == [
        ("mute", "that was unkind", "Night owls")
    ]
    assert "that was unkind" in page


async def test_what_lets_one_in_is_in_it_and_nothing_that_would_let_anybody_in(place: Place) -> None:
    one = await place.moderator()
    assert one.app is not None
    (here,) = (await one.get("/api/me/sessions"))["sessions"]
    await one.put(f"/api/me/sessions/{here['id']}", {"name": "the old phone"})
    made = await one.post("/api/me/recovery", PROOF)
    await place.sql(
        """insert into passkeys (id, account_id, credential, public_key, sign_count)
        select gen_random_uuid(), id, 'cheese', 'cheese', 0 from accounts where pseudonym = $1""",
        one.me["pseudonym"],
    )
    page, data = await exported(one)
    assert [d["name"] for d in data["devices"]] == ["the old phone"]
    assert sorted(e["kind"] for e in data["entrances"]) == ["authenticator", "passkey", "recovery_words"]
    assert "called the old phone" in page
    both = page + json.dumps(data)
    for opens in (" ".join(made["words"]), one.app._secret, "cheese", "636865657365"):
        assert opens not in both


async def test_it_takes_the_passphrase_and_comes_twice_an_hour(place: Place) -> None:
    one = await place.peer()
    assert (await one.refused("POST", "/api/me/export", {"passphrase": "guess"}))["code"] == "proof_wrong"
    for _ in range(2):
        await exported(one)
    no = await one.refused("POST", "/api/me/export", PROOF)
    assert (no["code"], no["status"]) == ("too_fast", 429)
    assert no["retry_after"] > 60


EXPORTED = frozenset((
    "consents", "sessions", "roles", "members", "messages", "notices", "sanctions", "appeals", "reports", "cases",
    "looks", "follow_ups", "hand_overs", "spells", "planned_shifts", "passkeys", "totp", "recoveries",
    "supervision", "spared",
    "asks", "apart", "one_to_one", "minors", "channel_places",
))  # fmt: skip
"""Tables of which an export has what is one's own. An appeal is in it as the case it is."""
NOT_EXPORTED = {
    "invitations": "the hash of a link that gives a role: once it is taken, the role is there",
    "duties": "when a moderator's duty ends: over in minutes",
    "shift_packs": "what one wrote for the next shift: it is about cases of others",
    "breaks": "that a moderator is on a break: over when they come back",
    "assessments": "how rules read a message: what followed from it is among the notices",
    "aftercare": "who is to get a word in this second: the word is among the notices",
    "rests": "when one was to rest: over within hours",
    "supervisors": "who looks after one: it is on the console",
    "exposures": "how much a moderator had on their screen, for looking after them: it would tell of cases",
    "conflicts": "who may not work on a case: it would tell of cases",
}


def test_every_table_of_ones_own_is_exported_or_said_to_be_not() -> None:
    own = {table.name for table in theirs_alone()} | {"members", "messages", "reports", "cases"}
    assert own == EXPORTED | NOT_EXPORTED.keys()
    assert own <= schema.metadata.tables.keys()
