"""How a crowd is let in: everyone has a time of their own, spread over as long as the crowd needs."""

import itertools

from server.live.pace import AT_LEAST_S, EVERY_S, JITTER_S, LONGEST_S, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_crowd_comes_back_one_after_the_other() -> None:
    pace = Pace(Clock(), random=lambda: 0.0)
    waits = [pace.retry_after() for _ in range(600)]
    assert waits[0] >= AT_LEAST_S
    assert waits == sorted(waits)
    assert abs((waits[-1] - waits[0]) - 599 * EVERY_S) < 0.02, "the crowd is not spread over as long as it needs"


def test_who_comes_alone_waits_little_and_a_crowd_of_before_is_forgotten() -> None:
    clock = Clock()
    pace = Pace(clock, random=lambda: 0.0)
    for _ in range(600):
        pace.retry_after()
    clock.now += 60
    assert pace.retry_after() <= AT_LEAST_S + 2 * EVERY_S


def test_nobody_is_sent_away_for_longer_than_the_longest() -> None:
    pace = Pace(Clock(), random=lambda: 1.0)
    waits = [pace.retry_after() for _ in range(20_000)]
    assert max(waits) <= LONGEST_S + JITTER_S


def test_those_of_one_moment_are_jittered() -> None:
    randoms = itertools.cycle((0.0, 0.9, 0.3))
    pace = Pace(Clock(), random=lambda: next(randoms))
    first, second, third = (pace.retry_after() for _ in range(3))
    assert first < third < second
