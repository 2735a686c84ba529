"""When a moderator goes: the person they talked with is told, others can take the case, and somebody is called anew."""

import asyncio

import pytest

from server.rooms.alerts import Alerts
from server.rooms.departures import open_one_lapsed
from tests.people import Person, Place
from tests.words import PLAN, SOON

WHY = "because of the house rules"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own runner stands still: these tests carry out what is due themselves."""

    async def stands_still(self: Alerts) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Alerts, "run", stands_still)


async def lapses(place: Place) -> None:
    services = place.services
    await place.lapse()
    while await open_one_lapsed(services.database, services.bus, services.logs.keys):
        pass


async def talking(place: Place, moderator: Person, text: str = PLAN) -> tuple[Person, str, str]:
    """Somebody in danger, their case, and the conversation in which a moderator is with them."""
    author = await place.talker()
    await author.send(text)
    case = (await moderator.take(author))["line"]["id"]
    room = (await moderator.act(case, "converse"))["conversation"]["id"]
    await author.is_told("conversation", room=room)
    return author, case, room


@pytest.mark.parametrize("how", ["hands back", "signs out", "is not heard of"])
async def test_whoever_talked_with_a_moderator_is_told_when_they_go(place: Place, how: str) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, case, room = await talking(place, one)
    if how == "hands back":
        await one.act(case, "hand_back")
    elif how == "signs out":
        await one.delete("/api/session")
    else:
        await lapses(place)
    assert (await author.is_told("moderator_left"))["room"] == room
    line = await two.case_about(author)
    assert (line["state"], "taken_by" in line) == ("open", False)
    # The next one comes into the same conversation, and the person is told that somebody is there.
    start = len(author.told)
    await two.act(case, "take")
    assert (await two.act(case, "converse"))["conversation"]["id"] == room
    frame = await author.hears("notices", start)
    assert [(n["kind"], n["room"], n.get("code")) for n in frame["items"]] == [("conversation", room, None)]


async def test_whoever_has_never_met_the_moderator_is_not_told_that_one_has_gone(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "hand_back")
    await author.send("still here")
    await author.disconnect()
    author.told.clear()
    await author.connect()
    kinds = [item["kind"] for item in (await author.hears("notices"))["items"]]
    assert "moderator_left" not in kinds


async def test_a_moderator_who_is_not_heard_of_reads_no_longer_and_the_history_says_so(place: Place) -> None:
    moderator, other = await place.moderator(), await place.moderator()
    author, case, room = await talking(place, moderator)
    await moderator.connect()
    await moderator.open(room)
    await lapses(place)
    await moderator.hears("gone", room=room)
    assert (await moderator.refused("GET", f"/api/rooms/{room}/messages"))["code"] == "not_a_member"
    history = (await other.get(f"/api/console/cases/{case}"))["history"]
    assert (history[-1]["act"], history[-1]["by"]) == ("lapse", "")
    await author.close()


async def test_a_case_that_was_left_calls_somebody_anew(place: Place) -> None:
    moderator = await place.moderator()
    _, case, _ = await talking(place, moderator)
    await place.sql("update alerts set done_at = clock_timestamp()")
    await moderator.act(case, "hand_back")
    rows = await place.sql(
        "select step, round(extract(epoch from due_at - clock_timestamp()))::int from alerts where done_at is null"
    )
    due = {row["step"]: row[1] for row in rows}
    assert due.keys() == {"lead", "page", "backup", "2_min", "10_min"}
    assert 20 <= due["lead"] <= 30, "a moderator is on duty and is given half a minute"
    assert 50 <= due["page"] <= 60
    assert 110 <= due["backup"] <= 120
    assert 110 <= due["2_min"] <= 120
    assert 590 <= due["10_min"] <= 600


async def test_a_case_that_lapsed_while_nobody_is_on_duty_pages_at_once(place: Place) -> None:
    moderator = await place.moderator()
    await talking(place, moderator)
    await place.sql("update alerts set done_at = clock_timestamp()")
    await moderator.put("/api/console/duty", {"on": False})
    await lapses(place)
    rows = await place.sql("select due_at <= clock_timestamp() from alerts where step = 'page' and done_at is null")
    assert [row[0] for row in rows] == [True]


async def test_signing_out_ends_ones_duty_and_gives_back_every_case(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    authors = [await place.talker() for _ in range(2)]
    for author in authors:
        await author.send(SOON)
        await one.take(author)
    await one.delete("/api/session")
    lines = (await two.get("/api/console/cases"))["cases"]
    assert [line["state"] for line in lines] == ["open", "open"]
    assert (await two.get("/api/console/duty"))["moderators"] == 1


async def test_a_moderator_at_the_desk_keeps_all_they_have_and_a_list_alone_keeps_nothing(
    place: Place,
) -> None:
    moderator = await place.moderator()
    for _ in range(2):
        author = await place.talker()
        await author.send(SOON)
        await moderator.take(author)
    almost = "update cases set lease_until = clock_timestamp() + interval '9 seconds'"
    left = "select min(lease_until) > clock_timestamp() + interval '60 seconds' from cases"
    await place.sql(almost)
    await moderator.get("/api/console/cases")
    assert not (await place.sql(left))[0][0]
    await moderator.get("/api/console/cases?keep=1")
    assert (await place.sql(left))[0][0]
    await place.lapse()
    lines = (await moderator.get("/api/console/cases?keep=1"))["cases"]
    assert [line["state"] for line in lines] == ["open", "open"], "what has lapsed is not kept by itself"
