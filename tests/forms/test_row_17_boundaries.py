"""Row 17 of the mission, boundaries: the rules run in private channels as well as rooms. (Every field that others see,
names and edits included: tests/http/test_every_field.py.)"""

from tests.people import Place
from tests.rooms.one_to_one import two_in_a_channel
from tests.words import MEETING, PHONE, PHONE_MASKED


async def test_the_boundary_rules_run_in_a_private_channel(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    moderator = await place.moderator()
    await one.send(PHONE, channel)
    await other.hears_text(PHONE_MASKED)
    held = await one.send(MEETING, channel)
    assert held["state"] == "held", "the other does not read it before a person has looked"
    said = [m["text"] for m in (await other.get(f"/api/rooms/{channel}/messages"))["items"]]
    assert said == [PHONE_MASKED]
    case = await moderator.take(one)
    assert case["line"]["id"], "a moderator reads what is in the case, and no more"
    assert (await moderator.refused("GET", f"/api/rooms/{channel}/messages"))["code"] == "not_a_member"


async def test_a_moderator_reads_by_a_report_and_each_look_is_recorded(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    moderator = await place.moderator()
    message = await one.send("you are worth nothing to me", channel)
    await other.post("/api/reports", {"reason": "hurt", "message": message["id"]})
    case = (await moderator.take(one))["line"]["id"]
    await moderator.get(f"/api/console/cases/{case}?context=1")
    assert await place.sql("select 1 from audit where act = 'look' and subject like $1", f"%{case}%")
