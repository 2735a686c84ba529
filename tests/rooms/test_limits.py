"""Limits: a burst at once, then one by one as the bucket fills; one person's haste is nobody else's wait."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rooms import limits
from server.rooms.limits import Limit, Limits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_goes_through_and_then_one_each_time_the_bucket_has_filled() -> None:
    clock = Clock()
    bucket, who = Limits(clock, {"send": Limit(3, 2.0)}), uuid.uuid4()
    assert [bucket.take("send", who) for _ in range(4)] == [0, 0, 0, 2.0]
    clock.now += 1.5
    assert bucket.take("send", who) == 0.5
    clock.now += 0.5
    assert [bucket.take("send", who), bucket.take("send", who)] == [0, 2.0]
    clock.now += 100
    assert [bucket.take("send", who) for _ in range(4)] == [0, 0, 0, 2.0]


def test_who_waits_as_told_is_let_through_however_often_they_asked_meanwhile() -> None:
    clock = Clock()
    bucket, who = Limits(clock, {"send": Limit(1, 5.0)}), uuid.uuid4()
    bucket.take("send", who)
    for _ in range(50):
        wait = bucket.take("send", who)
    clock.now += wait
    assert bucket.take("send", who) == 0


def test_people_and_things_have_buckets_of_their_own() -> None:
    bucket = Limits(Clock(), {"send": Limit(1, 5.0), "join": Limit(1, 5.0)})
    one, two = uuid.uuid4(), uuid.uuid4()
    assert [bucket.take("send", one), bucket.take("send", two), bucket.take("join", one)] == [0, 0, 0]
    assert bucket.take("send", one) > 0


def test_buckets_that_are_full_again_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FORGET_PAST", 10)
    clock = Clock()
    bucket = Limits(clock, {"send": Limit(1, 5.0)})
    for _ in range(10):
        bucket.take("send", uuid.uuid4())
    clock.now += 6
    bucket.take("send", uuid.uuid4())
    assert len(bucket._full_at) == 1


@given(st.lists(st.floats(0, 3), max_size=60), st.integers(1, 5), st.floats(0.1, 2))
def test_nobody_gets_more_than_a_burst_and_what_has_filled_since(pauses: list[float], burst: int, every: float) -> None:
    clock = Clock()
    bucket, who, start, taken = Limits(clock, {"send": Limit(burst, every)}), uuid.uuid4(), clock.now, 0
    for pause in pauses:
        clock.now += pause
        taken += bucket.take("send", who) == 0
    assert taken <= burst + (clock.now - start) / every + 1e-6


def test_an_operator_may_let_accounts_say_more_and_what_bounds_their_frames_moves_along() -> None:
    faster = limits.limits_for(100.0)
    assert (faster["send"], faster["flood"]) == (Limit(1000, 0.01), Limit(6000, 0.005))
    assert faster["connect"] == limits.LIMITS["connect"]
    assert limits.limits_for(1.0) == limits.LIMITS
    assert limits.limits_for(0.05)["send"].burst == 1
