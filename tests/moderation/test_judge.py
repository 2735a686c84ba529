"""What is in shadow is judged and told apart, and nothing else comes of it."""

from server.moderation import rule_files
from server.moderation.assess import Context
from server.moderation.judge import Judge, Judgement, shipped_judge
from server.moderation.policy import Situation
from tests.own_rules import policy, rule
from tests.words import PHONE, PLAIN, PLAN, SOON

SITUATION = Situation("room", staffed=True, known=True)
LANTERN = rule("own-lantern", "purple lantern", level=4)


def judged(judge: Judge, text: str, before: str = "") -> Judgement:
    return judge.judge(text, Context(), SITUATION, before)


def test_a_rule_in_shadow_changes_nothing_and_says_what_it_would_have_done() -> None:
    words = policy(("[failed]", 'shadow_rules = ["own-lantern"]\n[failed]'))
    judge = rule_files.build({"en-own.toml": LANTERN, **words})
    found = judged(judge, "a purple lantern here")
    assert (found.assessment.level, found.assessment.categories, found.decision.action) == (0, (), "deliver")
    assert found.decision.case is None
    assert found.trial is not None
    assert (found.trial.level, found.trial.action, found.trial.card, found.trial.case) == (
        4,
        "veil",
        "emergency",
        "now",
    )
    assert found.trial.rules == ("own-lantern",)
    assert judged(judge, PLAN).decision.action == "veil", "the others go on"


def test_a_row_of_the_policy_in_shadow_has_no_effect() -> None:
    judge = rule_files.build(policy(('says = "contact details"\n', 'says = "contact details"\nshadow = true\n')))
    found = judged(judge, PHONE)
    assert (found.decision.action, found.decision.mask_spans, found.assessment.matches) == ("deliver", (), ())
    assert found.trial is not None
    assert found.trial.action == "mask"


def test_a_whole_set_in_shadow_is_noted_only_where_it_would_have_differed() -> None:
    other = rule_files.build({"en-own.toml": LANTERN})
    judge = Judge(shipped_judge().rules, shipped_judge().policy, other)
    for text in (PLAIN, PLAN, SOON, PHONE):
        assert judged(judge, text).trial is None
    found = judged(judge, "a purple lantern here")
    assert (found.decision.action, found.trial and found.trial.action) == ("deliver", "veil")
    assert found.trial is not None
    assert found.trial.rules_version == other.rules.version != found.assessment.rules_version


def test_every_judgement_names_the_rules_and_the_policy_that_made_it() -> None:
    found = judged(shipped_judge(), PLAIN)
    assert found.assessment.rules_version == shipped_judge().rules.version
    assert found.policy_version == shipped_judge().policy.version


def test_words_before_can_only_add() -> None:
    judge = shipped_judge()
    assert judged(judge, "myself", before="i want to kill").assessment.level == 3
    assert judged(judge, PLAN, before="in the film he said").decision.action == "veil"
    alone, after = judged(judge, SOON), judged(judge, SOON, before="good evening")
    assert (after.assessment.level, after.decision) == (alone.assessment.level, alone.decision)
    [match] = [m for m in judged(judge, "myself", before="i want to kill").assessment.matches if m.level == 3]
    assert (match.start, match.end) == (0, 6), "its place is in the text, not in what came before"


def test_a_name_and_a_reason_are_refused_for_what_the_policy_says() -> None:
    judge = shipped_judge()
    for field in ("pseudonym", "reason"):
        assert judge.refused_in(field, PHONE)
        assert judge.refused_in(field, "call 116 123, the Samaritans") is None
    assert judge.refused_in("pseudonym", SOON)
    assert judge.refused_in("reason", "you wrote that you want to kill yourself") is None
