"""What a moderator said in a private conversation can be reported: a lead or a trustee reads it, and never they."""

from typing import Any

from tests.people import Person, Place
from tests.rooms.test_reporting import report
from tests.words import ATTEMPT

RUDE = "you are wasting everybody's time"


async def lead(place: Place) -> Person:
    return await place.peer(invitation=await place.invitation("lead"))


async def of_kind(person: Person, kind: str) -> list[dict[str, Any]]:
    return [line for line in (await person.get("/api/console/cases"))["cases"] if line["kind"] == kind]


async def spoken_to(place: Place, moderator: Person) -> tuple[Person, str, str]:
    """(somebody with whom the moderator talks in private, the moderator's message, the conversation)."""
    person = await place.talker()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]
    await moderator.act((await moderator.take(person))["line"]["id"], "converse")
    await moderator.connect()
    await person.open(room)
    await moderator.open(room)
    message = (await moderator.send(RUDE, room))["id"]
    await person.hears_text(RUDE)
    return person, message, room


async def test_it_goes_to_a_lead_and_never_to_the_one_it_is_about(place: Place) -> None:
    one, other, their_lead, trustee = (
        await place.moderator(), await place.moderator(), await lead(place), await place.trustee(),
    )  # fmt: skip
    await place.sql("insert into roles (account_id, role) select id, 'lead' from accounts where pseudonym = $1",
                    one.me["pseudonym"])  # fmt: skip
    person, message, _ = await spoken_to(place, one)
    told = await report(person, "hurt", message=message, note="it made it worse")
    assert await report(person, "hurt", message=message) == told | {"again": True}
    assert [len(await of_kind(who, "complaint")) for who in (one, other, their_lead, trustee)] == [0, 0, 1, 1]
    (line,) = await of_kind(their_lead, "complaint")
    assert (line["category"], line["urgency"], line["alias"]) == ("conduct", "soon", person.me["pseudonym"])
    assert (await one.refused("GET", f"/api/console/cases/{line['id']}"))["code"] == "conflict_of_interest"
    assert (await other.refused("GET", f"/api/console/cases/{line['id']}"))["code"] == "not_found"
    # Private words are for whoever has the case.
    assert [e["text"] for e in (await trustee.get(f"/api/console/cases/{line['id']}"))["evidence"]] == [""]
    view = await their_lead.act(line["id"], "take")
    assert [(e["text"], e["private"]) for e in view["evidence"]] == [(RUDE, True)]
    assert view["reports"]["notes"] == ["it made it worse"]
    await their_lead.act(line["id"], "answer", reason="This was wrong, and we have said so.")
    answer = await person.is_told("complaint", code="answered")
    assert answer["text"] == "This was wrong, and we have said so."
    assert not any(item["kind"] == "report" for f in person.told if f["t"] == "notices" for item in f["items"])
    # Whoever said it hears later that it was read with care, and by whom is not said.
    await place.sql("update cases set closed_at = closed_at - interval '30 days' where kind = 'complaint'")
    assert {one["why"] for one in (await one.get("/api/me/looks"))["looks"]} == {"checked"}


async def test_what_is_said_next_joins_it_and_what_a_peer_said_there_is_not_reported(place: Place) -> None:
    moderator, their_lead = await place.moderator(), await lead(place)
    person, message, room = await spoken_to(place, moderator)
    await report(person, "hurt", message=message)
    again = (await moderator.send("and so does your friend", room))["id"]
    await person.hears_text("and so does your friend")
    await report(person, "other", message=again)
    (line,) = await of_kind(their_lead, "complaint")
    assert len((await their_lead.act(line["id"], "take"))["evidence"]) == 2
    mine = (await person.send("hello", room))["id"]
    refused = await moderator.refused("POST", "/api/reports", {"reason": "hurt", "message": mine})
    assert refused["code"] == "not_found"
    assert (await person.refused("POST", "/api/reports", {"reason": "hurt", "room": room}))["code"] == "not_found"


async def test_danger_in_its_note_brings_somebody_without_the_note(place: Place) -> None:
    moderator, their_lead = await place.moderator(), await lead(place)
    person, message, _ = await spoken_to(place, moderator)
    told = await report(person, "hurt", message=message, note=ATTEMPT)
    assert told["card"] == "emergency"
    (danger,) = await of_kind(their_lead, "danger")
    assert (await their_lead.get(f"/api/console/cases/{danger['id']}"))["evidence"] == []
