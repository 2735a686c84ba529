"""Who is here: people are counted, not tabs; only the number is told, and typing fades by itself."""

from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from server.ground.bus import HERE, AnyEvent, HereBeat, HereChanged, InProcessBus, LookAgain
from server.rooms.presence import FORGET_AFTER_S, Presence
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


class Pair:
    """Two instances on one bus, on a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.bus = InProcessBus()
        self.told: list[tuple[UUID, int]] = []
        self.this, self.that = self.instance("this"), self.instance("that")
        self.this.on_change = lambda room, count: self.told.append((room, count))

    def instance(self, name: str) -> Presence:
        return Presence(self.bus, name, lambda: self.now)


def test_members_of_other_instances_count_and_nobody_counts_twice() -> None:
    pair, room, person = Pair(), uuid4(), uuid4()
    pair.this.enter(room, person)
    pair.that.enter(room, person)
    pair.that.enter(room, uuid4())
    pair.this.tell()
    pair.that.tell()
    assert (pair.this.count(room), pair.that.count(room)) == (2, 2)
    assert pair.told == [(room, 1), (room, 2)]
    pair.this.leave(room, person)
    pair.this.tell()
    assert pair.this.count(room) == 2, "one is still there, in a tab on the other instance"
    assert pair.this.count(uuid4()) == 0


def test_who_comes_and_goes_between_two_tellings_is_not_told_of() -> None:
    pair, room, person = Pair(), uuid4(), uuid4()
    heard: list[AnyEvent] = []
    pair.bus.subscribe(HERE, heard.append)
    pair.this.enter(room, person)
    pair.this.leave(room, person)
    pair.this.tell()
    assert heard == []


def test_an_instance_that_was_killed_is_forgotten_by_itself_and_one_that_beats_is_not() -> None:
    pair, room = Pair(), uuid4()
    pair.that.enter(room, uuid4())
    pair.that.tell()
    pair.now += FORGET_AFTER_S
    pair.bus.publish(HERE, HereBeat("that", 1))
    pair.now += FORGET_AFTER_S
    pair.this.forget_the_silent()
    assert pair.this.count(room) == 1
    pair.now += 1
    pair.this.forget_the_silent()
    assert pair.told[-1] == (room, 0)


def test_who_has_missed_something_asks_and_has_it_right_again() -> None:
    pair, room = Pair(), uuid4()
    pair.that.enter(room, uuid4())
    pair.that.tell()
    late = pair.instance("late")
    assert late.count(room) == 0
    pair.bus.publish(HERE, HereBeat("that", 1))
    assert late.count(room) == 1
    pair.bus.publish(HERE, HereChanged("that", 3, [(room, uuid4())], []))  # the second one was lost
    assert late.count(room) == 1, "what that instance says of itself holds"


def test_after_a_doubt_every_instance_tells_everything() -> None:
    pair, room = Pair(), uuid4()
    pair.this.enter(room, uuid4())
    pair.that.enter(room, uuid4())
    late = pair.instance("late")
    pair.bus.publish(HERE, LookAgain())
    assert late.count(room) == 2


class Comings(RuleBasedStateMachine):
    """Members come and go on two instances, and what one tells the other may be lost: in the end both count right."""

    def __init__(self) -> None:
        super().__init__()
        self.pair = Pair()
        self.open: list[tuple[Presence, UUID, UUID]] = []
        self.deliver = self.pair.bus.deliver

    @rule(who=st.integers(0, 3), room=st.integers(0, 1), on_this=st.booleans())
    def comes(self, who: int, room: int, on_this: bool) -> None:
        there = (self.pair.this if on_this else self.pair.that, UUID(int=room), UUID(int=who))
        there[0].enter(*there[1:])
        self.open.append(there)

    @precondition(lambda self: self.open)
    @rule(which=st.integers(0, 1000))
    def goes(self, which: int) -> None:
        presence, room, member = self.open.pop(which % len(self.open))
        presence.leave(room, member)

    @rule(lost=st.booleans(), on_this=st.booleans())
    def tells(self, lost: bool, on_this: bool) -> None:
        if lost:
            self.pair.bus.deliver = lambda topic, event: None  # type: ignore[method-assign]
        (self.pair.this if on_this else self.pair.that).tell()
        self.pair.bus.deliver = self.deliver  # type: ignore[method-assign]

    @rule()
    def both_count_right_after_a_beat(self) -> None:
        for presence, name in ((self.pair.this, "this"), (self.pair.that, "that")):
            presence.tell()
            self.pair.bus.publish(HERE, HereBeat(name, presence._seq))
        for room in (UUID(int=0), UUID(int=1)):
            people = {member for _, where, member in self.open if where == room}
            assert self.pair.this.count(room) == self.pair.that.count(room) == len(people)
            assert self.pair.this.here(room) == self.pair.that.here(room) == people

    def teardown(self) -> None:
        self.both_count_right_after_a_beat()


TestComings = Comings.TestCase
