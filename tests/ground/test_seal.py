"""Sealing: what is sealed opens in its own place with its own key, and in no other way."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ground.seal import NONCE_BYTES, Key, NotOpened, place

ROW = uuid.UUID(int=1)
HERE = place("messages", ROW)
KEY = Key.new()


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_and_cannot_be_read(data: bytes) -> None:
    blob = KEY.seal(data, HERE)
    assert KEY.open(blob, HERE) == data
    assert len(data) < 8 or data not in blob
    assert len(blob) == 1 + NONCE_BYTES + len(data) + 16


def test_the_same_words_look_different_each_time() -> None:
    assert KEY.seal(b"hello", HERE) != KEY.seal(b"hello", HERE)


@pytest.mark.parametrize(
    "elsewhere", [place("messages", uuid.UUID(int=2)), place("messages", ROW, "original"), place("notices", ROW)]
)
def test_what_was_moved_does_not_open(elsewhere: bytes) -> None:
    with pytest.raises(NotOpened):
        KEY.open(KEY.seal(b"hello", HERE), elsewhere)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(NotOpened):
        Key.new().open(KEY.seal(b"hello", HERE), HERE)


@given(st.integers(1, 60), st.integers(1, 255))
def test_a_changed_byte_is_found(at: int, by: int) -> None:
    blob = bytearray(KEY.seal(b"a" * 40, HERE))
    blob[at] ^= by
    with pytest.raises(NotOpened):
        KEY.open(bytes(blob), HERE)


@given(st.binary(max_size=60))
def test_what_is_no_blob_does_not_open(blob: bytes) -> None:
    with pytest.raises(NotOpened):
        KEY.open(blob, HERE)


def test_the_version_of_the_key_is_on_the_blob() -> None:
    assert [Key.new(version).seal(b"", HERE)[0] for version in (1, 2, 255)] == [1, 2, 255]
