"""The writer and its SQL function: once, in order, or refused."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import func, select

from server.ground import schema
from server.ground.bus import CASES, CasesChanged, LookAgain
from server.ground.bus import room as room_topic
from server.ground.ending import end
from server.ground.schema_rooms import room_states
from server.rooms.append import NotSaved, Outcome, Writer
from server.rooms.log import END, Log, Logs
from tests.rooms.conftest import Ground, Speaker


@pytest_asyncio.fixture(loop_scope="session")
async def writing(ground: Ground) -> AsyncIterator[Ground]:
    """The ground with its writer running."""
    task = asyncio.create_task(ground.writer.run())
    yield ground
    await end([task])


async def texts(ground: Ground, room: uuid.UUID) -> list[str | None]:
    """What the room reads, from the database."""
    logs = Logs(ground.database, ground.keys)
    log = Log("room", room)
    page = (await logs.read([(log, 0, END)]))[log]
    await ground.keys.load([room])
    return [message.text for message in logs.messages(log, page)]


async def test_a_message_is_stored_at_the_next_place_of_its_room(writing: Ground) -> None:
    room = await writing.room()
    speaker = await writing.speaker(room)
    first = await writing.writer.append(await writing.row(speaker, "one"))
    second = await writing.writer.append(await writing.row(speaker, "two"))
    assert [(o.outcome, o.state, o.position) for o in (first, second)] == [
        ("stored", "shown", 1),
        ("stored", "shown", 2),
    ]
    assert await texts(writing, room) == ["one", "two"]


async def test_the_same_id_and_words_are_stored_once(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    client_id = uuid.uuid4()
    first = await writing.writer.append(await writing.row(speaker, "hello", client_id))
    again = await writing.writer.append(await writing.row(speaker, "hello", client_id))
    assert (again.outcome, again.id, again.position) == ("again", first.id, first.position)
    assert await texts(writing, speaker.room) == ["hello"]


async def test_the_same_id_with_other_words_is_refused(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    client_id = uuid.uuid4()
    await writing.writer.append(await writing.row(speaker, "hello", client_id))
    other = await writing.writer.append(await writing.row(speaker, "goodbye", client_id))
    assert (other.outcome, other.code) == ("refused", "client_id_reused")
    assert await texts(writing, speaker.room) == ["hello"]


async def test_duplicates_that_wait_together_share_one_place(ground: Ground) -> None:
    speaker = await ground.speaker(await ground.room())
    client_id = uuid.uuid4()
    # Queued before the writer runs, so all three are in one batch.
    outcomes = await ground.store(*[await ground.row(speaker, text, client_id) for text in ("same", "same", "other")])
    assert [(o.outcome, o.code) for o in outcomes] == [
        ("stored", None), ("again", None), ("refused", "client_id_reused"),
    ]  # fmt: skip
    assert await texts(ground, speaker.room) == ["same"]


async def test_the_same_client_id_from_two_people_is_two_messages(writing: Ground) -> None:
    room = await writing.room()
    one, two = await writing.speaker(room), await writing.speaker(room)
    client_id = uuid.uuid4()
    outcomes = [await writing.writer.append(await writing.row(who, "hi", client_id)) for who in (one, two)]
    assert [o.position for o in outcomes] == [1, 2]


async def refused_with(ground: Ground, speaker: Speaker, text: str = "may I?") -> str | None:
    outcome = await ground.writer.append(await ground.row(speaker, text))
    return outcome.code if outcome.outcome == "refused" else None


async def test_who_may_not_speak_is_refused_with_the_reason(writing: Ground) -> None:
    room = await writing.room()
    left, out, suspended, ok = [await writing.speaker(room) for _ in range(4)]
    kinds = ("mute", "time_out", "removal", "suspension")
    sanctioned = [await writing.speaker(room) for _ in kinds]
    for kind, speaker in zip(kinds, sanctioned, strict=True):
        await writing.sanction(speaker, kind)
    await writing.change(schema.members, left.member, left_at=func.now())
    await writing.change(schema.sessions, out.session, ended_at=func.now())
    await writing.change(schema.accounts, suspended.account, status="suspended")
    stranger = await writing.speaker(await writing.room())
    stranger.room = room
    said = [await refused_with(writing, who) for who in (*sanctioned, left, out, suspended, stranger, ok)]
    assert said == [*kinds, "not_a_member", "signed_out", "suspended", "not_a_member", None]


async def test_a_frozen_or_closed_room_takes_no_message_but_answers_for_old_ones(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    client_id = uuid.uuid4()
    row = await writing.row(speaker, "before", client_id)
    await writing.writer.append(row)
    await writing.give(speaker.room, "frozen")
    assert await refused_with(writing, speaker) == "room_frozen"
    again = await writing.writer.append(await writing.row(speaker, "before", client_id))
    assert again.outcome == "again"
    await writing.change(schema.rooms, speaker.room, closed_at=func.now())
    assert await refused_with(writing, speaker) == "room_closed"


async def test_of_several_sanctions_the_gravest_is_told_and_one_that_is_over_undone_or_elsewhere_is_none(
    writing: Ground,
) -> None:
    speaker, elsewhere = await writing.speaker(await writing.room()), await writing.room()
    for kind in ("mute", "suspension", "removal", "time_out"):
        await writing.sanction(speaker, kind)
    assert await refused_with(writing, speaker) == "suspension"
    s = schema.sanctions
    theirs = s.c.account_id == speaker.account
    async with writing.database.begin() as connection:
        await connection.execute(s.update().where(theirs, s.c.kind == "suspension").values(ends_at=func.now()))
        await connection.execute(s.update().where(theirs, s.c.kind == "time_out").values(undone_at=func.now()))
    assert await refused_with(writing, speaker) == "removal"
    async with writing.database.begin() as connection:
        await connection.execute(s.update().where(theirs, s.c.room_id.is_not(None)).values(room_id=elsewhere))
    assert await refused_with(writing, speaker) is None


async def test_in_a_conversation_with_a_moderator_whoever_is_suspended_speaks(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    await writing.sanction(speaker, "suspension")
    assert await refused_with(writing, speaker) == "suspension"
    await writing.change(schema.rooms, speaker.room, kind="conversation")
    assert await refused_with(writing, speaker) is None


async def test_somebody_put_out_while_their_message_waits_for_the_room_is_refused(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    async with writing.database.begin() as connection:
        await connection.execute(
            select(schema.rooms.c.id).where(schema.rooms.c.id == speaker.room).with_for_update(key_share=True)
        )
        answer = asyncio.ensure_future(writing.writer.append(await writing.row(speaker, "too late")))
        await waits_for_a_lock(writing)
        await writing.sanction(speaker, "removal", connection)
    outcome = await answer
    assert (outcome.outcome, outcome.code) == ("refused", "removal")
    assert await texts(writing, speaker.room) == []


async def waits_for_a_lock(ground: Ground) -> None:
    """Until some backend of this database waits for a lock."""
    async with asyncio.timeout(20):
        while not await ground.database.fast.fetchval(
            "select exists(select 1 from pg_stat_activity "
            "where datname = current_database() and wait_event_type = 'Lock')"
        ):
            await asyncio.sleep(0)


async def test_one_row_that_cannot_be_stored_fails_alone(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    good, bad = await writing.row(speaker, "good"), await writing.row(speaker, "bad", facts="{this is no JSON")
    outcomes = await asyncio.gather(writing.writer.append(good), writing.writer.append(bad))
    assert [o.outcome for o in outcomes] == ["stored", "refused"]
    assert await texts(writing, speaker.room) == ["good"]


async def test_an_unknown_commit_is_settled_by_sending_the_same_rows_again(
    writing: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after Postgres has committed: the sender is told "sent", and it is there once."""
    speaker = await writing.speaker(await writing.room())
    call = Writer._call
    broke = []

    async def commits_then_breaks(self: Writer, rows: list) -> list:  # type: ignore[type-arg]
        records = await call(self, rows)
        if not broke:
            broke.append(True)
            raise asyncpg.ConnectionDoesNotExistError
        return records

    monkeypatch.setattr(Writer, "_call", commits_then_breaks)
    outcome = await writing.writer.append(await writing.row(speaker, "once"))
    assert broke
    assert (outcome.outcome, outcome.position) == ("again", 1)
    assert await texts(writing, speaker.room) == ["once"]


async def test_without_postgres_nothing_is_called_refused(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    speaker = await ground.speaker(await ground.room())
    row = await ground.row(speaker, "is anyone there")

    async def away(self: Writer, rows: list) -> list:  # type: ignore[type-arg]
        raise asyncpg.CannotConnectNowError

    monkeypatch.setattr(Writer, "_call", away)
    monkeypatch.setattr("server.rooms.append.DEADLINE_S", 0.2)
    writer = asyncio.create_task(ground.writer.run())
    with pytest.raises(NotSaved):
        await ground.writer.append(row)
    await end([writer])


async def test_a_writer_that_has_ended_keeps_nobody_waiting(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a fault of its own: the server ends then, and must not wait for what nobody will store."""
    speaker = await ground.speaker(await ground.room())
    taken, queued, late = [await ground.row(speaker, text) for text in ("taken", "queued", "late")]
    waiting: list[asyncio.Future[Outcome]] = []

    async def breaks(self: Writer, rows: list) -> list:  # type: ignore[type-arg]
        waiting.append(asyncio.ensure_future(self.append(queued)))
        raise ZeroDivisionError

    monkeypatch.setattr(Writer, "_call", breaks)
    writer = asyncio.create_task(ground.writer.run())
    waiting.append(asyncio.ensure_future(ground.writer.append(taken)))
    with pytest.raises(ZeroDivisionError):
        await writer
    await ground.writer.finish()
    waiting.append(asyncio.ensure_future(ground.writer.append(late)))
    for answer in waiting:
        with pytest.raises(NotSaved):
            await answer


async def test_a_connection_that_broke_as_it_was_used_is_replaced(
    writing: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What asyncpg says where Postgres ended the connection in that very moment."""
    row = await writing.row(await writing.speaker(await writing.room()), "once")
    fetch = asyncpg.Connection.fetch
    broke: list[asyncpg.Connection] = []

    async def breaks_once(self: asyncpg.Connection, *given: object) -> list:  # type: ignore[type-arg]
        if not broke:
            broke.append(self)
            raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")
        return await fetch(self, *given)

    monkeypatch.setattr(asyncpg.Connection, "fetch", breaks_once)
    outcome = await writing.writer.append(row)
    assert outcome.outcome == "stored"
    assert broke[0].is_closed()


async def test_many_writers_leave_no_hole_and_no_repeat(ground: Ground) -> None:
    """Four instances write to three rooms at once: each room counts 1, 2, 3 without a hole."""
    rooms = [await ground.room() for _ in range(3)]
    speakers = [await ground.speaker(rooms[n % 3]) for n in range(12)]
    writers = [Writer(ground.database, ground.bus) for _ in range(4)]
    running = [asyncio.create_task(writer.run()) for writer in writers]

    async def talk(n: int) -> list[Outcome]:
        rows = [await ground.row(speakers[n], f"{n}.{i}") for i in range(20)]
        return await asyncio.gather(*(writers[n % 4].append(row) for row in rows))

    spoken = await asyncio.gather(*(talk(n) for n in range(12)))
    await end(running)
    for number, room in enumerate(rooms):
        places = [o.position for n in range(number, 12, 3) for o in spoken[n]]
        assert sorted(p for p in places if p) == list(range(1, 81))
        # What one person said is in the order in which they said it.
        said = await texts(ground, room)
        for n in range(number, 12, 3):
            assert [t for t in said if t and t.startswith(f"{n}.")] == [f"{n}.{i}" for i in range(20)]


async def test_a_repeat_of_what_is_stored_is_told_so_whatever_became_of_its_author(writing: Ground) -> None:
    room = await writing.room()
    for becomes in ("left", "removal"):
        speaker, client_id = await writing.speaker(room), uuid.uuid4()
        first = await writing.writer.append(await writing.row(speaker, "said", client_id))
        if becomes == "left":
            await writing.change(schema.members, speaker.member, left_at=func.now())
        else:
            await writing.sanction(speaker, becomes)
        again = await writing.writer.append(await writing.row(speaker, "said", client_id))
        assert (again.outcome, again.id, again.position) == ("again", first.id, first.position)
        other = await writing.writer.append(await writing.row(speaker, "something else", client_id))
        assert other.outcome == "refused"


async def test_after_an_unknown_commit_everybody_is_told_to_look(
    writing: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try is committed, but its answer is lost: the second finds it there, and nobody has been told."""
    speaker = await writing.speaker(await writing.room())
    call, lost = Writer._call, 0

    async def loses_the_first_answer(self: Writer, batch: list) -> list:  # type: ignore[type-arg]
        nonlocal lost
        records = await call(self, batch)
        if lost == 0:
            lost += 1
            raise asyncpg.ConnectionDoesNotExistError
        return records

    monkeypatch.setattr(Writer, "_call", loses_the_first_answer)
    heard: list[object] = []
    writing.bus.subscribe(room_topic(speaker.room), heard.append)
    writing.bus.subscribe(CASES, heard.append)
    outcome = await writing.writer.append(await writing.row(speaker, "said once"))
    assert (outcome.outcome, outcome.position) == ("again", 1)
    assert heard == [LookAgain(), CasesChanged()]
    assert await texts(writing, speaker.room) == ["said once"]


async def test_a_database_that_hangs_is_given_up_at_the_deadline(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lock that nobody lets go stands for it. Once it is free, the next message is stored."""
    monkeypatch.setattr("server.rooms.append.DEADLINE_S", 0.3)
    speaker = await ground.speaker(await ground.room())
    rows = [await ground.row(speaker, text) for text in ("too late", "in time")]
    running = asyncio.create_task(ground.writer.run())
    async with ground.database.begin() as connection:
        await connection.execute(select(schema.rooms).where(schema.rooms.c.id == speaker.room).with_for_update())
        with pytest.raises(NotSaved):
            await ground.writer.append(rows[0])
    monkeypatch.setattr("server.rooms.append.DEADLINE_S", 20.0)
    assert (await ground.writer.append(rows[1])).outcome == "stored"
    await end([running])


async def test_what_comes_just_after_a_call_waits_a_little_and_goes_together(
    writing: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row alone costs Postgres as much as eight: whoever comes first is not kept waiting, the others go at once."""
    calls: list[int] = []
    call = Writer._call

    async def counted(self, batch):  # type: ignore[no-untyped-def]
        calls.append(len(batch))
        return await call(self, batch)

    monkeypatch.setattr(Writer, "_call", counted)
    gathered, sleep = asyncio.Event(), asyncio.sleep

    async def sleep_until_gathered(seconds: float) -> None:
        await (gathered.wait() if seconds > 100 else sleep(seconds))

    monkeypatch.setattr("server.rooms.append.PACE_S", 1000)
    monkeypatch.setattr(asyncio, "sleep", sleep_until_gathered)
    speaker = await writing.speaker(await writing.room())
    rows = [await writing.row(speaker, str(n)) for n in range(4)]
    await writing.writer.append(rows[0])
    answers = [writing.writer.append(row) for row in rows[1:]]
    gathered.set()
    await asyncio.gather(*answers)
    assert calls == [1, 3]


async def test_of_one_batch_a_slow_room_takes_the_first_of_each_author_and_no_second(ground: Ground) -> None:
    room = await ground.room()
    one, two = await ground.speaker(room), await ground.speaker(room)
    await ground.give(room, "slow", every_s=60)
    said = ((one, "a"), (one, "b"), (two, "c"), (one, "d"))
    outcomes = await ground.store(*[await ground.row(who, text) for who, text in said])
    assert [(o.code, o.position) for o in outcomes] == [(None, 1), ("slow_mode", None), (None, 2), ("slow_mode", None)]
    late = await ground.store(await ground.row(one, "e"), await ground.row(two, "f"))
    assert [o.code for o in late] == ["slow_mode", "slow_mode"]
    assert await texts(ground, room) == ["a", "c"]


async def test_moderators_are_held_to_no_state_and_facilitators_to_no_pace_as_long_as_they_are_some(
    writing: Ground,
) -> None:
    room = await writing.room()
    moderator, facilitator, over = [await writing.speaker(room) for _ in range(3)]
    async with writing.database.begin() as connection:
        await connection.execute(schema.roles.insert().values(account_id=moderator.account, role="moderator"))
    await writing.change(schema.members, moderator.member, part="moderator")
    for who, hours in ((facilitator, 1), (over, -1)):
        until = schema.in_seconds(3600 * hours)
        await writing.change(schema.members, who.member, part="facilitator", part_until=until)
    said: dict[str, list[str | None]] = {}
    for state, every_s in (("slow", 60), ("hold_all", None), ("frozen", None)):
        await writing.give(room, state, every_s=every_s)
        who_twice = (moderator, moderator, facilitator, facilitator, over, over)
        said[state] = [await refused_with(writing, who) for who in who_twice]
    assert said == {
        "slow": [None, None, None, None, None, "slow_mode"],
        "hold_all": [None, None, *["room_holds"] * 4],
        "frozen": [None, None, *["room_frozen"] * 4],
    }


async def test_a_message_that_waited_for_the_room_meets_the_state_it_was_given_meanwhile(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    async with writing.database.begin() as connection:
        await connection.execute(
            select(schema.rooms.c.id).where(schema.rooms.c.id == speaker.room).with_for_update(key_share=True)
        )
        answer = asyncio.ensure_future(writing.writer.append(await writing.row(speaker, "too late")))
        await waits_for_a_lock(writing)
        await writing.give(speaker.room, "frozen")
    assert (await answer).code == "room_frozen"


async def test_a_state_that_is_over_or_undone_or_lifted_lets_everybody_write(writing: Ground) -> None:
    speaker = await writing.speaker(await writing.room())
    for over in ({"ends_at": func.now()}, {"undone_at": func.now()}, {}):
        id = await writing.give(speaker.room, "frozen")
        assert await refused_with(writing, speaker) == "room_frozen"
        if over:
            await writing.change(room_states, id, **over)
        else:
            await writing.give(speaker.room, "normal")
        assert await refused_with(writing, speaker) is None
