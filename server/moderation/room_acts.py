"""What can be done with a room as a whole: one table, (state, act) -> state. An act outside it is refused.

Each act is a row that ends by the database's clock, or is taken back; the newest that holds is the room's state, so
that a freeze of ten minutes in a slow room leaves it slow. rooms/room_acts.py carries acts out, the append enforces
them (append_messages_18.sql).
"""

from datetime import timedelta
from typing import Literal

import msgspec

from server.ground.api_rooms import RoomActName
from server.ground.protocol import RoomStateName
from server.moderation.policy import CaseOrder, Decision

TRANSITIONS: dict[tuple[RoomStateName, RoomActName], RoomStateName | Literal["before"]] = {
    ("normal", "slow"): "slow",
    ("normal", "hold_all"): "hold_all",
    ("normal", "freeze"): "frozen",
    ("normal", "undo"): "before",
    ("slow", "slow"): "slow",  # another pace, or for longer
    ("slow", "hold_all"): "hold_all",
    ("slow", "freeze"): "frozen",
    ("slow", "normal"): "normal",
    ("slow", "undo"): "before",
    ("hold_all", "slow"): "slow",
    ("hold_all", "hold_all"): "hold_all",
    ("hold_all", "freeze"): "frozen",
    ("hold_all", "normal"): "normal",
    ("hold_all", "undo"): "before",
    ("frozen", "slow"): "slow",
    ("frozen", "hold_all"): "hold_all",
    ("frozen", "freeze"): "frozen",
    ("frozen", "normal"): "normal",
    ("frozen", "undo"): "before",
}
"""To undo makes of a room whatever it was in before the newest act."""

FACILITATORS: frozenset[tuple[RoomStateName, RoomActName]] = frozenset(
    (("normal", "slow"), ("slow", "slow"), ("slow", "normal"), ("slow", "undo"), ("normal", "undo"))
)
"""What a facilitator can do in their own room: slow it down, and take that back."""

HOLDS = "room_holds"
"""What the append answers to a message that is to wait for a person, and does not say so."""
PACES_S = (15, 60, 300)
"""Slow mode: each person says one thing in so many seconds."""
SHORTEST_S, LONGEST_S = 60, 7 * 86_400
UNDO = timedelta(minutes=10)
"""How long an act can be undone. Later the room is given another state instead."""

HELD = CaseOrder(category="room_held", level=0, care=False, urgency="soon", due_s=300)
"""The case of a message that only the room's state holds. It joins what is open about its author, and nobody outside is
called for it."""
HELD_AT_MOST_S = 86_400
"""A hold that nobody reviews: after so long the message is shown, and its author told."""


def held(decision: Decision) -> Decision:
    """What the policy decided, in a room where each message waits for a person."""
    return msgspec.structs.replace(
        decision,
        action="hold",
        notice=decision.notice or "held_room",
        case=decision.case or HELD,
        release_after_s=decision.release_after_s or HELD_AT_MOST_S,
    )


def acts(state: RoomStateName, *, moderator: bool) -> list[RoomActName]:
    """The acts possible in a state, for a moderator or for a facilitator of the room."""
    return [act for (at, act) in TRANSITIONS if at == state and (moderator or (at, act) in FACILITATORS)]
