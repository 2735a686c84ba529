"""The bus: how one part of Porchlight tells every instance to look again.

It carries hints, never the truth: a lost event costs delay, not data, because whoever listens also reads
the database by a timer. `on_doubt` is called when events may have been lost, and means "everything you
hold may be stale".
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
    """How many members have a room open on one instance."""

    instance: str
    count: int


class CasesChanged(Event):
    pass


class DutyChanged(Event):
    pass


class Revoked(Event):
    """Sockets must close (`session_id` or `account_id`), or stop showing a room (`room_id` too)."""

    id: int
    code: str
    session_id: UUID | None = None
    account_id: UUID | None = None
    room_id: UUID | None = None


AnyEvent = RoomChanged | PersonChanged | SomeoneTypes | HereChanged | CasesChanged | DutyChanged | Revoked
Listener = Callable[[AnyEvent], None]

CASES = "cases"
DUTY = "duty"
REVOCATIONS = "revocations"


def room(id: UUID) -> str:
    """The topic of a room."""
    return f"room:{id}"


def person(id: UUID) -> str:
    """The topic of an account."""
    return f"person:{id}"


class Bus(Protocol):
    """What every bus can do. Listeners are called on the event loop and must not block."""

    def publish(self, topic: str, event: AnyEvent) -> None: ...

    def subscribe(self, topic: str, listener: Listener) -> None: ...

    def unsubscribe(self, topic: str, listener: Listener) -> None: ...

    def on_doubt(self, listener: Callable[[], None]) -> None: ...


class InProcessBus:
    """The bus of a single instance: nothing can be lost, so doubt never arises."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}

    def publish(self, topic: str, event: AnyEvent) -> None:
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

    def on_doubt(self, listener: Callable[[], None]) -> None:
        """Kept for the interface: this bus is never in doubt."""
