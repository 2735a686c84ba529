"""Row 25 of the mission, disclosure under one's own control: one's own messages deleted; a different alias for each
room, which peers cannot link and moderators can, through a case; a block covers all of a person's aliases, silently."""

import msgspec

from tests.people import Person, Place
from tests.rooms.one_to_one import HERE, act, ask, may_be_asked, mine, place_of, state, two_in_a_channel


async def with_other_names(place: Place) -> Person:
    person = await place.peer()
    await person.put(f"{HERE}/settings", {"may_be_asked": True, "other_names": True})
    for slug in ("night-owls", "grief"):
        await person.join(slug)
    await person.connect()
    for slug in ("night-owls", "grief"):
        await person.open(person.room(slug))
    return person


async def test_an_alias_for_each_room_that_peers_cannot_link_and_a_case_can(place: Place) -> None:
    one, other, moderator = await with_other_names(place), await place.talker(), await place.moderator()
    await other.join("grief")
    await other.open(other.room("grief"))
    names = {room["alias"] for room in one.me["rooms"]}
    assert len(names | {one.me["pseudonym"]}) == 3
    message = await one.send("hello, night", one.room("night-owls"))
    await one.send("hello, all", one.room("grief"))
    await other.hears_text("hello, night")
    await other.hears_text("hello, all")
    account = str((await place.sql("select id from accounts where pseudonym = $1", one.me["pseudonym"]))[0][0])
    heard = msgspec.json.encode([other.told, await mine(other)]).decode()
    assert one.me["pseudonym"] not in heard
    assert account not in heard
    members = {item["member_id"] for frame in other.told if frame["t"] == "changes" for item in frame["items"]}
    assert len(members) >= 2, "nor does an id lead from one room to the other"
    await other.post("/api/reports", {"reason": "hurt", "message": message["id"]})
    assert (await moderator.take(one))["line"]["alias"] == one.me["pseudonym"], "a case says whose it is"


async def test_the_channel_shows_the_alias_by_which_the_other_is_known(place: Place) -> None:
    one, other = await with_other_names(place), await place.talker()
    await ask(other, one)
    [asked] = (await mine(one))["asked"]
    await one.put(f"{HERE}/asks/{asked['id']}", {"act": "accept"})
    [channel] = (await mine(other))["channels"]
    alias = next(room["alias"] for room in one.me["rooms"] if room["slug"] == "night-owls")
    assert channel["others"] == [alias]
    shown = next(room for room in (await other.get("/api/me"))["rooms"] if room["id"] == channel["id"])
    assert (shown["title"], shown["kind"]) == (alias, "channel")


async def test_a_block_covers_every_alias_and_is_not_felt(place: Place) -> None:
    one, other = await with_other_names(place), await place.talker()
    await other.join("grief")
    await may_be_asked(other)
    await one.post(f"{HERE}/apart", {"member": await place_of(one, other), "why": "block"})
    await ask(other, one, "grief")
    assert len((await mine(other))["asking"]) == 1, "it looks like any ask"
    assert (await mine(one))["asked"] == []
    [blocked] = (await mine(one))["apart"]
    assert blocked["alias"] == other.me["pseudonym"]
    assert (await mine(other))["apart"] == []
    await one.delete(f"{HERE}/apart/{blocked['id']}")
    assert len((await mine(one))["asked"]) == 1


async def test_a_block_ends_the_channel_as_any_end_does(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await act(one, channel, "block")
    assert (await other.send("hello?", channel))["code"] == "room_closed"
    for person in (other, one):
        await act(person, channel, "again")
    assert await state(other, channel) == "ended", "it waits, as for an answer that has not come"


async def test_ones_own_words_are_deleted(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    message = await one.send("better not", channel)
    await other.hears_text("better not")
    await one.delete(f"/api/messages/{message['id']}")
    [left] = (await other.get(f"/api/rooms/{channel}/messages"))["items"]
    assert (left["state"], left.get("text")) == ("removed", None)
