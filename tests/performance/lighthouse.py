"""Lighthouse of the built front page: its scores, as of a phone. Only where npm can get it and a Chromium is there."""

import json
import os
import subprocess
from typing import Any

from tests.performance.load import BUILD
from tests.performance.machine import CLIENTS, pinned
from tests.performance.npm import NODE, npm
from tests.performance.servers import Porchlight

FLAGS = "--headless=new --no-sandbox --disable-background-networking"


def lighthouse(place: Porchlight) -> dict[str, Any]:
    """Scores from 0 to 100, or why there are none."""
    chromium = os.environ.get("PORCHLIGHT_CHROMIUM")
    if not chromium or not npm("lighthouse@12"):
        return {"not_measured": "no Chromium, or npm could not get lighthouse"}
    report = BUILD / "lighthouse.json"
    program = BUILD / "peers/node_modules/lighthouse/cli/index.js"
    ran = subprocess.run(
        pinned(CLIENTS, [NODE, program, f"http://127.0.0.1:{place.ports[0]}/", "--quiet", "--output=json",
                         f"--output-path={report}", f"--chrome-flags={FLAGS}"]),
        env=os.environ | {"CHROME_PATH": chromium}, check=False, timeout=240,
    )  # fmt: skip
    if ran.returncode:
        return {"not_measured": f"lighthouse ended with {ran.returncode}"}
    return {name: round(100 * one["score"]) for name, one in json.loads(report.read_text())["categories"].items()}
