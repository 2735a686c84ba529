"""Three instances, one Postgres and one Redis on loopback, each a process that can be killed, stopped and started."""

import asyncio
import ctypes
import json
import os
import random
import shutil
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import httpx

from tests.faults.line import ORIGIN
from tests.faults.pager import SECRET
from tests.journeys.network import Network

PORCHLIGHT = Path(sys.executable).with_name("porchlight")
INSTANCES = 3
UP_WITHIN_S = 60.0
ENDED_WITHIN_S = 45.0
"""A drain takes 5 s, the writer's queue at most 8, connections and pools another few."""
BELOW_EPHEMERAL = range(20_000, 32_000)
"""A server that is started again must find its port free: no outgoing connection is given one of these."""


def free_port() -> int:
    for port in random.sample(BELOW_EPHEMERAL, 1_000):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")


def _end_with_parent() -> None:
    """Asks Linux to end this process with the one that started it, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class NotHealed(Exception):
    """A fault is over, and the place has not come back. The message says what was waited for."""


class Program:
    """A process that is started, and ended in one way or another, again and again. Its words go to a file."""

    def __init__(self, name: str, argv: list[str], log: Path, env: dict[str, str] | None = None) -> None:
        self.name, self.log = name, log
        self._argv = argv
        self._env = os.environ | (env or {})
        self._process: asyncio.subprocess.Process | None = None
        self._meant_to_run = False
        self._watching: asyncio.Task[None] | None = None
        self.fell: list[str] = []
        """Each time that it ended although nobody had ended it."""

    async def launch(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._argv, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, env=self._env,
                preexec_fn=_end_with_parent,
            )  # fmt: skip
        self._meant_to_run = True
        self._watching = asyncio.create_task(self._watch(self._process))

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        if self._meant_to_run:
            self.fell.append(f"{self.name} ended with {code}, and nobody had ended it")

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def send(self, number: int) -> None:
        if self.runs:
            assert self._process is not None
            self._process.send_signal(number)

    def hang(self) -> None:
        self.send(signal.SIGSTOP)

    def go_on(self) -> None:
        self.send(signal.SIGCONT)

    async def kill(self) -> None:
        self._meant_to_run = False
        self.send(signal.SIGKILL)
        await self.ended()

    async def terminate(self) -> None:
        """Have it end, as a service manager does. Raises NotHealed where it does not."""
        self._meant_to_run = False
        self.send(signal.SIGTERM)
        await self.ends()

    async def ends(self) -> None:
        """Wait until it ends by itself, which it is right to do now. Raises NotHealed."""
        self._meant_to_run = False
        try:
            async with asyncio.timeout(ENDED_WITHIN_S):
                await self.ended()
        except TimeoutError:
            self.send(signal.SIGABRT)  # with PYTHONFAULTHANDLER its log says where it stood
            with suppress(TimeoutError):
                await asyncio.wait_for(self.ended(), 2)
            await self.kill()
            raise NotHealed(f"{self.name} did not end within {ENDED_WITHIN_S:.0f} s, as it should have") from None

    async def ended(self) -> int:
        return await self._process.wait() if self._process is not None else 0


class Postgres:
    """See tests/faults/postgres.py. Its address stays the same."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._pid = 0
        self._keeper: asyncio.subprocess.Process | None = None
        self.dsn = ""

    async def start(self) -> None:
        self._keeper = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.postgres", self._home,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        await self.restart()

    async def restart(self) -> None:
        """Stop it where it runs, and start it on the same data."""
        assert self._keeper is not None
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.write(b"start\n")
        answer = await self._keeper.stdout.readline()
        assert answer, "Postgres could not be started"
        said = json.loads(answer)
        assert self.dsn in ("", said["dsn"])
        self.dsn, self._pid = said["dsn"], said["pid"]

    def kill(self) -> None:
        """kill -9 of the postmaster."""
        os.kill(self._pid, signal.SIGKILL)

    async def stop(self) -> None:
        if self._keeper is not None:
            assert self._keeper.stdin is not None
            self._keeper.stdin.close()
            await self._keeper.wait()


class Cluster:
    """`await start()`, and the place is open; `await stop()`, and nothing of it is left but its logs."""

    def __init__(self, home: Path, logs: Path) -> None:
        self.home, self.logs = home, logs
        self.ports = [free_port() for _ in range(INSTANCES)]
        self.postgres = Postgres(home)
        program = os.environ.get("PORCHLIGHT_REDIS") or shutil.which("redis-server")
        assert program, "no redis-server: run `make faults`, which gets it"
        self.redis_network = Network()
        self.redis_network.target = port = free_port()
        argv = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(home)]
        self.redis = Program("redis", argv, logs / "redis.log")
        self.instances: list[Program] = []
        self.env: dict[str, str] = {}

    async def start(self, pager: str) -> None:
        for old in self.logs.glob("*.log"):
            old.unlink()
        await self.redis_network.start()
        await asyncio.gather(self.redis.launch(), self.postgres.start())
        self.env = {
            "DATABASE_URL": self.postgres.dsn,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_network.port}/0",
            "PORCHLIGHT_HOME": str(self.home),
            "PORCHLIGHT_STAFF_SECOND_PROOF": "off",
            "PORCHLIGHT_SIGN_UPS_PER_MIN": "10000",
            "PORCHLIGHT_ORIGIN": ORIGIN,
            "PORCHLIGHT_PAGER_URL": pager,
            "PORCHLIGHT_PAGER_SECRET": SECRET,
            "PORCHLIGHT_ARGON2_MEMORY_KIB": "8",
            "PYTHONFAULTHANDLER": "1",
        }
        for number, port in enumerate(self.ports):
            # One of them makes the rooms: each that does prints a link of its own, and the last is the one that works.
            argv = ["serve", "--demonstration"] if number == 0 else ["serve"]
            self.instances.append(
                Program(
                    f"instance {number}", [str(PORCHLIGHT), *argv],
                    self.logs / f"instance-{number}.log", self.env | {"PORT": str(port)},
                )
            )  # fmt: skip
        await self.open(0)
        await asyncio.gather(*(self.open(number) for number in range(1, INSTANCES)))

    async def open(self, number: int) -> None:
        """Start an instance. Returns when it listens: being ready takes Postgres, to which anything may happen."""
        await self.instances[number].launch()
        await self.answers(number, "/healthz")

    async def answers(self, number: int, path: str) -> None:
        """Wait until an instance says yes at `path`. Raises NotHealed."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + UP_WITHIN_S
        async with httpx.AsyncClient(trust_env=False, timeout=2) as http:
            while loop.time() < deadline and self.instances[number].runs:
                with suppress(httpx.HTTPError):
                    if (await http.get(f"http://127.0.0.1:{self.ports[number]}{path}")).is_success:
                        return
                await asyncio.sleep(0.05)
        raise NotHealed(f"{self.instances[number].name} does not answer at {path}")

    async def first_moderator(self) -> str:
        """The code of the first moderator's link, which an instance prints when it is ready."""
        async with asyncio.timeout(UP_WITHIN_S):
            while "#invite=" not in (printed := self.instances[0].log.read_text()):
                await asyncio.sleep(0.05)
        return printed.split("#invite=")[1].split()[0]

    def ports_from(self, chance: random.Random) -> Iterable[int]:
        """Where a new connection is tried: any instance first, then the others, as a load balancer does."""
        return chance.sample(self.ports, len(self.ports))

    async def porchlight(self, *argv: str) -> tuple[int, str]:
        """A subcommand, as an operator would call it: its exit code and what it said."""
        process = await asyncio.create_subprocess_exec(
            PORCHLIGHT, *argv, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, env=os.environ | self.env,
        )  # fmt: skip
        said, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, said.decode(errors="replace")

    @property
    def fell(self) -> list[str]:
        """What ended although nobody had ended it."""
        return [says for one in (*self.instances, self.redis) for says in one.fell]

    async def stop(self) -> None:
        for one in (*self.instances, self.redis):
            one.go_on()
        await asyncio.gather(*(one.terminate() for one in self.instances), return_exceptions=True)
        await self.redis.kill()
        await self.redis_network.stop()
        await self.postgres.stop()
