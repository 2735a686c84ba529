"""What is promised to be deleted is gone from the database, and what is still needed stays."""

from sqlalchemy import text

from server.rooms.retention import Retention
from tests.people import Place

DANGER = "I want to kill myself tonight, I have the pills"


async def older(place: Place, days: int) -> None:
    """Everything so far happened this many days earlier."""
    async with place.services.database.begin() as connection:
        for table, column in (("messages", "at"), ("notices", "at"), ("cases", "closed_at")):
            await connection.execute(text(f"update {table} set {column} = {column} - interval '{days} days'"))


async def count(place: Place, table: str) -> int:
    return int(await place.services.database.fast.fetchval(f"select count(*) from {table}"))


async def test_messages_go_when_the_room_said_and_the_room_goes_on(place: Place) -> None:
    retention = Retention(place.services.database)
    one, two = await place.talker(), await place.talker()
    room = one.room("night-owls")
    await one.send("old words")
    await two.hears_text("old words")
    await older(place, 29)
    assert await retention.delete_old() == 0
    await older(place, 2)
    await one.send("new words")
    await retention.delete_old()
    assert [m["text"] for m in (await two.get(f"/api/rooms/{room}/messages"))["items"]] == ["new words"]
    # Who had read up to before the gap comes back over it.
    cursor = two.cursor(room)
    await two.disconnect()
    await two.connect()
    await one.send("newest words")
    await two.open(room, cursor)
    await two.hears_text("newest words")


async def test_a_case_keeps_its_message_while_it_is_open_and_goes_with_its_keys_in_the_end(place: Place) -> None:
    retention = Retention(place.services.database)
    moderator, author = await place.moderator(), await place.talker()
    await author.send(DANGER)
    keys = await count(place, "keys")
    await older(place, 31)
    await retention.delete_old()
    assert (await count(place, "messages"), await count(place, "evidence")) == (1, 1)
    case = (await moderator.get("/api/console/cases"))["cases"][0]["id"]
    for act in ({"act": "take"}, {"act": "close", "reason": "talked"}):
        await moderator.post(f"/api/console/cases/{case}/acts", act)
    await retention.delete_old()
    assert (await count(place, "messages"), await count(place, "evidence")) == (0, 1)
    await older(place, 91)
    await retention.delete_old()
    assert (await count(place, "cases"), await count(place, "evidence")) == (0, 0)
    assert await count(place, "keys") == keys - 2, "the case's key and its evidence's are gone: nothing can be opened"
