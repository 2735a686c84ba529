"""What adds up over days to winning somebody's trust: a neutral pause, whoever is approached is reached first, the
evidence of all days is kept, and whoever wrote it is told nothing that would warn them."""

from typing import Any

import pytest

from server.moderation.policy import shipped_policy
from server.rooms.approached import Approached
from tests.moderation.calling import stands_still
from tests.people import Person, Place
from tests.words import PLAIN

OWLS = "night-owls"
PRAISE, SECRET, AWAY = "you are so special", "best not to tell anyone about us", "add me on snapchat"
MEET = "do you want to meet up for coffee?"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own runner stands still: these tests carry out the steps themselves."""
    monkeypatch.setattr(Approached, "run", stands_still)


async def days_pass(place: Place, days: int) -> None:
    for table in ("messages", "assessments"):
        await place.sql(f"update {table} set at = at - make_interval(days => $1)", days)
    door = place.instance.porchlight._door
    door.sockets._doors.sending._recent._past.clear()  # as on an instance that was started since


async def said(author: Person, text: str) -> dict[str, Any]:
    return await author.send(text, author.room(OWLS))


async def over_days(place: Place, author: Person, *texts: str) -> dict[str, Any]:
    """Says one of these each second day; returns the answer to the last."""
    for text in texts[:-1]:
        await said(author, text)
        await days_pass(place, 2)
    return await said(author, texts[-1])


async def lines(person: Person) -> list[dict[str, Any]]:
    return (await person.get("/api/console/cases"))["cases"]  # type: ignore[no-any-return]


async def reach(place: Place) -> int:
    """Carry out what is due, as an instance would. Returns how many steps."""
    s, count = place.services, 0
    while await Approached(s.database, s.bus, s.logs.keys, s.in_force).reach_one():
        count += 1
    return count


async def test_signs_of_several_days_are_one_pattern_and_whoever_is_approached_comes_first(place: Place) -> None:
    moderator, peer, author = await place.moderator(), await place.talker(), await place.talker()
    await said(author, PRAISE)
    await days_pass(place, 2)
    assert await lines(moderator) == []
    await said(author, SECRET)
    await days_pass(place, 2)
    assert await lines(moderator) == [], "each alone is nothing"
    await peer.send(PLAIN, peer.room(OWLS))
    answer = await said(author, AWAY)
    # Neutral: what was found is not said, nor that anybody was called.
    assert (answer["state"], answer["notice"], answer.get("category")) == ("held", "paused_while_checked", None)
    assert await reach(place) == 1
    first, second = await lines(moderator)
    assert [(one["category"], one["alias"], one["urgency"], one["kind"]) for one in (first, second)] == [
        ("approached", peer.me["pseudonym"], "now", "danger"), ("grooming", author.me["pseudonym"], "now", "boundary"),
    ]  # fmt: skip
    assert (await peer.is_told("paused"))["room"] == peer.room(OWLS)
    view = await moderator.get(f"/api/console/cases/{first['id']}")
    assert [(e["text"], e["by"]) for e in view["evidence"]] == [(AWAY, author.me["pseudonym"])]
    # All that adds up is in the author's case, as it was written.
    view = await moderator.act(second["id"], "take")
    assert [e["text"] for e in view["evidence"]] == [PRAISE, SECRET, AWAY]
    steps = {row["step"] for row in await place.sql("select step from alerts where case_id = $1", second["id"])}
    assert "2_min" not in steps, "they are not told that a moderator is called"
    # Handing it back calls again, and reaches nobody twice.
    await moderator.act(second["id"], "hand_back")
    assert await reach(place) == 0


async def test_in_the_case_of_whoever_is_approached_the_author_is_told_what_becomes_of_their_words(
    place: Place,
) -> None:
    moderator, peer, author = await place.moderator(), await place.talker(), await place.talker()
    await peer.send(PLAIN, peer.room(OWLS))
    message = (await over_days(place, author, SECRET, PRAISE, f"{peer.me['pseudonym']}, {AWAY}"))["id"]
    await reach(place)
    case = (await moderator.take(peer))["line"]["id"]
    await moderator.act(case, "decline", message, "We stay here.")
    assert (await author.is_told("declined", message=message))["text"] == "We stay here."
    await moderator.act(case, "close", reason="they are all right")
    assert not any(item["kind"] == "declined" for f in peer.told if f["t"] == "notices" for item in f["items"])


async def test_whoever_is_named_is_the_one_and_a_room_without_anybody_has_none(place: Place) -> None:
    moderator, named, last = await place.moderator(), await place.talker("Blue Heron"), await place.talker()
    author = await place.talker()
    await last.send(PLAIN, last.room(OWLS))
    await over_days(place, author, SECRET, PRAISE, f"Blue Heron, {AWAY}")
    await reach(place)
    first, _ = await lines(moderator)
    assert first["alias"] == named.me["pseudonym"]
    alone = await place.talker()
    await days_pass(place, 1)
    await over_days(place, alone, SECRET, PRAISE, AWAY)
    assert await reach(place) == 1
    about = [line["alias"] for line in await lines(moderator) if line["category"] == "approached"]
    assert about == [named.me["pseudonym"]], "nobody spoke there: nobody is taken for the one"


@pytest.mark.parametrize(
    "texts",
    [
        (PRAISE, AWAY, MEET),  # friends who want to meet: no secret
        (SECRET, AWAY),  # two signs
        (SECRET, SECRET, AWAY),
    ],
)
async def test_what_friends_say_is_no_pattern(place: Place, texts: tuple[str, ...]) -> None:
    author = await place.talker()
    assert (await over_days(place, author, *texts)).get("notice") != "paused_while_checked"


async def test_signs_of_another_month_do_not_add_up(place: Place) -> None:
    author = await place.talker()
    await said(author, SECRET)
    await said(author, PRAISE)
    await days_pass(place, shipped_policy().patterns[0].within_days + 1)
    assert (await said(author, AWAY)).get("notice") != "paused_while_checked"
