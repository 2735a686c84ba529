"""`make demo-two`: two instances from one command, and all of it ended with it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.people import Person

DEMO = Path(__file__).parents[1] / "deploy" / "demo_two.py"
OPENED_WITHIN_S = 60


def two_free_ports() -> int:
    """The first of two ports that are free side by side."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first:
            port: int = first.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
        return port


@pytest.fixture
def home() -> Iterator[Path]:
    with TemporaryDirectory(prefix="porchlight-two-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o711)  # as root, Postgres runs as somebody else, who must get through
        yield Path(home)


async def test_people_on_the_two_instances_of_the_demonstration_talk(home: Path) -> None:
    port = two_free_ports()
    settings = {"PORT": str(port), "PORCHLIGHT_HOME": str(home), "PORCHLIGHT_ARGON2_MEMORY_KIB": "8"}
    demo = await asyncio.create_subprocess_exec(
        sys.executable, DEMO, stdout=asyncio.subprocess.PIPE, env={**os.environ, **settings}
    )
    assert demo.stdout is not None
    said = ""
    async with asyncio.timeout(OPENED_WITHIN_S):
        while "Stop both" not in said:
            line = (await demo.stdout.readline()).decode()
            assert line, f"it ended before both were open: {said}"
            said += line
    assert said.count("first moderator's link") == 1
    here, there = Person(f"http://localhost:{port}"), Person(f"http://localhost:{port + 1}")
    for person in (here, there):
        await person.register()
        await person.join("night-owls")
        await person.connect()
        await person.open(person.room("night-owls"))
    await here.send("Is anybody over there?", here.room("night-owls"))
    await there.hears_text("Is anybody over there?")
    for person in (here, there):
        await person.close()
    demo.send_signal(signal.SIGTERM)
    assert await demo.wait() == 0
    for gone in (port, port + 1):
        socket.create_server(("127.0.0.1", gone)).close()
