"""The master key: it wraps every data key, and lies outside the database and its back-ups.

There may be several, while one takes the place of another: all open, one is in use. Which one is said by the
database's canary: a text that is sealed with the key in use. One that does not open means the wrong master key, and
the server refuses to start rather than make a second.
"""

import hashlib
import hmac
from uuid import UUID

from server.ground.seal import KEY_BYTES, Key, NotOpened, place

CANARY = b"porchlight"
AT_CANARY = b"installation/canary"
AT_FINGERPRINTS = b"installation/fingerprints"


class MasterKeyUnusable(Exception):
    """The master key is missing, malformed or not the one this database was sealed with."""


class MasterKey:
    """Wraps data keys, and makes the fingerprints that tell two sends of the same words.

    The fingerprints' key is derived from the first master key there was, kept in the database, wrapped, and stays the
    same ever after: what was sent before a new master key is told as well as what is sent later.
    """

    def __init__(self, *raw: bytes) -> None:
        """The first of these is in use, until a canary says another."""
        for one in raw:
            if len(one) != KEY_BYTES:
                raise MasterKeyUnusable(f"a master key must be {KEY_BYTES} bytes, this one has {len(one)}")
        self._keys = [Key(one) for one in raw]
        self._use(self._keys[0])

    def _use(self, key: Key) -> None:
        self._current = key
        self._fingerprint_key = hashlib.sha256(b"porchlight fingerprints" + key.raw).digest()

    def wrap(self, key: Key, owner: UUID) -> bytes:
        return self._current.seal(key.raw, place("keys", owner, f"wrapped/{key.version}"))

    def unwrap(self, wrapped: bytes, owner: UUID, version: int) -> Key:
        """Raises NotOpened where none of the master keys opens it."""
        return Key(self._open(wrapped, place("keys", owner, f"wrapped/{version}")), version)

    def wrapped_anew(self, wrapped: bytes, owner: UUID, version: int) -> bytes | None:
        """Under the key in use, what was wrapped under another; None where it is so already. Raises NotOpened."""
        try:
            self._current.open(wrapped, place("keys", owner, f"wrapped/{version}"))
        except NotOpened:
            return self.wrap(self.unwrap(wrapped, owner, version), owner)
        return None

    def _open(self, blob: bytes, where: bytes) -> bytes:
        try:
            return self._current.open(blob, where)
        except NotOpened:
            for key in self._keys:
                if key is not self._current and key.opens(blob, where):
                    return key.open(blob, where)
            raise

    # What the database says of them ------------------------------------------------------------------------

    def canary(self) -> bytes:
        return self._current.seal(CANARY, AT_CANARY)

    def knows(self, canary: bytes) -> bool:
        """Whether one of these keys sealed it."""
        return any(key.opens(canary, AT_CANARY) for key in self._keys)

    def check_canary(self, canary: bytes, fingerprints: bytes | None = None) -> None:
        """Use the key that sealed it. Raises MasterKeyUnusable where this database was sealed with another one."""
        found = next((key for key in self._keys if key.opens(canary, AT_CANARY)), None)
        if found is None:
            raise MasterKeyUnusable(
                "this master key is not the one this database was sealed with; give the right one "
                "(PORCHLIGHT_MASTER_KEY_FILE, _COMMAND or PORCHLIGHT_MASTER_KEY), no new one will be made"
            )
        self._use(found)
        if fingerprints is not None:
            self._fingerprint_key = self._open(fingerprints, AT_FINGERPRINTS)

    def successor(self, canary: bytes) -> "MasterKey | None":
        """The same keys with that one in use which stands behind the one that sealed the canary, and the same
        fingerprints. None without one."""
        sealed = next(n for n, key in enumerate(self._keys) if key.opens(canary, AT_CANARY))
        if sealed + 1 == len(self._keys):
            return None
        next_one = self._keys[sealed + 1]
        successor = MasterKey(next_one.raw, *(key.raw for key in self._keys if key is not next_one))
        successor._fingerprint_key = self._fingerprint_key
        return successor

    def learn(self, other: "MasterKey") -> None:
        """Know the keys of another, too, whichever is in use."""
        known = {key.raw for key in self._keys}
        self._keys += [key for key in other._keys if key.raw not in known]

    # Fingerprints ------------------------------------------------------------------------------------------

    def wrapped_fingerprints(self) -> bytes:
        """The fingerprints' key, to be kept in the database."""
        return self._current.seal(self._fingerprint_key, AT_FINGERPRINTS)

    def fingerprint(self, *parts: bytes) -> bytes:
        """16 bytes that say whether two texts are the same, to whoever holds the master key only."""
        return hmac.digest(self._fingerprint_key, b"\0".join(parts), "sha256")[:16]
