"""The second reader has a person look, and can do nothing else; what it reads has been answered before."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from server.moderation import reader
from server.moderation.reader import Model
from server.rooms import second_reader
from tests.moderation.test_reader import corpus
from tests.people import PATIENCE_S, Instance, Place, becomes
from tests.words import SOON

HEAVY = "the lamp is going out, friends"
LIGHT = "the soup was good, friends"


@pytest_asyncio.fixture(loop_scope="session")
async def taught(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    """A place whose second reader knows a toy language."""
    model = tmp_path / "model"
    reader.write(reader.train(corpus(), at_most=0.0).model, model)
    instance = Instance(database_url, tmp_path / "home", porchlight_reader=str(model))
    await instance.start()
    place = Place(instance)
    yield place
    await place.close()
    await instance.stop()


async def test_somebody_is_asked_to_look_and_the_author_and_the_room_notice_nothing(taught: Place) -> None:
    moderator, author, reading = await taught.moderator(), await taught.talker(), await taught.talker()
    await moderator.connect()
    await moderator.say({"t": "watch"})
    answer = await author.send(HEAVY)
    assert answer.keys() <= {"t", "room", "client_id", "id", "state", "position", "at"}
    await moderator.hears("bell", soon=1)
    view = await moderator.take(author)
    assert (view["line"]["kind"], view["line"]["category"], view["line"].get("level", 0)) == (
        "danger",
        "second_reader",
        0,
    )
    [evidence] = view["evidence"]
    assert (evidence["text"], evidence["message"], evidence.get("state", "shown")) == (HEAVY, answer["id"], "shown")
    assert "no rule did" in evidence["marks"][0]["says"]
    shown = await reading.hears_text(HEAVY)
    assert not {"veiled", "masked"} & shown.keys()
    assert not [frame for frame in author.told if frame["t"] == "card"]


async def test_what_is_light_and_what_a_rule_found_already_opens_nothing_more(taught: Place) -> None:
    moderator, author, other = await taught.moderator(), await taught.talker(), await taught.talker()
    await author.send(LIGHT)
    await author.send(f"{SOON} {HEAVY}")
    await other.send(HEAVY)
    await moderator.connect()
    await moderator.say({"t": "watch"})
    await moderator.hears("bell", soon=2)  # read in order, so the others were read before
    cases = (await moderator.get("/api/console/cases"))["cases"]
    assert sorted(case["category"] for case in cases) == ["crisis", "second_reader"]


async def test_a_second_alarm_joins_the_case_there_is(taught: Place) -> None:
    moderator, author = await taught.moderator(), await taught.talker()
    await author.send(HEAVY)
    await author.send(f"{HEAVY} once more")
    await becomes_evidence(taught, 2)
    assert len((await moderator.take(author))["evidence"]) == 2


async def becomes_evidence(place: Place, count: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while len(await place.sql("select from evidence")) < count:
            await asyncio.sleep(0.01)


async def test_what_does_not_fit_is_not_read_and_nobody_waits(
    taught: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(second_reader, "QUEUE", 0)
    author = await taught.talker()
    assert (await author.send(HEAVY))["t"] == "sent"
    monkeypatch.undo()
    await author.send(LIGHT)
    await becomes(lambda: "1 messages were too many for the second reader" in caplog.text)
    assert not await taught.sql("select from evidence")


async def test_a_model_that_fails_costs_a_look_and_not_a_message(
    taught: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = await taught.talker()

    def fails(self: Model, text: str) -> float:
        raise ArithmeticError

    monkeypatch.setattr(Model, "score", fails)
    assert (await author.send(HEAVY))["t"] == "sent"
    monkeypatch.undo()
    await author.send(f"{HEAVY} again")
    await becomes_evidence(taught, 1)


async def test_it_reads_in_a_room_where_each_message_waits_for_a_person(taught: Place) -> None:
    moderator, author = await taught.moderator(), await taught.talker()
    await moderator.post(
        f"/api/console/rooms/{author.room('night-owls')}/acts", {"act": "hold_all", "reason": "a night"}
    )
    assert (await author.send(HEAVY))["state"] == "held"
    async with asyncio.timeout(PATIENCE_S):
        while not await taught.sql("select 1 from cases where category = 'second_reader' and kind = 'danger'"):
            await asyncio.sleep(0.02)
