"""Ending tasks for certain, also such as do not hear it the first time."""

import asyncio

import pytest

from server.ground.ending import end, together


async def test_what_swallows_a_cancellation_is_cancelled_until_it_ends() -> None:
    swallowed = 0

    async def deaf() -> None:
        nonlocal swallowed
        while swallowed < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                swallowed += 1
        await asyncio.Event().wait()

    task = asyncio.create_task(deaf())
    await asyncio.sleep(0)
    await end([task])
    assert (swallowed, task.cancelled()) == (2, True)


async def test_the_first_fault_ends_the_others_and_is_raised() -> None:
    ended = asyncio.Event()

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def fails() -> None:
        await asyncio.sleep(0)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await together(waits(), fails())
    assert ended.is_set()


async def test_who_is_cancelled_beside_a_fault_stays_cancelled() -> None:
    failing = asyncio.Event()

    async def fails() -> None:
        await failing.wait()
        raise OSError("gone")

    task = asyncio.create_task(together(fails(), fails()))
    await asyncio.sleep(0)
    failing.set()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


async def test_nobody_leaves_theirs_behind_however_often_they_are_ended_meanwhile() -> None:
    """An instance that stops ends its runners again and again, and these end what they began."""
    asked = 0
    slow = asyncio.Event()

    async def slow_to_end() -> None:
        nonlocal asked
        while not slow.is_set():
            try:
                await slow.wait()
            except asyncio.CancelledError:
                asked += 1
                if asked > 3:
                    slow.set()

    inner = asyncio.create_task(slow_to_end())
    outer = asyncio.create_task(_ends_with(inner))
    await asyncio.sleep(0)
    await end([outer])
    assert inner.done()
    assert outer.cancelled()


async def _ends_with(inner: "asyncio.Task[None]") -> None:
    try:
        await asyncio.Event().wait()
    finally:
        await end([inner])
