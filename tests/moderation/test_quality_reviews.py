"""Blind second reviews: who is offered which case, what they see, and what becomes of two who differ."""

import asyncio
import json
from typing import Any

import pytest

from server.moderation import quality_reviews
from server.moderation.quality_agreement import agreement
from tests.people import Person, Place
from tests.words import MEETING, PLAIN, PLAN, SOON

REVIEWS = "/api/console/reviews"


@pytest.fixture
def all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every closed case is read again, and not one in ten."""
    offer = quality_reviews.offer
    monkeypatch.setattr(quality_reviews, "offer", lambda *given: offer(*given[:-1], 1.0))


async def closed(place: Place, moderator: Person, words: str = SOON, *acts: dict[str, Any]) -> tuple[Person, str]:
    """A case that this moderator has closed, some time ago."""
    author = await place.talker()
    message = (await author.send(words))["id"]
    case = (await moderator.take(author))["line"]["id"]
    for act in acts:
        named = {"message": message} if act["act"] in ("decline", "release") else {}
        await moderator.post(f"/api/console/cases/{case}/acts", {**act, **named})
    await moderator.act(case, "close", reason="done")
    await place.sql("update cases set closed_at = closed_at - interval '1 hour' where id::text = $1", case)
    return author, case


async def offered(person: Person) -> dict[str, Any] | None:
    found: dict[str, Any] | None = (await person.post(REVIEWS)).get("review")
    return found


async def test_another_moderator_decides_without_seeing_what_was_decided(place: Place, all_of_them: None) -> None:
    first, second, lead = await place.moderator(), await place.moderator(), await place.lead()
    author, case = await closed(place, first, MEETING, {"act": "decline", "reason": "no meetings here"})
    assert await offered(first) is None, "never one's own"
    review = await offered(second)
    assert review is not None
    assert [item["text"] for item in review["items"]] == [MEETING]
    seen = json.dumps(review)
    for what in (case, author.me["pseudonym"], first.me["pseudonym"], "declin", "no meetings here", "state"):
        assert what not in seen, "nothing tells what was decided, or by whom, or where to look"
    assert await offered(second) == review, "it stays one's own"
    assert await place.sql("select 1 from looks") != [], "whose words they are is shown it"
    assert (await second.get("/api/console/exposure"))["mine"]["week_cases"] == 1

    told = await second.put(f"{REVIEWS}/{review['id']}", {"decision": "talked"})
    assert told == {"first": "message", "second": "talked"}
    assert (await second.refused("PUT", f"{REVIEWS}/{review['id']}", {"decision": "nothing"}))["code"] == "not_found"
    assert await offered(second) is None
    [one] = (await lead.get("/api/console/differences"))["differences"]
    assert (one["case"], one["first_by"], one["second_by"]) == (case, first.me["pseudonym"], second.me["pseudonym"])
    assert await lead.delete(f"/api/console/differences/{one['id']}") == {"differences": []}
    assert (await lead.refused("DELETE", f"/api/console/differences/{case}"))["code"] == "not_found"
    async with place.services.database.begin() as connection:
        told_of = await agreement(connection, 30)
    assert (told_of.reviews, told_of.agreed, told_of.kappa) == (1, 0, None), "and no kappa before fifty"


async def test_the_gravest_come_first_and_two_are_never_offered_one(place: Place, all_of_them: None) -> None:
    first, others = await place.moderator(), [await place.moderator() for _ in range(3)]
    for words in (MEETING, PLAN, SOON):
        await closed(place, first, words, *([{"act": "decline", "reason": "no"}] if words == MEETING else []))
    assert [(await offered(one) or {}).get("level") for one in others] == [4, 3, 0]
    await place.sql("delete from second_reviews")
    await place.sql("delete from exposures where account_id <> (select id from accounts where pseudonym = $1)",
                    first.me["pseudonym"])  # fmt: skip
    ids = [review["id"] for review in await asyncio.gather(*map(offered, others)) if review is not None]
    assert len(ids) == len(set(ids)) > 0


async def test_who_let_one_pass_is_not_offered_it_again(place: Place, all_of_them: None) -> None:
    first, second, third = await place.moderator(), await place.moderator(), await place.moderator()
    await closed(place, first)
    review = await offered(second)
    assert review is not None
    assert (await third.refused("DELETE", f"{REVIEWS}/{review['id']}"))["code"] == "not_found"
    await second.delete(f"{REVIEWS}/{review['id']}")
    assert await offered(second) is None
    assert (await offered(third) or {}).get("id") == review["id"]


async def test_whoever_had_a_part_in_it_or_has_read_it_is_not_offered_it(place: Place, all_of_them: None) -> None:
    first, helped, looked, reported = [await place.moderator() for _ in range(4)]
    author = await place.talker()
    message = (await author.send(PLAIN))["id"]
    await reported.join("night-owls")
    await reported.post("/api/reports", {"reason": "hurt", "message": message})
    case = (await first.take(author))["line"]["id"]
    await first.act(case, "hand_back")
    await helped.act(case, "take")
    await helped.act(case, "hand_back")
    await looked.get(f"/api/console/cases/{case}")
    await first.act(case, "take")
    await first.act(case, "close", reason="done")
    await place.sql("update cases set closed_at = closed_at - interval '1 hour'")
    for who in (first, helped, looked, reported):
        assert await offered(who) is None
    assert await offered(await place.moderator()) is not None


async def test_a_share_is_read_again_and_not_all(place: Place) -> None:
    first, second, third = await place.moderator(), await place.moderator(), await place.moderator()
    for _ in range(2):
        await closed(place, first)
    assert await offered(second) is not None
    assert await offered(third) is None, "one in ten of two is one"


async def test_a_sanction_that_was_taken_back_is_no_decision(place: Place) -> None:
    moderator = await place.moderator()
    _, case = await closed(place, moderator, MEETING, {"act": "warning", "reason": "not here"},
                           {"act": "decline", "reason": "no"})  # fmt: skip

    async def first() -> str:
        async with place.services.database.begin() as connection:
            return await quality_reviews.first_decision(connection, case)  # type: ignore[arg-type]

    assert await first() == "sanction"
    await place.sql("update sanctions set undone_at = clock_timestamp()")
    assert await first() == "message"
