"""`porchlight serve` as a service manager starts it: a process that can be killed and started again on its port."""

import asyncio
import os
from pathlib import Path

from tests.journeys.running import OPENED_WITHIN_S, PORCHLIGHT, Running


class Serving(Running):
    """One instance, told everything by its environment."""

    def __init__(self, database_url: str, home: Path, port: int, origin: str) -> None:
        super().__init__(home, port)
        self._settings = {
            "DATABASE_URL": database_url,
            "PORT": str(port),
            "PORCHLIGHT_HOME": str(home),
            "PORCHLIGHT_ORIGIN": origin,
            "PORCHLIGHT_ARGON2_MEMORY_KIB": "8",
        }

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            PORCHLIGHT, "serve", stdout=asyncio.subprocess.PIPE, env={**os.environ, **self._settings}
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(OPENED_WITHIN_S):
            said = await self._process.stdout.readline()
        assert said.startswith(b"Porchlight is open"), "`porchlight serve` ended before it was open"
