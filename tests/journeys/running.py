"""`porchlight run` as a person would start it: a process of its own, with its own data folder."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PORCHLIGHT = Path(sys.executable).with_name("porchlight")
OPENED_WITHIN_S = 60


class Running:
    """One `porchlight run` that can be killed and started again on the same data."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self.address = f"http://localhost:{port}"
        self.first_moderator: str | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it says that it is open."""
        settings = {"PORT": str(self.port), "PORCHLIGHT_HOME": str(self.home), "PORCHLIGHT_ARGON2_MEMORY_KIB": "8"}
        self._process = await asyncio.create_subprocess_exec(
            PORCHLIGHT, "run", stdout=asyncio.subprocess.PIPE, env={**os.environ, **settings}
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(OPENED_WITHIN_S):
            while line := (await self._process.stdout.readline()).decode():
                if "first moderator" in line:
                    self.first_moderator = line.split()[-1]
                if line.startswith("Stop it"):
                    return
        raise AssertionError("`porchlight run` ended before it was open")

    async def kill(self) -> None:
        """As hard as it gets: kill -9, in the middle of whatever it was doing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> int:
        """As a service manager would; returns the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            return await self._process.wait()


@asynccontextmanager
async def porchlight() -> AsyncIterator[Running]:
    """A first run on an empty folder; stopped, and its folder removed, at the end."""
    with TemporaryDirectory(prefix="porchlight-run-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o711)  # as root, Postgres runs as somebody else, who must get through
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        running = Running(Path(home), port)
        try:
            await running.start()
            yield running
        finally:
            await running.stop()
