"""What can be done with a case: one table, (state, act) -> (state, effects), for these kinds of case. An act outside
it is refused.

A case that is taken is held by a lease; once that has lapsed, it counts as open again, so nobody's absence holds a
case. The effects are names: rooms/acts.py carries them out, in this order, before the case moves.
"""

from typing import Literal, NamedTuple

State = Literal["open", "taken", "closed"]
Kind = Literal["danger", "boundary", "asked", "appeal", "complaint"]
Effect = Literal[
    "others_leave",  # only who has the case reads in its conversation
    "climb_anew",  # whoever was talked with is told that the moderator has gone, and alerts count from now
    "converse",
    "change_message",  # as MESSAGE_ACTS says; its author is told
    "check_none_held",  # every held message has its answer first
    "end_pause",  # the machine's, until somebody had looked: somebody has
    "end_conversation",
    "check_none_since",  # it cannot come back beside a newer case about the same
    "resume_conversation",
    "sanction",  # a row with its end; the person is told why and how long
    "undo_sanction",
    "second_sanction",
    "tell_note",
    "put_right",  # what was appealed against is undone
    "answer_appeal",
    "answer_complaint",
    "look_after_room",  # whoever was there gets a quiet word
    "offer_follow_up",
    "offer_after_danger",  # after the gravest levels the person is offered one by itself
    "ask_hand_over",  # of the person, who says yes or no on their own screen
    "end_asks",  # what they were asked and have not answered
    "hand_over",  # without asking, by a lead
    "tell_hand_over",
    "check_hand_over_told",  # somebody has said when the person is told
    "check_pack",
]  # fmt: skip

ABOUT_PEOPLE: frozenset[Kind] = frozenset(("danger", "boundary", "asked"))
DANGER: frozenset[Kind] = frozenset(("danger",))
IN_NEED: frozenset[Kind] = frozenset(("danger", "asked"))
HOUSE_RULES: frozenset[Kind] = frozenset(("boundary",))
"""Somebody in danger, or who asks for help, is no offender: nothing about them leads to a sanction."""
APPEALS: frozenset[Kind] = frozenset(("appeal",))
COMPLAINTS: frozenset[Kind] = frozenset(("complaint",))
ALL: frozenset[Kind] = ABOUT_PEOPLE | APPEALS | COMPLAINTS


class Step(NamedTuple):
    """What an act makes of a case, for which kinds of case."""

    becomes: State
    effects: tuple[Effect, ...] = ()
    kinds: frozenset[Kind] = ABOUT_PEOPLE


TRANSITIONS: dict[tuple[State, str], Step] = {
    ("open", "take"): Step("taken", ("others_leave",), ALL),
    ("taken", "hand_back"): Step("open", ("climb_anew",), ALL),
    ("taken", "converse"): Step("taken", ("converse",)),
    ("taken", "hold"): Step("taken", ("change_message",)),
    ("taken", "release"): Step("taken", ("change_message",)),
    ("taken", "decline"): Step("taken", ("change_message",)),
    ("taken", "remove"): Step("taken", ("change_message",)),
    ("taken", "nudge"): Step("taken", ("sanction",), HOUSE_RULES),
    ("taken", "warning"): Step("taken", ("sanction",), HOUSE_RULES),
    ("taken", "mute"): Step("taken", ("sanction",), HOUSE_RULES),
    ("taken", "time_out"): Step("taken", ("sanction",), HOUSE_RULES),
    ("taken", "removal"): Step("taken", ("sanction",), HOUSE_RULES),
    ("taken", "suspension"): Step("taken", ("sanction",), HOUSE_RULES),
    ("taken", "undo"): Step("taken", ("undo_sanction",), HOUSE_RULES),
    ("taken", "second"): Step("taken", ("second_sanction",), HOUSE_RULES),
    ("taken", "note"): Step("taken", (), ALL),
    ("taken", "share"): Step("taken", ("tell_note",), ALL),
    ("taken", "look_after_room"): Step("taken", ("look_after_room",), DANGER),
    ("taken", "offer_follow_up"): Step("taken", ("offer_follow_up",), IN_NEED),
    ("taken", "ask_hand_over"): Step("taken", ("ask_hand_over",)),
    ("taken", "hand_over"): Step("taken", ("hand_over",)),
    ("taken", "tell_hand_over"): Step("taken", ("tell_hand_over",)),
    ("taken", "open_pack"): Step("taken", ("check_pack",)),
    ("taken", "close"): Step(
        "closed",
        ("check_none_held", "check_hand_over_told", "end_pause", "end_asks", "end_conversation", "offer_after_danger"),
    ),
    ("taken", "uphold"): Step("closed", ("answer_appeal",), APPEALS),
    ("taken", "overturn"): Step("closed", ("put_right", "answer_appeal"), APPEALS),
    ("taken", "answer"): Step("closed", ("answer_complaint",), COMPLAINTS),
    ("closed", "reopen"): Step("taken", ("check_none_since", "resume_conversation")),
}

SANCTIONS = frozenset(act for (_, act), step in TRANSITIONS.items() if "sanction" in step.effects)
ON_SANCTION = frozenset(("undo", "second"))
"""These name which sanction."""

ASKS_WHOM = frozenset(("ask_hand_over", "hand_over"))
"""These say to whom and why; the person reads it with the question, or once it is safe that they know."""
REASON_TOLD = frozenset(("decline", "remove", "share", "uphold", "overturn", "answer")) | ASKS_WHOM | SANCTIONS
"""These say why, and the person reads it."""
REASON_NEEDED = REASON_TOLD | {"close", "note"}
"""So do these, for whoever reads the case later. Both are sealed under the case's key."""

SEEN_BY: dict[Kind, frozenset[str]] = {
    "danger": frozenset(("moderator", "lead")),
    "boundary": frozenset(("moderator", "lead")),
    "asked": frozenset(("moderator", "lead")),
    "appeal": frozenset(("moderator", "lead", "trustee")),
    "complaint": frozenset(("trustee",)),
}
"""Which roles see which kinds of case. A trustee also sees those in which a sanction waits for a second person."""

SEEN_BY_OF_CATEGORY: dict[tuple[Kind, str], frozenset[str]] = {
    ("complaint", "trustee"): frozenset(("lead",)),  # about a trustee: kept from all of them
    ("complaint", "trustee_no_lead"): frozenset(("moderator",)),  # the same, where the place has no lead
    ("complaint", "conduct"): frozenset(("lead", "trustee")),  # what a moderator said in private: never theirs to see
}
"""Complaints that go another way."""


def seen_by(kind: Kind, category: str) -> frozenset[str]:
    """Which roles see a case."""
    return SEEN_BY_OF_CATEGORY.get((kind, category), SEEN_BY[kind])


FOR_TRUSTEES = frozenset(
    ("take", "hand_back", "second", "undo", "note", "share", "uphold", "overturn", "answer")
)  # fmt: skip
"""What a trustee who is no moderator can do in the cases they see."""

FOR_LEADS = frozenset(("hand_over", "tell_hand_over"))
"""What a lead decides, and nobody else."""

MESSAGE_ACTS: dict[str, tuple[frozenset[str], str]] = {
    "hold": (frozenset(("shown",)), "held"),
    "release": (frozenset(("held",)), "shown"),
    "decline": (frozenset(("held",)), "declined"),
    "remove": (frozenset(("shown", "held")), "removed"),
}
"""act -> (states a message may be in, the state it gets)."""

PRIVATE_ACTS = frozenset(("release",))
"""What can be done with words said in a private conversation: nobody is protected by taking them out of it."""

WITH_A_PERSON = (
    frozenset(("converse", "share", "offer_follow_up", "open_pack")) | ASKS_WHOM | FOR_LEADS | SANCTIONS | ON_SANCTION
)
"""Not possible with a case that is about a room, and so about nobody."""

VEILED_FROM = 4
"""From this level on a message that is released stands behind the warning, as it would have with somebody on duty."""


def is_hard(level: int | None) -> bool:
    """Whether a message of this level is shown to a room behind the warning only."""
    return level is not None and level >= VEILED_FROM


def step(state: State, act: str, kind: Kind) -> Step | None:
    """What an act makes of a case of this kind, or None where it is refused."""
    found = TRANSITIONS.get((state, act))
    return found if found is not None and kind in found.kinds else None


def acts(state: State, kind: Kind) -> list[str]:
    """The acts possible with a case of this kind in a state."""
    return [act for (at, act), step in TRANSITIONS.items() if at == state and kind in step.kinds]
