"""Our side of load.c: builds it, gives it a plan, and asks it for one piece of work after the other."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.performance.machine import CLIENTS, cpu_s, pinned

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build"
PROGRAM = BUILD / "load"


class NoCompiler(Exception):
    """The load generator cannot be built. The message says what to install."""


class Client(NamedTuple):
    """One socket. `rooms`: Porchlight's ids, the first the one it speaks in; ("-",) for a server that is none."""

    port: int
    group: int
    rooms: tuple[str, ...] = ("-",)
    cookie: str = "-"


def build() -> None:
    """Compile load.c. Raises NoCompiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise NoCompiler("there is no C compiler for the load generator: apt-get install gcc libc6-dev, or the like")
    BUILD.mkdir(exist_ok=True)
    argv = [compiler, "-O2", "-Wall", "-Wextra", "-o", PROGRAM, HERE / "load.c", HERE / "wire.c"]
    ran = subprocess.run(argv, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise NoCompiler(f"the load generator could not be built:\n{ran.stderr}")


class Load:
    """Clients of one server. `with Load(...)`: connected; at its end all are gone."""

    def __init__(self, clients: Sequence[Client], servers: Sequence[int]) -> None:
        self._servers = servers
        self._process = subprocess.Popen(
            pinned(CLIENTS, [PROGRAM]), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        lines = [" ".join(("client", str(c.port), c.cookie, str(c.group), *c.rooms)) for c in clients]
        self._tell("\n".join(lines) + "\n\n")
        self.ready: int = self._answer()["ready"]
        self.wanted = len(clients)

    def _tell(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the load generator ended"
        return json.loads(line)  # type: ignore[no-any-return]

    def do(self, work: str) -> dict[str, Any]:
        """One piece of work (see load.c), and what the servers used for it: `server_cpu_s`, `per_cpu_s`."""
        before = cpu_s(self._servers)
        self._tell(work + "\n")
        told = self._answer()
        used = cpu_s(self._servers) - before
        return told | {"server_cpu_s": round(used, 3), "per_cpu_s": round(told["delivered"] / max(used, 0.01))}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            try:
                self._tell("quit\n")
                self._process.wait(10)
            except (OSError, subprocess.TimeoutExpired):
                self._process.kill()
                self._process.wait()
