"""Where one is signed in: what is shown of it, what is kept of it, and ending it from afar."""

import asyncio

from server.ground import protocol as p
from tests.people import Person, Place


async def elsewhere(place: Place, person: Person) -> Person:
    """The same person on another device."""
    device = await place.visitor()
    await device.sign_in_elsewhere(person)
    return device


async def sessions_of(person: Person) -> list[dict[str, object]]:
    return (await person.get("/api/me/sessions"))["sessions"]  # type: ignore[no-any-return]


async def test_each_is_listed_by_the_day_with_this_one_first_and_nothing_of_the_device(place: Place) -> None:
    phone = await place.peer()
    desk = await elsewhere(place, phone)
    mine, other = await sessions_of(desk)
    assert (mine["this"], other.get("this", False), other["kept"]) == (True, False, False)
    assert set(other) == {"id", "since", "last_used", "kept"}
    assert len(str(other["last_used"])) == len("2026-12-01"), "a day, and no hour"
    columns = await place.sql("select column_name from information_schema.columns where table_name = 'sessions'")
    assert {name for (name,) in columns} == {
        "id", "account_id", "digest", "kept", "created_at", "expires_at", "ended_at", "last_used", "proved_at", "name",
        "second",
    }  # fmt: skip


async def test_the_day_of_the_last_use_moves_on_with_the_first_request_of_a_day(place: Place) -> None:
    person = await place.peer()
    await place.sql("update sessions set last_used = current_date - 3")
    before = await place.sql("select last_used from sessions")
    await person.get("/api/me")
    after = await place.sql("select last_used, current_date from sessions")
    assert (after[0][0] - before[0][0]).days == 3
    assert after[0][0] == after[0][1]


async def test_a_name_is_the_owners_to_give_and_is_kept_sealed(place: Place) -> None:
    person, stranger = await place.peer(), await place.peer()
    (mine,) = await sessions_of(person)
    await person.put(f"/api/me/sessions/{mine['id']}", {"name": "the old phone"})
    assert (await sessions_of(person))[0]["name"] == "the old phone"
    (kept,) = await place.sql("select name from sessions where name is not null")
    assert b"old phone" not in kept[0]
    assert (await stranger.refused("PUT", f"/api/me/sessions/{mine['id']}", {"name": "mine"}))["code"] == "not_found"
    assert (await person.refused("PUT", f"/api/me/sessions/{mine['id']}", {"name": "x" * 61}))["field"] == "name"
    await person.put(f"/api/me/sessions/{mine['id']}", {"name": " "})
    assert "name" not in (await sessions_of(person))[0]


async def test_ending_one_from_afar_closes_its_sockets_and_nobody_elses(place: Place) -> None:
    phone, stranger = await place.talker(), await place.talker()
    desk = await elsewhere(place, phone)
    other = next(one for one in await sessions_of(desk) if not one.get("this"))
    assert (await stranger.refused("DELETE", f"/api/me/sessions/{other['id']}"))["code"] == "not_found"
    await desk.delete(f"/api/me/sessions/{other['id']}")
    assert (await phone.is_closed())[0] == p.SIGNED_OUT.code
    assert (await phone.refused("GET", "/api/me"))["code"] == "not_signed_in"
    assert len(await sessions_of(desk)) == 1
    await stranger.send("still here")
    assert (await desk.refused("DELETE", f"/api/me/sessions/{other['id']}"))["code"] == "not_found"


async def test_signing_out_everywhere_leaves_no_session_and_no_socket(place: Place) -> None:
    phone = await place.talker()
    desk = await elsewhere(place, phone)
    await desk.connect()
    response = await desk.http.delete("/api/me/sessions")
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["set-cookie"]
    closed = await asyncio.gather(phone.is_closed(), desk.is_closed())
    assert [code for code, _ in closed] == [p.SIGNED_OUT.code] * 2
    assert await place.sql("select from sessions where ended_at is null") == []


async def test_a_moderator_who_signs_out_everywhere_leaves_no_case_and_no_duty(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.post("/api/help-requests", {})
    await moderator.take(author)
    await moderator.delete("/api/me/sessions")
    assert await place.sql("select from duties") == []
    assert await place.sql("select from cases where state = 'taken'") == []
