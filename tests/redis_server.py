"""A real Redis on a port of this machine, which can be killed, hung and started again; and a cluster of them."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

UP_WITHIN_S = 20.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]  # type: ignore[no-any-return]


class RedisServer:
    """One server. What it holds is gone when it ends, as what Porchlight says on it may be."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    async def start(self) -> None:
        program = os.environ.get("PORCHLIGHT_REDIS") or shutil.which("redis-server")
        assert program, "no redis-server: run `make test`, which gets it"
        self._folder.mkdir(parents=True, exist_ok=True)
        argv = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([*argv, *self._options], stdout=subprocess.DEVNULL)
        async with asyncio.timeout(UP_WITHIN_S):
            while True:
                try:
                    await self.ask("PING")
                    return
                except (RedisError, OSError):
                    await asyncio.sleep(0.02)

    async def ask(self, *command: Any) -> Any:
        """One command over a connection of its own."""
        async with Redis(host="127.0.0.1", port=self.port, decode_responses=True) as client:
            return await client.execute_command(*command)

    def hang(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def _signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)


class RedisCluster:
    """Three masters, and for the first of them a replica that takes over when it is killed."""

    def __init__(self, folder: Path) -> None:
        options = ("--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--repl-diskless-sync-delay", "0")
        self.nodes = [RedisServer(folder / str(n), *options) for n in range(4)]
        self.first, self.replica = self.nodes[0], self.nodes[3]

    @property
    def url(self) -> str:
        """A node that stays."""
        return f"redis+cluster://127.0.0.1:{self.nodes[1].port}"

    async def start(self) -> None:
        for node in self.nodes:
            await node.start()
        for node in self.nodes[1:]:
            await node.ask("CLUSTER", "MEET", "127.0.0.1", self.first.port)
        for node, (begin, end) in zip(self.nodes, ((0, 5460), (5461, 10922), (10923, 16383)), strict=False):
            await node.ask("CLUSTER", "ADDSLOTSRANGE", begin, end)
        first = await self.first.ask("CLUSTER", "MYID")
        async with asyncio.timeout(UP_WITHIN_S):
            while not await self._replicates(first):
                await asyncio.sleep(0.05)
            for node in self.nodes:
                while not await node.ask("CLUSTER", "SLOTS") or await self._state(node) != "ok":
                    await asyncio.sleep(0.05)
            while "master_link_status:up" not in str(await self._info()):
                await asyncio.sleep(0.05)

    async def _replicates(self, first: str) -> bool:
        try:
            return await self.replica.ask("CLUSTER", "REPLICATE", first) in ("OK", True)
        except RedisError:  # it has not met the others yet
            return False

    async def _state(self, node: RedisServer) -> str:
        info = await node.ask("CLUSTER", "INFO")
        return info["cluster_state"] if isinstance(info, dict) else info.split("cluster_state:")[1].split()[0]

    async def _info(self) -> str:
        info = await self.replica.ask("INFO", "replication")
        return "\n".join(f"{k}:{v}" for k, v in info.items()) if isinstance(info, dict) else str(info)

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()
