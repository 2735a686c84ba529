"""Whatever people write, none of it is in a dump of the database, passes Redis or is logged: everything that can be
said is said, on two instances, with a word of its own in it, and all three are looked through.

Pseudonyms are the exception that docs/operating.md names: so finding them shows that looking finds what is there.
"""

import asyncio
import base64
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from server.ground.postgres_clients import clients, standing
from server.ground.sealed import SEALED
from server.moderation import holds
from tests.ground.test_resealing import freezes, keeps_an_example
from tests.live.test_two_instances import Two, two  # noqa: F401 - a fixture
from tests.people import PASSPHRASE, becomes
from tests.redis_server import RedisServer
from tests.words import ATTEMPT, BLOCKED, MEETING, NUMBER, SOON


class Marks:
    """Words that stand nowhere else. What one is for says where it was found."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}

    def new(self, what: str) -> str:
        return self.of.setdefault(what, "zyx" + "".join(secrets.choice("bcdfghjklm") for _ in range(9)))

    def found_in(self, what: bytes) -> list[str]:
        """Which of them are there: as they are, or in one of the ways in which bytes are written."""
        lower = what.lower()
        return [name for name, mark in self.of.items() if any(form in lower for form in forms(mark))]


def forms(text: str) -> list[bytes]:
    """As UTF-8, UTF-16, hexadecimal digits and base64, at each of the places where that may begin."""
    raw = text.encode()
    cut = [base64.b64encode(b"\0" * n + raw)[4 if n else 0 : -4] for n in range(3)]
    return [form.lower() for form in (raw, text.encode("utf-16-le"), raw.hex().encode(), *cut)]


def test_each_way_of_writing_is_found() -> None:
    marks = Marks()
    word = marks.new("it")
    for before in ("", "x", "yz"):
        said = f"{before} {word} and more".encode()
        for written in (said, said.hex().encode(), base64.b64encode(said), said.decode().encode("utf-16-le")):
            assert marks.found_in(written) == ["it"], written
    assert marks.found_in(b"nothing of the kind") == []


@asynccontextmanager
async def recorded(redis: RedisServer) -> AsyncIterator[bytearray]:
    """Every command that Redis is given meanwhile, with all that is in it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", redis.port)
    heard = bytearray()

    async def listen() -> None:
        while piece := await reader.read(65536):
            heard.extend(piece)

    writer.write(b"MONITOR\r\n")
    assert await reader.readline() == b"+OK\r\n"
    listening = asyncio.create_task(listen())
    yield heard
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
    writer.close()
    await writer.wait_closed()


async def dump_of(url: str) -> bytes:
    """The database as the real program writes it, in plain text."""
    stands = await asyncio.to_thread(standing, url)
    ran = await asyncio.to_thread(clients(url, stands.major).run, "pg_dump", "--format=plain")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


async def test_nothing_that_was_written_is_in_a_dump_or_passes_redis(
    two: Two,  # noqa: F811
    unhurried: None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, logger="server")
    marks = Marks()
    async with recorded(two.redis) as heard:
        name = await everything_is_said(two, marks)
        await becomes(lambda: name.encode() in heard)
        dump = await dump_of(two.one.services.database.url)
    assert len(marks.of) == 28
    assert name.encode() in dump, "a dump of something else"
    for of in SEALED:
        assert await two.one.sql(f"select 1 from {of.table.name} where {of.column} is not null limit 1"), of
    assert marks.found_in(dump) == []
    assert marks.found_in(bytes(heard)) == []
    logged = [str(vars(record)) for record in caplog.records if record.name.startswith("server")]
    assert marks.found_in("\n".join(logged).encode()) == []


async def everything_is_said(two: Two, marks: Marks) -> str:  # noqa: F811
    """By every way in which words come in. Returns a pseudonym."""
    one, other = await two.one.talker("Quiet Fern"), await two.two.talker("Blue Heron")
    staff, lead = await two.one.moderator(), await two.two.peer(invitation=await two.two.invitation("lead"))
    passphrase = " ".join((PASSPHRASE, marks.new("passphrase")))
    await two.one.peer("Grey Wren", passphrase=passphrase)
    said = {
        "message": "I walked by the river, {}",
        "masked": f"my number is {NUMBER}, call me, {{}}",
        "danger": f"{SOON}, {{}}",
        "held": f"{ATTEMPT}, {{}}",
        "boundary": f"{MEETING}, {{}}",
        "blocked": f"{BLOCKED}, {{}}",
        "taken back": "better not, {}",
        "too long": "x " * 3000 + "{}",
    }
    sent = {what: await one.send(text.format(marks.new(what))) for what, text in said.items()}
    await other.hears_text(f"I walked by the river, {marks.of['message']}")
    await one.delete(f"/api/messages/{sent['taken back']['id']}")
    await other.post("/api/reports", {
        "reason": "hurt", "message": sent["message"]["id"], "note": f"he knows where, {marks.new('note')}",
    })  # fmt: skip
    await one.post("/api/complaints", {"about": "other", "words": f"it was late, {marks.new('complaint')}"})
    session = (await one.get("/api/me/sessions"))["sessions"][0]["id"]
    await one.put(f"/api/me/sessions/{session}", {"name": f"phone {marks.new('device')}"})
    # At the console, and in private
    cases = {line["kind"]: line["id"] for line in (await staff.get("/api/console/cases"))["cases"]}
    for case in cases.values():
        await staff.act(case, "take")
    await staff.act(cases["boundary"], "warning", reason=f"not here, {marks.new('warning')}")
    sanction = next(s for s in (await one.get("/api/me"))["sanctions"] if s["kind"] == "warning")
    appeal = {"sanction": sanction["id"], "words": f"it was a song, {marks.new('appeal')}"}
    await one.post("/api/appeals", appeal)
    danger = cases["danger"]
    await staff.act(danger, "note", reason=f"calm by now, {marks.new('staff note')}")
    await staff.act(danger, "share", reason=f"we are here, {marks.new('shared')}")
    view = await staff.act(danger, "converse")
    talk = view["conversation"]["id"]
    for person, what in ((one, "in private"), (staff, "answer")):
        if person is staff:
            await staff.connect()
        await person.open(talk)
        await person.send(f"just us, {marks.new(what)}", talk)
    await staff.act(danger, "ask_hand_over", reason=f"the crisis team, {marks.new('hand-over')}")
    held = next(e for e in view["evidence"] if e["state"] == "held")
    await staff.act(danger, "decline", held["message"], reason=f"so that you are safe, {marks.new('declined')}")
    await staff.act(danger, "hand_back")
    await lead.act(danger, "take")
    await lead.act(danger, "close", reason=f"spoken with, {marks.new('closed')}")
    await keeps_an_example(two.one, cases["boundary"], f"somebody with no way out {marks.new('example')}")
    async with two.one.services.database.begin() as connection:
        a_lead = "select account_id from roles where role = 'lead' limit 1"
        who = (await connection.exec_driver_sql(a_lead)).scalar_one()
        until, why = datetime.now(UTC) + timedelta(days=9), f"asked for by the court, {marks.new('hold')}"
        await holds.ask(connection, two.one.services.logs.keys, who, "case", UUID(danger), until, why)
    await freezes(staff, f"a quiet hour, {marks.new('frozen')}")
    await staff.post("/api/console/shift-packs", {"note": f"the kettle is on {marks.new('hand_over')}"})
    await staff.post("/api/console/supervision", {"kind": "ask", "words": f"how to begin {marks.new('supervision')}"})
    # Secrets
    marks.of["cookie"] = one.http.cookies["porchlight"].lower()
    marks.of["invitation"] = (await two.one.invitation()).lower()
    return str(one.me["pseudonym"])
