"""The bus in one process: whoever listens to a topic hears it, in order, until they no longer do."""

import uuid

import msgspec
import pytest

from server.ground.bus import (
    AnyEvent,
    CasesChanged,
    DutyChanged,
    HereAll,
    HereAsked,
    HereBeat,
    HereChanged,
    InProcessBus,
    LookAgain,
    PersonChanged,
    Revoked,
    RoomChanged,
    SealedMessage,
    SomeoneTypes,
)

ID = uuid.UUID(int=1)
EVENTS: list[AnyEvent] = [
    RoomChanged(1, 2, [SealedMessage(ID, 2, 2, ID, "Quiet Heron", "peer", 5, "shown", b"\0sealed", True, False)]),
    RoomChanged(1, 2), PersonChanged(3, 4), SomeoneTypes(ID, "Quiet Heron"), CasesChanged(),
    DutyChanged(), Revoked(7, "left", None, ID, ID), HereChanged("this", 3, [(ID, ID)], []), HereBeat("this", 3),
    HereAsked(), HereAsked("this"), HereAll("this", 3, {ID: [ID]}), LookAgain(),
]  # fmt: skip


def test_whoever_listens_hears_in_order_and_others_do_not() -> None:
    bus, here, there = InProcessBus(), [], []
    bus.subscribe("here", here.append)
    bus.subscribe("there", there.append)
    for event in EVENTS:
        bus.publish("here", event)
    bus.publish("nowhere", EVENTS[0])
    assert (here, there) == (EVENTS, [])


def test_whoever_stops_listening_hears_no_more_even_in_the_middle() -> None:
    bus, heard = InProcessBus(), []

    def once(event: AnyEvent) -> None:
        heard.append("once")
        bus.unsubscribe("here", once)

    bus.subscribe("here", once)
    bus.subscribe("here", lambda event: heard.append("always"))
    bus.publish("here", EVENTS[0])
    bus.publish("here", EVENTS[0])
    assert heard == ["once", "always", "always"]
    assert not bus._listeners.get("there")


def test_a_topic_nobody_listens_to_is_forgotten() -> None:
    bus = InProcessBus()
    bus.subscribe("here", print)
    bus.unsubscribe("here", print)
    assert bus._listeners == {}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_travels_as_bytes(event: AnyEvent) -> None:
    """What a bus between instances needs."""
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(event), type=AnyEvent) == event
