"""Channels: being told of an ask, leaving, ending by itself, and what stays of it, at random."""

from tests.people import Place
from tests.rooms.one_to_one import HERE, act, ask, may_be_asked, mine, place_of, state, two_in_a_channel


async def test_whoever_is_asked_is_told_once_and_whoever_has_blocked_is_not(place: Place) -> None:
    one, other, blocked = await place.talker(), await place.talker(), await place.talker()
    await may_be_asked(other)
    await may_be_asked(blocked)
    await other.post(f"{HERE}/apart", {"member": await place_of(other, blocked), "why": "known"})
    await ask(blocked, other)
    assert (await mine(other))["asked"] == []
    await ask(one, other)
    await other.is_told("care", code="asked")
    told = [n for frame in other.told if frame["t"] == "notices" for n in frame["items"] if n.get("code") == "asked"]
    assert len(told) == 1


async def test_leaving_it_ends_it_for_the_other_as_any_end_does(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await one.delete(f"/api/rooms/{channel}/membership")
    await other.is_told("ended", room=channel)
    assert await state(other, channel) == "ended"


async def test_what_has_been_quiet_for_long_ends_by_itself(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await one.send("hello", channel)
    for table in ("channels", "messages"):
        await place.sql(f"update {table} set at = at - interval '31 days'")
    await other.is_told("ended", room=channel)
    assert await state(one, channel) == "ended"


async def test_erasing_ones_account_ends_it_and_leaves_nothing_of_ones_own(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await one.send("a word of mine", channel)
    await other.hears_text("a word of mine")
    await one.post("/api/me/erasure", {"passphrase": "lantern river kettle"})
    await other.is_told("ended", room=channel)
    assert [m.get("text") for m in (await other.get(f"/api/rooms/{channel}/messages"))["items"]] == [None]
    [left] = (await mine(other))["channels"]
    assert (left["state"], left["others"]) == ("ended", [])


async def test_nobody_acts_on_anothers_channel_or_ask(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    stranger = await place.talker()
    assert (await stranger.refused("POST", f"{HERE}/channels/{channel}/acts", {"act": "end"}))["code"] == "not_found"
    await may_be_asked(stranger)
    await ask(one, stranger)
    asked = (await mine(stranger))["asked"][0]["id"]
    for who, what in ((other, "accept"), (one, "accept"), (stranger, "withdraw")):
        assert (await who.refused("PUT", f"{HERE}/asks/{asked}", {"act": what}))["code"] == "not_found"
    for what in ("resume", "keep", "let_go", "again"):
        no = await one.refused("POST", f"{HERE}/channels/{channel}/acts", {"act": what})
        assert no["code"] == "act_not_possible"
    await act(one, channel, "end")
