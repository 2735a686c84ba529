"""Codes as RFC 6238 has them, and for how long one is taken."""

import base64

import pytest

from server.auth import totp

RFC = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, shown: str) -> None:
    assert totp.code(RFC, seconds // totp.STEP_S) == shown
    assert totp.step_of(RFC, shown, seconds) == seconds // totp.STEP_S


@pytest.mark.parametrize(("late", "taken"), [(-90, False), (-31, True), (0, True), (31, True), (90, False)])
def test_a_phone_may_be_half_a_minute_off(late: int, taken: bool) -> None:
    step = 1_000_000
    assert (totp.step_of(RFC, totp.code(RFC, step), step * totp.STEP_S + 15 - late) == step) is taken


@pytest.mark.parametrize("given", ["", "12345", "1234567", "28708\u0662", "no code", "287 083"])
def test_what_is_no_code_is_taken_for_none(given: str) -> None:
    assert totp.step_of(RFC, given, 59) is None


def test_it_may_be_typed_as_apps_show_it() -> None:
    assert totp.step_of(RFC, "287 082", 59) == 1


def test_secrets_are_long_and_never_the_same() -> None:
    assert len({totp.new_secret() for _ in range(100)}) == 100
    assert totp.is_secret(totp.new_secret())
    assert not any(map(totp.is_secret, ("", "ABC", "A" * 31, "not base 32!", "A" * 40)))
