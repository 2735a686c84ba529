"""Erasing an account: looking for what should be gone, in the database, in memory and on others' screens."""

import pytest

from server.ground.seal import NotOpened
from server.moderation.audit import verify
from server.rooms.recent import Recent
from server.rooms.retention import Retention
from tests.people import PASSPHRASE, Person, Place, becomes
from tests.rooms.dump import everything, tables_with
from tests.words import PHONE

DANGER = "I want to kill myself tonight, I have the pills"
PROOF = {"passphrase": PASSPHRASE}


async def account_of(place: Place, person: Person) -> str:
    rows = await place.sql("select id from accounts where pseudonym = $1", person.me["pseudonym"])
    return str(rows[0]["id"])


async def test_nothing_of_the_person_is_left(place: Place) -> None:
    other, one = await place.talker(), await place.talker()
    moderator, trustee = await place.moderator(), await place.trustee()
    name, room = one.me["pseudonym"], one.room("night-owls")
    account = await account_of(place, one)
    said = [await one.send("plain words"), await one.send(PHONE), await one.send("taken back")]
    await one.delete(f"/api/messages/{said[2]['id']}")
    await one.post("/api/complaints", {"about": "other", "words": "nobody greeted me"})
    talk = (await one.post("/api/help-requests", {}))["room"]["id"]
    await one.open(talk)
    await one.send("between us", talk)
    await other.hears_text("plain words")
    keys = place.services.logs.keys
    assert {"notices", "cases", "members", "accounts"} <= await tables_with(place, account, name)
    await keys.load((await _uuid(place, account), await _uuid(place, talk)))

    await one.post("/api/me/erasure", PROOF)

    assert (await one.is_closed())[1] == "erased"
    assert (await one.refused("GET", "/api/me"))["code"] == "not_signed_in"
    assert await tables_with(place, name) == set()
    # What is left of the account is a row without anything in it, places in a log, and who asked for it: itself.
    assert await tables_with(place, account) == {"accounts", "members", "revocations", "audit"}
    assert await place.sql("select 1 from messages where body is not null or original is not null") == []
    assert [tuple(row) for row in await place.sql("select pseudonym, passphrase, country, status from accounts "
            "where id::text = $1", account)] == [("Erased account", "-", "ZZ", "erased")]  # fmt: skip
    # Its keys are gone, and so is the conversation's: what a back-up still holds does not open with what is here.
    assert await place.sql("select 1 from keys where owner::text = any($1)", [account, talk]) == []
    for owner in (account, talk):
        with pytest.raises(NotOpened):
            keys.held(await _uuid(place, owner))
    # Others are told, and whoever comes later reads no words either.
    await becomes(lambda: {m["state"] for m in other.sees(room)} == {"removed"})
    assert {m["alias"] for m in other.sees(room)} == {"Erased account"}
    later = await place.talker()
    assert all("text" not in m for m in (await later.get(f"/api/rooms/{room}/messages"))["items"])
    for staff in (moderator, trustee):
        assert (await staff.get("/api/console/cases"))["cases"] == []
    assert (await verify(place.services.database))[1] is None

    # Nobody can pass for who has gone, and nobody can sign in as them.
    assert (await later.refused("POST", "/api/session", {"pseudonym": name, **PROOF}))["code"] == "wrong_credentials"
    again = await later.registration(name)
    assert (await later.refused("POST", "/api/accounts", again))["code"] == "pseudonym_taken"
    assert await tables_with(place, name) == set()


async def _uuid(place: Place, id: str) -> object:
    return (await place.sql("select $1::text::uuid as id", id))[0]["id"]


async def test_it_takes_the_passphrase_and_not_only_the_session(place: Place) -> None:
    one = await place.talker()
    await one.send("still here")
    no = await one.refused("POST", "/api/me/erasure", {"passphrase": "another person's guess"})
    assert (no["code"], no["field"]) == ("proof_wrong", "passphrase")
    assert (await one.get("/api/me"))["pseudonym"] == one.me["pseudonym"]
    for _ in range(5):
        no = await one.refused("POST", "/api/me/erasure", {"passphrase": "x"})
    assert no["code"] == "too_fast"


async def test_a_case_stays_and_can_be_closed_and_then_the_last_of_it_goes(place: Place) -> None:
    moderator, one, other = await place.moderator(), await place.talker(), await place.talker()
    account = await account_of(place, one)
    await one.send(DANGER)
    assert (await one.get("/api/me/erasure"))["cases"] == [], "nobody has told them of it"
    case = (await moderator.take(one))["line"]["id"]
    await moderator.act(case, "converse")
    told = await one.get("/api/me/erasure")
    assert [(kept["kind"], kept.get("until")) for kept in told["cases"]] == [("danger", None)]
    assert (told["cases_days"], told["name_days"]) == (90, 365)

    await one.post("/api/me/erasure", PROOF)

    view = await moderator.get(f"/api/console/cases/{case}")
    assert (view["line"]["alias"], view["evidence"][0]["text"]) == ("Erased account", DANGER)
    assert "converse" not in view["acts"]
    assert "share" not in view["acts"]
    await moderator.act(case, "close", reason="gone")
    retention = Retention(place.services.database)
    await retention.delete_old()
    assert "cases" in await tables_with(place, account)
    await place.sql("update cases set closed_at = closed_at - interval '91 days'")
    await place.sql("update messages set at = at - interval '31 days'")
    await retention.delete_old()
    await retention.delete_old()
    assert await tables_with(place, account) == {"revocations", "audit"}
    await other.send("life goes on")


async def test_a_moderator_who_erases_their_account_leaves_no_case_with_nobody(place: Place) -> None:
    moderator, another, one = await place.moderator(), await place.moderator(), await place.talker()
    await one.send(DANGER)
    case = (await moderator.take(one))["line"]["id"]
    await moderator.post("/api/me/erasure", PROOF)
    line = await another.case_about(one)
    assert (line["id"], line["state"], line.get("taken_by")) == (case, "open", None)
    assert next(act["by"] for act in (await another.get(f"/api/console/cases/{case}"))["history"]) == "Erased account"


async def test_what_was_just_said_is_in_no_memory(place: Place) -> None:
    one = await place.talker()
    account = await _uuid(place, await account_of(place, one))
    recent: Recent = place.instance.porchlight._door.sockets._doors.sending._recent  # type: ignore[union-attr]
    await one.send("half of a sentence")
    assert recent._past[account].words is not None  # type: ignore[index]
    await one.post("/api/me/erasure", PROOF)
    assert account not in recent._past


async def test_words_are_remembered_no_longer_than_a_sentence_takes(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await place.talker()
    recent: Recent = place.instance.porchlight._door.sockets._doors.sending._recent  # type: ignore[union-attr]
    await one.send("half of a sentence")
    now = recent._clock()
    monkeypatch.setattr(recent, "_clock", lambda: now + 61)
    recent.forget_old_words()
    assert [past.words for past in recent._past.values()] == [None]


async def test_everything_that_is_in_a_table_can_be_looked_through(place: Place) -> None:
    """The search above finds what is there: a name, and sealed bytes."""
    one = await place.talker()
    await one.send("plain words")
    found = await everything(place)
    sealed = (await place.sql("select encode(body, 'hex') as hex from messages"))[0]["hex"]
    assert sealed in found["messages"]
    assert one.me["pseudonym"] in found["members"]
