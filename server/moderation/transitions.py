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

PRIVATE_ACTS = frozenset(("release",))
"""What can be done with words said in a private conversation: nobody is protected by taking them out of it."""

WITH_A_PERSON = frozenset(("converse",))
"""Not possible with a case that is about a room, and so about nobody."""

VEILED_FROM = 4
"""From this level on a message that is released stands behind the warning, as it would have with somebody on duty."""


def is_hard(level: int | None) -> bool:
    """Whether a message of this level is shown to a room behind the warning only."""
    return level is not None and level >= VEILED_FROM


def acts(state: State) -> list[str]:
    """The acts possible in a state."""
    return [act for (at, act) in TRANSITIONS if at == state]
