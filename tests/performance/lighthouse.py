"""Lighthouse of the built front page: its scores, as of a phone. Only where npm can get it and a Chromium is there."""

import json
import os
import signal
import subprocess
from typing import Any

from tests.performance.load import BUILD
from tests.performance.npm import NODE, npm
from tests.performance.servers import Porchlight

FLAGS = "--headless=new --no-sandbox --disable-background-networking"
WITHIN_S = 150


def lighthouse(place: Porchlight) -> dict[str, Any]:
    """Scores from 0 to 100, or why there are none."""
    chromium = os.environ.get("PORCHLIGHT_CHROMIUM")
    if not chromium or not npm("lighthouse@12"):
        return {"not_measured": "no Chromium, or npm could not get lighthouse"}
    report = BUILD / "lighthouse.json"
    report.unlink(missing_ok=True)
    program = BUILD / "peers/node_modules/lighthouse/cli/index.js"
    running = subprocess.Popen(
        [NODE, program, f"http://127.0.0.1:{place.ports[0]}/", "--quiet", "--output=json", f"--output-path={report}",
         "--max-wait-for-load=20000", f"--chrome-flags={FLAGS}"],
        env=os.environ | {"CHROME_PATH": chromium}, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        running.wait(WITHIN_S)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)  # its browser, too
        running.wait()
    if not report.exists():
        return {"not_measured": f"lighthouse wrote nothing within {WITHIN_S} s"}
    return {name: round(100 * one["score"]) for name, one in json.loads(report.read_text())["categories"].items()}
