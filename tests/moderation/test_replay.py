"""A replay tells what would change, per rule and level, and how right it would be where somebody read the messages."""

import pytest

from server.moderation import rule_files
from server.moderation.judge import shipped_judge
from server.moderation.recorded import BadCorpus, labelled
from server.moderation.replay import Change, Found, Replay, Report, table
from server.moderation.stream import Said
from tests.own_rules import LANTERN, OWN, policy
from tests.words import PHONE, PLAIN, PLAN, SOON


def replayed(files: dict[str, str], *said: Said) -> Report:
    replay = Replay(shipped_judge(), rule_files.build(files))
    for one in said:
        replay.add(one)
    return replay.report()


def test_only_what_changes_is_counted_as_changed() -> None:
    report = replayed(OWN, Said(LANTERN), Said(PLAIN), Said(SOON), Said(PHONE))
    assert (report.messages, report.changed) == (4, 1)
    assert report.levels["2"] == Change(now=0, new=1, more=1, fewer=0)
    assert report.levels["0"] == Change(now=3, new=2, more=0, fewer=1)
    assert report.rules["own-lantern"] == Change(0, 1, 1, 0)
    assert report.cases["later"] == Change(0, 1, 1, 0)
    assert report.actions["mask"] == Change(1, 1, 0, 0)


def test_a_change_of_the_policy_alone_shows_in_the_actions() -> None:
    hold = 'room = { action = "hold", notice = "held_for_review", unreviewed = "stays held" }'
    mask = 'room = { action = "mask", mask = ["contact"], notice = "contact_masked" }'
    report = replayed(policy((mask, hold), (', when = "repeated" }', " }")), Said(PHONE))
    assert (report.actions["mask"], report.actions["hold"]) == (Change(1, 0, 0, 1), Change(0, 1, 1, 0))
    assert report.rules["contact-phone"] == Change(1, 1, 0, 0)


def test_authors_add_up_as_they_would_live() -> None:
    report = replayed(OWN, Said(LANTERN, author=1), Said(LANTERN, author=1))
    assert (report.levels["2"].new, report.levels["4"].new) == (1, 1)


def test_precision_and_recall_are_told_of_each_label() -> None:
    said = [
        Said(PLAN, label="crisis"),
        Said(LANTERN, label="crisis"),
        Said(SOON, label="none"),
        Said(PHONE, label="contact"),
    ]
    report = replayed(OWN, *said)
    now, new = report.labels["crisis"]
    assert (now, new) == (Found(labelled=2, alarms=2, right=1), Found(labelled=2, alarms=3, right=2))
    assert (now.precision, now.recall) == (0.5, 0.5)
    assert report.labels["contact"] == (Found(1, 1, 1), Found(1, 1, 1))
    assert set(report.labels) == {"crisis", "contact"}


def test_a_rule_is_measured_by_what_moderators_said_of_it() -> None:
    said = [
        Said(LANTERN, right=frozenset(("own-lantern",))),
        Said(f"again {LANTERN}", wrong=frozenset(("own-lantern",))),
        Said(PLAIN, right=frozenset(("own-lantern",))),
        Said(SOON),
    ]
    now, new = replayed(OWN, *said).judged["own-lantern"]
    assert (now, new) == (Found(labelled=2, alarms=0, right=0), Found(labelled=2, alarms=2, right=1))
    assert (now.precision, new.precision, new.recall) == (None, 0.5, 0.5)
    assert "own-lantern" in table(replayed(OWN, *said))


def test_the_table_holds_figures_and_nobodys_words() -> None:
    shown = table(replayed(OWN, Said(LANTERN, label="crisis"), Said(SOON, label="none")))
    assert shown.startswith("2 messages, of which 1 would be treated otherwise")
    assert "own-lantern" in shown
    assert "wants-to-kill-self" not in shown, "a rule that finds the same is not in the way"
    assert "lantern here" not in shown
    assert SOON not in shown


def test_a_corpus_is_read_line_by_line_and_a_bad_line_is_named() -> None:
    lines = [b'{"text": "hello", "label": "none", "id": 7}', b"", b'{"text": 3}']
    read = labelled(lines)
    assert next(read) == Said("hello", label="none")
    with pytest.raises(BadCorpus, match="line 3: Expected `str`"):
        next(read)
