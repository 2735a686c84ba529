"""The master key: it wraps, tells its own database, and gives way to another."""

import os
import uuid

import pytest

from server.ground.master_key import MasterKey, MasterKeyUnusable
from server.ground.seal import KEY_BYTES, Key, NotOpened, place

HERE = place("messages", uuid.UUID(int=1))
KEY = Key.new()


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


def test_of_two_keys_the_canarys_is_in_use_and_both_open() -> None:
    old, new = os.urandom(KEY_BYTES), os.urandom(KEY_BYTES)
    before, after, both, owner = MasterKey(old), MasterKey(new), MasterKey(new, old), uuid.uuid4()
    both.check_canary(before.canary())
    assert before.unwrap(both.wrap(KEY, owner), owner, 1).raw == KEY.raw
    assert both.unwrap(after.wrap(KEY, owner), owner, 1).raw == KEY.raw
    with pytest.raises(NotOpened):
        after.unwrap(both.wrap(KEY, owner), owner, 1)


def test_a_successor_wraps_anew_what_was_wrapped_before_and_keeps_the_fingerprints() -> None:
    old, new, owner = os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), uuid.uuid4()
    both, before = MasterKey(old, new), MasterKey(old)
    successor = both.successor(before.canary())
    assert successor is not None
    wrapped = successor.wrapped_anew(before.wrap(KEY, owner), owner, 1)
    assert wrapped is not None
    assert successor.wrapped_anew(wrapped, owner, 1) is None
    alone = MasterKey(new)
    alone.check_canary(successor.canary(), successor.wrapped_fingerprints())
    assert alone.unwrap(wrapped, owner, 1).raw == KEY.raw
    assert alone.fingerprint(b"a") == before.fingerprint(b"a")
    assert before.successor(before.canary()) is None
    assert both.successor(successor.canary()) is None, "nobody goes back to the old one by mistake"
