"""Costs that must not grow, counted in steps and not in time: rows looked at, keys looked at, reads, writes."""

from uuid import UUID

import pytest

from server.ground.keys import Keys
from server.ground.seal import Key
from server.live.feed import Feed
from server.rooms.append import CALL, Row
from server.rooms.log import END, GROWN, HEADS, LATEST, READ, Log, Logs
from tests.people import Place
from tests.rooms.conftest import Ground, Speaker

FEW, MANY = 300, 30_000
ROWS_READ = "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int from pg_stat_xact_user_tables"


async def with_a_past(ground: Ground, messages: int) -> tuple[UUID, Speaker]:
    """A room with so many messages stored, and somebody in it."""
    room = await ground.room()
    speaker = await ground.speaker(room)
    await ground.database.fast.execute(
        """insert into messages (id, room_id, member_id, client_id, fingerprint, state, position, changed, body)
        select gen_random_uuid(), $1, $2, gen_random_uuid(), '', 'shown', n, n, '' from generate_series(1, $3) n""",
        room, speaker.member, messages,
    )  # fmt: skip
    await ground.database.fast.execute("update rooms set head = $2 where id = $1", room, messages)
    return room, speaker


async def looked_at(ground: Ground, statement: str, *values: object) -> int:
    """How many rows of tables Postgres reads for this statement, functions that it calls included; nothing is kept."""
    async with ground.database.fast.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        before = await connection.fetchval(ROWS_READ)  # what this connection has not told of yet is counted, too
        await connection.fetch(statement, *values)
        after = await connection.fetchval(ROWS_READ)
        await transaction.rollback()
    return int(after - before)


def columns(*rows: Row) -> list[list[object]]:
    names = ("id", "session", "account", "room", "client_id", "fingerprint", "body", "facts")
    return [[getattr(row, name) for row in rows] for name in names]


async def test_an_append_looks_at_as_many_rows_in_an_old_room_as_in_a_young_one(ground: Ground) -> None:
    counts = []
    for messages in (FEW, MANY):
        _, speaker = await with_a_past(ground, messages)
        batch = columns(*[await ground.row(speaker, "hello") for _ in range(3)])
        counts.append(await looked_at(ground, CALL, *batch, ground.database.epoch))
    assert counts[0] == counts[1]


async def test_an_append_looks_at_as_many_rows_with_many_rooms_and_people_as_with_few(ground: Ground) -> None:
    _, speaker = await with_a_past(ground, FEW)
    batch = columns(await ground.row(speaker, "hello"))
    before = await looked_at(ground, CALL, *batch, ground.database.epoch)
    for _ in range(100):
        await ground.speaker(await ground.room())
    assert await looked_at(ground, CALL, *batch, ground.database.epoch) == before


@pytest.mark.parametrize("what", ["catching up", "the newest", "older ones"])
async def test_a_page_looks_at_as_many_rows_in_an_old_room_as_in_a_young_one(ground: Ground, what: str) -> None:
    counts = []
    for messages in (FEW, MANY):
        room, _ = await with_a_past(ground, messages)
        statement, after, upto = {
            "catching up": (READ["room"], messages - 100, messages),
            "the newest": (LATEST["room"], END, messages),
            "older ones": (LATEST["room"], messages // 2, END),
        }[what]
        counts.append(await looked_at(ground, statement, [room], [after], [upto], 50))
    assert counts[0] == counts[1]
    assert counts[0] <= 2 * 50


async def test_of_logs_that_are_quiet_nothing_comes_back_and_of_others_the_one_that_grew(ground: Ground) -> None:
    rooms = [await ground.room() for _ in range(5)]
    await ground.store(await ground.row(await ground.speaker(rooms[2]), "hello"))
    logs = Logs(ground.database, ground.keys)
    assert await logs.grown("room", rooms, [0] * 5) == [Log("room", rooms[2])]
    assert await logs.grown("room", rooms, [1] * 5) == []
    assert await looked_at(ground, GROWN["room"], rooms[:3], [0, 0, 0]) == 3


async def test_the_heads_of_a_few_logs_are_read_without_looking_at_the_others(ground: Ground) -> None:
    rooms = [await ground.room() for _ in range(60)]
    assert await looked_at(ground, HEADS["room"], rooms[:3]) == 3


class Counted:
    """An owner that counts how often it is looked at in a dict."""

    looks = 0

    def __hash__(self) -> int:
        Counted.looks += 1
        return id(self)


async def test_a_key_is_found_without_looking_at_the_others(ground: Ground) -> None:
    looks = []
    for held in (10, 1000):
        keys = Keys(ground.database, ground.keys.master)
        owners = [Counted() for _ in range(held)]
        keys._held.update((owner, {1: Key.new()}) for owner in owners)  # type: ignore[misc]
        Counted.looks = 0
        assert await keys.hold([owners[0]]) == []  # type: ignore[list-item]
        looks.append(Counted.looks)
    assert looks[0] == looks[1]


async def test_a_message_is_delivered_without_a_read_however_many_rooms_are_followed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wake carries it, and names its room: no other log is looked at."""
    author, reader = await place.talker(), await place.talker()
    room = author.room("night-owls")
    other = [card["id"] for card in (await author.get("/api/rooms"))["rooms"] if card["id"] != room]
    for id in other:
        await reader.post(f"/api/rooms/{id}/membership")
        await reader.open(id)
    reads: list[str] = []
    passed: list[Log] = []
    pages, pass_on = Logs.pages, Feed._pass_on

    async def counted_pages(self, wanted, *rest):  # type: ignore[no-untyped-def]
        reads.extend(str(want.log.id) for want in wanted)
        return await pages(self, wanted, *rest)

    def counted_pass_on(self, name, live, page):  # type: ignore[no-untyped-def]
        passed.append(name)
        pass_on(self, name, live, page)

    monkeypatch.setattr(Logs, "pages", counted_pages)
    monkeypatch.setattr(Feed, "_pass_on", counted_pass_on)
    await author.send("the kettle is on", room)
    await reader.hears_text("the kettle is on", room)
    assert reads == []
    assert passed == [Log("room", UUID(room))]


async def test_one_frame_serves_all_so_a_larger_room_costs_no_more_encoding(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[int] = []
    frame_now = Logs.frame_now

    def counted(self, log, page, *rest, **named):  # type: ignore[no-untyped-def]
        if log.kind == "room":
            frames.append(len(page.rows))
        return frame_now(self, log, page, *rest, **named)

    people = [await place.talker() for _ in range(8)]
    monkeypatch.setattr(Logs, "frame_now", counted)
    await people[0].send("the kettle is on", people[0].room("night-owls"))
    for person in people:
        await person.hears_text("the kettle is on")
    assert frames == [1]
