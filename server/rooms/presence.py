"""Who is here: how many members have a room open, counted on each instance and added up over the bus.

Only the number is ever told, and it is not stored.
"""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from server.ground.bus import AnyEvent, Bus, HereChanged, room


class Presence:
    """Counts members, not sockets: two tabs of one person are one."""

    def __init__(self, bus: Bus, instance: str) -> None:
        self._bus = bus
        self._instance = instance
        self._here: dict[UUID, dict[UUID, int]] = {}
        self._counts: dict[UUID, dict[str, int]] = {}
        self._listeners: dict[UUID, Callable[[AnyEvent], None]] = {}
        self.on_change: Callable[[UUID, int], None] = lambda room, count: None

    def enter(self, room_id: UUID, member_id: UUID) -> None:
        members = self._here.get(room_id)
        if members is None:
            members = self._here[room_id] = {}
            self._listeners[room_id] = partial(self._heard, room_id)
            self._bus.subscribe(room(room_id), self._listeners[room_id])
        members[member_id] = members.get(member_id, 0) + 1
        if members[member_id] == 1:
            self._say(room_id)

    def leave(self, room_id: UUID, member_id: UUID) -> None:
        members = self._here[room_id]
        members[member_id] -= 1
        if not members[member_id]:
            del members[member_id]
            self._say(room_id)
        if not members:
            del self._here[room_id]
            self._counts.pop(room_id, None)
            self._bus.unsubscribe(room(room_id), self._listeners.pop(room_id))

    def count(self, room_id: UUID) -> int:
        """How many members have the room open, on all instances."""
        return sum(self._counts.get(room_id, {}).values())

    def _say(self, room_id: UUID) -> None:
        self._bus.publish(room(room_id), HereChanged(self._instance, len(self._here[room_id])))

    def _heard(self, room_id: UUID, event: AnyEvent) -> None:
        if isinstance(event, HereChanged):
            self._counts.setdefault(room_id, {})[event.instance] = event.count
            self.on_change(room_id, self.count(room_id))
