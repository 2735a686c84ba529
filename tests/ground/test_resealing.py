"""New data keys while people talk: nothing is lost, nothing stays sealed with an old one, a kill is carried on from."""

import asyncio

import pytest
from sqlalchemy import LargeBinary

from server.ground import keys, resealing, schema
from server.ground.keys import Keys
from server.ground.resealing import NoVersionLeft, reseal
from server.ground.sealed import NOT_SEALED, OWNERS, SEALED
from server.rooms.retention import Retention
from tests.moderation.test_holds import held
from tests.people import Person, Place
from tests.words import PHONE

DANGER = "I want to kill myself tonight, I have the pills"
SOON_S = 0.3


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instances look more often, so that new versions are in use sooner."""
    monkeypatch.setattr(keys, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(keys, "SETTLED_AFTER_S", SOON_S / 2)


def nothing_said(line: str) -> None: ...


async def versions_in_use(place: Place) -> dict[str, set[int]]:
    """By column, the versions of keys that something is sealed with."""
    return {
        f"{of.table.name}.{of.column}": {
            row[0]
            for row in await place.sql(
                f"select distinct get_byte({of.column}, 0) from {of.table.name} where {of.column} is not null"
            )
        }
        for of in SEALED
    }


def test_every_column_of_bytes_is_sealed_and_gone_through_or_said_to_be_not() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert {f"{of.table.name}.{of.column}" for of in SEALED} | NOT_SEALED.keys() == columns
    assert {"rooms", "accounts", "cases", "evidence", "examples", "holds"} == {table.name for table in OWNERS}


async def keeps_an_example(place: Place, case: str, text: str = "somebody with no way out") -> None:
    lead = await place.lead()
    [piece, *_] = (await lead.get(f"/api/console/cases/{case}"))["evidence"]
    where = f"/api/console/evidence/{piece['id']}"
    await lead.put(f"{where}/labels", {"verdict": "should", "level": 5})
    await lead.post(f"{where}/example", {"text": text})


async def freezes(moderator: Person, why: str) -> None:
    """A room that nobody of the test is in."""
    room = (await moderator.get("/api/rooms/grief"))["id"]
    await moderator.post(f"/api/console/rooms/{room}/acts", {"act": "freeze", "reason": why})


async def test_people_talk_on_and_in_the_end_everything_has_the_new_key(place: Place, unhurried: None) -> None:
    moderator, one, other = await place.moderator(), await place.talker(), await place.talker()
    room = one.room("night-owls")
    await one.send(PHONE)
    await one.send(DANGER)
    reported = (await other.send("buy my coins"))["id"]
    await one.post("/api/reports", {"reason": "hurt", "message": reported, "note": "he does it daily"})
    case = (await moderator.take(other))["line"]["id"]
    await moderator.act(case, "warning", reason="not here")
    danger = (await moderator.take(one))["line"]["id"]
    await moderator.act(danger, "converse")
    await moderator.act(danger, "ask_hand_over", reason="the crisis team, tonight")
    await held(place, "room", "night-owls")
    await freezes(moderator, "a quiet hour")
    await moderator.post("/api/console/shift-packs", {"note": "the kettle is on"})
    await moderator.post("/api/console/supervision", {"kind": "ask", "words": "a long night"})
    session = (await one.get("/api/me/sessions"))["sessions"][0]["id"]
    await one.put(f"/api/me/sessions/{session}", {"name": "the old phone"})
    await keeps_an_example(place, danger)
    assert set(map(tuple, (await versions_in_use(place)).values())) == {(1,)}, "something is in every column"

    rotating = asyncio.create_task(
        reseal(place.services.database, place.services.logs.keys.master, nothing_said, SOON_S)
    )
    said = 0
    while not rotating.done():
        assert (await one.send(f"words {said}"))["t"] == "sent"
        await other.hears_text(f"words {said}")
        said += 1
    assert await rotating > 0
    assert (await one.send("the last"))["t"] == "sent"
    await other.hears_text("the last")
    in_use = await versions_in_use(place)
    assert [column for column, found in in_use.items() if 1 in found and column != "messages.body"] == []
    await reseal_rest(place)

    later = await place.talker()
    shown = [m["text"] for m in (await later.get(f"/api/rooms/{room}/messages"))["items"] if "text" in m]
    assert {"the last", *(f"words {n}" for n in range(max(0, said - 40), said))} <= set(shown)
    view = await moderator.get(f"/api/console/cases/{case}")
    assert (view["evidence"][0]["text"], view["history"][-1]["reason"]) == ("buy my coins", "not here")


async def reseal_rest(place: Place) -> None:
    """Whatever was in hands as the last pass came by."""
    await resealing._pass(place.services.database, place.services.logs.keys.master, nothing_said)
    assert {version for found in (await versions_in_use(place)).values() for version in found} == {2}


@pytest.mark.parametrize("lines", [1, 3, 6])
async def test_what_was_killed_is_carried_on(place: Place, monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
    """Killed after so many steps, each of which is committed; then once more."""
    monkeypatch.setattr(resealing, "AT_ONCE", 3)
    one = await place.talker()
    for number in range(8):
        await one.send(f"words {number}")
    master, heard = place.services.logs.keys.master, []

    def say(line: str) -> None:
        heard.append(line)
        if len(heard) == lines:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await reseal(place.services.database, master, say, SOON_S)
    assert await place.sql("select 1 from installation where resealing_since is not null")
    said = []
    await reseal(place.services.database, master, said.append, SOON_S)
    assert said[0].startswith("Carried on")
    assert not await place.sql("select 1 from installation where resealing_since is not null")
    assert await place.sql("select 1 from keys group by owner having max(version) <> 2") == []
    in_use = await versions_in_use(place)
    assert (in_use["messages.body"], in_use["notices.body"]) == ({2}, {2})
    afresh = Keys(place.services.database, master)
    rows = await place.sql("select id, room_id, body from messages order by position")
    await afresh.load([row["room_id"] for row in rows])
    assert [afresh.open(row["room_id"], row["body"], "messages", row["id"]).decode() for row in rows] == [
        f"words {number}" for number in range(8)
    ]


async def test_old_versions_go_when_nothing_is_sealed_with_them(place: Place) -> None:
    one = await place.talker()
    await one.send("words")
    master, retention = place.services.logs.keys.master, Retention(place.services.database)
    await place.sql("update installation set resealing_since = clock_timestamp()")
    await resealing._make_versions(place.services.database, master, await _since(place), nothing_said)
    await place.sql("update keys set created_at = created_at - interval '2 hours'")
    await retention.delete_old()
    kept = await place.sql("select owner::text, version from keys where version = 1")
    rooms = await place.sql("select id::text from rooms where id in (select room_id from messages)")
    assert {row["id"] for row in rooms} <= {row["owner"] for row in kept}, "the words still need it"
    await resealing._pass(place.services.database, master, nothing_said)
    await retention.delete_old()
    assert await place.sql("select 1 from keys where version = 1") == []
    await place.services.logs.keys.look()
    await one.send("more words")
    assert (await versions_in_use(place))["messages.body"] == {2}


async def _since(place: Place) -> object:
    return (await place.sql("select resealing_since from installation"))[0][0]


async def test_a_key_whose_owner_is_gone_goes_too(place: Place) -> None:
    await place.talker()
    before = await place.sql("select count(*) from keys")
    await place.sql(
        "insert into keys (owner, version, wrapped, created_at) "
        "values (gen_random_uuid(), 1, '', clock_timestamp() - interval '2 hours')"
    )
    await Retention(place.services.database).delete_old()
    assert await place.sql("select count(*) from keys") == before


async def test_there_are_255_versions_and_no_more(place: Place) -> None:
    await place.sql("update keys set version = 255")
    with pytest.raises(NoVersionLeft):
        await reseal(place.services.database, place.services.logs.keys.master, nothing_said, 0)
