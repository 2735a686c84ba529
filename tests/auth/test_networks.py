"""What stands for a network: the same all day, nothing like the address, and another the day after."""

import pytest

from server.auth.networks import SALT_LASTS_S, Networks


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("192.0.2.7", "192.0.2.7", True), ("192.0.2.7", "192.0.2.8", False), ("192.0.2.7", "::ffff:192.0.2.7", True),
     ("2001:db8:1:2300::1", "2001:db8:1:23ff:9::7", True), ("2001:db8:1:2300::1", "2001:db8:1:2400::1", False)],
)  # fmt: skip
def test_a_household_is_one_network(one: str, other: str, same: bool) -> None:
    networks = Networks()
    assert (networks.name(one) == networks.name(other)) is same


def test_the_next_day_and_another_instance_know_nothing_of_it() -> None:
    now = 0.0
    networks = Networks(lambda: now)
    first = networks.name("192.0.2.7")
    now = SALT_LASTS_S - 1
    assert networks.name("192.0.2.7") == first
    now = SALT_LASTS_S
    assert networks.name("192.0.2.7") != first
    assert Networks().name("192.0.2.7") != first
    assert first is not None
    assert b"192" not in first


@pytest.mark.parametrize("address", ["", "127.0.0.1", "::1", "no address", "testclient", "::ffff:127.0.0.1"])
def test_what_tells_nothing_stands_for_nobody(address: str) -> None:
    assert Networks().name(address) is None
