"""The bus: how one part of Porchlight tells every instance to look again.

It carries hints, never the truth: a lost event costs delay, not data, because whoever listens also reads
the database by a timer. Where events of a topic may have been lost, its listeners hear `LookAgain`: what you
hold may be stale. In-process here; over Redis in redis_bus.py.
"""

import logging
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

import msgspec

log = logging.getLogger(__name__)


class Event(msgspec.Struct, tag=True, array_like=True):
    """What travels on the bus."""


class SealedMessage(msgspec.Struct, array_like=True):
    """A row of a room's log as it is stored: the text is still sealed."""

    id: UUID
    position: int
    changed: int
    member_id: UUID
    alias: str
    part: str
    at: int
    state: str
    body: bytes | None
    masked: bool
    veiled: bool
    by_author: bool = False


class SealedNotice(msgspec.Struct, array_like=True):
    """A row of a personal log as it is stored."""

    id: UUID
    position: int
    changed: int
    at: int
    kind: str
    body: bytes


class RoomChanged(Event):
    """A room's log grew from `since` to `to`. With `rows` a reader that is at `since` need not ask."""

    since: int
    to: int
    rows: list[SealedMessage] | None = None


class PersonChanged(Event):
    """The same for a personal log."""

    since: int
    to: int
    rows: list[SealedNotice] | None = None


class SomeoneTypes(Event):
    member_id: UUID
    alias: str


class HereChanged(Event):
    """Members who opened or left rooms on one instance; `seq` counts that instance's changes."""

    instance: str
    seq: int
    came: list[tuple[UUID, UUID]]
    went: list[tuple[UUID, UUID]]


class HereBeat(Event):
    """An instance is alive, and its presence stands at `seq`. Whoever has it otherwise asks."""

    instance: str
    seq: int


class HereAsked(Event):
    """Tell me everyone who is with you. `instance` None: every instance."""

    instance: str | None = None


class HereAll(Event):
    """All members who have rooms open on one instance, by room."""

    instance: str
    seq: int
    here: dict[UUID, list[UUID]]


class CasesChanged(Event):
    pass


class DutyChanged(Event):
    pass


class RoomStatesChanged(Event):
    """A room was given another state."""


class Judged(Event):
    """Something was found in what an account said. Categories, no words."""

    account: UUID
    client_id: UUID
    level: int
    categories: list[str]


class Revoked(Event):
    """Sockets must close (`session_id` or `account_id`), or stop showing a room (`room_id` too)."""

    id: int
    code: str
    session_id: UUID | None = None
    account_id: UUID | None = None
    room_id: UUID | None = None


class KeysGone(Event):
    """These owners' keys were deleted: whoever holds one in memory forgets it."""

    owners: list[UUID]


class LookAgain(Event):
    """Events of this topic may have been lost: read what it is about anew."""


AnyEvent = (
    RoomChanged | PersonChanged | SomeoneTypes | HereChanged | HereBeat | HereAsked | HereAll
    | CasesChanged | DutyChanged | RoomStatesChanged | Judged | Revoked | KeysGone | LookAgain
)  # fmt: skip
Listener = Callable[[AnyEvent], None]

EVERYTHING = "everything"
"""The topic whose `LookAgain` is about all topics."""
HERE = "here"
CASES = "cases"
DUTY = "duty"
ROOM_STATES = "room_states"
RULES = "rules"
JUDGED = "judged"
REVOCATIONS = "revocations"
KEYS = "keys"


def room(id: UUID) -> str:
    """The topic of a room."""
    return f"room:{id}"


def person(id: UUID) -> str:
    """The topic of an account."""
    return f"person:{id}"


class Bus(Protocol):
    """What every bus can do. Listeners are called on the event loop and must not block."""

    @property
    def sure(self) -> bool:
        """Whether events arrive now, as far as can be known. Where they do not, whoever listens reads more often."""

    def of(self, epoch: str) -> None:
        """Which history this instance's events tell of: what tells of another one is never taken for it."""

    def publish(self, topic: str, event: AnyEvent) -> None: ...

    def subscribe(self, topic: str, listener: Listener) -> None: ...

    def unsubscribe(self, topic: str, listener: Listener) -> None: ...

    async def run(self) -> None:
        """What the bus has to do to carry events, until cancelled."""


class InProcessBus:
    """The bus of a single instance: nothing can be lost, so it is always sure."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}

    @property
    def sure(self) -> bool:
        return True

    def of(self, epoch: str) -> None:
        """Nothing: nobody else is heard."""

    def publish(self, topic: str, event: AnyEvent) -> None:
        self.deliver(topic, event)

    def deliver(self, topic: str, event: AnyEvent) -> None:
        """Call this process's listeners, in the order in which they came."""
        for listener in tuple(self._listeners.get(topic, ())):
            try:
                listener(event)
            except Exception:
                # Whoever publishes has stored something; a listener's fault must not reach them.
                log.exception("a listener of the bus failed")

    def subscribe(self, topic: str, listener: Listener) -> None:
        self._listeners.setdefault(topic, []).append(listener)

    def unsubscribe(self, topic: str, listener: Listener) -> None:
        listeners = self._listeners[topic]
        listeners.remove(listener)
        if not listeners:
            del self._listeners[topic]

    def topics(self) -> frozenset[str]:
        """The topics somebody here listens to."""
        return frozenset(self._listeners)

    async def run(self) -> None:
        """Nothing: a call carries an event."""
