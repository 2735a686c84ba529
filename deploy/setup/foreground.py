"""Runs a command under make, and sees to it that whatever ends make ends the command too.

make hands TERM on to its child. INT it keeps, as a terminal tells everybody anyway; but `kill -INT` tells
make alone, which then waits for a child that knows of nothing. And nobody hands on a KILL. So the command
runs in a session of its own, where each signal reaches it once: from here.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PASSED_ON = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
AGAIN = 1.0
"""A signal within this time of the last one, in seconds, is the same wish by another way."""
LOOK = 0.5
"""How often to look whether make has been interrupted, in seconds."""


def die_with_parent() -> None:
    """Have the kernel send TERM to this process when its parent ends in whatever way."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def interrupted(process: int) -> bool:
    """Whether make is inside its handler of INT: it no longer catches the signal, and blocks it."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:  # it is gone, or this is no Linux
        return False
    status = dict(line.split(":", 1) for line in lines)
    blocked, caught = (int(status[mask], 16) >> (signal.SIGINT - 1) & 1 for mask in ("SigBlk", "SigCgt"))
    return bool(blocked and not caught)


def main(command: list[str]) -> int:
    """Run `command` to its end. Returns its exit code, or like a shell 128 and the signal that ended it."""
    make = os.getppid()
    die_with_parent()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON | {signal.SIGCHLD})

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        die_with_parent()

    child = subprocess.Popen(  # noqa: S603 - the caller's own command
        command, start_new_session=True, preexec_fn=prepare
    )
    last, told_of_make = -AGAIN, False
    while child.poll() is None:
        came = signal.sigtimedwait(PASSED_ON | {signal.SIGCHLD}, LOOK)
        wish = came.si_signo if came and came.si_signo in PASSED_ON else None
        if wish is None and not told_of_make and interrupted(make):
            wish, told_of_make = signal.SIGINT, True
        if wish is not None and time.monotonic() - last >= AGAIN:
            last = time.monotonic()
            child.send_signal(wish)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
