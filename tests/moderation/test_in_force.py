"""What is published is in force on every instance without a restart; what is wrong changes nothing."""

import json

import pytest

from server.moderation import in_force, rule_files
from server.moderation.judge import shipped_judge
from tests.own_rules import LANTERN, OWN, policy, published, rule
from tests.people import Place, becomes
from tests.words import PHONE, PLAIN


async def test_published_rules_are_in_force_at_the_next_message_and_stored_with_it(place: Place) -> None:
    author = await place.talker()
    assert "card" not in await author.send(LANTERN)
    await published(place, OWN)
    assert (await author.send(LANTERN))["card"] == "warm"
    judge = place.services.in_force.judge
    [stored] = await place.sql("select rules, rules_version, policy_version from assessments")
    assert tuple(stored) == (["own-lantern"], judge.rules.version, judge.policy.version)
    assert judge.rules.version != shipped_judge().rules.version


async def test_a_published_policy_is_in_force_and_the_shipped_one_comes_back(place: Place) -> None:
    author = await place.talker()
    hold = 'room = { action = "hold", notice = "held_for_review", unreviewed = "stays held" }'
    always = ('room = { action = "mask", mask = ["contact"], notice = "contact_masked" }', hold)
    await published(place, policy(always, (', when = "repeated" }', " }")))
    assert (await author.send(PHONE))["state"] == "held"
    await published(place, {})
    assert (await author.send(PHONE))["state"] == "shown"


async def test_without_the_bus_a_timer_finds_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_force, "REREAD_S", 0.02)
    author = await place.talker()
    built = rule_files.build(OWN)
    await place.sql(
        "insert into rule_sets (mode, files, rules_version, policy_version) values ('live', $1, $2, $3)",
        json.dumps(OWN), *in_force.versions(built),
    )  # fmt: skip
    place.services.in_force._woken.set()  # ends the wait that began with the longer time
    await becomes(lambda: place.services.in_force.judge.rules.version == built.rules.version)
    assert (await author.send(LANTERN))["card"] == "warm"


async def test_a_set_that_is_refused_leaves_the_last_good_one_in_force(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    await published(place, OWN)
    good = place.services.in_force.judge
    await place.sql(
        "insert into rule_sets (mode, files, rules_version, policy_version) values ('live', $1, '-', '-')",
        json.dumps({"en-own.toml": rule("own-lantern", "(")}),
    )
    place.services.in_force._woken.set()
    await becomes(lambda: "published rules are refused here" in caplog.text)
    author = await place.talker()
    assert (await author.send(LANTERN))["card"] == "warm"
    assert place.services.in_force.judge.rules is good.rules


async def test_a_set_in_shadow_is_stored_and_counted_and_nobody_sees_anything_of_it(place: Place) -> None:
    moderator, author, reader = await place.moderator(), await place.talker(), await place.talker()
    await published(place, {"en-own.toml": rule("own-lantern", "purple lantern", level=4)}, mode="shadow")
    start = len(author.told)
    answer = await author.send(LANTERN)
    assert answer.keys() <= {"t", "room", "client_id", "id", "state", "position", "at"}
    assert not (await reader.hears_text(LANTERN)).get("veiled")
    assert not [frame for frame in author.told[start:] if frame["t"] in ("card", "notices")]
    assert (await moderator.get("/api/console/cases"))["cases"] == []
    await author.send(PLAIN)
    [stored] = await place.sql("select level, action, card, trial from assessments")
    assert (stored["level"], stored["action"], stored["card"]) == (0, "deliver", "none")
    trial = json.loads(stored["trial"])
    assert (trial["level"], trial["action"], trial["rules"]) == (4, "veil", ["own-lantern"])
    await author.send(LANTERN)  # and it does not add up
    assert {row["level"] for row in await place.sql("select level from assessments")} == {0}
