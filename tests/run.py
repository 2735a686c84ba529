"""The one runner: every check and every test, and one line of numbers at the end."""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
BUILD = ROOT / "build"
BUDGETS = {
    "peers": ("index.html", 40_000),
    "facilitate": ("facilitate.html", 42_000),
    "you": ("you.html", 32_000),
    "one_to_one": ("one_to_one.html", 32_000),
}
"""What a peer may have to download of script before a page is all there, gzipped, in bytes. The first is for
what one needs to read, write and get help, on an old phone and a slow network; all else stands on the second."""


class Outcome(NamedTuple):
    """How many passed and failed, and what there is to say about it."""

    passed: int
    failed: int
    says: str = ""


def environment() -> dict[str, str]:
    """Ours, with the programs of the set-up first on PATH, and what `.tools/env` names."""
    places = [ROOT / ".venv/bin", ROOT / ".tools/bin", WEB / "node_modules/.bin"]
    env = os.environ | {"PATH": os.pathsep.join([*map(str, places), os.environ.get("PATH", os.defpath)])}
    found = ROOT / ".tools/env"
    if found.exists():
        env |= dict(line.split("=", 1) for line in found.read_text().splitlines() if line)
    return env


ENV = environment()


def run(*argv: str, cwd: Path = ROOT) -> tuple[int, str]:
    """Exit code and output of a program; a program that is not there has failed."""
    try:
        ran = subprocess.run(
            argv, cwd=cwd, env=ENV | {"NO_COLOR": "1"}, encoding="utf-8", errors="replace", check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        return 127, f"{argv[0]} could not be run in {cwd}: {error}\n"
    return ran.returncode, ran.stdout


def check(*argv: str, cwd: Path = ROOT) -> Callable[[], Outcome]:
    """A step that counts as one, and passes when the program is content."""

    def step() -> Outcome:
        code, output = run(*argv, cwd=cwd)
        return Outcome(0, 1, output) if code else Outcome(1, 0)

    return step


def counted(passed: int, failed: int, code: int, says: str) -> Outcome:
    """A test runner's numbers; one that failed otherwise, or that ran nothing, has failed at least once."""
    if failed == 0 and code != 0:
        return Outcome(passed, 1, f"{says}\nno test failed, and yet the runner ended with {code}\n")
    if passed + failed == 0:
        return Outcome(0, 1, f"{says}\nno test was run\n")
    return Outcome(passed, failed, says if failed else "")


def vitest() -> Outcome:
    report = BUILD / "vitest.json"
    report.unlink(missing_ok=True)
    argv = ("vitest", "run", "--reporter=default", "--reporter=json", f"--outputFile.json={report}")
    code, output = run(*argv, cwd=WEB)
    if not report.exists():
        return counted(0, 0, code, output)
    passed = failed = 0
    for file in json.loads(report.read_text())["testResults"]:
        ends = [test["status"] for test in file["assertionResults"]]
        passed += ends.count("passed")
        # A file that could not even be read holds no test that failed.
        failed += ends.count("failed") or int(file["status"] == "failed")
    return counted(passed, failed, code, output)


def pytest() -> Outcome:
    """Several at the same time, a file each, each with a Postgres of its own: tests wait more than they work."""
    report = BUILD / "pytest.xml"
    report.unlink(missing_ok=True)
    print("pytest ...", flush=True)
    workers = (os.cpu_count() or 1) + 1
    argv = [sys.executable, "-m", "pytest", f"--numprocesses={workers}", "--dist=loadfile", f"--junitxml={report}"]
    ran = subprocess.run(argv, cwd=ROOT, env=ENV, stdin=subprocess.DEVNULL, check=False)  # streams what it says
    return told_by(report, ran.returncode)


def told_by(report: Path, code: int) -> Outcome:
    if not report.exists():
        return counted(0, 0, code, "")
    passed = failed = 0
    for case in ElementTree.parse(report).iter("testcase"):
        ends = {child.tag for child in case}
        if ends & {"failure", "error"}:
            failed += 1
        elif "skipped" not in ends:
            passed += 1
    return counted(passed, failed, code, "")


def budget() -> Outcome:
    """The script that each of the peers' pages reaches, by static and by dynamic imports."""
    outcomes = [within(name, page, most) for name, (page, most) in BUDGETS.items()]
    return Outcome(sum(o.passed for o in outcomes), sum(o.failed for o in outcomes), "".join(o.says for o in outcomes))


def within(name: str, page: str, most: int) -> Outcome:
    dist = WEB / "dist"
    try:
        manifest = json.loads((dist / f".vite/{name}.json").read_text())
        seen: set[str] = set()
        waiting = [page]
        while waiting:
            part = waiting.pop()
            if part not in seen:
                seen.add(part)
                waiting += manifest[part].get("imports", []) + manifest[part].get("dynamicImports", [])
        files = {manifest[part]["file"] for part in seen}
        sizes = {file: len(gzip.compress((dist / file).read_bytes())) for file in files if file.endswith(".js")}
    except (OSError, KeyError) as error:
        return Outcome(0, 1, f"{dist} holds no build of {page} with its manifest: {error!r}\n")
    total = sum(sizes.values())
    if 0 < total <= most:
        return Outcome(1, 0)
    table = "".join(f"{size:8} {file}\n" for file, size in sorted(sizes.items()))
    return Outcome(0, 1, f"{table}{total:8} in all for {page}, gzipped; at least 1 and at most {most} is right\n")


STEPS: dict[str, Callable[[], Outcome]] = {
    "ruff check": check("ruff", "check"),
    "ruff format": check("ruff", "format", "--check"),
    "mypy": check("mypy"),
    "layers": check("lint-imports"),
    "biome": check("biome", "ci", cwd=WEB),
    "types of the web client": check("tsc", "--noEmit", cwd=WEB),
    "vitest": vitest,
    "generated files": check(sys.executable, "-m", "server.ground.generate", "--check"),
    "size of the web client": budget,
    "pytest": pytest,
}


def main() -> int:
    BUILD.mkdir(exist_ok=True)
    passed = failed = 0
    for name, step in STEPS.items():
        began = time.monotonic()
        outcome = step()
        took = time.monotonic() - began
        passed, failed = passed + outcome.passed, failed + outcome.failed
        word = "FAILED" if outcome.failed else "ok"
        print(f"{word:6} {name} ({took:.1f} s)\n{outcome.says}", end="", flush=True)
    print(f"{passed} passed, {failed} failed", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
