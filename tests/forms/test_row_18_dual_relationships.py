"""Row 18 of the mission, dual relationships: a moderator who took part in a conversation, or is party to a case, cannot
be given that case."""

from tests.people import Place
from tests.rooms.one_to_one import answer, ask, may_be_asked, mine


async def test_a_moderator_who_talked_in_a_channel_is_not_given_a_case_of_it(place: Place) -> None:
    moderator, colleague, one = await place.moderator(), await place.moderator(), await place.talker()
    await moderator.join("night-owls")
    await moderator.connect()
    await may_be_asked(one)
    await ask(moderator, one)
    await answer(one, "accept")
    [channel] = (await mine(one))["channels"]
    message = await one.send("you are worth nothing to me", channel["id"])
    await moderator.post("/api/reports", {"reason": "hurt", "message": message["id"]})
    case = (await colleague.case_about(one))["id"]
    refused = await moderator.refused("GET", f"/api/console/cases/{case}")
    assert refused["code"] == "conflict_of_interest"
    await colleague.act(case, "take")


async def test_nor_where_somebody_else_opens_it(place: Place) -> None:
    """Not by their own report: what a rule finds in a channel they are in."""
    moderator, colleague, one = await place.moderator(), await place.moderator(), await place.talker()
    await moderator.join("night-owls")
    await may_be_asked(one)
    await ask(moderator, one)
    await answer(one, "accept")
    [channel] = (await mine(one))["channels"]
    await one.send("I want to kill myself tonight, I have the pills", channel["id"])
    case = (await colleague.case_about(one))["id"]
    refused = await moderator.refused("GET", f"/api/console/cases/{case}")
    assert refused["code"] == "conflict_of_interest"
