"""Ending tasks for certain: cancelled until they have ended, since a cancellation can be swallowed on its way
(`asyncio.wait_for` of Python 3.11 does so where what it waited for is done in the same moment)."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any

AGAIN_S = 0.1


async def end(tasks: Iterable["asyncio.Task[Any]"]) -> None:
    """Cancel these, and return when all have ended. What they raised is not raised here.

    Whoever is cancelled while they wait here waits on: ended from outside like this, they would leave theirs behind.
    """
    waiting = set(tasks)
    meanwhile: asyncio.CancelledError | None = None
    while waiting:
        for task in waiting:
            task.cancel()
        try:
            await asyncio.wait(waiting, timeout=AGAIN_S)
        except asyncio.CancelledError as cancelled:
            meanwhile = cancelled
        for task in [task for task in waiting if task.done()]:
            waiting.remove(task)
            if not task.cancelled():
                task.exception()  # asked for, so that nobody is told that it never was
    if meanwhile is not None:
        raise meanwhile


async def together(*work: Coroutine[Any, Any, None]) -> None:
    """Do all of this until the first fails; then end the others and raise what it raised.

    (A TaskGroup of Python 3.11 cancels its tasks once, so one that swallows that keeps the server from ending; and it
    forgets that it was cancelled when something fails beside it.)
    """
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        await end(tasks)
    for task in done:
        task.result()
