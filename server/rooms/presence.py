"""Who is here: the members who have a room open, on every instance. People are only ever told their number, and none
of it is stored.

Each instance tells the others who came and went, a few times a second at most, and counts what it has told. A beat
says that it is alive and how far it has counted: who has missed something asks for everyone, and who hears no beat
any more forgets that instance, so the number mends by itself whatever was killed.
"""

import asyncio
from collections.abc import Callable, Collection
from uuid import UUID

from server.ground.bus import HERE, AnyEvent, Bus, HereAll, HereAsked, HereBeat, HereChanged, LookAgain

TELL_EVERY_S = 0.1
EACH_S = 0.0001
"""The pause for each member who was told, if that is more: a crowd that comes into one large room tells it ten times a
second otherwise, which is half of what a processor can do for 5,000."""
BEAT_EVERY_S = 2.0
FORGET_AFTER_S = 7.0
"""An instance of which nothing was heard for this long is gone: three beats missed."""

Rooms = dict[UUID, set[UUID]]


class Others:
    """What another instance has told of itself."""

    def __init__(self) -> None:
        self.seq = -1
        self.heard = 0.0
        self.here: Rooms = {}


class Presence:
    """Counts members, not sockets: two tabs of one person are one, on two instances too."""

    def __init__(self, bus: Bus, instance: str, clock: Callable[[], float] | None = None) -> None:
        self._bus = bus
        self._instance = instance
        self._clock = clock or (lambda: asyncio.get_running_loop().time())
        self._tabs: dict[UUID, dict[UUID, int]] = {}
        self._seq = 0
        self._came: set[tuple[UUID, UUID]] = set()
        self._went: set[tuple[UUID, UUID]] = set()
        self._changed = asyncio.Event()
        self._others: dict[str, Others] = {}
        self.on_change: Callable[[UUID, int], None] = lambda room, count: None
        bus.subscribe(HERE, self._heard)

    def enter(self, room: UUID, member: UUID) -> None:
        members = self._tabs.setdefault(room, {})
        members[member] = members.get(member, 0) + 1
        if members[member] == 1:
            self._note(room, member, self._came, self._went)

    def leave(self, room: UUID, member: UUID) -> None:
        members = self._tabs[room]
        members[member] -= 1
        if not members[member]:
            del members[member]
            self._note(room, member, self._went, self._came)
        if not members:
            del self._tabs[room]

    def _note(self, room: UUID, member: UUID, now: set[tuple[UUID, UUID]], before: set[tuple[UUID, UUID]]) -> None:
        if (room, member) in before:  # nobody was told of it yet
            before.remove((room, member))
        else:
            now.add((room, member))
        self._changed.set()

    def here(self, room: UUID) -> set[UUID]:
        """The members who have the room open now, on all instances."""
        elsewhere = [there for other in self._others.values() if (there := other.here.get(room))]
        return set(self._tabs.get(room, {})).union(*elsewhere)

    def count(self, room: UUID) -> int:
        """How many members have the room open, on all instances."""
        mine = self._tabs.get(room, {})
        elsewhere = [there for other in self._others.values() if (there := other.here.get(room))]
        return len(mine.keys() | set().union(*elsewhere)) if elsewhere else len(mine)

    async def run(self) -> None:
        """Tells who came and went, until cancelled."""
        beat_at = 0.0
        while True:
            try:
                async with asyncio.timeout(max(0.0, beat_at - self._clock())):
                    await self._changed.wait()
            except TimeoutError:
                self._bus.publish(HERE, HereBeat(self._instance, self._seq))
                self.forget_the_silent()
                beat_at = self._clock() + BEAT_EVERY_S
            else:
                await asyncio.sleep(min(max(TELL_EVERY_S, EACH_S * self.tell()), BEAT_EVERY_S))

    def tell(self) -> int:
        """Say who came and went since the last time: to the other instances, and how many are here to the rooms.
        Returns how many members were told."""
        self._changed.clear()
        came, went = sorted(self._came), sorted(self._went)
        self._came, self._went = set(), set()
        if not came and not went:
            return 0
        self._seq += 1
        self._bus.publish(HERE, HereChanged(self._instance, self._seq, came, went))
        return self._say({room for room, _ in (*came, *went)})

    def forget_the_silent(self) -> None:
        """Instances that were killed take their members with them."""
        for instance, other in list(self._others.items()):
            if self._clock() - other.heard > FORGET_AFTER_S:
                del self._others[instance]
                self._say(other.here.keys())

    def _say(self, rooms: Collection[UUID]) -> int:
        counts = {room: self.count(room) for room in rooms}
        for room, count in counts.items():
            self.on_change(room, count)
        return sum(counts.values())

    # What other instances tell --------------------------------------------------------------------------

    def _heard(self, event: AnyEvent) -> None:
        if isinstance(event, LookAgain):
            self._bus.publish(HERE, HereAsked())
        elif isinstance(event, HereAsked):
            if event.instance in (None, self._instance):
                self._answer()
        elif isinstance(event, HereAll | HereBeat | HereChanged) and event.instance != self._instance:
            other = self._others.setdefault(event.instance, Others())
            other.heard = self._clock()
            if isinstance(event, HereAll):
                self._take_all(other, event)
            elif isinstance(event, HereChanged) and event.seq == other.seq + 1:
                self._take_change(other, event)
            elif event.seq != other.seq:
                self._bus.publish(HERE, HereAsked(event.instance))

    def _answer(self) -> None:
        self.tell()
        here = {room: sorted(members) for room, members in self._tabs.items()}
        self._bus.publish(HERE, HereAll(self._instance, self._seq, here))

    def _take_all(self, other: Others, event: HereAll) -> None:
        rooms = other.here.keys() | event.here.keys()
        other.seq, other.here = event.seq, {room: set(members) for room, members in event.here.items()}
        self._say(rooms)

    def _take_change(self, other: Others, event: HereChanged) -> None:
        other.seq = event.seq
        for room, member in event.came:
            other.here.setdefault(room, set()).add(member)
        for room, member in event.went:
            members = other.here.get(room, set())
            members.discard(member)
            if not members:
                other.here.pop(room, None)
        self._say({room for room, _ in (*event.came, *event.went)})
