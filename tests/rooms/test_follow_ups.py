"""A follow-up: offered after danger, chosen by the person, and at its time a case in the conversation they had."""

import pytest
import pytest_asyncio

from server.moderation import audit
from server.moderation.care import RULES
from server.moderation.ladder import STEPS
from server.rooms.alerts import Alerts
from server.rooms.facts import NOBODY_YET_S
from server.rooms.retention import Retention
from tests.people import Person, Place, given
from tests.rooms.care import DAY, WHY, all_of, by_hand, in_danger, stands_still
from tests.words import PLAN, SOON

__all__ = ["by_hand"]
MINE = "/api/me/follow-up"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def moderator(shared: Place) -> Person:
    return await shared.moderator()


async def offered(place: Place, moderator: Person) -> tuple[Person, str]:
    """Somebody whose case of danger is closed."""
    author, case = await in_danger(place, moderator)
    await author.send("I am at my sister's", (await moderator.get(f"/api/console/cases/{case}"))["conversation"]["id"])
    await moderator.act(case, "close", reason=WHY)
    return author, case


async def chooses(author: Person, days: float = 1) -> int:
    now = (await author.get(MINE))["now"]
    return int((await author.put(MINE, {"at": now + round(days * DAY)}))["due"])


async def comes(place: Place, author: Person, *, at_once: int = 1) -> int:
    """The time that they chose has come. Returns how many follow-ups were due."""
    name = author.me["pseudonym"]
    await place.sql(
        "update follow_ups set due_at = clock_timestamp() where ended is null and due_at is not null "
        "and account_id = (select id from accounts where pseudonym = $1)", name,
    )  # fmt: skip
    return await all_of(place.services.follow_ups.fall_due_one, at_once=at_once)


def test_every_step_that_care_toml_names_is_one_that_somebody_carries_out() -> None:
    rule = RULES.follow_up
    assert {*rule.staffed, *rule.unstaffed} <= {*STEPS, *NOBODY_YET_S}


async def test_after_a_plan_the_person_is_offered_a_time_and_may_change_their_mind(
    shared: Place, moderator: Person
) -> None:
    author, case = await offered(shared, moderator)
    await author.is_told("care", code="follow_up")
    assert (await author.get(MINE))["state"] == "offered"
    first = await chooses(author, 1)
    second = await chooses(author, 3)
    assert second - first > DAY
    view = await moderator.get(f"/api/console/cases/{case}")
    assert (view["care"]["follow_up"], view["care"]["follow_up_at"]) == ("chosen", second)
    assert (await author.delete(MINE)) is not None
    assert (await author.get(MINE))["state"] == "declined"
    assert await comes(shared, author) == 0
    await chooses(author)  # a no is no end
    assert (await author.get(MINE))["state"] == "chosen"


async def test_a_lesser_case_offers_none_by_itself_and_a_moderator_may(shared: Place, moderator: Person) -> None:
    author, case = await in_danger(shared, moderator, SOON)
    await moderator.act(case, "close", reason=WHY)
    assert (await author.get(MINE))["state"] == "none"
    assert (await author.refused("PUT", MINE, {"at": (await author.get(MINE))["now"] + DAY}))["code"] == "not_found"
    assert (await author.refused("DELETE", MINE))["code"] == "not_found"
    await moderator.act(case, "reopen")
    await moderator.act(case, "offer_follow_up")
    await author.is_told("care", code="follow_up")
    await chooses(author)
    refused = await moderator.refused("POST", f"/api/console/cases/{case}/acts", {"act": "offer_follow_up"})
    assert (refused["code"], refused["says"]) == ("act_not_possible", "They have chosen a time already.")


@pytest.mark.parametrize("away", [-DAY, 0, 60_000, 31 * DAY])
async def test_a_time_that_is_too_near_or_too_far_is_refused(shared: Place, moderator: Person, away: int) -> None:
    author, _ = await offered(shared, moderator)
    refused = await author.refused("PUT", MINE, {"at": (await author.get(MINE))["now"] + away})
    assert (refused["status"], refused["code"], refused["field"]) == (400, "bad_request", "at")
    assert (await author.get(MINE))["state"] == "offered"


FOLLOWS = {
    ("none", "choose"): "none", ("none", "decline"): "none", ("none", "comes"): "none", ("none", "offer"): "offered",
    ("offered", "choose"): "chosen", ("offered", "decline"): "declined", ("offered", "comes"): "offered",
    ("offered", "offer"): "offered",
    ("chosen", "choose"): "chosen", ("chosen", "decline"): "declined", ("chosen", "comes"): "none",
    ("chosen", "offer"): "chosen",
    ("declined", "choose"): "chosen", ("declined", "decline"): "declined", ("declined", "comes"): "declined",
    ("declined", "offer"): "offered",
}  # fmt: skip
"""What becomes of a follow-up in each state, whatever the person, the clock or a moderator does."""


@pytest.mark.parametrize(("state", "act"), FOLLOWS)
async def test_whatever_is_done_in_whatever_state_it_is_what_the_table_says(
    shared: Place, moderator: Person, state: str, act: str
) -> None:
    author, case = await in_danger(shared, moderator, SOON, talk=False)
    for step in {"none": (), "offered": ("offer",), "chosen": ("offer", "choose"), "declined": ("offer", "decline")}[
        state
    ]:
        await does(shared, moderator, author, case, step)
    assert (await author.get(MINE))["state"] == state
    await does(shared, moderator, author, case, act)
    assert (await author.get(MINE))["state"] == FOLLOWS[state, act]
    kept = await shared.sql("select 1 from follow_ups f join accounts a on a.id = f.account_id "
                            "where a.pseudonym = $1 and ended is null", author.me["pseudonym"])  # fmt: skip
    assert len(kept) == (FOLLOWS[state, act] in ("offered", "chosen"))


async def does(place: Place, moderator: Person, author: Person, case: str, act: str) -> None:
    """Whether it is possible or not."""
    if act == "choose":
        await author.http.put(MINE, json={"at": (await author.get(MINE))["now"] + DAY})
    elif act == "decline":
        await author.http.delete(MINE)
    elif act == "comes":
        await comes(place, author)
    else:
        await moderator.http.post(f"/api/console/cases/{case}/acts", json={"act": "offer_follow_up"})


async def test_at_its_time_it_is_one_case_in_the_same_conversation_whatever_number_of_instances_look(
    shared: Place, moderator: Person
) -> None:
    author, case = await offered(shared, moderator)
    await chooses(author)
    assert await all_of(shared.services.follow_ups.fall_due_one) == 0, "not before"
    start = len(author.told)
    assert await comes(shared, author, at_once=4) == 1
    line = await moderator.case_about(author)
    assert (line["kind"], line["category"], line["urgency"], line["state"]) == ("asked", "follow_up", "soon", "open")
    told = (await author.hears("notices", start))["items"]
    assert [(n["kind"], n["room"], n["code"]) for n in told] == [("conversation", line["conversation"], "asked")]
    # Whoever takes it reads what was said, and finds the earlier case: nobody has to say it again.
    other = await shared.moderator(on_duty=False)
    view = await other.take(author)
    assert (view["care"]["follows"], view["history"][0]["act"]) == (case, "follow_up_due")
    room = (await other.act(line["id"], "converse"))["conversation"]["id"]
    said = [m["text"] for m in (await other.get(f"/api/rooms/{room}/messages"))["items"]]
    assert said == ["I am at my sister's"]
    assert (await author.send("a little better", room))["t"] == "sent"
    assert (await author.get(MINE))["state"] == "none"


async def test_it_climbs_and_who_waits_in_vain_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Alerts, "run", stands_still)
    moderator = await place.moderator()
    author, _ = await offered(place, moderator)
    await chooses(author)
    await moderator.put("/api/console/duty", {"on": False})
    await comes(place, author)
    case = (await moderator.case_about(author))["id"]
    rows = await place.sql(
        "select a.step, round(extract(epoch from a.due_at - c.opened_at))::int from alerts a join cases c "
        "on c.id = a.case_id where c.id = $1 order by 2", case,
    )  # fmt: skip
    assert [tuple(row) for row in rows] == [("page", 0), ("10_min", 600)]
    services = place.services
    await place.sql("update alerts set due_at = clock_timestamp() where step = '10_min'")
    await all_of(Alerts(services.database, services.bus, services.logs.keys).carry_out_one)
    await author.is_told("nobody_yet", code="moderator_left")  # in that conversation somebody had been


async def test_one_that_comes_while_a_case_is_open_joins_it_and_makes_it_as_urgent(
    shared: Place, moderator: Person
) -> None:
    author, case = await offered(shared, moderator)
    await chooses(author)
    await shared.sql("update accounts set created_at = created_at - interval '2 days'")
    await author.send("sometimes I wish I would not wake up")
    newer = await moderator.case_about(author)
    assert newer["urgency"] == "later"
    await comes(shared, author)
    joined = await moderator.case_about(author)
    assert (joined["id"], joined["kind"], joined["urgency"]) == (newer["id"], "danger", "soon")
    assert joined["due"] < newer["due"]
    view = await moderator.act(joined["id"], "take")
    assert (view["care"]["follows"], [act["act"] for act in view["history"]]) == (case, ["follow_up_due", "take"])


async def test_danger_that_is_said_in_it_makes_it_a_case_of_danger(shared: Place, moderator: Person) -> None:
    author, _ = await offered(shared, moderator)
    await chooses(author)
    await comes(shared, author)
    line = await moderator.case_about(author)
    await author.send(PLAN)
    graver = await moderator.case_about(author)
    assert (graver["id"], graver["kind"], graver["category"]) == (line["id"], "danger", "crisis")
    assert (graver["urgency"], graver["level"]) == ("now", 4)


async def test_it_comes_when_the_earlier_case_is_deleted_and_the_person_suspended(
    shared: Place, moderator: Person
) -> None:
    author, case = await offered(shared, moderator)
    await shared.sql("delete from cases where id = $1", case)
    name = author.me["pseudonym"]
    await shared.sql(given("suspension", f"account_id = (select id from accounts where pseudonym = '{name}')"))
    await chooses(author)
    await comes(shared, author)
    line = await moderator.case_about(author)
    view = await moderator.act(line["id"], "take")
    assert (view["care"].get("follows"), view["care"]["follows_gone"]) == (None, True)
    assert (await author.send("I am here", line["conversation"]))["t"] == "sent"


async def test_a_fault_in_the_middle_leaves_it_to_the_next_who_looks(
    shared: Place, moderator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, _ = await offered(shared, moderator)
    await chooses(author)

    async def fails(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record", fails)
        with pytest.raises(RuntimeError):
            await comes(shared, author)
    lines = (await moderator.get("/api/console/cases"))["cases"]
    assert author.me["pseudonym"] not in [line["alias"] for line in lines]
    assert await all_of(shared.services.follow_ups.fall_due_one) == 1
    assert (await moderator.case_about(author))["category"] == "follow_up"


async def test_it_waits_for_nothing_that_somebody_is_doing_with_the_account(shared: Place, moderator: Person) -> None:
    author, _ = await offered(shared, moderator)
    await chooses(author)
    lock = "select 1 from accounts where pseudonym = $1 for no key update"
    async with shared.services.database.begin() as elsewhere:
        await elsewhere.exec_driver_sql(lock, (author.me["pseudonym"],))
        assert await comes(shared, author) == 0
    assert await comes(shared, author) == 1


async def test_an_offer_goes_after_a_month_and_a_time_that_was_chosen_stays(place: Place) -> None:
    moderator = await place.moderator()
    one, _ = await offered(place, moderator)
    two, _ = await offered(place, moderator)
    await chooses(two)
    await place.sql("update follow_ups set at = at - interval '31 days'")
    await Retention(place.services.database).delete_old()
    assert [(await person.get(MINE))["state"] for person in (one, two)] == ["none", "chosen"]
    assert await comes(place, two) == 1
