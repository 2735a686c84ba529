"""The command `porchlight`: what goes wrong is said in words that tell what to set."""

import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

from tests.journeys.running import PORCHLIGHT, porchlight


def run(*arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PORCHLIGHT, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **settings},
    )


def refused(*arguments: str, **settings: str) -> str:
    """What is said on the way out; one line, and no traceback."""
    ended = run(*arguments, **settings)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr.strip()


def test_a_port_that_is_taken_is_named_with_what_to_set(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused("run", PORT=port, PORCHLIGHT_HOME=str(tmp_path / "home"))
    assert f"port {port}" in said
    assert "set PORT to another number" in said
    assert not (tmp_path / "home").exists(), "nothing is begun before the port is had"


def test_a_data_folder_that_cannot_be_written_is_named_with_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    said = refused("run", PORT="0", PORCHLIGHT_HOME=str(tmp_path / "file"))
    assert f"{tmp_path / 'file'} cannot be written" in said
    assert "set PORCHLIGHT_HOME to a folder that can" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "eighty"), ("PORT", "70000"), ("PORCHLIGHT_LOG_LEVEL", "loud"), ("PORCHLIGHT_ARGON2_MEMORY_KIB", "1")],
)
def test_a_setting_that_cannot_be_is_named_with_its_value(name: str, value: str) -> None:
    assert refused("run", **{name: value}).startswith(f"porchlight: {name}='{value}' cannot be used")


def test_serve_needs_a_database() -> None:
    assert "DATABASE_URL is not set" in refused("serve", PORT="0")


def test_staff_needs_a_running_installation(tmp_path: Path) -> None:
    assert "start `porchlight run` first" in refused("staff", "invite", PORCHLIGHT_HOME=str(tmp_path))


async def test_run_prints_its_address_and_a_link_and_ends_its_children_on_term(tmp_path: Path) -> None:
    async with porchlight() as running:
        assert running.first_moderator is not None
        assert running.first_moderator.startswith(f"{running.address}/console#invite=")
        invited = run("staff", "invite", PORT=str(running.port), PORCHLIGHT_HOME=str(running.home))
        assert invited.stdout.startswith(f"{running.address}/console#invite=")
        verified = run("audit", "verify", PORCHLIGHT_HOME=str(running.home))
        assert verified.stdout.startswith("the audit chain holds")
        head = verified.stdout.split()[-1]
        assert run("audit", "verify", "--since", head, PORCHLIGHT_HOME=str(running.home)).returncode == 0
        assert "is no head" in refused("audit", "verify", "--since", "row 3", PORCHLIGHT_HOME=str(running.home))
        wanted = ("staff", "invite", "--role", "lead", "--account")
        assert "no account" in refused(*wanted, "Nobody Here", PORCHLIGHT_HOME=str(running.home))
        second = refused("run", PORT="0", PORCHLIGHT_HOME=str(running.home))
        assert str(running.home) in second
        assert await running.stop() == 0
        assert not (running.home / "database-url").exists(), "the way into the database went with it"
    children = subprocess.run(["pgrep", "-f", str(running.home)], capture_output=True, text=True)
    assert children.stdout == "", "Postgres ended with it"


def test_assess_answers_each_line_in_order() -> None:
    lines = [{"id": 1, "text": "I want to kill myself"}, {"id": "b", "text": "The kettle is on", "room": "x"}]
    ended = run("assess", stdin="".join(json.dumps(line) + "\n" for line in lines))
    assert ended.returncode == 0
    first, second = map(json.loads, ended.stdout.splitlines())
    assert (first["id"], second["id"], second["room"]) == (1, "b", "x")
    assert first["level"] >= 3
    assert "crisis" in first["categories"]
    assert first["matches"]
    assert (second["level"], second["categories"], second["action"]) == (0, [], "deliver")
