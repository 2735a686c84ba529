"""A crowd of reports: it merges and silences nobody. Only independent people, out of hours, can hold a message."""

import asyncio
from typing import Any

from server.rooms.unreviewed import Unreviewed
from tests.people import Person, Place

OWLS = "night-owls"
TALK = "you always make it about yourself"


async def old_member(place: Place, *, speaks: bool = True) -> Person:
    """Somebody who has been here for a week and, mostly, has said something."""
    person = await place.talker()
    if speaks:
        await person.send("the kettle is on", person.room(OWLS))
    name = person.me["pseudonym"]
    await place.sql("update accounts set created_at = created_at - interval '7 days' where pseudonym = $1", name)
    await place.sql(
        "update members set joined_at = joined_at - interval '6 days' where account_id ="
        " (select id from accounts where pseudonym = $1)", name,
    )  # fmt: skip
    return person


async def report(person: Person, message: str, reason: str = "spam") -> dict[str, Any]:
    return await person.post("/api/reports", {"reason": reason, "message": message})  # type: ignore[no-any-return]


async def state(place: Place, message: str) -> str:
    return str((await place.sql("select state from messages where id = $1::uuid", message))[0][0])


async def case(place: Place) -> tuple[str, int]:
    """The urgency of the one case there is, and how many people reported what is in it."""
    ((urgency, people),) = await place.sql(
        "select c.urgency, (select count(distinct reporter_id) from reports where case_id = c.id) from cases c"
        " where state <> 'closed'"
    )
    return urgency, people


async def test_a_brigade_is_one_case_that_is_no_more_urgent_and_silences_nobody(place: Place, unhurried: None) -> None:
    author, reader = await place.talker(), await place.talker()
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    await reader.hears_text(TALK)
    # Seven accounts that were made for it, all at once, while nobody is on duty.
    fresh = await asyncio.gather(*(place.talker() for _ in range(7)))
    await asyncio.gather(*(report(person, message) for person in fresh))
    assert await case(place) == ("later", 7)
    # Five that were made long ago for nothing else: they are one.
    silent = await asyncio.gather(*(old_member(place, speaks=False) for _ in range(5)))
    await asyncio.gather(*(report(person, message) for person in silent))
    assert await case(place) == ("later", 12)
    # And one who is really there.
    await report(await old_member(place), message)
    assert (await state(place, message), await case(place)) == ("shown", ("later", 13))
    # Nobody's sending is stopped, nothing is told to the author, and nothing is counted against them.
    await author.send("good night everybody", author.room(OWLS))
    await reader.hears_text("good night everybody")
    kinds = await place.sql("select distinct kind from notices")
    assert [row[0] for row in kinds] == ["joined"]


async def test_three_independent_people_out_of_hours_hold_a_message_until_somebody_looks(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    before = await reader.hears_text(TALK)
    for _ in range(3):
        assert await state(place, message) == "shown"
        await report(await old_member(place), message)
    assert (await state(place, message), await case(place)) == ("held", ("soon", 3))
    told = await author.is_told("held", message=message)
    assert (told["code"], told.get("category")) == ("held_reported", None)
    await reader.hears_any(lambda f: f["t"] == "changes" and any(i.get("state") == "held" for i in f["items"]))
    # Whoever comes decides; it stands where it stood, and however many follow, it is not held again.
    moderator = await place.moderator(on_duty=False)
    view = await moderator.take(author)
    assert "hold_reported" in [act["act"] for act in view["history"]]
    await moderator.act(view["line"]["id"], "release", message)
    await author.is_told("released", message=message)
    for _ in range(2):
        await report(await old_member(place), message)
    assert await state(place, message) == "shown"
    assert (await place.sql("select position from messages where id = $1::uuid", message))[0][0] == before["position"]


async def test_while_somebody_is_on_duty_nothing_is_held(place: Place) -> None:
    author, moderator = await place.talker(), await place.moderator()
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    for _ in range(4):
        await report(await old_member(place), message)
    assert (await state(place, message), await case(place)) == ("shown", ("soon", 4))
    assert (await moderator.case_about(author))["reported"] == 4


async def test_danger_and_worry_are_never_held_for_reports(place: Place) -> None:
    author = await place.talker()
    disclosure = (await author.send("I do not want to be alive any more", author.room(OWLS)))["id"]
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    members = [await old_member(place) for _ in range(3)]
    for person in members:
        await report(person, disclosure, "hurt")
        await report(person, message, "worried")
    assert [await state(place, disclosure), await state(place, message)] == ["shown", "shown"]


async def test_a_crowd_costs_one_person_two_messages_a_day_at_most(place: Place, unhurried: None) -> None:
    author = await place.talker()
    members = [await old_member(place) for _ in range(3)]
    messages = [(await author.send(f"{TALK} {number}", author.room(OWLS)))["id"] for number in range(4)]
    for message in messages:
        for person in members:
            await report(person, message)
    assert [await state(place, message) for message in messages] == ["held", "held", "shown", "shown"]


async def test_what_nobody_comes_to_is_shown_again_where_it_stood_and_not_held_twice(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    at = (await reader.hears_text(TALK))["position"]
    await author.send("good night", author.room(OWLS))
    for _ in range(3):
        await report(await old_member(place), message)
    assert await state(place, message) == "held"
    await place.sql("update unreviewed set due_at = due_at - interval '1 day'")
    services = place.services
    while await Unreviewed(services.database, services.bus, services.logs.keys).release_one():
        pass
    await author.is_told("released", message=message, code="unreviewed")
    assert (await place.sql("select state, position from messages where id = $1::uuid", message))[0][:] == ("shown", at)
    await report(await old_member(place), message)
    assert await state(place, message) == "shown"
    assert (await case(place))[1] == 4, "and a moderator still reads what was reported"


async def test_however_many_fear_for_a_child_the_on_call_is_called_once(place: Place) -> None:
    author, *people = await asyncio.gather(*(place.talker() for _ in range(4)))
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    for person in people:
        await report(person, message, "child")
        await place.sql("update alerts set done_at = coalesce(done_at, clock_timestamp())")
        await person.post("/api/reports", {"reason": "child", "room": person.room(OWLS)})
    called = await place.sql(
        "select (c.subject_id is null) as room, count(*) from alerts a join cases c on c.id = a.case_id"
        " where a.step = 'page' group by 1"
    )
    assert {(row[0], row[1]) for row in called} == {(False, 1), (True, 1)}
    # And the one it is about is not told that nobody has come.
    assert await place.sql("select 1 from alerts where step in ('2_min', '10_min')") == []


async def test_what_somebody_worries_about_is_not_held_for_a_crowd(place: Place) -> None:
    author, friend = await place.talker(), await place.talker()
    message = (await author.send(TALK, author.room(OWLS)))["id"]
    await friend.hears_text(TALK)
    await report(friend, message, "worried")
    for _ in range(3):
        await report(await old_member(place), message)
    assert await state(place, message) == "shown"
