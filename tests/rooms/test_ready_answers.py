"""Ready answers: a lead keeps words ready, version by version, and nobody overwrites what they have not seen."""

import uuid
from typing import Any

import pytest

from tests.people import Person, Place
from tests.words import PHONE

ANSWERS = "/api/console/answers"


def wanted(words: str = "I am here. Take your time.", version: int = 0, **more: Any) -> dict[str, Any]:
    return {"version": version, "name": "Here", "words": words, "offered": "talk", **more}


async def offered(person: Person) -> list[tuple[str, int]]:
    return [(one["words"], one["version"]) for one in (await person.get(ANSWERS))["answers"]]


async def test_a_lead_writes_changes_and_takes_away(place: Place) -> None:
    lead, moderator = await place.lead(), await place.moderator()
    where = f"{ANSWERS}/{uuid.uuid4()}"
    await lead.put(where, wanted())
    await lead.put(where, wanted("I am here now.", 1))
    assert await offered(moderator) == [("I am here now.", 2)]
    assert (await moderator.refused("PUT", where, wanted(version=2)))["code"] == "not_allowed"
    await lead.delete(where)
    assert await offered(moderator) == []
    assert (await lead.refused("DELETE", where))["code"] == "not_found"
    history = (await lead.get(where))["answers"]
    assert [(one["version"], one["words"], one.get("gone", False)) for one in history] == [
        (3, "I am here now.", True), (2, "I am here now.", False), (1, "I am here. Take your time.", False),
    ]  # fmt: skip
    assert {one["by"] for one in history} == {lead.me["pseudonym"]}
    assert len(await place.sql("select 1 from audit where act = 'change_answer'")) == 3


async def test_what_somebody_else_has_changed_is_not_overwritten(shared: Place) -> None:
    one, other = await shared.lead(), await shared.lead()
    where = f"{ANSWERS}/{uuid.uuid4()}"
    await one.put(where, wanted("first"))
    await other.put(where, wanted("second", 1))
    said = await one.refused("PUT", where, wanted("third", 1))
    assert (said["code"], said["status"]) == ("answer_changed", 409)
    assert (await one.refused("PUT", where, wanted("third", 7)))["code"] == "answer_changed"
    assert (await one.get(where))["answers"][0]["words"] == "second"
    await one.delete(where)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": PHONE}, "reason_unusable"),
        ({"words": "you worthless idiot"}, "reason_unusable"),
        ({"words": " "}, "bad_request"),
        ({"words": "x" * 2001}, "bad_request"),
        ({"name": ""}, "bad_request"),
    ],
)
async def test_it_is_read_like_everything_that_staff_write(shared: Place, change: dict[str, str], code: str) -> None:
    lead = await shared.lead()
    assert (await lead.refused("PUT", f"{ANSWERS}/{uuid.uuid4()}", {**wanted(), **change}))["code"] == code
    assert await offered(lead) == []
