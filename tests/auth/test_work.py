"""Work in place of a captcha: what counts as done, once and in time."""

import hashlib
import hmac

import pytest

from server.auth.work import LASTS_S, Work
from tests.people import worked_out

BITS = 8


def work(now: list[float], key: bytes = b"key") -> Work:
    return Work(lambda said: hmac.digest(key, said, "sha256")[:16], lambda: now[0])


def test_it_is_taken_once() -> None:
    ours = work([1000.0])
    done = worked_out(ours.ask(BITS))
    assert ours.is_done(done, BITS)
    assert not ours.is_done(done, BITS)


def test_any_instance_of_the_place_takes_it_and_nobody_else_asks_for_it() -> None:
    assert work([1000.0]).is_done(worked_out(work([1000.0]).ask(BITS)), BITS)
    assert not work([1000.0]).is_done(worked_out(work([1000.0], b"another").ask(BITS)), BITS)


@pytest.mark.parametrize(("later", "taken"), [(LASTS_S, True), (LASTS_S + 2, False)])
def test_it_holds_for_minutes(later: int, taken: bool) -> None:
    now = [1000.0]
    ours = work(now)
    done = worked_out(ours.ask(BITS))
    now[0] += later
    assert ours.is_done(done, BITS) is taken


def test_less_work_than_is_asked_for_by_now_is_not_enough() -> None:
    ours = work([1000.0])
    assert not ours.is_done(worked_out(ours.ask(BITS)), BITS + 3)
    assert ours.is_done(worked_out(ours.ask(BITS)), BITS + 1)  # the price has risen meanwhile


def test_what_is_no_answer_is_none() -> None:
    ours = work([1000.0])
    question = ours.ask(BITS)
    wrong = next(n for n in range(10_000) if hashlib.sha256(f"{question}:{n}".encode()).digest()[0] != 0)
    cheaper = "1" + question[question.index(".") :]
    for said in ("", ":", question, f"{question}:{wrong}", f"{cheaper}:1", "8.9.9.9:1", "8.9.9.\u00e9:1", "a.b.c.d:1"):
        assert not ours.is_done(said, BITS), said
