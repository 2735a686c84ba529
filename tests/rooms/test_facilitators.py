"""Facilitators: appointed by a lead for a time, with a few tools for their own room and none about people."""

from typing import Any

import pytest

from tests.people import Person, Place
from tests.words import SOON

OWLS = "night-owls"


async def appointed(place: Place, lead: Person, *, days: int | None = 7) -> Person:
    person = await place.talker()
    await appoint(lead, person, days=days)
    return person


async def appoint(lead: Person, person: Person, *, days: int | None) -> None:
    who = {"name": person.me["pseudonym"]} | ({} if days is None else {"days": days})
    await lead.put(f"/api/console/rooms/{person.room(OWLS)}/facilitators", who)


async def does(person: Person, what: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    return await person.post(f"/api/facilitating/{person.room(OWLS)}/{what}", body)  # type: ignore[no-any-return]


async def test_a_lead_appoints_somebody_for_a_time_who_is_told_and_marked(place: Place) -> None:
    lead, reader = await place.lead(), await place.talker()
    person = await appointed(place, lead)
    assert (await person.is_told("care", code="facilitator"))["room"] == person.room(OWLS)
    room = (await lead.get("/api/console/rooms"))["rooms"]
    assert [f["name"] for r in room if r["slug"] == OWLS for f in r["facilitators"]] == [person.me["pseudonym"]]
    await person.send("I am here to help tonight")
    assert (await reader.hears_text("I am here to help tonight"))["part"] == "facilitator"
    await appoint(lead, person, days=None)
    await person.is_told("care", code="facilitator_over")
    assert (await person.get("/api/facilitating"))["rooms"] == []
    acts = [row["act"] for row in await place.sql("select act from audit order by seq")]
    assert [act for act in acts if act.startswith("facilitator")] == ["facilitator", "facilitator_over"]


@pytest.mark.parametrize(
    ("name", "days", "field"), [("Nobody here", 7, "name"), (None, 0, "days"), (None, 367, "days")]
)
async def test_nobody_else_is_appointed(place: Place, name: str | None, days: int, field: str) -> None:
    lead, person = await place.lead(), await place.talker()
    path = f"/api/console/rooms/{person.room(OWLS)}/facilitators"
    wanted = {"name": name or person.me["pseudonym"], "days": days}
    assert (await lead.refused("PUT", path, wanted))["field"] == field
    moderator = await place.moderator()
    assert (await moderator.refused("PUT", path, wanted))["code"] == "not_allowed"


async def test_a_facilitator_slows_their_room_down_and_takes_that_back_and_no_more(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    person, reader = await appointed(place, lead), await place.talker()
    slow = await does(person, "acts", {"act": "slow", "every_s": 60, "lasts_s": 600})
    assert (await reader.hears("room_state"))["state"] == "slow"
    assert (slow["rooms"][0]["state"], slow["rooms"][0]["acts"]) == ("slow", ["slow", "normal", "undo"])
    await does(person, "acts", {"act": "undo", "undoes": slow["rooms"][0]["undoes"]})
    room = person.room(OWLS)
    await moderator.post(f"/api/console/rooms/{room}/acts", {"act": "freeze", "reason": "A pause."})
    path = f"/api/facilitating/{room}/acts"
    for act in ({"act": "normal"}, {"act": "slow", "every_s": 15}):
        assert (await person.refused("POST", path, act))["code"] == "act_not_possible"
    assert (await person.refused("POST", path, {"act": "freeze"}))["code"] == "bad_request"
    assert (await person.get("/api/facilitating"))["rooms"][0]["acts"] == []
    lift = await moderator.post(f"/api/console/rooms/{room}/acts", {"act": "normal", "reason": "Go on."})
    frozen = next(r["since"]["id"] for r in lift["rooms"] if r["slug"] == OWLS)
    assert (await person.refused("POST", path, {"act": "undo", "undoes": frozen}))["code"] == "act_not_possible"


async def test_a_message_that_a_facilitator_hides_waits_for_a_moderator_who_is_called(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    person, author, reader = await appointed(place, lead), await place.talker(), await place.talker()
    sent = await author.send("what a strange thing to say")
    await reader.hears_text("what a strange thing to say")
    await does(person, "hidden", {"message": sent["id"]})
    assert (await author.is_told("held"))["code"] == "held_reported"
    hidden = await reader.hears_any(
        lambda f: f["t"] == "changes" and any(i["id"] == sent["id"] and i.get("state") == "held" for i in f["items"])
    )
    assert "text" not in next(i for i in hidden["items"] if i["id"] == sent["id"])
    case = await moderator.take(author)
    assert (case["line"]["urgency"], [r["reason"] for r in case["reports"]["reasons"]]) == ("soon", ["facilitator"])
    await moderator.act(case["line"]["id"], "release", sent["id"])
    path = f"/api/facilitating/{person.room(OWLS)}/hidden"
    assert (await person.refused("POST", path, {"message": sent["id"]}))["code"] == "act_not_possible"


async def test_danger_is_never_hidden_nor_what_is_not_theirs_to_see_but_a_moderator_is_called(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    person, author = await appointed(place, lead), await place.talker()
    message = (await author.send(SOON))["id"]
    path = f"/api/facilitating/{person.room(OWLS)}/hidden"
    assert (await person.refused("POST", path, {"message": message}))["code"] == "act_not_possible"
    assert [m["state"] for m in await place.sql("select state from messages")] == ["shown"]
    elsewhere = await place.talker(room="grief")
    other = (await elsewhere.send("hello there"))["id"]
    assert (await person.refused("POST", path, {"message": other}))["code"] == "not_found"
    await moderator.post(f"/api/console/rooms/{person.room(OWLS)}/membership")
    await moderator.connect()
    await moderator.open(person.room(OWLS))
    mine = (await moderator.send("Good evening to all.", person.room(OWLS)))["id"]
    assert (await person.refused("POST", path, {"message": mine}))["code"] == "act_not_possible"


async def test_a_facilitator_calls_a_moderator_to_the_room(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    person = await appointed(place, lead)
    await does(person, "calls")
    lines = (await moderator.get("/api/console/cases"))["cases"]
    assert [(line["of_room"], line["urgency"], line["room"]) for line in lines] == [(True, "soon", "Night owls")]


async def test_whose_time_is_up_or_who_never_was_one_can_do_nothing(place: Place) -> None:
    lead = await place.lead()
    person, other = await appointed(place, lead), await place.talker()
    await place.sql("update members set part_until = clock_timestamp() where part = 'facilitator'")
    message = (await other.send("good evening"))["id"]
    for who in (person, other):
        room = f"/api/facilitating/{who.room(OWLS)}"
        for what, body in (("acts", {"act": "slow", "every_s": 60}), ("hidden", {"message": message}), ("calls", None)):
            assert (await who.refused("POST", f"{room}/{what}", body))["code"] == "not_found"
        assert (await who.refused("POST", "/api/reports", {"reason": "facilitator", "message": message}))["code"] == (
            "bad_request"
        )
    assert await place.services.facilitators.end_one() in (True, False)  # an instance's own runner may have been first
    assert [m["part"] for m in await place.sql("select part from members")] == ["peer", "peer"]
