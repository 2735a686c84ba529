"""Handing over to the next shift: what is named, who reads it, and who says that they have."""

import itertools
import typing
import uuid
from typing import Any

import pytest

from server.moderation import shift_packs
from tests.people import Person, Place
from tests.words import MEETING, PLAN, WARM

PACKS = "/api/console/shift-packs"
STATES: tuple[shift_packs.State, ...] = typing.get_args(shift_packs.State)
ACTS: tuple[shift_packs.Act, ...] = typing.get_args(shift_packs.Act)


async def make(person: Person, note: str | None = None) -> dict[str, Any]:
    packs = (await person.post(PACKS, {} if note is None else {"note": note}))["packs"]
    return next(pack for pack in packs if pack.get("mine") and "read" not in pack)


@pytest.mark.parametrize(("state", "act"), list(itertools.product(STATES, ACTS)))
async def test_every_act_in_every_state(shared: Place, state: shift_packs.State, act: shift_packs.Act) -> None:
    one, two = await shared.moderator(on_duty=False), await shared.moderator(on_duty=False)
    id = (await make(one))["id"]
    await shared.sql(
        "update shift_packs set state = $1, ended_at = clock_timestamp() where id = $2", state, uuid.UUID(id)
    )
    becomes = shift_packs.TABLE.get((state, act), state)
    if act == "replace":
        await make(one)
    elif becomes == state:
        assert (await two.refused("PUT", f"{PACKS}/{id}"))["code"] == "act_not_possible"
    else:
        await two.put(f"{PACKS}/{id}", None)
    found = await shared.sql("select state from shift_packs where id = $1", uuid.UUID(id))
    assert [row["state"] for row in found] == [becomes]
    await shared.sql("delete from shift_packs")


async def test_the_next_one_reads_it_with_somebodys_safety_first_and_says_so(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator(on_duty=False)
    later, soon, now = await place.talker(), await place.talker(), await place.talker()
    await later.send(MEETING)
    await soon.send(WARM)
    await now.send(PLAN)
    pack = await make(one, "The kettle is on.")
    read = (await two.get(PACKS))["packs"]
    assert [(p["id"], p["by"], p["note"], p.get("mine")) for p in read] == [
        (pack["id"], one.me["pseudonym"], "The kettle is on.", None)
    ]
    named = [(case["why"], case["line"]["alias"]) for case in read[0]["cases"]]
    assert named == [("risk", now.me["pseudonym"]), ("risk", soon.me["pseudonym"]), ("other", later.me["pseudonym"])]
    for words in (MEETING, WARM, PLAN):
        assert words not in str(read), "what people wrote stays in their cases"

    assert (await one.refused("PUT", f"{PACKS}/{pack['id']}"))["says"] == shift_packs.OWN
    after = (await two.put(f"{PACKS}/{pack['id']}", None))["packs"][0]
    assert (after["read_by"], after["read"] >= after["made"]) == (two.me["pseudonym"], True)
    assert (await one.get(PACKS))["packs"][0]["read_by"] == two.me["pseudonym"]
    acts = await place.sql("select act from audit where act like '%_pack' order by seq")
    assert [row["act"] for row in acts] == ["make_pack", "acknowledge_pack"]
    # Sealed, and what is closed meanwhile says so.
    (row,) = await place.sql("select note from shift_packs")
    assert b"kettle" not in row["note"]
    case = (await two.take(soon))["line"]["id"]
    await two.act(case, "close", reason="looked after")
    states = {c["line"]["alias"]: c["line"]["state"] for c in (await two.get(PACKS))["packs"][0]["cases"]}
    assert states[soon.me["pseudonym"]] == "closed"


async def test_a_follow_up_of_the_next_day_is_handed_over_with_its_time(place: Place) -> None:
    one, author = await place.moderator(), await place.talker()
    await author.send(PLAN)
    case = (await one.take(author))["line"]["id"]
    await one.act(case, "close", reason="looked after")
    await place.sql("update follow_ups set due_at = clock_timestamp() + interval '3 hours'")
    (named,) = (await make(one))["cases"]
    assert (named["why"], named["line"]["id"], "due" in named) == ("follow_up", case, True)
    await place.sql("update follow_ups set due_at = clock_timestamp() + interval '30 hours'")
    assert (await make(one))["cases"] == []


async def test_nobody_reads_of_a_case_that_is_about_themselves(place: Place) -> None:
    one, two = await place.moderator(), await place.moderator()
    await two.join("night-owls")
    await two.connect()
    await two.open(two.room("night-owls"))
    await two.send(PLAN)
    assert len((await make(one))["cases"]) == 1
    assert (await two.get(PACKS))["packs"][0]["cases"] == []


async def test_what_makes_no_sense_is_refused(shared: Place) -> None:
    one = await shared.moderator(on_duty=False)
    refused = await one.refused("POST", PACKS, {"note": "x" * 2001})
    assert (refused["code"], refused["field"]) == ("bad_request", "note")
    assert (await one.refused("PUT", f"{PACKS}/{uuid.uuid4()}"))["code"] == "not_found"
    assert (await one.get(PACKS))["packs"] == []
