"""Row 28 of the mission, age: joining asks the age range without a date of birth; whoever says they are younger gets
youth services and a safeguarding case, is not punished, and is never brought together with an adult peer. That what
people say of their age is no age assurance is said in docs/threat-model.md."""

from tests.people import Place
from tests.rooms.one_to_one import HERE, ask, may_be_asked, mine, state, two_in_a_channel

IS_MINOR = "insert into minors (account_id) select id from accounts where pseudonym = $1"


async def test_joining_asks_for_the_range_and_for_no_date(place: Place) -> None:
    visitor = await place.visitor()
    wanted = await visitor.registration()
    assert not {"birth", "born", "date", "age"} & wanted.keys()
    no = await visitor.refused("POST", "/api/accounts", wanted | {"age_confirmed": False})
    assert no["code"] == "age_not_confirmed"


async def test_a_disclosed_minor_gets_youth_services_a_case_and_is_alone_with_nobody(
    place: Place,
) -> None:
    lead = await place.lead()
    await lead.put("/api/console/duty", {"on": True})
    young, other, channel = await two_in_a_channel(place)
    said = await young.send("i'm 14 years old and live with my aunt", channel)
    assert (said["state"], said["card"]) == ("shown", "youth")
    case = await lead.case_about(young)
    assert (case["category"], case["urgency"], case["kind"]) == ("child", "now", "danger")
    for person in (young, other):
        await person.is_told("ended", room=channel)
    assert (await mine(young))["youth"] is True
    assert (await young.get("/api/me"))["sanctions"] == []


async def test_years_of_something_else_are_no_age(place: Place) -> None:
    one, _, channel = await two_in_a_channel(place)
    await one.send("i am 15 years clean, not a day missed", channel)
    assert (await mine(one))["youth"] is False


async def test_a_minor_is_in_no_channel_is_told_why_and_nobody_else_is(place: Place) -> None:
    young, other, channel = await two_in_a_channel(place)
    await place.sql(IS_MINOR, young.me["pseudonym"])
    for person in (young, other):
        await person.is_told("ended", room=channel)
    assert [await state(p, channel) for p in (young, other)] == ["ended", "ended"]
    told = await mine(young)
    assert (told["youth"], told["rooms"], told["asked"]) == (True, [], [])
    assert (await mine(other))["youth"] is False
    rooms = (await mine(other))["rooms"]
    assert all(young.me["pseudonym"] != one["alias"] for room in rooms for one in room["people"])
    assert (await young.send("still here", young.room("night-owls")))["state"] == "shown", "and not punished"


async def test_a_minor_asks_nobody_and_is_asked_by_nobody(place: Place) -> None:
    young, other = await place.talker(), await place.talker()
    await may_be_asked(young)
    await ask(other, young)
    await place.sql(IS_MINOR, young.me["pseudonym"])
    assert (await mine(young))["asked"] == []
    await may_be_asked(other)
    member = (await mine(other))["rooms"] and (await place.sql(
        "select m.id from members m join accounts a on a.id = m.account_id where a.pseudonym = $1",
        other.me["pseudonym"],
    ))[0][0]  # fmt: skip
    wanted = {"member": str(member), "topic": "low", "want": "listen", "avoid": [], "minutes": 30}
    no = await young.refused("POST", f"{HERE}/asks", wanted)
    assert (no["code"], "nothing wrong" in no["says"]) == ("not_possible_now", True)
