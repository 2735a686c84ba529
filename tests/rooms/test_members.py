"""Being in a room: joining, leaving, coming back, and what others may know of it."""

import asyncio
import uuid

import pytest

from server.rooms import limits
from tests.people import Place, given

OWLS = "night-owls"


async def test_whoever_joins_has_a_name_there_that_is_not_their_account(place: Place) -> None:
    person, other = await place.talker(), await place.talker()
    mine = next(room for room in person.me["rooms"] if room["slug"] == OWLS)
    account = (await place.sql("select id from accounts where pseudonym = $1", person.me["pseudonym"]))[0][0]
    await person.send("hello")
    shown = await other.hears_text("hello")
    assert (shown["member_id"], shown["alias"]) == (mine["member_id"], person.me["pseudonym"])
    assert str(account) not in str(other.told)
    await person.join("carers")
    carers = next(room for room in person.me["rooms"] if room["slug"] == "carers")
    assert carers["member_id"] != mine["member_id"]


async def test_a_room_may_be_for_accounts_of_some_days(place: Place) -> None:
    member, newcomer, moderator = await place.talker(), await place.peer(), await place.moderator()
    await place.sql("update rooms set account_days = 3 where slug = $1", OWLS)
    card = await newcomer.get(f"/api/rooms/{OWLS}")
    assert card["account_days"] == 3
    said = await newcomer.refused("POST", f"/api/rooms/{card['id']}/membership")
    assert (said["code"], said["status"], " This one from " in said["says"]) == ("account_new", 403, True)
    await newcomer.join("carers")
    await moderator.join(OWLS)
    await member.delete(f"/api/rooms/{card['id']}/membership")
    await member.join(OWLS)  # who was in before comes back
    await place.sql("update accounts set created_at = created_at - interval '3 days'")
    await newcomer.join(OWLS)


async def test_joining_again_and_from_two_tabs_at_once_is_joining_once(place: Place) -> None:
    person = await place.peer()
    path = f"/api/rooms/{(await person.get(f'/api/rooms/{OWLS}'))['id']}/membership"
    joined = await asyncio.gather(*(person.post(path) for _ in range(4)))
    assert all(one == joined[0] for one in joined)
    assert len((await person.get("/api/me"))["rooms"]) == 1
    await person.connect()
    notices = await person.hears("notices")
    assert [item["kind"] for item in notices["items"]] == ["joined"]


async def test_who_left_sees_nothing_says_nothing_and_may_come_back_as_the_same(place: Place) -> None:
    person, other = await place.talker(), await place.talker()
    room = person.room(OWLS)
    before = person.me["rooms"][0]["member_id"]
    await person.delete(f"/api/rooms/{room}/membership")
    await person.delete(f"/api/rooms/{room}/membership")
    assert (await person.get("/api/me"))["rooms"] == []
    assert (await person.send("am I here?", room))["code"] == "not_a_member"
    refused = await person.refused("GET", f"/api/rooms/{room}/messages")
    assert (refused["status"], refused["code"]) == (403, "not_a_member")
    await other.send("while you were away", room)
    assert (await person.join(OWLS))["member_id"] == before
    await person.open(room)
    await person.hears_text("while you were away", room)


async def test_leaving_is_announced_to_nobody(place: Place) -> None:
    leaver, other = await place.talker(), await place.talker()
    room = leaver.room(OWLS)
    start = len(other.told)
    await leaver.delete(f"/api/rooms/{room}/membership")
    await leaver.hears("gone")
    await other.send("hello", room)
    await other.hears_text("hello", room)
    assert {f["t"] for f in other.told[start:]} <= {"here", "sent", "changes", "notices"}
    assert leaver.me["pseudonym"] not in str(other.told[start:])


@pytest.mark.parametrize(
    ("statement", "status", "code"),
    [
        (given("removal"), 403, "removal"),
        (given("suspension"), 403, "suspension"),
        ("update rooms set closed_at = now()", 409, "room_closed"),
        ("update rooms set kind = 'channel'", 404, "not_found"),
    ],
)
async def test_a_room_that_is_not_open_to_somebody_is_not_joined(
    place: Place, statement: str, status: int, code: str
) -> None:
    person = await place.talker()
    room = person.room(OWLS)
    await place.sql(statement)
    refused = await person.refused("POST", f"/api/rooms/{room}/membership")
    assert (refused["status"], refused["code"]) == (status, code)


async def test_a_room_that_is_not_there_is_not_joined_and_is_left_without_a_word(place: Place) -> None:
    person = await place.peer()
    nowhere = f"/api/rooms/{uuid.uuid4()}/membership"
    assert (await person.refused("POST", nowhere))["status"] == 404
    assert await person.delete(nowhere) is None


async def test_whoever_joins_very_often_is_told_to_wait(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "join", limits.Limit(2, 1000.0))
    person = await place.peer()
    path = f"/api/rooms/{(await person.get(f'/api/rooms/{OWLS}'))['id']}/membership"
    for _ in range(2):
        await person.post(path)
    refused = await person.refused("POST", path)
    assert (refused["status"], refused["code"], refused["retry_after"] > 0) == (429, "too_fast", True)


async def test_a_conversation_that_has_ended_says_so_in_the_list_of_ones_rooms_for_as_long_as_it_is_there(
    place: Place,
) -> None:
    person, moderator = await place.talker(), await place.moderator()
    room = (await person.post("/api/help-requests", {}))["room"]["id"]

    async def closed() -> bool:
        mine = (await person.get("/api/me"))["rooms"]
        return bool(next(one for one in mine if one["id"] == room).get("closed", False))

    assert not await closed()
    case = (await moderator.take(person))["line"]["id"]
    await moderator.act(case, "close", reason="We talked.")
    await place.sql("delete from notices")  # as they go after 30 days
    assert await closed()
    await moderator.act(case, "reopen")
    assert not await closed()


async def test_whoever_is_suspended_neither_reads_nor_speaks_until_it_ends(place: Place) -> None:
    person = await place.talker()
    room = person.room(OWLS)
    await place.sql(given("suspension"))
    assert (await person.send("hello", room))["code"] == "suspension"
    assert (await person.refused("GET", f"/api/rooms/{room}/messages"))["code"] == "not_a_member"
    await place.sql("update sanctions set ends_at = clock_timestamp()")
    assert (await person.send("hello", room))["t"] == "sent"
    assert len((await person.get(f"/api/rooms/{room}/messages"))["items"]) == 1


@pytest.mark.parametrize("kind", ["mute", "time_out"])
async def test_whoever_may_not_write_goes_on_reading(place: Place, kind: str) -> None:
    person, other = await place.talker(), await place.talker()
    room = person.room(OWLS)
    await place.sql(given(kind, f"alias = '{person.me['pseudonym']}'"))
    await other.send("hello", room)
    await person.hears_text("hello", room)
    assert (await person.send("hello back", room))["code"] == kind
    await person.delete(f"/api/rooms/{room}/membership")
    await person.join(OWLS)
