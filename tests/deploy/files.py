"""The files of `deploy/` as a program reads them, and what the names in them may be."""

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

from server.ground.settings import Settings
from tests.deploy.fronts import DEPLOY

SETTINGS = {name.upper() for name in Settings.__struct_fields__}
OF_POSTGRES = {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"}
"""What the image of Postgres reads."""
OF_PYTHON = {"PYTHONDONTWRITEBYTECODE"}
LONGEST_STOP_S = 5 + 8 + 5
"""Draining, storing what was taken, and what uvicorn still waits for."""


def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())  # type: ignore[no-any-return]


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's instructions and their arguments, with continued lines joined."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "container/Containerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines if line.strip()]


def of_kind(kind: str) -> list[str]:
    return [rest for name, rest in instructions() if name == kind]


def assignments(path: Path) -> dict[str, str]:
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def image_environment() -> dict[str, str]:
    """What the image sets."""
    (given,) = of_kind("ENV")
    return dict(assignment.split("=", 1) for assignment in shlex.split(given))
