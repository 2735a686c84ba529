"""Who is here: people are counted, not tabs; only the number is told, and typing fades by itself."""

from uuid import uuid4

from server.ground.bus import HereChanged, InProcessBus
from server.ground.bus import room as topic
from server.rooms.presence import Presence
from tests.people import Place

OWLS = "night-owls"


async def test_the_number_follows_who_comes_and_goes(place: Place) -> None:
    one = await place.talker()
    room = one.room(OWLS)
    two = await place.talker()
    await one.hears("here", count=2)
    live = [f for f in two.told if f["t"] == "live"][-1]
    assert live["here"] == 2
    assert (await one.get(f"/api/rooms/{OWLS}"))["here"] == 2
    start = len(one.told)
    await two.say({"t": "shut", "room": room})
    await one.hears("here", start, count=1)
    start = len(one.told)
    await two.open(room)
    await one.hears("here", start, count=2)
    start = len(one.told)
    await two.disconnect()
    await one.hears("here", start, count=1)


async def test_two_tabs_of_one_person_are_one(place: Place) -> None:
    one, other = await place.talker(), await place.talker()
    room = one.room(OWLS)
    tab = await place.visitor()
    tab.http.cookies = one.http.cookies
    await tab.connect()
    assert (await tab.open(room))["here"] == 2
    start = len(other.told)
    await tab.disconnect()
    await other.say({"t": "ping", "n": 1})
    await other.hears("pong", start)
    assert not [f for f in other.told[start:] if f["t"] == "here"]
    await one.disconnect()
    await other.hears("here", start, count=1)


async def test_opening_a_room_again_counts_once(place: Place) -> None:
    one = await place.talker()
    room = one.room(OWLS)
    for _ in range(3):
        assert (await one.open(room))["here"] == 1


async def test_typing_is_seen_by_who_is_in_the_room_and_names_no_account(place: Place) -> None:
    one, two, outsider = await place.talker(), await place.talker(), await place.peer()
    room = one.room(OWLS)
    await outsider.connect()
    await outsider.say({"t": "typing", "room": room})
    await one.say({"t": "typing", "room": room})
    seen = await two.hears("is_typing")
    member = next(r["member_id"] for r in one.me["rooms"] if r["slug"] == OWLS)
    assert seen == {"t": "is_typing", "room": room, "member_id": member, "alias": one.me["pseudonym"]}
    await outsider.say({"t": "ping", "n": 1})
    await outsider.hears("pong")
    assert not [f for f in outsider.told if f["t"] == "is_typing"]


def test_the_numbers_of_other_instances_are_added_up() -> None:
    bus, room = InProcessBus(), uuid4()
    here, told = Presence(bus, "this"), []
    here.on_change = lambda room, count: told.append(count)
    here.enter(room, uuid4())
    bus.publish(topic(room), HereChanged("that", 4))
    bus.publish(topic(room), HereChanged("that", 2))
    assert (told, here.count(room)) == ([1, 5, 3], 3)
    assert here.count(uuid4()) == 0
