"""Back-up and restore with the real programs: what comes back, what does not, and that nothing half-way ever stands."""

import asyncio
import os
import resource
import subprocess
import uuid
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
import websockets

from server.ground import db, postgres, postgres_clients, restore
from server.ground.backup import back_up
from server.ground.db import UNREACHABLE, Database, Replaced
from server.ground.installation import open_installation
from server.ground.key_source import Source
from server.ground.master_key import MasterKeyUnusable
from server.ground.postgres import EmbeddedPostgres
from server.ground.postgres_clients import BackupFailed, clients
from server.ground.protocol import RESTART
from tests.conftest import fresh_database
from tests.journeys.running import PORCHLIGHT
from tests.people import PASSPHRASE, Instance, Person, Place, closes_with
from tests.rooms.dump import tables_with

OLD_SERVERS = [Path(f"/usr/lib/postgresql/{major}/bin") for major in (15, 16)]


class Kept:
    """A place that stands still, and a back-up of it. `instance` is started by the tests that want one."""

    def __init__(self, url: str, home: Path, file: Path) -> None:
        self.url, self.home, self.file = url, home, file
        self.key = home / "master.key"

    async def back_up(self, file: Path | None = None, *, overwrite: bool = False) -> int:
        return await asyncio.to_thread(back_up, self.url, file or self.file, overwrite=overwrite)

    async def restore(
        self, file: Path | None = None, *, key: Path | None = None, disconnect: bool = False, sign_out: bool = False
    ) -> str:
        return await asyncio.to_thread(
            restore.restore,
            self.url,
            file or self.file,
            Source(key or self.key),
            disconnect=disconnect,
            sign_out=sign_out,
        )

    async def refused(self, file: Path | None = None, **options: Any) -> str:
        """What is said instead of restoring, after a look that the database is as it was."""
        before = await self.everything()
        with pytest.raises((BackupFailed, MasterKeyUnusable)) as caught:
            await self.restore(file, **options)
        assert await self.everything() == before
        return str(caught.value)

    async def everything(self) -> dict[str, list[Any]]:
        tables = await self.sql(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
        )
        return {t: sorted(map(str, await self.sql(f"select * from {t}"))) for (t,) in tables}

    async def sql(self, statement: str) -> list[Any]:
        connection = await asyncpg.connect(self.url)
        try:
            return await connection.fetch(statement)  # type: ignore[no-any-return]
        finally:
            await connection.close()

    async def epoch(self) -> str:
        return (await self.sql("select epoch from installation"))[0]["epoch"]  # type: ignore[no-any-return]

    async def texts(self) -> int:
        return (await self.sql("select count(*) from messages"))[0]["count"]  # type: ignore[no-any-return]

    async def stand(self) -> Place:
        instance = Instance(self.url, self.home)
        await instance.start()
        return Place(instance)


@pytest_asyncio.fixture(loop_scope="session")
async def kept(database_url: str, tmp_path: Path) -> AsyncIterator[Kept]:
    kept = Kept(database_url, tmp_path / "home", tmp_path / "one.dump")
    yield kept


def newest(kept: Kept) -> Path:
    """The folder of programs that suit the server of the tests."""
    return clients(kept.url, postgres_clients.standing(kept.url).major).folder


async def ends(place: Place) -> None:
    await place.close()
    await place.instance.stop()


def moves(person: Person, to: Place) -> None:
    """The same browser, where the place is reached now."""
    person.address = to.address
    person.http.base_url = to.address  # type: ignore[assignment]
    person.http.headers["origin"] = to.address


# Writing a back-up ---------------------------------------------------------------------------------------


async def test_a_back_up_is_whole_private_and_never_written_over_another_unless_told_to(kept: Kept) -> None:
    await ends(await kept.stand())
    kept.file.write_text("another one")
    with pytest.raises(BackupFailed, match="is there already: give another name, or --force"):
        await kept.back_up()
    assert kept.file.read_text() == "another one"
    size = await kept.back_up(overwrite=True)
    assert size == kept.file.stat().st_size
    assert kept.file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.file.parent.iterdir() if path.is_file()] == ["one.dump"]


async def test_a_place_that_runs_is_backed_up_as_it_is_at_one_moment(kept: Kept) -> None:
    place = await kept.stand()
    talker = await place.talker()
    await talker.send("before")
    await kept.back_up()
    await talker.send("after")
    await ends(place)
    await kept.restore()
    assert await kept.texts() == 1


async def test_a_disk_that_is_full_leaves_what_was_there(kept: Kept) -> None:
    await ends(await kept.stand())
    kept.file.write_text("the one of yesterday")

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    ended = await asyncio.to_thread(
        subprocess.run, [PORCHLIGHT, "db", "backup", "--force", kept.file], preexec_fn=no_room, capture_output=True,
        text=True, env={**os.environ, "DATABASE_URL": kept.url, "PORCHLIGHT_HOME": str(kept.home)},
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.startswith("porchlight: no back-up was written (")
    assert kept.file.read_text() == "the one of yesterday"
    assert [path.name for path in kept.file.parent.iterdir() if path.is_file()] == ["one.dump"]


async def test_where_it_cannot_be_written_or_there_is_nothing_it_says_so(kept: Kept, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no Porchlight in this database"):
        await kept.back_up()
    await ends(await kept.stand())
    with pytest.raises(BackupFailed, match=r"cannot be written \(No such file or directory\): give another place"):
        await kept.back_up(tmp_path / "nowhere" / "one.dump")


async def test_the_password_is_on_no_command_line(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await ends(await kept.stand())
    real, seen = await asyncio.to_thread(newest, kept), tmp_path / "seen"
    password = kept.url.split(":")[2].split("@")[0]
    (tmp_path / "bin").mkdir()
    for name in postgres_clients.PROGRAMS:
        program = tmp_path / "bin" / name
        program.write_text(f'#!/bin/sh\necho "$0 $@" >>{seen}\nexec {real}/{name} "$@"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PGBIN", str(tmp_path / "bin"))
    await kept.back_up()
    await kept.restore()
    said = seen.read_text()
    assert all(f"/{name} -" in said for name in postgres_clients.PROGRAMS)
    assert len(password) > 20
    assert password not in said


def test_an_address_is_handed_over_as_the_programs_know_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLROOTCERT", "/etc/root.crt")
    monkeypatch.setenv("PGPASSWORD", "another")
    given = postgres_clients.environment("postgresql://ann:se%40cret@db.example:5433/porch?sslmode=verify-full")
    wanted = {
        "PGUSER": "ann", "PGPASSWORD": "se@cret", "PGHOST": "db.example", "PGPORT": "5433", "PGDATABASE": "porch",
        "PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/etc/root.crt",
    }  # fmt: skip
    assert {name: given[name] for name in wanted} == wanted


async def test_programs_older_than_the_server_are_not_taken(kept: Kept) -> None:
    with pytest.raises(BackupFailed, match=r"the database is Postgres 99.*install them.*or set PGBIN"):
        clients(kept.url, 99)


# What restoring refuses, and then leaves as it was ---------------------------------------------------------


async def test_what_is_no_back_up_of_this_place_is_refused_with_what_to_do(kept: Kept, tmp_path: Path) -> None:
    await ends(await kept.stand())
    await kept.back_up()
    assert "cannot be read (No such file or directory)" in await kept.refused(tmp_path / "none")
    (tmp_path / "text").write_text("select 1")
    assert "is not a back-up: give a file that" in await kept.refused(tmp_path / "text")
    other_key = tmp_path / "other.key"
    assert "there is no master key at" in await kept.refused(key=other_key)
    other_key.write_text("ab" * 32)
    assert "this master key is not the one" in await kept.refused(key=other_key)


async def test_a_file_that_was_cut_short_is_refused_wherever_it_ends(kept: Kept, tmp_path: Path) -> None:
    await ends(await kept.stand())
    await kept.back_up()
    whole = kept.file.read_bytes()
    short = tmp_path / "short"
    for length in (5, 200, len(whole) // 3, len(whole) // 2, len(whole) - 600, len(whole) - 1):
        short.write_bytes(whole[:length])
        assert "cut short or damaged" in await kept.refused(short, disconnect=True), length


async def test_a_dump_of_something_else_is_refused(
    kept: Kept, embedded: EmbeddedPostgres, template: str, tmp_path: Path
) -> None:
    await ends(await kept.stand())
    async with fresh_database(embedded, "template0") as url:
        other = Kept(url, kept.home, tmp_path / "other.dump")
        await other.sql("create table installation (epoch text, canary bytea)")
        await other.sql("insert into installation values ('e', 'c')")
        await other.back_up()
    assert "holds no Porchlight" in await kept.refused(other.file)


async def test_another_places_database_is_not_overwritten(
    kept: Kept, embedded: EmbeddedPostgres, template: str
) -> None:
    await ends(await kept.stand())
    await kept.back_up()
    async with fresh_database(embedded, template) as url:
        other = Kept(url, kept.home.parent / "other", kept.file)
        await ends(await other.stand())
        assert "this master key is not the one" in await other.refused(key=kept.key)


async def test_a_back_up_of_a_newer_program_is_refused(kept: Kept) -> None:
    await ends(await kept.stand())
    await kept.sql("update alembic_version set version_num = '9999'")
    await kept.back_up()
    await kept.sql("update alembic_version set version_num = '0002'")
    assert "was written by a newer Porchlight (its schema is 9999): install that one" in await kept.refused()


async def test_a_database_in_use_is_refused_and_who_uses_it_goes_on(kept: Kept) -> None:
    place = await kept.stand()
    talker = await place.talker()
    await kept.back_up()
    await talker.send("after the back-up")
    assert "the database is in use" in await kept.refused()
    assert (await talker.send("still here"))["t"] == "sent"
    await ends(place)


async def test_a_restore_that_is_cut_off_in_the_middle_has_changed_nothing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file can be read when it is checked, and no longer when it is restored."""
    place = await kept.stand()
    await (await place.talker()).send("before")
    await kept.back_up()
    await ends(place)
    real = await asyncio.to_thread(newest, kept)
    (tmp_path / "bin").mkdir()
    for name in postgres_clients.PROGRAMS:
        (tmp_path / "bin" / name).symlink_to(real / name)
    cut = tmp_path / "bin" / "pg_restore"
    cut.unlink()
    monkeypatch.setenv("PGBIN", str(tmp_path / "bin"))
    for share, ending in ((2, "exit 1"), (2, "kill -9 $$"), (3, "exit 1")):
        cut.write_text(
            f'#!/bin/sh\ncase "$*" in *--no-owner*) ;; *) exec {real}/pg_restore "$@" ;; esac\n'
            f'{real}/pg_restore "$@" >{tmp_path}/script\n'
            f"head -c $(($(wc -c <{tmp_path}/script) / {share})) {tmp_path}/script\n{ending}\n"
        )
        cut.chmod(0o755)
        assert "and the database is as it was" in await kept.refused()


# What comes back, and what does not --------------------------------------------------------------------------


async def test_a_restored_place_serves_what_was_there_and_an_old_cursor_starts_anew(kept: Kept) -> None:
    place = await kept.stand()
    talker = await place.talker()
    room = talker.room("night-owls")
    for text in ("one", "two"):
        await talker.send(text, room)
    await kept.back_up()
    await talker.send("three", room)
    await talker.hears_text("three")
    late = await place.peer()
    cursor, before = talker.cursor(room), await kept.epoch()
    await talker.disconnect()
    await place.instance.stop()
    epoch = await kept.restore()
    assert epoch == await kept.epoch() != before

    again = await kept.stand()
    for person in (talker, late):
        moves(person, again)
    talker.told.clear()
    await talker.connect()
    assert (await talker.hears("welcome"))["epoch"] == epoch
    await talker.open(room, cursor)
    changes = await talker.hears("changes")
    assert (changes["reset"], changes["epoch"]) == (True, epoch)
    assert [message["text"] for message in talker.sees(room)] == ["one", "two"]
    assert (await talker.send("three once more", room))["position"] == 3
    assert (await late.refused("GET", "/api/me"))["status"] == 401
    await place.close()
    await ends(again)


async def test_who_was_erased_since_the_back_up_is_erased_again(kept: Kept) -> None:
    place = await kept.stand()
    talker, other = await place.talker(), await place.talker()
    room, name = talker.room("night-owls"), talker.me["pseudonym"]
    await talker.send("my own words", room)
    await other.send("words of another", room)
    await kept.back_up()
    await talker.post("/api/me/erasure", {"passphrase": PASSPHRASE})
    await place.close()
    await place.instance.stop()
    await kept.restore()
    again = await kept.stand()
    visitor = await again.visitor()
    no = await visitor.refused("POST", "/api/session", {"pseudonym": name, "passphrase": PASSPHRASE})
    assert no["code"] == "wrong_credentials"
    while await again.services.erasure.erase_one_that_waited():  # the runner may have been first
        pass
    assert await tables_with(again, name) == set()
    words = await again.sql("select count(body), count(*) from messages")
    assert tuple(words[0]) == (1, 2)
    await ends(again)


async def test_a_message_offered_again_is_there_once_whether_the_back_up_had_it_or_not(kept: Kept) -> None:
    place = await kept.stand()
    talker = await place.talker()
    room, ids = talker.room("night-owls"), [str(uuid.uuid4()) for _ in range(2)]
    first = await talker.send("in the back-up", room, ids[0])
    await kept.back_up()
    await talker.send("told after it", room, ids[1])
    await talker.disconnect()
    await place.instance.stop()
    await kept.restore()
    again = await kept.stand()
    moves(talker, again)
    await talker.connect()
    answers = [
        await talker.send(text, room, id) for text, id in zip(("in the back-up", "told after it"), ids, strict=True)
    ]
    assert [(a.get("again", False), a["position"]) for a in answers] == [(True, 1), (False, 2)]
    assert answers[0]["id"] == first["id"]
    assert await kept.texts() == 2
    await place.close()
    await ends(again)


async def test_what_ended_stays_ended_and_nothing_old_comes_to_life(kept: Kept) -> None:
    place = await kept.stand()
    stays, leaves = await place.talker(), await place.talker()
    moderator = await place.moderator()
    await place.invitation()
    danger = "I have a plan to kill myself tonight"
    assert (await stays.send(danger))["card"] == "emergency"
    await place.sql("update alerts set due_at = clock_timestamp() - interval '1 hour'")
    await place.sql(
        "insert into pages (case_id, step, channel, due_at) "
        "select id, 'page', 'webhook', clock_timestamp() - interval '1 hour' from cases"
    )
    await kept.back_up()
    thief = await place.visitor()
    thief.http.cookies.update(leaves.http.cookies)
    await leaves.delete("/api/session")
    await stays.disconnect()
    await place.instance.stop()
    await kept.restore()
    assert await kept.sql("select * from duties") == []
    assert await kept.sql("select * from revocations") == []
    assert await kept.sql("select * from invitations where used_at is null") == []
    late = "select count(*) from alerts where done_at is null and due_at < clock_timestamp() + interval '90 seconds'"
    assert (await kept.sql(late))[0]["count"] == 0, "who is on duty has time to take what was open"
    assert (await kept.sql("select count(*) from alerts where done_at is null"))[0]["count"] > 0
    waits = "select due_at > clock_timestamp() + interval '90 seconds' from pages where channel = 'webhook'"
    assert [row[0] for row in await kept.sql(waits)] == [True]
    again = await kept.stand()
    for person in (stays, moderator, thief):
        moves(person, again)
    assert (await stays.get("/api/me"))["pseudonym"] == stays.me["pseudonym"]
    assert "moderator" in (await moderator.get("/api/me"))["roles"]
    assert (await thief.refused("GET", "/api/me"))["status"] == 401
    await ends(place)
    await ends(again)


async def test_everyone_can_be_signed_out(kept: Kept) -> None:
    place = await kept.stand()
    person = await place.peer()
    await kept.back_up()
    await place.instance.stop()
    await kept.restore(sign_out=True)
    again = await kept.stand()
    moves(person, again)
    assert (await person.refused("GET", "/api/me"))["status"] == 401
    await ends(place)
    await ends(again)


async def test_a_lost_database_comes_back_in_an_empty_one(kept: Kept, embedded: EmbeddedPostgres) -> None:
    place = await kept.stand()
    await (await place.talker()).send("before the fire")
    await kept.back_up()
    await ends(place)
    async with fresh_database(embedded, "template0") as url:
        new = Kept(url, kept.home, kept.file)
        await new.restore()
        again = await new.stand()
        reader = await again.talker()
        assert [message["text"] for message in reader.sees(reader.room("night-owls"))] == ["before the fire"]
        await ends(again)


async def test_what_a_newer_schema_brought_is_gone_and_the_next_start_migrates(kept: Kept) -> None:
    await ends(await kept.stand())
    await kept.back_up()
    await kept.sql("create table of_tomorrow (account_id uuid references accounts)")
    await kept.sql("create type mood as enum ('good')")
    await kept.sql("create function of_tomorrow(mood) returns int language sql as 'select 1'")
    await kept.restore()
    assert (await kept.sql("select to_regclass('of_tomorrow'), to_regtype('mood')"))[0] == (None, None)
    await ends(await kept.stand())


@pytest.mark.parametrize("programs", OLD_SERVERS, ids=str)
async def test_an_older_server_is_served_by_newer_programs(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (programs / "postgres").exists():
        pytest.skip(f"there is no {programs} on this machine")
    new = clients("postgresql://", 17).folder
    with TemporaryDirectory(prefix="porchlight-old-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o711)
        monkeypatch.setenv("PGBIN", str(programs))
        with postgres.start(Path(home), durable=False) as old:
            monkeypatch.setenv("PGBIN", str(new))
            kept = Kept(old.dsn, tmp_path / "home", tmp_path / "one.dump")
            await ends(await kept.stand())
            await kept.back_up()
            assert await kept.restore() == await kept.epoch()
            await ends(await kept.stand())


# An instance over which the database is restored --------------------------------------------------------------


async def test_an_instance_over_a_restore_ends_and_says_nothing_under_the_old_epoch(
    kept: Kept, unhurried: None
) -> None:
    """People talk on while the database is restored under them: who is told `sent` is told of the old history only."""
    place = await kept.stand()
    talkers = [await place.talker() for _ in range(3)]
    room = talkers[0].room("night-owls")
    first, *_ = [await talkers[0].send(f"kept {n}", room) for n in range(5)]
    await kept.back_up()
    await talkers[0].delete(f"/api/messages/{first['id']}")
    reader = await place.talker()
    start = len(talkers[0].told)
    talking = [asyncio.create_task(talk(talker, room)) for talker in talkers]
    talking.append(asyncio.create_task(look_again_and_again(reader, room)))
    await talkers[0].hears("sent", start)
    epoch = await kept.restore(disconnect=True)
    for person in (*talkers, reader):
        await closes_with(person, RESTART)
    await asyncio.gather(*talking)
    await place.instance.stop()
    assert isinstance(place.instance.server.failure, Replaced)
    assert await kept.texts() == 5, "nothing of the old instance is in the restored log"
    for talker in talkers:
        assert (
            {f["epoch"] for f in talker.told if "epoch" in f} == {(await talker.hears("welcome"))["epoch"]} != {epoch}
        )
    await place.close()


async def test_whoever_knew_the_old_epoch_reads_nothing_of_what_was_restored(kept: Kept) -> None:
    await ends(await kept.stand())
    await kept.back_up()
    database = Database(kept.url)
    await database.reach()
    await open_installation(database, Source(kept.key))
    await kept.restore(disconnect=True)
    for _ in range(2):  # the first may find that its connection has ended
        with pytest.raises(UNREACHABLE) as by_asyncpg:
            await database.fast.fetchval("select count(*) from messages")
        with pytest.raises(UNREACHABLE) as by_sqlalchemy:
            async with database.begin() as connection:
                await connection.exec_driver_sql("select count(*) from messages")
    assert (by_asyncpg.type, by_sqlalchemy.type) == (Replaced, Replaced)
    await database.close()


async def talk(talker: Person, room: str) -> None:
    """One thing after the other, as it is answered, until the socket is closed."""
    with suppress(websockets.ConnectionClosed):
        while talker.closed_with is None:
            id, start = str(uuid.uuid4()), len(talker.told)
            await talker.say({"t": "send", "room": room, "client_id": id, "text": "and on, and on"})
            async with talker._heard:
                await talker._heard.wait_for(lambda id=id, start=start: answered(talker, id, start))


async def look_again_and_again(reader: Person, room: str) -> None:
    with suppress(AssertionError, websockets.ConnectionClosed):  # the socket was closed
        while True:
            await reader.open(room)


def answered(talker: Person, id: str, start: int) -> bool:
    return talker.closed_with is not None or any(f.get("client_id") == id for f in talker.told[start:])


async def test_an_instance_that_nobody_talks_to_notices_too(kept: Kept) -> None:
    place = await kept.stand()
    listener = await place.talker()
    await kept.back_up()
    await kept.restore(disconnect=True)
    await closes_with(listener, RESTART)
    await ends(place)
    assert isinstance(place.instance.server.failure, Replaced)


async def test_an_epoch_that_changed_by_hand_is_noticed_by_the_next_message(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No connection is lost, and no timer rings: the append itself refuses."""
    monkeypatch.setattr(db, "LOOK_AT_EPOCH_S", 3600)
    place = await kept.stand()
    talker = await place.talker()
    assert (await talker.send("before"))["t"] == "sent"
    await kept.sql("update installation set epoch = 'another'")
    start = len(talker.told)
    await talker.say({"t": "send", "room": talker.room("night-owls"), "client_id": str(uuid.uuid4()), "text": "after"})
    await closes_with(talker, RESTART)
    assert [f["code"] for f in talker.told[start:] if f["t"] in ("sent", "refused")] in ([], ["not_saved"])
    assert await kept.texts() == 1
    await ends(place)
    assert isinstance(place.instance.server.failure, Replaced)


async def test_an_epoch_that_changed_by_hand_is_noticed_by_the_timer(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "LOOK_AT_EPOCH_S", 0.02)
    place = await kept.stand()
    listener = await place.talker()
    await kept.sql("update installation set epoch = 'another'")
    await closes_with(listener, RESTART)
    await ends(place)
    assert isinstance(place.instance.server.failure, Replaced)


def test_the_timer_is_within_five_seconds() -> None:
    assert db.LOOK_AT_EPOCH_S < 5
