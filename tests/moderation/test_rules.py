"""The shipped rules keep their examples; a file that is wrong is refused with its name, its rule and the reason."""

import tomllib
from pathlib import Path

import pytest

from server.moderation.rules import SHIPPED, RulesRejected, load, shipped

RULES = [
    (path.name, rule)
    for path in sorted(SHIPPED.glob("*.toml"))
    for rule in tomllib.loads(path.read_text()).get("rule", [])
]
GOOD = """
[words]
sad = "sad|low"
[unless.joke]
says = "a joke"
after = "jk"
level = 0
[[sign]]
id = "tired"
patterns = ["so tired"]
examples.match = ["i'm so tired"]
examples.not_match = ["i'm up"]
[[rule]]
id = "is-sad"
category = "distress"
level = 1
says = "says they are sad"
patterns = ["i'm {gap}{sad}"]
unless = ["joke"]
examples.match = ["i'm so very low"]
examples.lowered = ["im sad jk"]
examples.not_match = ["i'm fine"]
"""


def written(folder: Path, text: str, name: str = "en-test.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("file", "rule"), RULES, ids=[rule["id"] for _, rule in RULES])
def test_examples(file: str, rule: dict) -> None:
    def found(text: str) -> list[tuple[str, int]]:
        return [(m.category, m.level) for m in shipped().matches(text, recent) if m.rule == rule["id"]]

    full, recent = (rule["category"], rule["level"]), []
    if rule["level"] == 0 and "recent" in rule:
        full = (rule["category"], rule["recent"]["level"])
        recent = [rule["recent"]["at_least"]] * rule["recent"].get("times", 1)
    for text in rule["examples"]["match"]:
        assert full in found(text), text
    for text in rule["examples"].get("lowered", []):
        assert found(text), text
        assert full not in found(text), text
    for text in rule["examples"]["not_match"]:
        assert not found(text), text


def test_there_is_a_rule_for_every_level_and_category_of_the_first_set() -> None:
    yields = shipped().yields()
    assert {level for category, level in yields if category == "crisis"} >= {2, 3, 4, 5}
    assert {category for category, _ in yields} >= {
        "services", "distress", "self_harm", "concern", "method", "threat", "child",
        "disclosure_now", "disclosure_past", "off_platform", "secrecy", "meeting", "money", "sexual",
        "sexual_minor", "grooming", "dosing", "encouragement", "harassment", "hate", "stigma",
        "spam", "recruiting", "pro_ed", "diagnosing", "doxxing", "idiom", "mention",
    }  # fmt: skip


def test_a_good_file_loads_and_its_version_follows_its_content(tmp_path: Path) -> None:
    first = load(written(tmp_path, GOOD))
    assert first.version == load(tmp_path).version
    assert first.version != load(written(tmp_path, GOOD + "# changed\n")).version


@pytest.mark.parametrize(
    ("change", "rule", "reason"),
    [
        (("level = 1", "level = 9"), "is-sad", "<= 5"),
        (("level = 1", "level = 1\nlevle = 1"), "is-sad", "levle"),
        (('says = "says they are sad"\n', ""), "is-sad", "says"),
        (("{sad}", "{glad}"), "is-sad", "no word class {glad}"),
        (("{sad}", "(sad"), "is-sad", "cannot be read"),
        (("i'm {gap}{sad}", "(sad)?"), "is-sad", "matches nothing at all"),
        (('sad = "sad|low"', 'sad = "{sad}"'), "is-sad", "circle"),
        (('["joke"]', '["jest"]'), "is-sad", "no exception called jest"),
        (('after = "jk"\n', ""), "is-sad", "needs one of"),
        (('after = "jk"', 'after = "jk"\nbefore = "never"'), "is-sad", "is not lowered"),
        (("i'm so very low", "he is low"), "is-sad", "does not: 'he is low'"),
        (("im sad jk", "im sad"), "is-sad", "is not lowered"),
        (("im sad jk", "im glad"), "is-sad", "is not found at all"),
        (("i'm fine", "i'm low"), "is-sad", "should not match"),
        (("[[rule]]", "[[rule"), "", "not a TOML file"),
        (("{sad}", "cry~"), "is-sad", "[forms] says nothing for cry~"),
        (('patterns = ["i\'m {gap}{sad}"]', ""), "is-sad", "either patterns or together"),
        (('patterns = ["i\'m {gap}{sad}"]', 'together = ["nowhere", "tired"]'), "is-sad", "called nowhere"),
        (('patterns = ["i\'m {gap}{sad}"]', 'together = ["tired", "tired"]\nat_least = 3'), "is-sad", "at_least = 3"),
        (('["i\'m so tired"]', '["i\'m fine"]'), "tired", "should match"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, change: tuple[str, str], rule: str, reason: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(RulesRejected) as refused:
        load(written(tmp_path, GOOD.replace(*change)))
    assert refused.value.file == "en-test.toml"
    assert refused.value.rule == rule
    assert reason in refused.value.reason
    if rule:
        line = GOOD.replace(*change).splitlines()[refused.value.line - 1]
        assert line == f'id = "{rule}"'


def test_an_exception_holds_where_all_its_places_do_and_no_further_than_its_sentence(tmp_path: Path) -> None:
    both = GOOD.replace('after = "jk"', 'after = "jk"\nbefore = "maybe"').replace('"im sad jk"', '"maybe im sad jk"')
    rules = load(written(tmp_path, both))
    assert [rules.matches(said)[0].level for said in ("im sad jk", "maybe im sad", "maybe im sad jk")] == [1, 1, 0]
    near = GOOD.replace('after = "jk"', 'sentence = "jk"')
    rules = load(written(tmp_path, near))
    said = ("jk. im sad. jk", "jk, im sad. no", "im sad now, jk")
    assert [rules.matches(text)[0].level for text in said] == [1, 0, 0]


def test_two_rules_of_one_id_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesRejected, match="no rule file"):
        load(tmp_path)
    written(tmp_path, GOOD)
    with pytest.raises(RulesRejected, match="2 rules have this id"):
        load(written(tmp_path, GOOD, "en-more.toml"))


SIGNS = """
reads = "plain"
usual = ["quoted"]
[words]
pet = ["cat", "dogs?"]
[forms]
rest = "rests rested resting"
[group]
calm = ["rests", "sings"]
[unless.quoted]
says = "in quotation marks"
quoted = true
lower = 1
[unless.once]
says = "about the past"
sentence = "once"
but = "and now"
level = 0
[[sign]]
id = "rests"
patterns = ["{pet} .. rest~"]
examples.match = ["the cat is really resting"]
examples.not_match = ["the cat, it is said, rests"]
[[sign]]
id = "sings"
patterns = ["sings"]
examples.match = ["she sings"]
examples.not_match = ["she hums"]
[[rule]]
id = "peace"
category = "distress"
level = 2
says = "all is well"
together = ["calm", "birds"]
within = 30
unless = ["once"]
examples.match = ["my dog rested and a bird sang"]
examples.lowered = ["once my dog rested and a bird sang"]
examples.not_match = ["my dog rested", "a bird sang"]
[[sign]]
id = "birds"
patterns = ["birds?"]
examples.match = ["birds"]
examples.not_match = ["bees"]
"""


def test_signs_stand_together_within_a_distance_and_exceptions_have_their_own(tmp_path: Path) -> None:
    rules = load(written(tmp_path, SIGNS))

    def levels(text: str) -> list[int]:
        return [match.level for match in rules.matches(text)]

    assert levels("the dogs just rest. birds") == [2]
    assert levels("the dogs rest, and after a long and winding way home there are birds") == []
    assert levels('"the dogs rest" and birds') == [1]
    assert levels("once the dogs rested and now the birds too") == [2]
    [match] = rules.matches("a bird, the dog is so rested")
    assert (match.start, match.end) == (2, 28)


def test_so_many_of_several_signs_are_enough_and_those_without_an_exception_count_first(tmp_path: Path) -> None:
    three = SIGNS.replace('together = ["calm", "birds"]', 'together = ["rests", "sings", "birds"]\nat_least = 2')
    rules = load(written(tmp_path, three.replace('"a bird sang"]', '"birds"]')))

    def levels(text: str) -> list[int]:
        return [match.level for match in rules.matches(text)]

    assert levels("birds") == []
    assert levels("she sings of birds") == levels("the dogs rest. birds") == levels("he sings. the dog rested") == [2]
    assert levels('"the dogs rest", she sings of birds') == [2]
    assert levels('"the dogs rest", she sings') == [1]
