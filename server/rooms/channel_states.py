"""What may be done with a channel when, and what becomes of it: one table.

Everything here is neutral to the others: a channel is paused or has ended, and nobody is told by whom, or why.
"""

from collections.abc import Iterator
from typing import get_args

from server.ground.api_one_to_one import Act, State

TABLE: dict[State, dict[Act, State]] = {
    "open": {"pause": "paused", "end": "ended", "block": "ended"},
    "paused": {"pause": "paused", "resume": "open", "end": "ended", "block": "ended"},
    "ended": {"keep": "kept", "again": "open", "block": "ended"},
    "kept": {"let_go": "ended", "again": "open", "block": "ended"},
}
"""State, act, next state. What is not here is refused. A block makes an end of what both have kept, too."""

STATES: tuple[State, ...] = get_args(State)
ACTS: tuple[Act, ...] = get_args(Act)

TAKES_ALL: dict[Act, tuple[str, bool]] = {
    "resume": ("paused", False),
    "keep": ("keeps", True),
    "again": ("again", True),
}
"""What happens only once everybody has chosen it: the column in which each one's choice is kept, and the choice."""

CHOOSES: dict[Act, tuple[str, bool]] = {"pause": ("paused", True), **TAKES_ALL}
CLOSED: frozenset[State] = frozenset(("paused", "ended", "kept"))
"""Nobody can write."""


def after(state: State, act: Act, *, all_agree: bool) -> State | None:
    """The next state, or None where the act is refused. `all_agree`: everybody has chosen what this act chooses."""
    then = TABLE[state].get(act)
    return state if then is not None and act in TAKES_ALL and not all_agree else then


def possible(state: State) -> Iterator[Act]:
    yield from TABLE[state]
