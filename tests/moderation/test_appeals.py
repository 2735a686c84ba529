"""Appeals are decided by somebody else, complaints by a trustee alone; both are answered, and neither hides danger."""

from typing import Any

import pytest

from tests.moderation.test_sanctions import DAY, WHY, case_about, give
from tests.people import Person, Place
from tests.words import ATTEMPT, PLAIN

OWLS = "night-owls"
WORDS = "I was quoting a song. Please look again."
BECAUSE = "The words before it show that it was a song."


async def of_kind(person: Person, kind: str) -> list[dict[str, Any]]:
    return [line for line in (await person.get("/api/console/cases"))["cases"] if line["kind"] == kind]


async def appealed(place: Place, moderator: Person, kind: str = "mute") -> tuple[Person, dict[str, Any]]:
    """Somebody who was sanctioned and does not agree, and the sanction."""
    author, case = await case_about(place, moderator)
    given = await give(moderator, case, kind)
    receipt = await author.post("/api/appeals", {"sanction": given["id"], "words": WORDS})
    assert receipt["due"] - given["at"] > 2 * DAY * 1000
    assert (await author.is_told("appeal", code="received"))["lasts_s"] == 3 * DAY
    return author, given


async def test_whoever_decided_neither_sees_nor_decides_the_appeal_and_another_does(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, given = await appealed(place, one)
    assert await of_kind(one, "appeal") == []
    (line,) = await of_kind(two, "appeal")
    refused = await one.refused("GET", f"/api/console/cases/{line['id']}")
    assert (refused["status"], refused["code"]) == (403, "conflict_of_interest")
    taken = await one.refused("POST", f"/api/console/cases/{line['id']}/acts", {"act": "take"})
    assert taken["code"] == "conflict_of_interest"
    view = await two.act(line["id"], "take")
    assert view["appealed"] == {
        "decision": "mute", "at": given["at"], "by": one.me["pseudonym"], "reason": WHY,
    }  # fmt: skip
    assert {e["text"] for e in view["evidence"]} == {WORDS, "you should kill yourself"}
    closed = await two.act(line["id"], "overturn", reason=BECAUSE)
    assert closed["line"]["state"] == "closed"
    assert (await author.is_told("appeal", code="overturned"))["text"] == BECAUSE
    assert (await author.is_told("sanction_undone", code="mute"))["sanction"] == given["id"]
    assert (await author.send(PLAIN))["t"] == "sent"


async def test_what_is_upheld_goes_on_and_there_is_no_second_appeal(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, given = await appealed(place, one)
    again = await author.refused("POST", "/api/appeals", {"sanction": given["id"]})
    assert (again["status"], again["code"]) == (409, "already_appealed")
    (line,) = await of_kind(two, "appeal")
    await two.act(line["id"], "take")
    await two.act(line["id"], "uphold", reason="It was said to somebody.")
    assert (await author.is_told("appeal", code="upheld"))["text"] == "It was said to somebody."
    assert (await author.send(PLAIN))["code"] == "mute"
    assert (await author.refused("POST", "/api/appeals", {"sanction": given["id"]}))["code"] == "already_appealed"


async def test_with_one_moderator_a_trustee_decides(place: Place) -> None:
    moderator, trustee = await place.moderator(), await place.trustee()
    author, _ = await appealed(place, moderator, "suspension")
    (line,) = await of_kind(trustee, "appeal")
    await trustee.act(line["id"], "take")
    await trustee.act(line["id"], "overturn", reason=BECAUSE)
    assert (await author.get("/api/me"))["sanctions"] == []


async def test_whoever_agreed_to_a_long_suspension_does_not_decide_its_appeal_either(place: Place) -> None:
    one, two, three = await place.moderator(), await place.moderator(), await place.moderator()
    author, case = await case_about(place, one)
    given = await give(one, case, "suspension", 90 * DAY)
    await one.act(case, "hand_back")
    await two.act(case, "take")
    await two.act(case, "second", sanction=given["id"])
    await author.post("/api/appeals", {"sanction": given["id"]})
    assert [len(await of_kind(who, "appeal")) for who in (one, two, three)] == [0, 0, 1]


@pytest.mark.parametrize("decision", ["remove", "decline"])
async def test_a_message_that_was_taken_out_comes_back_when_the_appeal_is_right(place: Place, decision: str) -> None:
    one, two, reader = await place.moderator(), await place.moderator(), await place.talker()
    author = await place.talker()
    text = "lets meet up tomorrow at the station"
    message = (await author.send(text))["id"]
    case = (await one.take(author))["line"]["id"]
    if decision == "remove":
        await one.act(case, "release", message)
    await one.act(case, decision, message, WHY)
    assert (await author.refused("POST", "/api/appeals", {"sanction": message}))["code"] == "not_appealable"
    await author.post("/api/appeals", {"message": message})
    assert (await author.refused("POST", "/api/appeals", {"message": message}))["code"] == "already_appealed"
    assert await of_kind(one, "appeal") == []
    (line,) = await of_kind(two, "appeal")
    view = await two.act(line["id"], "take")
    assert (view["appealed"]["decision"], view["appealed"]["reason"]) == (decision, WHY)
    assert [e["text"] for e in view["evidence"]] == [text]
    await two.act(line["id"], "overturn", reason=BECAUSE)
    await author.is_told("appeal", code="overturned", message=message)
    history = (await reader.get(f"/api/rooms/{reader.room(OWLS)}/messages"))["items"]
    assert [m["text"] for m in history if m["id"] == message] == [text]


async def test_there_is_nothing_to_appeal_against_but_decisions_about_oneself(place: Place) -> None:
    moderator, stranger = await place.moderator(), await place.talker()
    author, case = await case_about(place, moderator)
    nudge, mute = await give(moderator, case, "nudge"), await give(moderator, case, "mute")
    message = (await stranger.send(PLAIN))["id"]
    assert (await author.refused("POST", "/api/appeals", {"sanction": nudge["id"]}))["code"] == "not_appealable"
    assert (await stranger.refused("POST", "/api/appeals", {"sanction": mute["id"]}))["code"] == "not_appealable"
    assert (await stranger.refused("POST", "/api/appeals", {"message": message}))["code"] == "not_appealable"
    assert (await stranger.refused("POST", "/api/appeals", {}))["code"] == "bad_request"


async def test_a_reporter_does_not_work_on_the_case_they_reported(place: Place) -> None:
    moderator, reporter = await place.moderator(), await place.moderator()
    author, case = await case_about(place, moderator)
    await moderator.act(case, "hand_back")
    assert (await reporter.case_about(author))["id"] == case
    await place.sql(
        "insert into conflicts (case_id, account_id, why) select $1::uuid, id, 'reporter' from accounts "
        "where pseudonym = $2", case, reporter.me["pseudonym"],
    )  # fmt: skip
    assert (await reporter.get("/api/console/cases"))["cases"] == []
    refused = await reporter.refused("POST", f"/api/console/cases/{case}/acts", {"act": "take"})
    assert refused["code"] == "conflict_of_interest"


async def test_a_complaint_goes_to_a_trustee_alone_with_its_deadline_and_is_answered(place: Place) -> None:
    moderator, lead, trustee = (
        await place.moderator(), await place.peer(invitation=await place.invitation("lead")), await place.trustee(),
    )  # fmt: skip
    person = await place.talker()
    words = "The moderator was rude and would not say why."
    receipt = await person.post("/api/complaints", {"about": "staff", "words": words})
    told = await person.is_told("complaint", code="received", category="staff")
    assert (told["lasts_s"], abs(receipt["due"] - told["at"] - 14 * DAY * 1000) < 5000) == (14 * DAY, True)
    assert [await of_kind(who, "complaint") for who in (moderator, lead)] == [[], []]
    (line,) = await of_kind(trustee, "complaint")
    assert line["due"] == receipt["due"]
    for who in (moderator, lead):
        assert (await who.refused("GET", f"/api/console/cases/{line['id']}"))["code"] == "not_found"
        take = await who.refused("POST", f"/api/console/cases/{line['id']}/acts", {"act": "take"})
        assert take["code"] == "not_found"
    view = await trustee.act(line["id"], "take")
    assert [e["text"] for e in view["evidence"]] == [words]
    await trustee.act(line["id"], "answer", reason="You are right, and we have spoken with them.")
    answer = await person.is_told("complaint", code="answered")
    assert answer["text"] == "You are right, and we have spoken with them."
    assert (await person.refused("POST", "/api/complaints", {"about": "staff", "words": " "}))["field"] == "words"


@pytest.mark.parametrize("with_lead", [True, False])
async def test_a_complaint_about_a_trustee_is_kept_from_all_of_them(place: Place, with_lead: bool) -> None:
    moderator, trustee, both = await place.moderator(), await place.trustee(), await place.trustee()
    for role in ("lead", "moderator"):
        await place.sql("insert into roles (account_id, role) select id, $1 from accounts where pseudonym = $2",
                        role, both.me["pseudonym"])  # fmt: skip
    await place.sql("delete from roles where role = 'lead' and $1", not with_lead)
    lead = await place.peer(invitation=await place.invitation("lead")) if with_lead else moderator
    person = await place.talker()
    await person.post("/api/complaints", {"about": "trustee", "words": "they never answered"})
    (line,) = await of_kind(lead, "complaint")
    assert [await of_kind(who, "complaint") for who in (trustee, both)] == [[], []]
    assert (await trustee.refused("GET", f"/api/console/cases/{line['id']}"))["code"] == "not_found"
    assert (await both.refused("GET", f"/api/console/cases/{line['id']}"))["code"] == "conflict_of_interest"
    if with_lead:
        assert await of_kind(moderator, "complaint") == []
    steps = {row["step"] for row in await place.sql("select step from alerts")}
    assert steps == ({"lead", "page"} if with_lead else {"page"}), "no trustee is called either"
    await lead.act(line["id"], "take")
    await lead.act(line["id"], "answer", reason="we have spoken with them")
    assert (await person.is_told("complaint", code="answered"))["text"] == "we have spoken with them"


async def test_danger_in_an_appeal_or_a_complaint_is_heard_at_once(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, case = await case_about(place, one)
    given = await give(one, case, "mute")
    receipt = await author.post("/api/appeals", {"sanction": given["id"], "words": ATTEMPT})
    assert receipt["card"] == "emergency"
    (line,) = await of_kind(two, "danger")
    assert [e["text"] for e in (await two.get(f"/api/console/cases/{line['id']}"))["evidence"]] == [ATTEMPT]

    person = await place.talker()
    receipt = await person.post("/api/complaints", {"about": "inaction", "words": ATTEMPT})
    assert receipt["card"] == "emergency"
    mine = [line for line in await of_kind(two, "danger") if line["alias"] == person.me["pseudonym"]]
    # Somebody comes at once; what was said in the complaint stays the trustee's to read.
    assert [(await two.get(f"/api/console/cases/{line['id']}"))["evidence"] for line in mine] == [[]]


async def test_a_danger_after_an_appeal_opens_a_case_of_its_own(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    author, _ = await appealed(place, one)
    await author.send(ATTEMPT)
    assert [len(await of_kind(two, kind)) for kind in ("appeal", "danger", "boundary")] == [1, 1, 1]
