"""The console's side of the API: what is most urgent comes first, and every look and act is on record."""

from typing import Any

from tests.people import Place
from tests.words import ATTEMPT, MEETING, PLAIN, PLAN, SOON, WARM


async def trail(place: Place) -> list[tuple[str, str, str]]:
    """(who, act, on what) of the audit chain since everybody had their roles, in order."""
    rows = await place.sql(
        "select a.pseudonym, t.act, t.subject from audit t left join accounts a on a.id = t.actor_id order by t.seq"
    )
    return [tuple(row) for row in rows if row["act"] not in ("take_role", "duty_on")]


async def test_the_queue_has_the_most_urgent_first_then_what_is_due_first(place: Place) -> None:
    moderator = await place.moderator()
    authors = {text: await place.talker() for text in (WARM, MEETING, SOON, ATTEMPT)}
    for text, author in authors.items():
        await author.send(text)
    asked = await place.peer()
    await asked.post("/api/help-requests", {})
    queue = await moderator.get("/api/console/cases")
    order = [authors[text].me["pseudonym"] for text in (ATTEMPT, SOON, WARM, MEETING)]
    order.insert(2, asked.me["pseudonym"])
    assert [line["alias"] for line in queue["cases"]] == order
    assert [line["urgency"] for line in queue["cases"]] == ["now", "soon", "soon", "later", "later"]
    assert queue["cases"][0]["due"] - queue["now"] <= 60_000
    for text in authors:
        assert text not in str(queue), "the queue holds somebody's words"
    assert await trail(place) == []


async def test_a_closed_case_leaves_the_queue(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "close", reason="looked after")
    assert (await moderator.get("/api/console/cases"))["cases"] == []


async def test_a_case_shows_the_words_the_rule_that_matched_and_where(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    said = f"{PLAIN}, and {SOON}"
    sent = await author.send(said)
    case = await moderator.get(f"/api/console/cases/{(await moderator.case_about(author))['id']}")
    (evidence,) = case["evidence"]
    assert (evidence["text"], evidence["message"]) == (said, sent["id"])
    assert 0 <= evidence["at"] - sent["at"] < 1000
    assert evidence["marks"]
    for mark in evidence["marks"]:
        assert said[mark["start"] : mark["end"]] in SOON
        assert mark["rule"]
        assert mark["says"]
    assert (case["country"], case["line"]["room"]) == ("GB", "Night owls")


async def test_every_look_and_every_act_is_recorded_with_no_words(place: Place) -> None:
    moderator, author, other = await place.moderator(), await place.talker(), await place.talker()
    await other.send(PLAIN)
    sent = await author.send(SOON)
    case = (await moderator.case_about(author))["id"]
    path = f"/api/console/cases/{case}"
    await moderator.get(path)
    await moderator.get(f"{path}?context=1")
    await moderator.act(case, "take")
    await moderator.act(case, "remove", sent["id"], "a reason of the kettle")
    await moderator.act(case, "close", reason="a reason of the lantern")
    who, about = moderator.me["pseudonym"], f"case {case}"
    seen = [entry for entry in await trail(place) if entry[1] != "look"]
    assert seen == [
        (who, "look_before", about),
        (who, "take", about),
        (who, "remove", f"{about} message {sent['id']}"),
        (who, "close", about),
    ]
    assert (who, "look", about) in await trail(place)
    rows = str([tuple(row) for row in await place.sql("select * from audit")])
    for words in (SOON, PLAIN, "kettle", "lantern", author.me["pseudonym"], who):
        assert words not in rows


async def test_a_look_that_is_refused_shows_nothing(place: Place) -> None:
    moderator, peer = await place.moderator(), await place.talker()
    await peer.send(SOON)
    case = (await moderator.case_about(peer))["id"]
    refused = await peer.refused("GET", f"/api/console/cases/{case}")
    assert (refused["status"], SOON in str(refused)) == (403, False)


async def test_the_history_names_who_did_what_and_why(place: Place) -> None:
    one, two, author = await place.moderator(), await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await one.take(author))["line"]["id"]
    await one.act(case, "hand_back")
    await two.act(case, "take")
    view = await two.act(case, "close", reason="looked after")
    history: list[dict[str, Any]] = view["history"]
    assert [(h["by"], h["act"], h.get("reason")) for h in history] == [
        (one.me["pseudonym"], "take", None),
        (one.me["pseudonym"], "hand_back", None),
        (two.me["pseudonym"], "take", None),
        (two.me["pseudonym"], "close", "looked after"),
    ]


async def test_the_bell_rings_for_who_watches_as_soon_as_a_case_is_there(place: Place) -> None:
    moderator, author, peer = await place.moderator(), await place.talker(), await place.talker()
    await moderator.connect()
    await moderator.say({"t": "watch"})
    await moderator.hears("bell")
    start = len(moderator.told)
    await author.send(PLAN)
    await moderator.hears("bell", start, now=1)
    case = (await moderator.take(author))["line"]["id"]
    start = len(moderator.told)
    await moderator.act(case, "close", reason="looked after")
    await moderator.hears_any(lambda f: f["t"] == "bell" and "now" not in f, start)
    await peer.say({"t": "watch"})
    assert (await peer.hears("refused"))["code"] == "not_allowed"


async def test_the_bell_counts_what_is_in_ones_own_list(place: Place) -> None:
    moderator, trustee, author = await place.moderator(), await place.trustee(), await place.moderator()
    for one in (moderator, trustee, author):
        await one.connect()
        await one.say({"t": "watch"})
        await one.hears("bell")
    await author.join("night-owls")
    start = {one: len(one.told) for one in (moderator, trustee, author)}
    await author.send(PLAN)
    await moderator.hears("bell", start[moderator], now=1)
    # Whom it is about does not hear of it by a number either; a complaint is for trustees.
    await author.post("/api/complaints", {"about": "other", "words": "it was too loud"})
    await trustee.hears("bell", start[trustee], later=1)
    for one in (moderator, author, trustee):
        bell = [frame for frame in one.told if frame["t"] == "bell"][-1]
        lines = (await one.get("/api/console/cases"))["cases"]
        counted = {name: count for name, count in bell.items() if name != "t"}
        assert sum(counted.values()) == len(lines), counted


async def test_duty_is_said_to_everyone_and_counted(place: Place) -> None:
    one, two, visitor = (
        await place.moderator(on_duty=False),
        await place.moderator(on_duty=False),
        await place.visitor(),
    )
    assert not (await visitor.get("/api/rooms"))["staffed"]
    assert await one.put("/api/console/duty", {"on": True}) == {"on": True, "moderators": 1}
    assert await two.put("/api/console/duty", {"on": True}) == {"on": True, "moderators": 2}
    assert (await visitor.get("/api/rooms"))["staffed"]
    assert (await visitor.get("/api/rooms/night-owls"))["staffed"]
    assert await one.put("/api/console/duty", {"on": False}) == {"on": False, "moderators": 1}
    assert await one.get("/api/console/duty") == {"on": False, "moderators": 1}
    await two.put("/api/console/duty", {"on": False})
    assert not (await visitor.get("/api/rooms"))["staffed"]
