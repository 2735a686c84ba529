"""How long a room keeps messages: shorter at once, longer for those who agreed, and only for what they say from then
on; and the words of the consent, which are agreed to before one writes on."""

import pytest

from server.auth import consent
from server.rooms import keeping
from server.rooms.retention import Retention
from tests.people import Person, Place
from tests.words import SOON


async def keep(place: Place, days: int, slug: str = "night-owls") -> int:
    async with place.services.database.begin() as connection:
        return await keeping.keep(connection, slug, days)


async def left(place: Place) -> int:
    await Retention(place.services.database).delete_old()
    return len(await place.sql("select 1 from messages"))


async def days_pass(place: Place, days: int) -> None:
    for table, column in (("messages", "at"), ("rooms", "lengthened_at")):
        await place.sql(f"update {table} set {column} = {column} - interval '{days} days'")


async def test_shorter_holds_at_once_and_for_everything(place: Place) -> None:
    one = await place.talker()
    await one.send("words")
    await days_pass(place, 8)
    assert await left(place) == 1
    assert await keep(place, 7) == 0
    assert (await one.get("/api/rooms/night-owls"))["retention_days"] == 7
    assert await left(place) == 0
    assert (await one.send("more words"))["t"] == "sent"


async def test_longer_is_for_those_who_agreed_and_for_what_they_say_from_then_on(place: Place) -> None:
    one, other = await place.talker(), await place.talker()
    room = one.room("night-owls")
    await one.send("before")
    assert await keep(place, 90) == 2
    assert (await one.get("/api/rooms/night-owls"))["retention_days"] == 90
    no = await one.send("not yet")
    assert (no["t"], no["code"]) == ("refused", "retention_changed")
    asked = (await one.get("/api/me/agreements"))["rooms"]
    assert [(r["id"], r["days"], r["agreed_days"]) for r in asked] == [(room, 90, 30)]
    await one.join("night-owls")
    assert (await one.get("/api/me/agreements"))["rooms"] == []
    assert (await one.send("after"))["t"] == "sent"
    assert (await other.send("nor I"))["code"] == "retention_changed"
    newcomer = await place.talker()
    assert (await newcomer.send("new here"))["t"] == "sent"
    await days_pass(place, 31)
    assert await left(place) == 2, "what was said before has gone when it was promised to"
    await days_pass(place, 60)
    assert await left(place) == 0


async def test_one_lengthening_at_a_time_and_shortening_takes_the_question_back(place: Place) -> None:
    one = await place.talker()
    await keep(place, 60)
    with pytest.raises(keeping.NotChanged, match="try again then"):
        await keep(place, 90)
    wrong = (0, "night-owls", "from 1 to 365"), (60, "night-owls", "already"), (9, "nowhere", "no room")
    for days, slug, says in wrong:
        with pytest.raises(keeping.NotChanged, match=says):
            await keep(place, days, slug)
    assert await keep(place, 30) == 0
    assert (await one.send("as before"))["t"] == "sent"


async def test_danger_is_heard_whatever_one_has_agreed_to(place: Place) -> None:
    moderator, one = await place.moderator(), await place.talker()
    await keep(place, 90)
    no = await one.send(SOON)
    assert (no["code"], no["card"]) == ("retention_changed", "crisis")
    assert (await moderator.case_about(one))["kind"] == "danger"


async def talks(one: Person) -> str:
    answer = await one.send("words")
    return str(answer.get("code", answer["t"]))


async def test_new_words_of_the_consent_are_asked_for_before_the_next_message(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator, one = await place.moderator(), await place.talker()
    old = await one.get("/api/me/agreements")
    assert (old["version"], old["consent"]) == (consent.version(), None)
    monkeypatch.setattr(consent, "version", lambda: "2199-01-01")
    assert await talks(one) == "consent_outdated"
    asked = await one.get("/api/me/agreements")
    assert asked["consent"]["points"]
    # With a moderator one talks on, and whoever is in danger is heard.
    talk = (await one.post("/api/help-requests", {}))["room"]["id"]
    await one.open(talk)
    assert (await one.send("are you there", talk))["t"] == "sent"
    assert (await one.send(SOON))["card"] == "crisis"
    assert (await moderator.case_about(one))["kind"] == "danger"
    no = await one.refused("POST", "/api/me/agreements", {"consent": old["version"]})
    assert no["code"] == "consent_outdated"
    await one.post("/api/me/agreements", {"consent": "2199-01-01"})
    assert (await one.get("/api/me/agreements"))["consent"] is None
    assert await talks(one) == "sent"


async def test_a_conversation_that_has_ended_goes_whole_with_its_key(place: Place) -> None:
    moderator, one = await place.moderator(), await place.talker()
    talk = (await one.post("/api/help-requests", {}))["room"]["id"]
    await one.open(talk)
    await one.send("are you there", talk)
    case = (await moderator.take(one))["line"]["id"]
    await moderator.act(case, "close", reason="spoken with")
    keys = place.services.logs.keys
    for days, rooms in ((29, 1), (2, 0)):
        await place.sql(f"update messages set at = at - interval '{days} days'")
        await place.sql(f"update rooms set closed_at = closed_at - interval '{days} days'")
        await Retention(place.services.database).delete_old()
        assert len(await place.sql("select 1 from rooms where id::text = $1", talk)) == rooms
        assert len(await place.sql("select 1 from keys where owner::text = $1", talk)) == rooms
    await keys.look()
    assert talk not in map(str, keys._held)
    assert talk not in [room["id"] for room in (await one.get("/api/me"))["rooms"]]
