"""Live rooms at the console: who looks after them, and reaching out to somebody in one."""

from tests.people import Person, Place

OWLS = "night-owls"


async def test_a_moderator_reaches_out_to_somebody_in_a_room_they_are_in_openly(place: Place) -> None:
    moderator, other, peer = await place.moderator(), await place.moderator(), await place.talker()
    room, member = peer.room(OWLS), next(r["member_id"] for r in peer.me["rooms"])
    path, wanted = f"/api/console/rooms/{room}/conversations", {"member": member, "reason": "They sounded lonely."}
    assert (await moderator.refused("POST", path, wanted))["code"] == "act_not_possible"
    for who in (moderator, other):
        await who.post(f"/api/console/rooms/{room}/membership")
    assert (await moderator.refused("POST", path, wanted | {"reason": " "}))["code"] == "reason_missing"
    case = (await moderator.post(path, wanted))["case"]
    told = await peer.is_told("conversation")
    view = await moderator.get(f"/api/console/cases/{case}")
    assert (view["line"]["mine"], view["line"]["category"]) == (True, "reached_out")
    assert (view["conversation"]["id"], view["history"][-1]["act"]) == (told["room"], "reach_out")
    assert view["history"][-1]["reason"] == "They sounded lonely."
    assert (await other.refused("POST", path, wanted))["code"] == "case_taken"
    assert (await moderator.post(path, wanted))["case"] == case
    assert len(await place.sql("select from looks where 'conversation' = any(what)")) >= 1
    mine = next(r for r in (await moderator.get("/api/me"))["rooms"] if r["id"] == room)["member_id"]
    assert (await other.refused("POST", path, {"member": mine, "reason": "A word."}))["code"] == "not_found"


async def test_who_looks_after_which_room_holds_as_long_as_they_are_on_duty(place: Place) -> None:
    lead, moderator, peer = await place.lead(), await place.moderator("Calm Harbour"), await place.talker()
    path = f"/api/console/rooms/{peer.room(OWLS)}/watch"

    async def watched(who: Person) -> list[str]:
        rooms = (await who.get("/api/console/rooms"))["rooms"]
        return next(r["watched_by"] for r in rooms if r["slug"] == OWLS)  # type: ignore[no-any-return]

    assert (await lead.refused("PUT", path, {"on": True}))["code"] == "act_not_possible"
    view = await moderator.put(path, {"on": True})
    assert (await watched(lead), "on_duty" in view) == (["Calm Harbour"], False)
    assert (await lead.get("/api/console/rooms"))["on_duty"] == [{"name": "Calm Harbour", "rooms": ["Night owls"]}]
    here = next(r for r in view["rooms"] if r["slug"] == OWLS)
    assert (here["mine"], here["here"], here["lately"], here["waiting"]) == (True, 1, 0, 0)
    await moderator.put("/api/console/duty", {"on": False})
    assert await watched(lead) == []
    await moderator.put("/api/console/duty", {"on": True})
    assert await watched(lead) == []
