"""Every row of the two tables of the safety brief; how findings combine; a policy with a gap is refused."""

from pathlib import Path

import pytest

from server.moderation.assess import Assessment, assess
from server.moderation.policy import SHIPPED, Decision, Situation, decide, shipped_policy
from server.moderation.policy_file import ACTIONS, ROOMS, PolicyRejected, load
from server.moderation.rules import shipped
from server.moderation.ruleset import Match


def found(*findings: tuple[str, int], failed: tuple[str, ...] = ()) -> Assessment:
    matches = tuple(Match(f"r-{c}", c, level, "says", 2 * i, 2 * i + 1) for i, (c, level) in enumerate(findings))
    levels = [level for _, level in findings]
    return Assessment(max(levels, default=0), tuple(c for c, _ in findings), matches, "test", failed)


def decided(*findings: tuple[str, int], room="room", staffed=True, known=True, before=(), failed=()) -> Decision:
    return decide(found(*findings, failed=failed), Situation(room, staffed, known, frozenset(before)))


def case_of(decision: Decision) -> tuple | None:
    case = decision.case
    return case and (case.urgency, case.due_s, case.page_s, case.lead)


# category, level -> in a room staffed, unstaffed, in a channel; the card; the case when staffed, when not
LADDER = [
    ("idiom", 0, "deliver", "deliver", "deliver", "none", None, None),
    ("recovery", 0, "deliver", "deliver", "deliver", "none", None, None),
    ("services", 0, "deliver", "deliver", "deliver", "services", None, None),
    ("distress", 1, "deliver", "deliver", "deliver", "options", None, None),
    ("self_harm", 1, "deliver", "deliver", "deliver", "options", None, None),
    ("crisis", 2, "deliver", "deliver", "deliver", "warm", ("later", 1800, None, False), ("later", 1800, None, False)),
    ("crisis", 3, "deliver", "deliver", "deliver", "crisis", ("soon", 300, None, False), ("soon", 300, 0, False)),
    ("self_harm", 3, "deliver", "deliver", "deliver", "crisis", ("soon", 300, None, False), ("soon", 300, 0, False)),
    ("concern", 3, "deliver", "deliver", "deliver", "helper", ("soon", 300, None, False), ("soon", 300, 0, False)),
    ("crisis", 4, "veil", "hold", "deliver", "emergency", ("now", 60, 120, False), ("now", 60, 0, False)),
    ("crisis", 5, "hold", "hold", "deliver", "emergency", ("now", 60, 0, False), ("now", 60, 0, False)),
]
APART = [
    ("threat", "hold", "deliver", "none", ("now", 60, 120, True)),
    ("child", "deliver", "deliver", "youth", ("now", 300, 300, True)),
    ("disclosure_past", "deliver", "deliver", "abuse", ("later", 1800, None, False)),
    ("disclosure_now", "deliver", "deliver", "abuse", ("now", 300, 300, False)),
    ("contact", "mask", "mask", "none", None),
    ("off_platform", "mask", "hold", "none", ("later", 1800, None, False)),
    ("secrecy", "deliver", "deliver", "none", None),
    ("meeting", "hold", "hold", "none", ("later", 1800, None, False)),
    ("money", "hold", "hold", "none", ("later", 1800, None, False)),
    ("sexual", "hold", "hold", "none", ("soon", 300, None, False)),
    ("sexual_explicit", "block", "block", "none", ("soon", 300, None, False)),
    ("sexual_minor", "block", "block", "none", ("now", 60, 120, True)),
    ("grooming", "hold", "hold", "none", ("now", 60, 120, True)),
    ("dosing", "hold", "hold", "none", ("later", 1800, None, False)),
    ("pro_ed", "hold", "hold", "services", ("soon", 300, None, False)),
    ("diagnosing", "deliver", "deliver", "none", None),
    ("harassment", "hold", "hold", "none", ("soon", 300, None, False)),
    ("harassment_absent", "deliver", "deliver", "none", None),
    ("hate", "hold", "hold", "none", ("soon", 300, None, False)),
    ("stigma", "hold", "hold", "none", ("soon", 300, None, False)),
    ("encouragement", "hold", "hold", "none", ("now", 60, 120, False)),
    ("doxxing", "hold", "hold", "none", ("now", 60, 120, False)),
    ("spam", "hold", "hold", "none", ("later", 1800, None, False)),
    ("recruiting", "hold", "hold", "none", ("later", 1800, None, False)),
    ("over_dependence", "deliver", "deliver", "none", None),
]


@pytest.mark.parametrize(
    ("category", "level", "staffed", "unstaffed", "channel", "card", "case", "case_unstaffed"), LADDER
)
def test_the_ladder(category, level, staffed, unstaffed, channel, card, case, case_unstaffed) -> None:
    in_room, alone = decided((category, level)), decided((category, level), staffed=False)
    one_to_one = decided((category, level), room="channel")
    assert (in_room.action, alone.action, one_to_one.action) == (staffed, unstaffed, channel)
    assert {d.card for d in (in_room, alone, one_to_one)} == {card}
    assert case_of(in_room) == case_of(one_to_one) == case
    assert case_of(alone) == case_unstaffed


@pytest.mark.parametrize(("category", "room", "channel", "card", "case"), APART)
def test_apart_from_the_ladder_and_boundaries(category, room, channel, card, case) -> None:
    in_room, one_to_one = decided((category, 0)), decided((category, 0), room="channel")
    assert (in_room.action, one_to_one.action, in_room.card) == (room, channel, card)
    assert case_of(in_room) == case_of(one_to_one) == case
    if case and case[0] == "now":
        assert decided((category, 0), staffed=False).case.page_s == 0  # nobody on duty: the on-call at once


def test_an_attempt_opens_a_conversation_and_pages_a_second_person() -> None:
    case = decided(("crisis", 5)).case
    assert case.opens_conversation
    assert case.backup_s == 60


def test_the_listener_is_told() -> None:
    assert decided(("crisis", 3), room="channel").tip == "listener_tip"
    assert decided(("crisis", 4), room="channel").tip == "moderator_called"
    assert decided(("off_platform", 0), room="channel").tip == "safety_note"
    assert decided(("secrecy", 0), room="channel").tip == "safety_note"


@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize("staffed", [True, False])
def test_method_information_is_hidden_or_held_at_any_level_with_the_card(level: int, staffed: bool) -> None:
    decision = decided(("method", level), staffed=staffed)
    assert decision.action == ("mask" if staffed else "hold")
    assert decision.card == "emergency"
    assert decision.case.urgency == "now"


def test_the_method_is_hidden_behind_the_veil_too() -> None:
    decision = decided(("crisis", 4), ("method", 4))
    assert decision.action == "veil"
    assert [span.kind for span in decision.mask_spans] == ["method"]


def test_contact_details_show_in_a_conversation_and_are_hidden_elsewhere() -> None:
    said = assess("call me on 07700 900123")
    assert decide(said, Situation("conversation", True, True)) == Decision(category="contact")
    for room in ("room", "channel"):
        decision = decide(said, Situation(room, True, True))
        assert decision.action == "mask"
        assert [tuple(span) for span in decision.mask_spans] == [(11, 23, "phone")]
        assert decision.notice == "contact_masked"


def test_repeated_and_with_another() -> None:
    assert decided(("contact", 0), before=["contact"]).case.urgency == "later"
    assert decided(("contact", 0), before=["meeting", "secrecy"]).case is None
    assert decided(("secrecy", 0), before=["off_platform"], room="channel").case.urgency == "soon"
    assert decided(("secrecy", 0), before=["idiom"], room="channel").case is None
    assert decided(("secrecy", 0), ("off_platform", 0), room="channel").case.urgency == "soon"


def test_a_new_account_is_treated_more_strictly_where_the_policy_says_so() -> None:
    assert decided(("sexual", 0), known=False).action == "block"
    assert decided(("harassment", 0), known=False).action == "block"


def test_encouraging_suicide_pauses_sending_and_a_crisis_never_does() -> None:
    assert decided(("encouragement", 0)).pause_s == 900
    assert decided(("encouragement", 0), ("crisis", 3)).pause_s == 0


@pytest.mark.parametrize("rule", ["harassment", "sexual", "money", "spam", "encouragement", "grooming"])
@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_somebody_in_danger_gets_the_card_not_the_notice_of_a_rule(rule: str, level: int) -> None:
    for room in ("room", "channel"):
        decision = decided(("crisis", level), (rule, 0), room=room, known=False)
        assert decision.action == "hold"  # never blocked
        assert decision.card in ("warm", "crisis", "emergency")
        assert not (decision.notice or "").startswith("rule_")
        assert ACTIONS.index(decision.action) >= ACTIONS.index(decided((rule, 0), room=room).action)


def test_the_most_urgent_case_is_opened_once() -> None:
    case = decided(("meeting", 0), ("crisis", 4), ("threat", 0)).case
    assert (case.urgency, case.category, case.level, case.lead) == ("now", "crisis", 4, True)


def test_a_failed_check_takes_the_cautious_way() -> None:
    for room in ("room", "channel"):
        decision = decided(room=room, failed=("rules",))
        assert (decision.action, decision.notice) == ("hold", "held_check_failed")
        assert decision.case.category == "check_failed"
    assert decided(("crisis", 4), failed=("contact",)).card == "emergency"


def test_a_finding_that_no_row_knows_takes_the_cautious_way() -> None:
    assert decided(("news", 3)).action == "hold"


def test_every_hold_says_what_happens_when_nobody_reviews_it() -> None:
    assert decided(("crisis", 4), staffed=False).release_after_s is None
    assert decided(("spam", 0)).release_after_s == 86400


def test_nothing_found_nothing_done() -> None:
    assert decided() == Decision()


def test_the_policy_has_a_row_for_all_that_rules_can_find_everywhere() -> None:
    policy = shipped_policy()
    for key in shipped().yields():
        for room in ROOMS:
            for staffed in (True, False):
                assert policy.rows[key].place(room, staffed) is not None


HELD = ', unreviewed = "stays held" }'


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('categories = ["threat"]', 'categories = ["treat"]', "threat, level 0: rules can find it"),
        ('categories = ["threat"]', 'categories = ["spam"]', "two rows"),
        ("levels = [5]", "levels = [6]", "<= 5"),
        ('action = "veil"', 'action = "hide"', "hide"),
        ('room_staffed = { action = "veil"', 'rooms = { action = "veil"', "rooms"),
        ('mask = ["contact"], ', "", "what is masked needs"),
        ('notice = "held_where_are_you"' + HELD, 'notice = "x" }', "what is held needs"),
        ('{ action = "deliver", card = "abuse" }', '{ action = "block", notice = "x"' + HELD, "never blocked"),
    ],
)
def test_a_policy_with_a_fault_is_refused(tmp_path: Path, before: str, after: str, reason: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "policy.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PolicyRejected, match=reason):
        load(path, shipped().yields() | {("contact", 0)})


def test_a_policy_without_a_place_is_refused(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith('room_unstaffed = { action = "hold", mask'))
    path = tmp_path / "policy.toml"
    path.write_text(text.replace(line + "\n", ""), encoding="utf-8")
    with pytest.raises(PolicyRejected, match="nothing is said for: room, unstaffed"):
        load(path, shipped().yields() | {("contact", 0)})
