"""Two instances on this machine, behind one Postgres and one Redis: `make demo-two`.

Open the two addresses it prints in two browsers, or one of them in a private window: whoever is on the other
instance notices no difference. Everything ends with this process, on INT or TERM.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from server.ground import postgres  # noqa: E402 - only found from here on
from server.ground.postgres import PostgresNotStarted  # noqa: E402

PORCHLIGHT = Path(sys.executable).with_name("porchlight")
UP_WITHIN_S = 60


def main() -> int:
    home = Path(os.environ.get("PORCHLIGHT_HOME") or "var").resolve()
    first = int(os.environ.get("PORT") or 8000)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        with ExitStack() as running:
            home.mkdir(parents=True, exist_ok=True)
            print(f"Starting Postgres in {home}, and Redis ...", flush=True)
            database = running.enter_context(postgres.start(home))
            shared = {
                "DATABASE_URL": database.dsn,
                "REDIS_URL": start_redis(running),
                "PORCHLIGHT_HOME": str(home),
            }
            # The first makes the example rooms and the first moderator's link.
            instances = [
                start_instance(running, first, shared, "--demonstration"),
                start_instance(running, first + 1, shared),
            ]
            print(f"Two instances, one place: http://localhost:{first} and http://localhost:{first + 1}", flush=True)
            print("Open each in a browser of its own. Stop both with Ctrl-C.", flush=True)
            while all(instance.poll() is None for instance in instances):
                time.sleep(0.2)
            return 1
    except (PostgresNotStarted, OSError) as error:
        print(f"demo-two: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def start_redis(running: ExitStack) -> str:
    """A Redis that keeps nothing, on a free port of the loopback. Returns its address."""
    program = os.environ.get("PORCHLIGHT_REDIS") or shutil.which("redis-server") or ROOT / ".tools/bin/redis-server"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    start(running, [program, *options], stdout=subprocess.DEVNULL)
    return f"redis://127.0.0.1:{port}"


def start_instance(running: ExitStack, port: int, shared: dict[str, str], *how: str) -> "subprocess.Popen[str]":
    """One `porchlight serve`, once it is open. What it says is passed on."""
    instance = start(
        running, [PORCHLIGHT, "serve", *how], stdout=subprocess.PIPE, text=True,
        env={**os.environ, **shared, "PORT": str(port)},
    )  # fmt: skip
    is_open = threading.Event()

    def pass_on() -> None:
        assert instance.stdout is not None
        for line in instance.stdout:
            if "first moderator" in line:
                print(line, end="", flush=True)
            if "is open at" in line:
                is_open.set()
        is_open.set()

    threading.Thread(target=pass_on, daemon=True).start()
    is_open.wait(UP_WITHIN_S)
    return instance


def start(running: ExitStack, argv: list[object], **options: object) -> "subprocess.Popen[str]":
    """A child that ends with us: in a session of its own, so that each signal reaches it once, from here."""
    child = subprocess.Popen(list(map(str, argv)), start_new_session=True, **options)  # type: ignore[call-overload]  # noqa: S603
    running.callback(stop, child)
    return child  # type: ignore[no-any-return]


def stop(child: "subprocess.Popen[str]") -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main())
