"""Sealing text at rest: a random key for each room, person and case, wrapped by one master key.

A sealed blob is `version (1 byte) | nonce (12) | AES-256-GCM ciphertext and tag`. The associated data binds
it to its place (table, column, row id), so a blob that was moved does not open. Keys are random, not
derived: deleting a wrapped key makes what it sealed unreadable for good.

The master key lies outside the database and its back-ups. A database holds a canary sealed with it: one
that does not open means the wrong master key, and the server refuses to start rather than make a second.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
CANARY = b"porchlight"


class NotOpened(Exception):
    """A sealed blob did not open: wrong key, moved, or changed."""


class MasterKeyUnusable(Exception):
    """The master key is missing, malformed or not the one this database was sealed with."""


def place(table: str, row: UUID, column: str = "body") -> bytes:
    """The associated data of one sealed value."""
    return f"{table}/{column}/{row}".encode()


class Key:
    """One data key. `version` is written into each blob, so that keys can be rotated while old blobs open."""

    __slots__ = ("_aead", "raw", "version")

    def __init__(self, raw: bytes, version: int = 1) -> None:
        self.raw = raw
        self.version = version
        self._aead = AESGCM(raw)

    @classmethod
    def new(cls, version: int = 1) -> "Key":
        return cls(secrets.token_bytes(KEY_BYTES), version)

    def seal(self, data: bytes, where: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return bytes((self.version,)) + nonce + self._aead.encrypt(nonce, data, where)

    def open(self, blob: bytes, where: bytes) -> bytes:
        """The data that was sealed. Raises NotOpened."""
        try:
            return self._aead.decrypt(blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :], where)
        except (InvalidTag, ValueError) as error:
            raise NotOpened(f"a sealed value did not open ({where.decode()})") from error


class MasterKey:
    """Wraps data keys, and makes the fingerprints that tell two sends of the same words."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise MasterKeyUnusable(f"the master key must be {KEY_BYTES} bytes, this one has {len(raw)}")
        self._key = Key(raw)
        self._fingerprint_key = hashlib.sha256(b"porchlight fingerprints" + raw).digest()

    @classmethod
    def from_file(cls, path: Path, *, make: bool) -> "MasterKey":
        """Read the key. `make`: where there is none, make it. Raises MasterKeyUnusable."""
        if not path.exists() and not make:
            raise MasterKeyUnusable(
                f"there is no master key at {path}, and this database was sealed with one: put it back there, "
                "or set PORCHLIGHT_MASTER_KEY_FILE. No new one will be made"
            )
        try:
            if not path.exists():
                _write_whole(path, secrets.token_bytes(KEY_BYTES).hex() + "\n")
            return cls.from_hex(path.read_text("latin-1"), str(path))
        except OSError as error:
            raise MasterKeyUnusable(
                f"the master key's file {path} cannot be used ({error.strerror}): set PORCHLIGHT_MASTER_KEY_FILE"
            ) from None

    @classmethod
    def from_hex(cls, text: str, source: str) -> "MasterKey":
        try:
            return cls(bytes.fromhex(text.strip()))
        except ValueError:
            raise MasterKeyUnusable(
                f"{source} does not hold a master key: it should be {KEY_BYTES * 2} hexadecimal digits"
            ) from None

    def wrap(self, key: Key, owner: UUID) -> bytes:
        return self._key.seal(key.raw, place("keys", owner, f"wrapped/{key.version}"))

    def unwrap(self, wrapped: bytes, owner: UUID, version: int) -> Key:
        return Key(self._key.open(wrapped, place("keys", owner, f"wrapped/{version}")), version)

    def canary(self) -> bytes:
        return self._key.seal(CANARY, b"installation/canary")

    def check_canary(self, blob: bytes) -> None:
        """Raises MasterKeyUnusable where this database was sealed with another key."""
        try:
            self._key.open(blob, b"installation/canary")
        except NotOpened:
            raise MasterKeyUnusable(
                "this master key is not the one this database was sealed with; give the right one "
                "(PORCHLIGHT_MASTER_KEY_FILE), no new one will be made"
            ) from None

    def fingerprint(self, *parts: bytes) -> bytes:
        """16 bytes that say whether two texts are the same, to whoever holds the master key only."""
        return hmac.digest(self._fingerprint_key, b"\0".join(parts), "sha256")[:16]


def _write_whole(path: Path, text: str) -> None:
    """Write a file that only we can read; it is there whole or not at all, whatever is killed meanwhile."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, never over a key that came first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
