"""An operator's own rules stand beside the shipped ones, or in the place of a file of the same name; or are refused."""

from pathlib import Path

import pytest

from server.moderation import rule_files, rules
from server.moderation.in_force import versions
from server.moderation.judge import shipped_judge
from server.moderation.policy_file import PolicyRejected
from server.moderation.rules import RulesRejected
from tests.own_rules import OWN, policy, rule


def test_without_any_it_is_the_shipped_set() -> None:
    assert versions(rule_files.build({})) == versions(shipped_judge())


def test_one_more_file_is_one_rule_more() -> None:
    ids = {one.id for one in rule_files.build(OWN).rules.rules}
    assert ids - {one.id for one in shipped_judge().rules.rules} == {"own-lantern"}


def test_a_file_with_a_shipped_name_takes_its_place() -> None:
    name = "en-disclosure.toml"
    shipped = (rules.SHIPPED / name).read_text()
    text = shipped + rule("own-lantern", "purple lantern", category="disclosure_past", level=0)
    ids = [one.id for one in rule_files.build({name: text}).rules.rules]
    assert len(ids) == len(set(ids)) == len(shipped_judge().rules.rules) + 1


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"en-own.toml": "[[rule]\n"}, ("en-own.toml", "line 1")),
        ({"en-own.toml": rule("own-x", "x", level=9)}, ("en-own.toml", "own-x", "<= 5")),
        ({"en-own.toml": rule("own-x", "(")}, ("en-own.toml", "own-x")),
        ({"../en-own.toml": rule("own-x", "x")}, ("plain name",)),
    ],
)
def test_a_bad_rule_is_refused_with_its_file_and_reason(files: dict[str, str], told: tuple[str, ...]) -> None:
    with pytest.raises(RulesRejected) as refused:
        rule_files.build(files)
    assert all(word in str(refused.value) for word in told), str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('categories = ["threat"]\nlevels = [0]', 'categories = ["threat"]\nlevels = [7]', "<= 5"),
        ('says = "contact details"', 'says = "contact details"\npause = 3', "pause"),
        ('mask = ["contact"], ', "", "what is masked needs"),
        ("due_s = 1800 }\n\n[[row]]\ncategories = [\"money\"]",
         "due_s = 1800, when = \"repeated\" }\n\n[[row]]\ncategories = [\"money\"]", "no moderator would ever see it"),
    ],
)  # fmt: skip
def test_a_bad_row_of_a_policy_is_refused_with_its_line(before: str, after: str, told: str) -> None:
    files = policy((before, after))
    with pytest.raises(PolicyRejected, match=told) as refused:
        rule_files.build(files)
    line = files["policy.toml"].splitlines()[refused.value.line - 1]
    assert line.startswith(("[[row]]", "says")), "the line of the row it is about"
    assert str(refused.value).startswith(f"policy.toml:{refused.value.line}: ")


def test_a_rule_that_is_not_there_cannot_be_in_shadow() -> None:
    with pytest.raises(PolicyRejected, match=r"policy.toml:\d+: there is no rule 'no-such'"):
        rule_files.build(policy(("[failed]", 'shadow_rules = ["no-such"]\n[failed]')))


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesRejected, match="no rule file"):
        rule_files.read(tmp_path)
