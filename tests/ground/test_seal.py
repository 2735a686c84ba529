"""Sealing: what is sealed opens in its own place with its own key, and in no other way."""

import os
import stat
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.ground.seal import KEY_BYTES, NONCE_BYTES, Key, MasterKey, MasterKeyUnusable, NotOpened, place

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


def test_a_wrapped_key_opens_for_its_owner_and_version_only() -> None:
    master, owner = MasterKey(os.urandom(KEY_BYTES)), uuid.uuid4()
    wrapped = master.wrap(KEY, owner)
    assert KEY.raw not in wrapped
    assert master.unwrap(wrapped, owner, 1).open(KEY.seal(b"hello", HERE), HERE) == b"hello"
    for other, version in ((uuid.uuid4(), 1), (owner, 2)):
        with pytest.raises(NotOpened):
            master.unwrap(wrapped, other, version)


def test_a_fingerprint_says_the_same_words_to_whoever_has_the_key_only() -> None:
    one, two = MasterKey(bytes(KEY_BYTES)), MasterKey(bytes([1]) * KEY_BYTES)
    assert one.fingerprint(b"room", b"hello") == one.fingerprint(b"room", b"hello")
    others = [
        one.fingerprint(b"room", b"hellp"),
        one.fingerprint(b"moor", b"hello"),
        two.fingerprint(b"room", b"hello"),
    ]
    assert one.fingerprint(b"room", b"hello") not in others


def test_the_canary_tells_the_right_key_from_a_wrong_one() -> None:
    right, wrong = MasterKey(os.urandom(KEY_BYTES)), MasterKey(os.urandom(KEY_BYTES))
    right.check_canary(right.canary())
    with pytest.raises(MasterKeyUnusable, match="no new one will be made"):
        wrong.check_canary(right.canary())


# The file ----------------------------------------------------------------------------------------------


def test_the_key_is_made_once_for_its_owner_only_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    made = MasterKey.from_file(path, make=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert MasterKey.from_file(path, make=True).fingerprint(b"a") == made.fingerprint(b"a")
    assert [p.name for p in tmp_path.iterdir()] == ["master.key"]


def test_a_missing_key_is_said_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    with pytest.raises(MasterKeyUnusable, match="PORCHLIGHT_MASTER_KEY_FILE"):
        MasterKey.from_file(path, make=False)
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "\n", "hello", "ab" * 31, "ab" * 33, "g" * 64, "ab" * 31 + "a"])
def test_a_file_that_holds_no_key_is_said_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(text)
    with pytest.raises(MasterKeyUnusable):
        MasterKey.from_file(path, make=True)
    assert path.read_text() == text


def test_a_file_of_rubbish_bytes_is_said(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(os.urandom(32) + b"\xff")
    with pytest.raises(MasterKeyUnusable):
        MasterKey.from_file(path, make=True)


def test_a_key_that_came_first_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another instance makes one between our look and our writing."""
    path, link = tmp_path / "master.key", os.link

    def late(source: Path, target: Path) -> None:
        target.write_text("ab" * KEY_BYTES)
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    made = MasterKey.from_file(path, make=True)
    assert made.fingerprint(b"a") == MasterKey(b"\xab" * KEY_BYTES).fingerprint(b"a")
    assert [p.name for p in tmp_path.iterdir()] == ["master.key"]
