"""Supervision: everybody who works here has somebody to ask, and what is said stays between the two."""

from typing import Any

import pytest

from server.rooms.retention import Retention
from tests.people import PASSPHRASE, Person, Place
from tests.rooms.test_export import exported
from tests.words import PLAN

TALKS = "/api/console/supervision"
WORDS = "I keep thinking of last night"


async def theirs(supervisor: Person, person: Person) -> list[dict[str, Any]]:
    found = (await supervisor.get(TALKS))["theirs"]
    return next((one["talks"] for one in found if one["pseudonym"] == person.me["pseudonym"]), [])


async def test_an_ask_reaches_the_leads_and_nobody_else_and_is_answered(place: Place) -> None:
    moderator, other, lead, trustee = (
        await place.moderator(), await place.moderator(), await place.lead(), await place.trustee()
    )  # fmt: skip
    mine = await moderator.post(TALKS, {"kind": "ask", "words": WORDS})
    assert (mine["by"], [(t["kind"], t["words"], t["answered"]) for t in mine["mine"]]) == (
        [lead.me["pseudonym"]], [("ask", WORDS, None)]
    )  # fmt: skip
    (ask,) = await theirs(lead, moderator)
    assert (ask["by"], ask["words"]) == (moderator.me["pseudonym"], WORDS)
    for nobody in (other, trustee):
        assert (await nobody.get(TALKS))["theirs"] == ([] if nobody is other else await _of(nobody, [lead]))
        assert WORDS not in str(await nobody.get(TALKS))
        assert (await nobody.refused("PUT", f"{TALKS}/{ask['id']}"))["code"] == "not_found"
    assert (await moderator.refused("PUT", f"{TALKS}/{ask['id']}"))["code"] == "not_found", "nobody answers themselves"
    await lead.put(f"{TALKS}/{ask['id']}", None)
    assert (await moderator.get(TALKS))["mine"][0]["answered"] is not None
    assert WORDS.encode() not in (await place.sql("select body from supervision"))[0]["body"]
    acts = [row["act"] for row in await place.sql("select act from audit")]
    assert {"supervision_ask", "supervision_answer"} <= set(acts)


async def _of(person: Person, people: list[Person]) -> list[dict[str, Any]]:
    """The trustee looks after the only lead."""
    found = (await person.get(TALKS))["theirs"]
    assert [one["pseudonym"] for one in found] == [one.me["pseudonym"] for one in people]
    return found  # type: ignore[no-any-return]


async def test_who_asked_first_is_first(place: Place) -> None:
    lead = await place.lead()
    one, two, quiet = await place.moderator(), await place.moderator(), await place.moderator()
    await two.post(TALKS, {"kind": "ask"})
    await one.post(TALKS, {"kind": "debrief", "words": WORDS})
    order = [found["pseudonym"] for found in (await lead.get(TALKS))["theirs"]]
    assert order == [two.me["pseudonym"], one.me["pseudonym"], quiet.me["pseudonym"]]


async def test_an_ask_about_a_case_asks_for_a_lead_and_moves_nothing(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.post(TALKS, {"kind": "ask", "case": case, "words": WORDS})
    due = "select from alerts where case_id = $1 and step = 'lead' and due_at <= clock_timestamp()"
    assert await place.sql(due, (await place.sql("select id from cases"))[0]["id"])
    view = await moderator.get(f"/api/console/cases/{case}")
    assert view["line"]["mine"], "it stays with whoever has it"
    assert WORDS not in str(view), "and is no part of the case"
    stranger = await place.trustee()
    assert (await stranger.refused("POST", TALKS, {"kind": "ask", "case": case}))["code"] == "not_found"


async def test_a_note_is_for_the_two_and_an_ask_is_for_oneself(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    id = (await lead.get(TALKS))["theirs"][0]["account"]
    await lead.post(TALKS, {"kind": "note", "about": id, "words": "We agreed on two shifts a week."})
    assert [(t["by"], t["words"]) for t in (await moderator.get(TALKS))["mine"]] == [
        (lead.me["pseudonym"], "We agreed on two shifts a week.")
    ]
    assert (await lead.refused("POST", TALKS, {"kind": "ask", "about": id}))["field"] == "about"
    assert (await lead.refused("POST", TALKS, {"kind": "note", "about": id, "words": " "}))["field"] == "words"
    assert (await moderator.refused("POST", TALKS, {"kind": "note", "words": "x" * 4001}))["field"] == "words"
    other = await place.moderator()
    assert (await other.refused("POST", TALKS, {"kind": "note", "about": id, "words": "x"}))["code"] == "not_found"


async def test_whoever_is_named_looks_after_one_alone_as_long_as_they_work_here(place: Place) -> None:
    lead, other, moderator = await place.lead(), await place.lead(), await place.moderator()
    await place.sql(
        """insert into supervisors select p.id, s.id from accounts p, accounts s
        where p.pseudonym = $1 and s.pseudonym = $2""",
        moderator.me["pseudonym"], other.me["pseudonym"],
    )  # fmt: skip
    assert (await moderator.post(TALKS, {"kind": "ask", "words": WORDS}))["by"] == [other.me["pseudonym"]]
    assert (len(await theirs(other, moderator)), await theirs(lead, moderator)) == (1, [])
    await place.sql(
        """update roles set expires_at = clock_timestamp()
        where account_id = (select id from accounts where pseudonym = $1)""",
        other.me["pseudonym"],
    )
    assert (await moderator.get(TALKS))["by"] == [lead.me["pseudonym"]], "nobody is left without"
    assert len(await theirs(lead, moderator)) == 1


async def test_with_nobody_it_says_so_and_keeps_it(place: Place) -> None:
    lead = await place.lead()
    assert (await lead.post(TALKS, {"kind": "ask", "words": WORDS}))["by"] == []
    trustee = await place.trustee()
    assert len(await theirs(trustee, lead)) == 1


@pytest.mark.parametrize(("days", "left"), [(179, 1), (181, 0)])
async def test_it_is_kept_for_half_a_year(place: Place, days: int, left: int) -> None:
    moderator = await place.moderator()
    await moderator.post(TALKS, {"kind": "debrief", "words": WORDS})
    await place.sql("update supervision set at = at - make_interval(days => $1)", days)
    await Retention(place.services.database).delete_old()
    assert len((await moderator.get(TALKS))["mine"]) == left


async def test_ones_own_words_are_in_ones_copy_and_all_goes_with_the_account(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    id = (await lead.get(TALKS))["theirs"][0]["account"]
    await moderator.post(TALKS, {"kind": "ask", "words": WORDS})
    await lead.post(TALKS, {"kind": "note", "about": id, "words": "a word of the lead's"})
    page, data = await exported(moderator)
    assert [one["words"] for one in data["supervision"]] == [WORDS]
    assert WORDS in page
    assert "a word of the lead" not in page
    await moderator.post("/api/me/erasure", {"passphrase": PASSPHRASE})
    assert not await place.sql("select from supervision")
