"""The audit chain: it holds after a day's work, and whoever changes, removes or moves a row is found out."""

import asyncio
from datetime import timedelta

import pytest

from server.moderation.audit import FIRST, KEPT_DAYS, AnchorTooOld, Head, chained, record, verify
from server.rooms.retention import Retention
from tests.people import Place
from tests.words import SOON


async def a_day(place: Place) -> int:
    """Some looks and acts. Returns how many rows they left."""
    moderator, author = await place.moderator(), await place.talker()
    sent = await author.send(SOON)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.get(f"/api/console/cases/{case}?context=1")
    await moderator.act(case, "remove", sent["id"], "because")
    await moderator.act(case, "close", reason="because")
    return int((await place.sql("select count(*) from audit"))[0][0])


async def test_it_holds_on_an_empty_place_and_after_a_day(place: Place) -> None:
    assert (await verify(place.services.database))[:2] == (0, None)
    rows = await a_day(place)
    assert rows >= 5
    assert (await verify(place.services.database))[:2] == (rows, None)


async def test_it_holds_when_many_write_at_once(place: Place) -> None:
    async def one(number: int) -> None:
        async with place.services.database.begin() as connection:
            await record(connection, None, "look", f"case {number}")

    await asyncio.gather(*(one(number) for number in range(20)))
    assert (await verify(place.services.database))[:2] == (20, None)


@pytest.mark.parametrize(
    ("done", "found"),
    [
        ("update audit set act = 'burn' where seq = 3", 3),
        ("update audit set subject = 'case of somebody else' where seq = 3", 3),
        ("update audit set actor_id = null where seq = 3", 3),
        ("update audit set at = at + interval '1 second' where seq = 3", 3),
        ("delete from audit where seq = 3", 4),
        ("delete from audit where seq = 1", 2),
        ("delete from audit where seq = (select max(seq) from audit)", None),
        ("delete from audit", None),
        ("update audit set seq = -seq where seq in (2, 3); update audit set seq = 5 + seq where seq < 0", 2),
        ("update audit_head set seq = seq - 1", None),
        ("insert into audit select 1 + max(seq), now(), null, 'look', 'case', '\\x00' from audit", None),
    ],
)
async def test_a_row_that_was_changed_removed_moved_or_added_is_found(
    place: Place, done: str, found: int | None
) -> None:
    rows = await a_day(place)
    await place.services.database.fast.execute(done)
    wrong = (await verify(place.services.database)).wrong
    left = (await place.sql("select count(*) from audit"))[0][0]
    assert wrong == (found if found is not None else (left if left > rows else left + 1))


async def test_a_chain_made_anew_is_found_by_a_head_that_was_noted_elsewhere(place: Place) -> None:
    """By somebody who holds the database, and leaves a chain that fits in itself."""
    database = place.services.database
    await a_day(place)
    noted = (await verify(database)).head
    assert Head.read(str(noted)) == noted
    await a_day(place)
    assert (await verify(database, noted)).wrong is None, "more rows since are no change"
    before, rows = FIRST, await place.sql("select * from audit where seq <> 3 order by seq")
    await place.sql("delete from audit")
    for seq, row in enumerate(rows, 1):
        hash = chained(before, seq, row["at"], row["actor_id"], row["act"], row["subject"])
        values = seq, row["at"], row["actor_id"], row["act"], row["subject"], hash
        await place.sql("insert into audit values ($1, $2, $3, $4, $5, $6)", *values)
        before = hash
    await place.sql("update audit_head set seq = $1, hash = $2", len(rows), before)
    assert (await verify(database)).wrong is None
    assert (await verify(database, noted)).wrong == noted.seq
    await place.sql("delete from audit where seq > 2")
    last = (await place.sql("select seq, hash from audit order by seq desc limit 1"))[0]
    await place.sql("update audit_head set seq = $1, hash = $2", last["seq"], last["hash"])
    assert ((await verify(database)).wrong, (await verify(database, noted)).wrong) == (None, 3)


async def test_rows_end_after_two_years_and_what_is_left_is_still_checked(place: Place) -> None:
    database = place.services.database
    ended = await a_day(place)
    noted = (await verify(database)).head
    await _made_days_ago(place, KEPT_DAYS + 1)
    end_of_old = (await verify(database)).head
    rows = await a_day(place)
    left = rows - ended
    assert (await verify(database))[:2] == (rows, None)
    await Retention(database).delete_old()
    assert (await verify(database))[:2] == (left, None)
    assert (await place.sql("select min(seq) from audit"))[0][0] == ended + 1
    assert (await verify(database, end_of_old)).wrong is None, "the last that ended is known"
    assert (await verify(database, Head(ended, FIRST))).wrong is not None
    with pytest.raises(AnchorTooOld):
        await verify(database, Head(noted.seq - 1, noted.hash))
    await place.sql("delete from audit where seq = (select min(seq) from audit)")
    assert (await verify(database)).wrong == ended + 2
    # With nothing young left the chain goes on from where it ended.
    await place.sql("update audit set at = at - make_interval(days => $1)", KEPT_DAYS + 1)
    await Retention(database).delete_old()
    assert (await place.sql("select count(*) from audit"))[0][0] == 0
    await a_day(place)
    assert (await verify(database)).wrong is None


async def _made_days_ago(place: Place, days: int) -> None:
    """The same chain, made earlier."""
    before = FIRST
    for row in await place.sql("select * from audit order by seq"):
        at = row["at"] - timedelta(days=days)
        before = chained(before, row["seq"], at, row["actor_id"], row["act"], row["subject"])
        await place.sql("update audit set at = $1, hash = $2 where seq = $3", at, before, row["seq"])
    await place.sql("update audit_head set hash = $1", before)


async def test_an_act_that_is_not_recorded_is_not_done(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(SOON)
    case = (await moderator.case_about(author))["id"]
    await place.services.database.fast.execute(
        """create function fails() returns trigger language plpgsql as $$ begin raise 'no room'; end $$;
           create trigger fails before insert on audit execute function fails()"""
    )
    response = await moderator.http.post(f"/api/console/cases/{case}/acts", json={"act": "take"})
    assert response.status_code == 500
    assert (await moderator.http.get(f"/api/console/cases/{case}")).status_code == 500, "a look nobody will know of"
    assert (await moderator.case_about(author))["state"] == "open"
