"""The table of channels: every state with every act, and what takes everybody."""

import pytest

from server.rooms.channel_states import ACTS, STATES, TABLE, TAKES_ALL, after

SAYS = {
    # state: pause, resume, end, block, keep, let_go, again
    "open": ("paused", None, "ended", "ended", None, None, None),
    "paused": ("paused", "open", "ended", "ended", None, None, None),
    "ended": (None, None, None, "ended", "kept", None, "open"),
    "kept": (None, None, None, "ended", None, "ended", "open"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_state_and_act(state: str, act: str) -> None:
    then = SAYS[state][ACTS.index(act)]  # type: ignore[arg-type]
    assert after(state, act, all_agree=True) == then  # type: ignore[arg-type]
    alone = state if then is not None and act in TAKES_ALL else then
    assert after(state, act, all_agree=False) == alone  # type: ignore[arg-type]


def test_ending_and_blocking_never_wait_for_anybody() -> None:
    assert not {"pause", "end", "block", "let_go"} & TAKES_ALL.keys()
    assert all("block" in acts for acts in TABLE.values())
