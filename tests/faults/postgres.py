"""The embedded Postgres in a process of its own, so that starting it does not hold up the clients.

Run as `python -m tests.faults.postgres HOME`: each line "start" or "stop" on standard input is carried out, and
answered by a line of JSON on standard output. It ends, and Postgres with it, when its input does.
"""

import json
import sys
from pathlib import Path

from server.ground import postgres


def main(home: Path) -> None:
    running: postgres.EmbeddedPostgres | None = None
    try:
        for line in sys.stdin:
            if running is not None:
                running.stop()
                running = None
            if line.strip() == "start":
                running = postgres.start(home)
            pid = int((home / "postgres/data/postmaster.pid").read_text().split("\n")[0]) if running else 0
            print(json.dumps({"dsn": running.dsn if running else "", "pid": pid}), flush=True)
    finally:
        if running is not None:
            running.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
