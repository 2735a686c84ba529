"""Handing a case over: the person says yes or no after seeing the pack; without them only a lead decides, and they are
told when it is safe."""

import html
import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from server.ground.commit import transaction
from server.moderation.audit import verify
from server.moderation.evidence import Snapshot
from server.rooms.report_cases import add_evidence
from server.rooms.reported import sealed
from server.rooms.retention import Retention
from tests.people import PASSPHRASE, Person, Place
from tests.rooms.care import WHY, all_of, by_hand, in_danger
from tests.words import PLAIN, PLAN

__all__ = ["by_hand"]
MINE = "/api/me/hand-overs"
PRIVATE = "I live with my brother <b>Tom</b>"
WHOM = "The crisis team at the hospital, so that they know what has happened."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def moderator(shared: Place) -> Person:
    return await shared.moderator()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def lead(shared: Place) -> Person:
    return await shared.lead()


async def mine(author: Person) -> dict[str, Any]:
    return (await author.get(MINE))["hand_overs"][0]  # type: ignore[no-any-return]


def texts(pack: dict[str, Any]) -> list[str]:
    return [entry["text"] for part in pack["parts"] for entry in part.get("entries", ()) if "text" in entry]


async def asked(place: Place, moderator: Person) -> tuple[Person, str, dict[str, Any]]:
    author, case = await in_danger(place, moderator)
    room = (await moderator.get(f"/api/console/cases/{case}"))["conversation"]["id"]
    await author.send(PRIVATE, room)
    await moderator.connect()
    await moderator.send("thank you for telling me", room)
    await moderator.disconnect()
    await moderator.act(case, "ask_hand_over", reason=WHOM)
    await author.is_told("care", code="hand_over")
    return author, case, await mine(author)


async def refused(who: Person, case: str, name: str, **more: Any) -> str:
    said = await who.refused("POST", f"/api/console/cases/{case}/acts", {"act": name, **more})
    return str(said["code"])


def pack(case: str) -> str:
    return f"/api/console/cases/{case}/pack"


async def test_it_is_asked_in_the_conversation_and_shown_before_it_is_answered(
    shared: Place, moderator: Person
) -> None:
    _, alone = await in_danger(shared, moderator, talk=False)
    assert await refused(moderator, alone, "ask_hand_over", reason=WHOM) == "act_not_possible"
    author, case, one = await asked(shared, moderator)
    assert (one["ground"], one["words"], one.get("answer")) == ("consent", WHOM, None)
    assert texts(one["pack"]) == [PLAN, PRIVATE], "their own words, and nobody else's"
    assert await refused(moderator, case, "ask_hand_over", reason=WHOM) == "act_not_possible"  # once is enough
    assert await refused(moderator, case, "open_pack") == "act_not_possible"
    assert (await moderator.refused("GET", pack(case)))["code"] == "act_not_possible"
    view = await moderator.get(f"/api/console/cases/{case}")
    assert (view["care"]["hand_over"]["words"], view["care"]["hand_over"]["open"]) == (WHOM, False)
    assert author.me["pseudonym"] not in str(view["history"])


async def test_a_no_is_recorded_and_has_no_consequence(shared: Place, moderator: Person) -> None:
    author, case, one = await asked(shared, moderator)
    said = (await author.put(f"{MINE}/{one['id']}", {"agree": False}))["hand_overs"][0]
    assert (said["answer"], "pack" in said) == ("no", False)
    view = await moderator.get(f"/api/console/cases/{case}")
    assert (view["care"]["hand_over"]["answer"], view["line"]["mine"]) == ("no", True)
    assert (view["history"][-1]["act"], view["history"][-1]["by"]) == ("hand_over_no", author.me["pseudonym"])
    assert (await moderator.refused("GET", pack(case)))["code"] == "act_not_possible"
    assert (await author.send(PLAIN))["t"] == "sent"
    yes = {"agree": True, "seen": one["pack"]["made"]}
    assert (await author.refused("PUT", f"{MINE}/{one['id']}", yes))["code"] == "act_not_possible"
    await moderator.act(case, "ask_hand_over", reason=WHOM)  # it can be asked again
    assert (await mine(author)).get("answer") is None


async def test_with_a_yes_whoever_has_the_case_reads_what_the_person_saw_and_each_look_is_recorded(
    shared: Place, moderator: Person
) -> None:
    author, case, one = await asked(shared, moderator)
    path = f"{MINE}/{one['id']}"
    for seen in (None, 0, one["pack"]["made"] + 3_600_000):
        assert (await author.refused("PUT", path, {"agree": True, "seen": seen}))["field"] == "seen"
    await author.send(
        "and something later", (await moderator.get(f"/api/console/cases/{case}"))["line"]["conversation"]
    )
    await author.put(path, {"agree": True, "seen": one["pack"]["made"]})
    assert (await author.put(path, {"agree": True, "seen": one["pack"]["made"]}))["hand_overs"][0]["answer"] == "yes"
    page = await moderator.http.get(pack(case))
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for words in (PLAN, html.escape(PRIVATE), WHOM, author.me["pseudonym"], "United Kingdom"):
        assert words in page.text, words
    for words in ("and something later", "thank you for telling me", moderator.me["pseudonym"]):
        assert words not in page.text, words
    assert "no clinical record, no assessment and no diagnosis" in page.text
    kept = await moderator.http.get(f"{pack(case)}?keep=1")
    name = kept.headers["content-disposition"]
    assert name.startswith('attachment; filename="hand-over-')
    assert author.me["pseudonym"] not in name
    history = (await moderator.get(f"/api/console/cases/{case}"))["history"]
    assert [act["act"] for act in history][-3:] == ["hand_over_yes", "open_pack", "open_pack"]
    looked = await shared.sql("select count(*) from audit where act = 'open_pack' and subject = $1", f"case {case}")
    assert looked[0][0] == 2
    whats = await shared.sql("select what from looks where case_id = $1 order by id desc limit 2", case)
    assert sorted(what for row in whats for what in row["what"]) == ["conversation", "message"]
    other = await shared.moderator(on_duty=False)
    assert (await other.refused("GET", pack(case)))["code"] == "case_taken"
    assert (await author.refused("GET", pack(case)))["code"] == "not_allowed"


async def test_a_yes_can_be_taken_back_and_what_is_not_answered_ends_with_the_case(
    shared: Place, moderator: Person
) -> None:
    author, case, one = await asked(shared, moderator)
    await author.put(f"{MINE}/{one['id']}", {"agree": True, "seen": one["pack"]["made"]})
    await moderator.http.get(pack(case))
    said = (await author.put(f"{MINE}/{one['id']}", {"agree": False}))["hand_overs"][0]
    assert (said["answer"], "pack" in said) == ("withdrawn", False)
    assert (await moderator.refused("GET", pack(case)))["code"] == "act_not_possible"
    await moderator.act(case, "ask_hand_over", reason=WHOM)
    again = await mine(author)
    await moderator.act(case, "close", reason=WHY)
    assert (await mine(author))["answer"] == "over"
    yes = {"agree": True, "seen": again["pack"]["made"]}
    assert (await author.refused("PUT", f"{MINE}/{again['id']}", yes))["code"] == "act_not_possible"


ANSWERS = {
    ("asked", "yes"): "yes", ("asked", "no"): "no", ("yes", "yes"): "yes", ("yes", "no"): "withdrawn",
    ("no", "yes"): None, ("no", "no"): "no", ("withdrawn", "yes"): None, ("withdrawn", "no"): "withdrawn",
    ("over", "yes"): None, ("over", "no"): None,
}  # fmt: skip
"""What an answer makes of a question in each state; None: it is refused, and nothing changes."""


@pytest.mark.parametrize(("state", "said"), ANSWERS)
async def test_an_answer_does_what_the_table_says_in_whatever_state(
    shared: Place, moderator: Person, state: str, said: str
) -> None:
    author, case, one = await asked(shared, moderator)
    path = f"{MINE}/{one['id']}"
    answers = {"yes": {"agree": True, "seen": one["pack"]["made"]}, "no": {"agree": False}}
    for step in {"yes": ("yes",), "no": ("no",), "withdrawn": ("yes", "no")}.get(state, ()):
        await author.put(path, answers[step])
    if state == "over":
        await moderator.act(case, "close", reason=WHY)
    becomes = ANSWERS[state, said]
    response = await author.http.put(path, json=answers[said])
    assert response.status_code == (409 if becomes is None else 200)
    assert (await mine(author)).get("answer", "asked") == (becomes or state)
    may_open = state != "over" and (becomes or state) == "yes"
    assert (await moderator.http.get(pack(case))).status_code == (200 if may_open else 409)


async def test_nobody_answers_for_somebody_else(shared: Place, moderator: Person) -> None:
    _, _, one = await asked(shared, moderator)
    other = await shared.peer()
    for person in (other, moderator):
        assert (await person.refused("PUT", f"{MINE}/{one['id']}", {"agree": False}))["code"] == "not_found"
        assert (await person.get(MINE))["hand_overs"] == []


async def exported(author: Person) -> list[str]:
    """On what grounds one's copy of everything says that something was handed over, or was to be."""
    response = await author.http.post("/api/me/export", json={"passphrase": PASSPHRASE})
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        return [one["ground"] for one in json.loads(file.read("notes.json"))["hand_overs"]]


# Without consent --------------------------------------------------------------------------------------

LIFE = {"reason": WHOM, "ground": "life"}


async def test_without_consent_a_lead_decides_and_says_when_the_person_is_told(
    shared: Place, moderator: Person, lead: Person
) -> None:
    author, case, one = await asked(shared, moderator)
    await author.put(f"{MINE}/{one['id']}", {"agree": False})
    for name in ("hand_over", "tell_hand_over"):
        assert name not in (await moderator.get(f"/api/console/cases/{case}"))["acts"]
    assert await refused(moderator, case, "hand_over", **LIFE) == "act_not_possible"
    await moderator.act(case, "hand_back")
    await lead.act(case, "take")
    for ground in ("life", "another", "court"):
        await lead.act(case, "hand_over", None, WHOM, ground=ground)
    assert len((await author.get(MINE))["hand_overs"]) == 1, "not yet"
    assert await exported(author) == ["consent"], "nor by a copy of everything"
    page = (await lead.http.get(pack(case))).text
    assert "a court has ordered it" in page
    assert "A lead moderator decided so" in page
    # Nobody is left not knowing: the case is closed once somebody has said when they are told.
    assert await refused(lead, case, "close", reason=WHY) == "act_not_possible"
    view = await lead.act(case, "tell_hand_over", tell_in_s=3600)
    assert "told" not in view["care"]["hand_over"]
    assert await all_of(shared.services.hand_overs.tell_one) == 0
    await lead.act(case, "tell_hand_over", tell_in_s=0)
    await lead.act(case, "close", reason=WHY)
    assert await all_of(shared.services.hand_overs.tell_one, at_once=4) == 3, "each once"
    assert (await author.is_told("care", code="handed_over"))["category"] == "life"
    assert await exported(author) == ["consent", "life", "another", "court"]
    known = (await author.get(MINE))["hand_overs"]
    assert [one["ground"] for one in known] == ["court", "another", "life", "consent"]
    assert texts(known[0]["pack"]) == [PLAN, PRIVATE]
    found = await verify(shared.services.database)
    assert (found.rows, found.wrong) == ((await shared.sql("select count(*) from audit"))[0][0], None)


async def test_the_lead_says_at_once_when_they_are_told_and_the_case_stays_until_they_were(
    place: Place,
) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    author, case = await in_danger(place, moderator)
    await moderator.act(case, "hand_back")
    await lead.act(case, "take")
    await lead.act(case, "hand_over", reason=WHOM, ground="life", tell_in_s=86_400)
    assert await refused(lead, case, "tell_hand_over", tell_in_s=None) == "bad_request"
    await lead.act(case, "close", reason=WHY)
    await place.sql("update cases set closed_at = closed_at - interval '91 days'")
    await Retention(place.services.database).delete_old()
    await place.sql("update hand_overs set tell_at = clock_timestamp()")
    assert await all_of(place.services.hand_overs.tell_one) == 1
    await author.is_told("care", code="handed_over")
    await Retention(place.services.database).delete_old()
    assert (await author.get(MINE))["hand_overs"] == []
    assert await place.sql("select 1 from hand_overs") == []


@pytest.mark.parametrize("reason", ["call me on 07700 900123", ""])
async def test_what_the_person_reads_is_read_first(shared: Place, moderator: Person, reason: str) -> None:
    _, case = await in_danger(shared, moderator)
    code = await refused(moderator, case, "ask_hand_over", reason=reason)
    assert code == ("reason_unusable" if reason else "reason_missing")


async def test_a_yes_covers_nothing_that_came_to_the_case_later_however_old_it_is(
    shared: Place, moderator: Person
) -> None:
    author, case, one = await asked(shared, moderator)
    await author.put(f"{MINE}/{one['id']}", {"agree": True, "seen": one["pack"]["made"]})
    (said,) = await shared.sql("select at from evidence where case_id = $1", UUID(case))
    services, older = shared.services, Snapshot("said days ago, reported now", [])
    async with transaction(services.database, services.bus) as tx:
        await add_evidence(tx, UUID(case), sealed(services.logs.keys, older), at=said["at"] - timedelta(days=3))
    page = await moderator.http.get(pack(case))
    assert PLAN in page.text
    assert "said days ago" not in page.text


async def test_the_pack_holds_nothing_that_is_locked_or_that_others_wrote(shared: Place, moderator: Person) -> None:
    author, case, _ = await asked(shared, moderator)
    services = shared.services
    for snapshot in (Snapshot("what another wrote", [], by="Blue Heron"), Snapshot("what is locked", [], locked=True)):
        async with transaction(services.database, services.bus) as tx:
            await add_evidence(tx, UUID(case), sealed(services.logs.keys, snapshot))
    shown = (await mine(author))["pack"]
    assert texts(shown) == [PLAN, PRIVATE]
    assert "is locked, and is not in this pack" in str(shown)
