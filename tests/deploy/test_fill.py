"""`fill.sh`: a place's names and ports, put into nginx's file."""

import re
import subprocess
from pathlib import Path

from tests.deploy.files import assignments
from tests.deploy.fronts import DEPLOY


def test_nginx_is_told_all_that_it_has_to_know_of_a_place() -> None:
    asked = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / "nginx/porchlight.conf").read_text()))
    assert asked == set(assignments(DEPLOY / "nginx/place.env"))
    filled = subprocess.run(
        ["./fill.sh", "place.env"], cwd=DEPLOY / "nginx", capture_output=True, text=True, check=True
    ).stdout
    assert "${" not in filled
    assert "server 127.0.0.1:8002 max_fails=0;" in filled


def test_a_place_that_lacks_something_is_refused_and_told_what(tmp_path: Path) -> None:
    (tmp_path / "place.env").write_text("PORCHLIGHT_NAME=porchlight.example\n")
    refused = subprocess.run([DEPLOY / "nginx/fill.sh", tmp_path / "place.env"], capture_output=True, text=True)
    assert refused.returncode != 0
    assert "PORCHLIGHT_CERTIFICATE: is not set" in refused.stderr
    assert refused.stdout == ""
