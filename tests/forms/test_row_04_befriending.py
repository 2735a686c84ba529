"""Row 4 of the mission, one-to-one befriending: both accept; either can pause, end or block; both may choose to talk
again; who may read it, and when, is stated at the start (the words on the page: tests/journeys/test_one_to_one.py)."""

from server.rooms.retention import Retention
from tests.people import Place
from tests.rooms.one_to_one import HERE, act, answer, ask, may_be_asked, mine, place_of, state, two_in_a_channel


async def test_two_who_both_want_to_talk_and_nobody_else_reads_it(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await one.send("it was a hard week", channel)
    await other.hears_text("it was a hard week")
    stranger = await place.talker()
    assert (await stranger.refused("GET", f"/api/rooms/{channel}/messages"))["code"] == "not_a_member"
    moderator = await place.moderator()
    assert (await moderator.refused("GET", f"/api/rooms/{channel}/messages"))["code"] == "not_a_member"
    no = await moderator.refused("POST", f"/api/console/rooms/{channel}/membership")
    assert no["code"] == "not_found", "a moderator comes into no channel"
    assert (await place.sql("select count(*) from keys where owner = $1", channel))[0][0] == 1, "a key of its own"


async def test_nobody_is_asked_who_has_not_said_so_and_no_answer_is_no_answer(place: Place) -> None:
    one, other = await place.talker(), await place.talker()
    assert all(room["people"] == [] for room in (await mine(one))["rooms"])
    await may_be_asked(other)
    await ask(one, other)
    await ask(one, other)
    [asked] = (await mine(other))["asked"]
    assert (asked["alias"], asked["answers"]["topic"]) == (one.me["pseudonym"], "low")
    before = (await mine(one))["asking"]
    await answer(other, "let_pass")
    assert (await mine(one))["asking"] == before, "nothing tells its asker"
    assert (await mine(other))["asked"] == []
    await place.sql("update asks set until = clock_timestamp()")
    assert (await mine(one))["asking"] == [], "it is over in its time"


async def test_an_ask_has_no_words_of_ones_own_and_nobody_is_flooded(place: Place) -> None:
    other = await place.talker()
    await may_be_asked(other)
    for _ in range(4):
        await ask(await place.talker(), other)
    assert len((await mine(other))["asked"]) == 3, "more are kept until one is answered"
    one = await place.talker()
    member = await place_of(one, other)
    wanted = {"member": member, "topic": "call me", "want": "listen", "avoid": [], "minutes": 30}
    assert (await one.refused("POST", f"{HERE}/asks", wanted))["field"] == "topic"
    for asked in [await place.talker() for _ in range(3)]:
        await may_be_asked(asked)
        await ask(one, asked)
    no = await one.refused("POST", f"{HERE}/asks", wanted | {"topic": "low"})
    assert no["code"] == "too_many_asks"


async def test_a_pause_is_nobodys_and_each_takes_back_their_own(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await act(one, channel, "pause")
    assert (await other.send("are you there?", channel))["code"] == "room_closed"
    assert [c["mine"] for c in (await mine(other))["channels"]] == [[]], "by whom is not told"
    await act(other, channel, "resume")
    assert await state(other, channel) == "paused", "another's pause is not theirs to end"
    await act(one, channel, "resume")
    assert await state(other, channel) == "open"
    await other.send("there I am", channel)


async def test_it_ends_by_one_goes_on_by_both_and_is_kept_by_both(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    await one.send("thank you", channel)
    ended = await act(one, channel, "end")
    theirs = await mine(other)
    assert ended["channels"][0] | {"alias": 0, "others": 0} == theirs["channels"][0] | {"alias": 0, "others": 0}
    await act(one, channel, "again")
    assert [await state(p, channel) for p in (one, other)] == ["ended", "ended"]
    await act(other, channel, "again")
    assert [await state(p, channel) for p in (one, other)] == ["open", "open"]
    await act(other, channel, "end")
    await act(other, channel, "keep")
    assert await state(one, channel) == "ended"
    await act(one, channel, "keep")
    assert await state(other, channel) == "kept"
    await place.sql("update rooms set closed_at = closed_at - interval '30 days' where id = $1", channel)
    await Retention(place.services.database).delete_old()
    assert len((await other.get(f"/api/rooms/{channel}/messages"))["items"]) == 1


async def test_seven_days_after_its_end_it_is_gone_with_its_key(place: Place) -> None:
    one, other, channel = await two_in_a_channel(place)
    message = await one.send("do you ever feel that too?", channel)
    await one.delete(f"/api/messages/{message['id']}")
    await act(one, channel, "end")
    retention = Retention(place.services.database)
    await place.sql("update rooms set closed_at = closed_at - interval '6 days' where id = $1", channel)
    await retention.delete_old()
    # What was deleted can be reported, after the end, too.
    await other.post("/api/reports", {"reason": "hurt", "message": message["id"]})
    await place.sql("update rooms set closed_at = closed_at - interval '2 days' where id = $1", channel)
    await retention.delete_old()
    assert await place.sql("select 1 from rooms where id = $1", channel), "a case is open about it"
    await place.sql("update cases set state = 'closed', closed_at = clock_timestamp()")
    await retention.delete_old()
    assert (await mine(one))["channels"] == (await mine(other))["channels"] == []
    assert await place.sql("select 1 from rooms where id = $1", channel) == []
    assert await place.sql("select 1 from keys where owner = $1", channel) == []
