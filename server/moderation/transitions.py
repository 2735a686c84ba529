"""What can be done with a case in which state: one table. An act outside it is refused.

A case that is taken is held by a lease; once that has lapsed, it counts as open again, so nobody's
absence holds a case.
"""

from typing import Literal

State = Literal["open", "taken", "closed"]

TRANSITIONS: dict[tuple[State, str], State] = {
    ("open", "take"): "taken",
    ("taken", "hand_back"): "open",
    ("taken", "converse"): "taken",
    ("taken", "hold"): "taken",
    ("taken", "release"): "taken",
    ("taken", "decline"): "taken",
    ("taken", "remove"): "taken",
    ("taken", "close"): "closed",
    ("closed", "reopen"): "taken",
}

REASON_NEEDED = frozenset(("remove", "decline", "close"))
"""These acts say why: the person is told, or whoever reads the case later."""

MESSAGE_ACTS: dict[str, tuple[frozenset[str], str]] = {
    "hold": (frozenset(("shown",)), "held"),
    "release": (frozenset(("held",)), "shown"),
    "decline": (frozenset(("held",)), "declined"),
    "remove": (frozenset(("shown", "held")), "removed"),
}
"""act -> (states a message may be in, the state it gets)."""


def acts(state: State) -> list[str]:
    """The acts possible in a state."""
    return [act for (at, act) in TRANSITIONS if at == state]
