"""The unit: read as systemd reads it, and by systemd itself where it is there."""

import configparser
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from server.ground.settings import Settings, read
from tests.deploy.files import LONGEST_STOP_S, OF_PYTHON, SETTINGS, assignments
from tests.deploy.fronts import DEPLOY
from tests.journeys.running import PORCHLIGHT

UNIT = DEPLOY / "systemd/porchlight@.service"


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read(UNIT)
    return parsed


def test_the_unit_starts_an_instance_by_its_port_again_and_again() -> None:
    service = unit()["Service"]
    assert shlex.split(service["ExecStart"]) == ["/opt/porchlight/.venv/bin/porchlight", "serve"]
    given = dict(assignment.split("=", 1) for assignment in shlex.split(service["Environment"]))
    assert given["PORT"] == "%i"
    assert set(given) <= SETTINGS | OF_PYTHON
    assert given["PORCHLIGHT_HOME"] == f"/var/lib/{service['StateDirectory']}"
    assert (service["Restart"], unit()["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    assert int(service["TimeoutStopSec"].removesuffix("s")) > LONGEST_STOP_S
    assert int(service["LimitNOFILE"]) > Settings().porchlight_sockets


def test_the_unit_s_environment_is_one_that_an_instance_accepts() -> None:
    given = assignments(DEPLOY / "systemd/porchlight.env")
    assert set(given) <= SETTINGS
    assert read(given).secure
    assert not given["PORCHLIGHT_MASTER_KEY_FILE"].startswith("/var/lib/")


def test_the_unit_takes_away_what_an_instance_does_not_need() -> None:
    service = unit()["Service"]
    wanted = {
        "User": "porchlight", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes",
        "PrivateTmp": "yes", "CapabilityBoundingSet": "", "MemoryDenyWriteExecute": "yes", "UMask": "0077",
        "LimitCORE": "0",
    }  # fmt: skip
    assert {name: service[name] for name in wanted} == wanted


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    installed = UNIT.read_text().replace("/opt/porchlight/.venv/bin", str(PORCHLIGHT.parent))
    (tmp_path / UNIT.name).write_text(installed)
    analyzed = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", tmp_path / UNIT.name],
        capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (analyzed.returncode, analyzed.stderr) == (0, "")
