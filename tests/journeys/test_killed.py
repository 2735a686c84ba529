"""Point 4 of the main job: the server is killed with -9 at any point, and nothing acknowledged is lost."""

import asyncio
import random
import uuid
from typing import Any

import websockets

from tests.journeys.running import Running, porchlight
from tests.live.test_resume import fresh
from tests.people import Person

DANGER = "I want to kill myself tonight, I have the pills"
KILLS = 4


class Talker:
    """Says one thing after the other, whatever happens to the server, and remembers what was acknowledged."""

    def __init__(self, person: Person, room: str, name: str) -> None:
        self.person, self.room, self.name = person, room, name
        self.acknowledged: dict[str, int] = {}
        self.count = 0

    async def talk(self) -> None:
        while True:
            self.count += 1
            await self.say_until_acknowledged(f"{self.name} says {self.count}")

    async def say_until_acknowledged(self, text: str) -> dict[str, Any]:
        """The outbox of a client: the same frame with the same id until there is an answer."""
        client_id = str(uuid.uuid4())
        while True:
            try:
                answer = await self.person.send(text, self.room, client_id)
            except (AssertionError, OSError, TimeoutError, websockets.WebSocketException):
                await self.come_back()
                continue
            if answer["t"] == "sent":
                self.acknowledged[text] = answer.get("position", 0)
                return answer
            assert answer["retry_after"], f"refused for good: {answer}"
            await asyncio.sleep(answer["retry_after"])

    async def come_back(self) -> None:
        """Reconnect, from the cursor, as soon as there is a server again."""
        while True:
            try:
                await self.person.disconnect()
                await self.person.connect()
                await self.person.open(self.room, self.person.cursor(self.room))
                return
            except (AssertionError, OSError, TimeoutError, websockets.WebSocketException):
                await asyncio.sleep(0.05)


async def test_kill_9_at_any_point_loses_nothing_that_was_acknowledged() -> None:
    moments = random.Random(20261123)
    async with porchlight() as running:
        talkers = [await talker(running, name) for name in ("one", "two", "three")]
        talking = [asyncio.create_task(t.talk()) for t in talkers]
        for _ in range(KILLS):
            before = sum(t.count for t in talkers)
            await until(lambda before=before: sum(t.count for t in talkers) > before + moments.randrange(3, 12))
            await running.kill()
            await running.start()
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        for t in talkers:
            await t.come_back()
            last = await t.say_until_acknowledged(f"{t.name} has come back")
            assert last["t"] == "sent"
        room = await fresh_room(talkers[0])
        texts = [message["text"] for message in room]
        for t in talkers:
            mine = [text for text in texts if text.startswith(f"{t.name} says")]
            assert len(mine) == len(set(mine)), "something is there twice"
            assert mine == sorted(mine, key=lambda text: int(text.split()[-1])), "out of order"
            for text, position in t.acknowledged.items():
                assert texts.count(text) == 1, f"acknowledged but lost, or there twice: {text}"
                assert next(m["position"] for m in room if m["text"] == text) == position
        # What each was shown along the way is what is there: no hole, no repeat, the same places.
        for t in talkers:
            await t.person.hears_text("three has come back")
            seen = t.person.sees(t.room)
            assert seen == room[len(room) - len(seen) :]
            await t.person.close()


async def test_the_case_is_still_there_after_kill_9() -> None:
    async with porchlight() as running:
        assert running.first_moderator is not None
        moderator = Person(running.address)
        await moderator.register(invitation=running.first_moderator.split("invite=")[1])
        author = await talker(running, "author")
        told = await author.say_until_acknowledged(DANGER)
        assert told["card"] == "emergency"
        await running.kill()
        await running.start()
        assert running.first_moderator is None or "invite" in running.first_moderator
        case = (await moderator.get("/api/console/cases"))["cases"][0]
        assert (case["urgency"], case["state"]) == ("now", "open")
        view = await moderator.post(f"/api/console/cases/{case['id']}/acts", {"act": "take"})
        await running.kill()
        await running.start()
        view = await moderator.get(f"/api/console/cases/{case['id']}")
        assert (view["line"]["state"], view["line"]["mine"]) == ("taken", True)
        assert [e["text"] for e in view["evidence"]] == [DANGER]
        assert view["evidence"][0]["marks"]
        await moderator.close()
        await author.person.close()


async def talker(running: Running, name: str) -> Talker:
    person = Person(running.address)
    await person.register()
    await person.join("night-owls")
    await person.connect()
    room = person.room("night-owls")
    await person.open(room)
    return Talker(person, room, name)


async def fresh_room(talker: Talker) -> list[dict[str, Any]]:
    return await fresh(None, talker.person, talker.room)  # type: ignore[arg-type]


async def until(there: Any) -> None:
    async with asyncio.timeout(60):
        while not there():
            await asyncio.sleep(0.01)
