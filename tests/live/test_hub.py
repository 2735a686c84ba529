"""The hub: the same bytes to everyone, joined, in order; nobody is written to before or after their time."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.live.hub import BUSY_S, QUIET_S, Follower, Stream


class Clock:
    """The part of an event loop that a stream uses, with a clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0
        self.due: list[tuple[float, object]] = []

    def time(self) -> float:
        return self.now

    def call_soon(self, call):  # type: ignore[no-untyped-def]
        return self.call_later(0, call)

    def call_later(self, wait, call):  # type: ignore[no-untyped-def]
        loop = self

        class Handle:
            def cancel(self) -> None:
                loop.due = [(at, c) for at, c in loop.due if c != call]

        self.due.append((self.now + wait, call))
        return Handle()

    def tick(self, seconds: float = 0.0) -> None:
        self.now += seconds
        due, self.due = [d for d in self.due if d[0] <= self.now], [d for d in self.due if d[0] > self.now]
        for _, call in due:
            call()  # type: ignore[operator]


@pytest.fixture
def clock() -> Clock:
    return Clock()


def follow(stream: Stream) -> tuple[Follower, list[bytes]]:
    got: list[bytes] = []
    follower = Follower(got.append)
    stream.add(follower)
    return follower, got


def test_what_one_tick_has_is_one_write_of_the_same_bytes(clock: Clock) -> None:
    stream = Stream(clock, 0)  # type: ignore[arg-type]
    (_, one), (_, two) = follow(stream), follow(stream)
    stream.push(b"a", 1)
    stream.push(b"b", 2)
    assert one == []
    clock.tick()
    assert one == two == [b"ab"]
    assert one[0] is two[0]


def test_a_room_where_one_thing_comes_at_a_time_is_hardly_kept_waiting(clock: Clock) -> None:
    stream = Stream(clock, 0)  # type: ignore[arg-type]
    _, got = follow(stream)
    stream.push(b"a", 1)
    clock.tick()
    stream.push(b"b", 2)
    clock.tick(0.001)
    assert got == [b"a"]
    clock.tick(QUIET_S)
    assert got == [b"a", b"b"]


def test_a_room_where_much_comes_together_gets_more_of_it_at_once_until_it_is_quiet(clock: Clock) -> None:
    stream = Stream(clock, 0)  # type: ignore[arg-type]
    _, got = follow(stream)
    stream.push(b"a", 1)
    stream.push(b"b", 2)
    clock.tick()
    stream.push(b"c", 3)
    clock.tick(QUIET_S)
    stream.push(b"d", 4)
    assert got == [b"ab"]
    clock.tick(BUSY_S)
    assert got == [b"ab", b"cd"]
    clock.tick(BUSY_S)
    stream.push(b"e", 5)
    clock.tick()
    stream.push(b"f", 6)
    clock.tick(QUIET_S)
    assert got == [b"ab", b"cd", b"e", b"f"]


def test_who_joins_gets_nothing_from_before_and_who_left_nothing_after(clock: Clock) -> None:
    stream = Stream(clock, 7)  # type: ignore[arg-type]
    first, got_first = follow(stream)
    stream.push(b"before", 8)
    _, got_late = follow(stream)
    assert (got_first, got_late, stream.flushed) == ([b"before"], [], 8)
    stream.push(b"both", 9)
    clock.tick(1)
    stream.remove(first)
    stream.push(b"after", 10)
    clock.tick(1)
    assert (got_first, got_late) == ([b"before", b"both"], [b"both", b"after"])


def test_a_follower_removed_by_its_own_write_has_had_everything_up_to_flushed(clock: Clock) -> None:
    stream = Stream(clock, 0)  # type: ignore[arg-type]
    stalled_at: list[int] = []
    follower = Follower(lambda data: None)

    def stalls(data: bytes) -> None:
        stream.remove(follower)
        stalled_at.append(stream.flushed)

    follower.write = stalls
    stream.add(follower)
    _, other = follow(stream)
    stream.push(b"a", 1)
    stream.push(b"b", 2)
    clock.tick()
    stream.push(b"c", 3)
    clock.tick(1)
    assert (stalled_at, other) == ([2], [b"ab", b"c"])


@given(st.lists(st.sampled_from(("push", "join", "leave", "tick")), max_size=60))
def test_each_follower_gets_exactly_what_was_pushed_while_it_followed(acts: list[str]) -> None:
    clock = Clock()
    stream = Stream(clock, 0)  # type: ignore[arg-type]
    here: list[tuple[Follower, list[bytes], list[bytes]]] = []
    gone: list[tuple[list[bytes], list[bytes]]] = []
    for number, act in enumerate(acts):
        if act == "push":
            frame = b"%d," % number
            stream.push(frame, number)
            for _, _, due in here:
                due.append(frame)
        elif act == "join":
            follower, got = follow(stream)
            here.append((follower, got, []))
        elif act == "leave" and here:
            stream.flush()
            follower, got, due = here.pop(0)
            stream.remove(follower)
            gone.append((got, due))
        else:
            clock.tick(0.01)
    stream.flush()
    for got, due in [*gone, *((got, due) for _, got, due in here)]:
        assert b"".join(got) == b"".join(due)


def test_the_real_loop_flushes_by_itself() -> None:
    async def main() -> list[bytes]:
        stream = Stream(asyncio.get_running_loop(), 0)
        _, got = follow(stream)
        stream.push(b"a", 1)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return got

    assert asyncio.run(main()) == [b"a"]
