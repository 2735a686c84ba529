"""`porchlight rules`: what is wrong is told with its place, and what is published is in force where people are."""

import asyncio
import json
import subprocess
from pathlib import Path

import pytest

from server.cli import main
from tests.own_rules import LANTERN, OWN, policy, rule
from tests.people import Place, becomes
from tests.test_cli import refused, run
from tests.words import PLAN


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    for name, text in OWN.items():
        (folder / name).write_text(text)
    return folder


async def runs(place: Place, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    settings = place.instance.settings
    environment = {"DATABASE_URL": settings.database_url, "PORCHLIGHT_HOME": settings.porchlight_home}
    ended = await asyncio.to_thread(run, "rules", *map(str, arguments), **environment)
    assert ended.returncode == 0, ended.stderr
    return ended


def test_check_says_how_many_rules_there_are(own: Path) -> None:
    alone, more = run("rules", "check"), run("rules", "check", str(own))
    assert (alone.returncode, more.returncode) == (0, 0)
    assert int(more.stdout.split()[0]) == int(alone.stdout.split()[0]) + 1


def test_check_names_what_is_wrong_and_where(own: Path) -> None:
    (own / "en-own.toml").write_text(rule("own-lantern", "purple lantern").replace("a purple", "a green"))
    said = refused("rules", "check", str(own))
    assert "en-own.toml" in said
    assert "own-lantern" in said
    (own / "en-own.toml").unlink()
    (own / "policy.toml").write_text(policy(("due_s = 300", "due_s = -1"))["policy.toml"])
    assert refused("rules", "check", str(own)).startswith("porchlight: policy.toml:")


def test_assess_with_rules_that_are_not_published(own: Path) -> None:
    line = json.dumps({"id": 1, "text": LANTERN})
    assert json.loads(run("assess", stdin=line).stdout)["level"] == 0
    assert json.loads(run("assess", "--rules", str(own), stdin=line).stdout)["level"] == 2


def test_replay_of_a_corpus_for_people_and_for_machines(own: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"text": text, "label": "crisis"}) + "\n" for text in (LANTERN, PLAN)))
    shown = run("rules", "replay", "--corpus", str(corpus), "--against", str(own))
    assert shown.stdout.startswith("2 messages, of which 1 would be treated otherwise")
    read = json.loads(run("rules", "replay", "--corpus", str(corpus), "--against", str(own), "--json").stdout)
    assert read["labels"]["crisis"][1] == {"labelled": 2, "alarms": 2, "right": 2}
    corpus.write_text('{"txet": "hello"}\n')
    assert "line 1" in refused("rules", "replay", "--corpus", str(corpus), "--against", str(own))


async def test_what_is_published_is_in_force_until_it_is_withdrawn(place: Place, own: Path) -> None:
    author = await place.talker()
    shipped = place.services.in_force.judge
    assert "in force on all instances" in (await runs(place, "publish", own)).stdout
    await becomes(lambda: place.services.in_force.judge is not shipped)
    assert (await author.send(LANTERN))["card"] == "warm"
    published = place.services.in_force.judge
    await runs(place, "withdraw")
    await becomes(lambda: place.services.in_force.judge is not published)
    assert place.services.in_force.judge.rules.version == shipped.rules.version
    shown = (await runs(place, "show")).stdout.splitlines()
    assert [line.split()[-1] for line in shown] == ["en-own.toml", "alone)"]
    assert len(await place.sql("select from audit where act = 'rules_live'")) == 2


async def test_a_bad_set_is_not_published(place: Place, own: Path) -> None:
    (own / "en-own.toml").write_text("[[rule]]\n")
    settings = place.instance.settings
    said = await asyncio.to_thread(refused, "rules", "publish", str(own), DATABASE_URL=settings.database_url)
    assert "en-own.toml" in said
    assert not await place.sql("select from rule_sets")


async def test_recent_messages_are_replayed_as_they_were_written_and_the_chain_says_so(place: Place, own: Path) -> None:
    author = await place.talker()
    await author.send(LANTERN)
    await author.send(f"{LANTERN}, call 07700 900123")
    ended = await runs(place, "replay", "--recent", "7d", "--against", own, "--json")
    read = json.loads(ended.stdout)
    assert (read["messages"], read["changed"]) == (2, 2)
    assert read["rules"]["contact-phone"]["now"] == 1, "what was masked is read as it was written"
    assert "lantern here" not in ended.stdout
    assert await place.sql("select from audit where act = 'replay'")


async def test_a_trial_counts_what_would_have_been(place: Place, own: Path) -> None:
    author = await place.talker()
    before = place.services.in_force.judge
    await runs(place, "publish", own, "--shadow")
    await becomes(lambda: place.services.in_force.judge is not before)
    assert "card" not in await author.send(LANTERN)
    await author.send("good evening")
    shown = (await runs(place, "trial")).stdout.splitlines()
    assert shown[0] == "1 messages of 7 days would have been treated otherwise"
    assert shown[1].split()[0] == "1"
    assert "level 0 -> 2" in shown[1]
    assert shown[1].endswith("by own-lantern")


async def test_replay_of_what_moderators_said_of_rules(
    place: Place, own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    author, lead = await place.talker(), await place.lead()
    await author.send(PLAN)
    case = (await lead.take(author))["line"]["id"]
    piece = (await lead.get(f"/api/console/cases/{case}"))["evidence"][0]
    rule = piece["marks"][0]["rule"]
    where = f"/api/console/evidence/{piece['id']}/labels"
    await lead.put(where, {"verdict": "wrong", "rule": rule})
    await lead.put(where, {"verdict": "should", "level": 3})
    settings = place.instance.settings
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PORCHLIGHT_HOME", settings.porchlight_home)
    # In this process: a new one would have to read all the rules first.
    given = ["porchlight", "rules", "replay", "--labelled", "--against", str(own), "--json"]
    monkeypatch.setattr("sys.argv", given)
    with pytest.raises(SystemExit, match="0"):
        await asyncio.to_thread(main)
    read = json.loads(capsys.readouterr().out)
    assert read["messages"] == 1
    assert read["judged"][rule] == [{"labelled": 0, "alarms": 1, "right": 0}] * 2
    assert read["labels"]["crisis"][1] == {"labelled": 1, "alarms": 1, "right": 1}
