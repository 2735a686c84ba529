"""Sealing text at rest: a random key for each room, person and case, wrapped by one master key (master_key.py).

A sealed blob is `version (1 byte) | nonce (12) | AES-256-GCM ciphertext and tag`. The associated data binds
it to its place (table, column, row id), so a blob that was moved does not open. Keys are random, not
derived: deleting a wrapped key makes what it sealed unreadable for good.
"""

import os
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class NotOpened(Exception):
    """A sealed blob did not open: wrong key, moved, or changed."""


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

    def opens(self, blob: bytes, where: bytes) -> bool:
        """Whether this key sealed it, here."""
        try:
            self.open(blob, where)
        except NotOpened:
            return False
        return True
