"""Reading together: one read at a time for all who want something, each gets its own, and nobody an old answer."""

import asyncio
from collections.abc import Sequence

import pytest

from server.ground.together import Together


class Slow:
    """A read that waits until the test lets it go on."""

    def __init__(self) -> None:
        self.reads: list[list[str]] = []
        self.go_on = asyncio.Semaphore(0)
        self.answer: dict[str, str] = {}

    async def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        self.reads.append(list(keys))
        found = dict(self.answer)
        await self.go_on.acquire()
        return found


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_is_wanted_in_one_tick_and_during_a_read_is_one_read_each() -> None:
    read = Slow()
    read.answer = {name: name.upper() for name in "abc"}
    together = Together(read)
    first = [asyncio.ensure_future(together.get(key)) for key in "aba"]
    await turns()
    then = [asyncio.ensure_future(together.get(key)) for key in "abcab" * 20]
    await turns()
    assert read.reads == [["a", "b"]], "a second read began while the first was under way"
    read.go_on.release()
    assert await asyncio.gather(*first) == ["A", "B", "A"]
    await turns()
    assert read.reads == [["a", "b"], ["a", "b", "c"]]
    read.go_on.release()
    assert await asyncio.gather(*then) == list("ABCAB" * 20)


async def test_nobody_is_given_what_a_read_found_that_began_before_they_asked() -> None:
    read = Slow()
    together = Together(read)
    read.answer = {"a": "before"}
    before = asyncio.ensure_future(together.get("a"))
    await turns()
    read.answer = {"a": "after"}
    after = asyncio.ensure_future(together.get("a"))
    read.go_on.release()
    read.go_on.release()
    assert [await before, await after] == ["before", "after"]


async def test_no_read_is_of_more_than_it_may_be() -> None:
    read = Slow()
    read.answer = {str(n): str(n) for n in range(7)}
    together = Together(read, most=3)
    for _ in range(3):
        read.go_on.release()
    assert await asyncio.gather(*(together.get(str(n)) for n in range(7))) == [str(n) for n in range(7)]
    assert [len(keys) for keys in read.reads] == [3, 3, 1]


async def test_what_is_not_found_is_a_key_error_for_who_wanted_it_and_for_nobody_else() -> None:
    read = Slow()
    read.answer = {"a": "A"}
    read.go_on.release()
    found, missing = await asyncio.gather(*(Together.get(t, k) for t in [Together(read)] for k in "ab"),
                                          return_exceptions=True)  # fmt: skip
    assert found == "A"
    assert isinstance(missing, KeyError)


async def test_a_read_that_fails_fails_for_all_who_wanted_it_and_the_next_one_is_made_anew() -> None:
    fails = True

    async def read(keys: Sequence[str]) -> dict[str, str]:
        if fails:
            raise ConnectionResetError
        return {key: key for key in keys}

    together = Together(read)
    failed = await asyncio.gather(together.get("a"), together.get("b"), return_exceptions=True)
    assert [type(error) for error in failed] == [ConnectionResetError] * 2
    fails = False
    assert await together.get("a") == "a"


async def test_who_gives_up_takes_nothing_from_the_others() -> None:
    read = Slow()
    read.answer = {"a": "A"}
    together = Together(read)
    one, other = asyncio.ensure_future(together.get("a")), asyncio.ensure_future(together.get("a"))
    await turns()
    one.cancel()
    with pytest.raises(asyncio.CancelledError):
        await one
    read.go_on.release()
    assert await other == "A"
