"""Legal holds: two people, an end, what is held is let be, and whoever asks to be erased meanwhile is told."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from server.moderation import holds
from server.moderation.audit import verify
from server.rooms.retention import Retention
from tests.people import PASSPHRASE, Person, Place
from tests.rooms.dump import tables_with
from tests.rooms.test_erasure import PROOF, account_of
from tests.test_cli import run
from tests.words import MEETING

DAYS = 200
WHY = "asked for by the court"


async def porchlight(place: Place, *arguments: str) -> str:
    settings = place.instance.settings
    where = {
        "DATABASE_URL": settings.database_url, "PORCHLIGHT_HOME": settings.porchlight_home,
        "PORCHLIGHT_ARGON2_MEMORY_KIB": "8",
    }  # fmt: skip
    ran = await asyncio.to_thread(run, "hold", *arguments, stdin=f"{PASSPHRASE}\n", **where)
    return ran.stdout + ran.stderr


async def who(place: Place, person: Person, passphrase: str = PASSPHRASE) -> UUID:
    """Somebody at the keyboard of `porchlight hold`. Raises NotHeld."""
    async with place.services.database.begin() as connection:
        return await holds.staff(connection, place.instance.porchlight.passphrases, person.me["pseudonym"], passphrase)


async def asked(place: Place, by: UUID, what: holds.What, named: str, days: int = DAYS) -> UUID:
    async with place.services.database.begin() as connection:
        on = await holds.target(connection, what, named)
        until = datetime.now(UTC) + timedelta(days=days)
        return await holds.ask(connection, place.services.logs.keys, by, what, on, until, WHY)


async def agreed(place: Place, by: UUID, id: UUID) -> None:
    async with place.services.database.begin() as connection:
        await holds.agree(connection, by, id)


async def held(place: Place, what: holds.What, named: str) -> None:
    """A hold that two have agreed to."""
    lead, trustee = await place.peer(invitation=await place.invitation("lead")), await place.trustee()
    await agreed(place, await who(place, trustee), await asked(place, await who(place, lead), what, named))


async def holds_now(place: Place) -> bool:
    return bool((await place.sql("select on_hold(what, target_id) from holds"))[0][0])


async def time_passes(place: Place, days: int) -> None:
    for table, column in (("messages", "at"), ("notices", "at"), ("cases", "closed_at"), ("rooms", "closed_at")):
        await place.sql(f"update {table} set {column} = {column} - interval '{days} days'")


async def test_it_takes_two_of_staff_each_with_their_own_passphrase(place: Place) -> None:
    lead, moderator = await place.peer(invitation=await place.invitation("lead")), await place.moderator()
    peer, operator = await place.peer(), await place.peer(invitation=await place.invitation("operator"))
    name = peer.me["pseudonym"]
    for nobody in (peer, moderator):
        with pytest.raises(holds.NotHeld, match="not the name and passphrase"):
            await who(place, nobody)
    with pytest.raises(holds.NotHeld, match="not the name and passphrase"):
        await who(place, lead, "a guess of mine")
    first, second = await who(place, lead), await who(place, operator)
    for named, days, says in (
        ("No One", 9, "there is no account"),
        (name, 400, "365 days"),
        (name, 0, "in the future"),
    ):
        with pytest.raises(holds.NotHeld, match=says):
            await asked(place, first, "account", named, days)
    id = await asked(place, first, "account", name)
    assert not await holds_now(place)
    with pytest.raises(holds.NotHeld, match="takes two people"):
        await agreed(place, first, id)
    await agreed(place, second, id)
    assert await holds_now(place)
    with pytest.raises(holds.NotHeld, match="already"):
        await agreed(place, second, id)
    assert await tables_with(place, WHY) == set(), "why is sealed"
    async with place.services.database.begin() as connection:
        await holds.end(connection, first, id)
    assert not await holds_now(place)
    acts = [row["act"] for row in await place.sql("select act from audit where subject like 'hold %' order by seq")]
    assert acts == ["hold_ask", "hold", "hold_end"]
    assert (await verify(place.services.database))[1] is None


async def test_at_the_keyboard(place: Place) -> None:
    lead = await place.peer(invitation=await place.invitation("lead"))
    until = f"{datetime.now(UTC) + timedelta(days=DAYS):%Y-%m-%d}"
    ask = ("ask", "--room", "night-owls", "--until", until, "--why", WHY, "--as", lead.me["pseudonym"])
    said = await porchlight(place, *ask)
    assert said.startswith("Asked. It begins when somebody else agrees"), said
    id = said.split("agree ")[1].split()[0]
    assert "takes two people" in await porchlight(place, "agree", id, "--as", lead.me["pseudonym"])
    said = await porchlight(place, "list")
    assert f"{id}  asked  until {until}  room" in said
    assert f"asked by {lead.me['pseudonym']}, agreed by nobody: {WHY}" in said


async def test_what_is_held_is_let_be_until_the_hold_ends(place: Place) -> None:
    retention = Retention(place.services.database)
    one, other = await place.talker(), await place.talker()
    await one.send("held words")
    await other.send("other words")
    await held(place, "account", one.me["pseudonym"])
    await time_passes(place, 400)
    await retention.delete_old()
    rows = await place.sql("select b.alias from messages m join members b on b.id = m.member_id")
    assert [row["alias"] for row in rows] == [one.me["pseudonym"]]
    await place.sql("update holds set ends_at = clock_timestamp()")
    await retention.delete_old()
    assert await place.sql("select 1 from messages") == []


async def test_a_held_room_and_a_held_case_stay_too(place: Place) -> None:
    retention = Retention(place.services.database)
    moderator, one = await place.moderator(), await place.talker()
    await one.send("I want to kill myself")
    case = (await moderator.take(one))["line"]["id"]
    await moderator.act(case, "close", reason="spoken with")
    await held(place, "case", case)
    await held(place, "room", "night-owls")
    await time_passes(place, 400)
    await retention.delete_old()
    assert [str(row["id"]) for row in await place.sql("select id from cases")] == [case]
    assert len(await place.sql("select 1 from messages")) == 1


async def test_who_erases_their_account_under_a_hold_is_told_and_erased_when_it_ends(place: Place) -> None:
    one, other = await place.talker(), await place.talker()
    account, name, room = await account_of(place, one), one.me["pseudonym"], one.room("night-owls")
    await one.send("held words")
    assert (await one.send(MEETING))["state"] == "held", "and so nobody has seen it"
    await held(place, "account", name)
    until = (await one.get("/api/me/erasure"))["held_until"]
    assert abs(until / 1000 - (datetime.now(UTC) + timedelta(days=DAYS)).timestamp()) < 60
    await one.post("/api/me/erasure", PROOF)
    assert (await one.is_closed())[1] == "erased"
    assert (await one.refused("POST", "/api/session", {"pseudonym": name, **PROOF}))["code"] == "wrong_credentials"
    await other.hears_any(lambda f: any(m.get("state") == "removed" for m in f.get("items", [])))
    assert {m["alias"] for m in other.sees(room)} == {"Erased account"}
    assert len(other.sees(room)) == 1, "what was never shown gets no place now"
    assert await place.sql("select 1 from messages where state = 'held' or (position is null and changed > 0)") == []
    assert len(await place.sql("select 1 from messages where body is not null")) == 2
    assert not await place.services.erasure.erase_one_that_waited(), "the hold holds"
    await place.sql("update holds set ends_at = clock_timestamp()")
    assert await place.services.erasure.erase_one_that_waited()
    assert await tables_with(place, name) == set()
    assert await tables_with(place, account) == {"accounts", "members", "revocations", "audit", "holds", "cases"}
    assert await place.sql("select 1 from messages where body is not null") == []
