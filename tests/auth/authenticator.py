"""A device that makes passkeys, as WebAuthn has them: what a browser would send, made by hand."""

import base64
import hashlib
import json
import os
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.people import Person

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Authenticator:
    """Holds one passkey. `flags`: what it says of whoever holds it."""

    def __init__(self, origin: str, host: str = "127.0.0.1", flags: int = PRESENT | VERIFIED) -> None:
        self.origin, self.host, self.flags = origin, host, flags
        self.id = os.urandom(32)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._count = 0

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, attested: bytes = b"") -> bytes:
        self._count += 1
        flags = self.flags | (ATTESTED if attested else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self._count.to_bytes(4, "big") + attested

    def _credential(self, response: dict[str, str]) -> str:
        named = {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "clientExtensionResults": {}}
        return json.dumps(named | {"response": response})

    def makes(self, options: str) -> str:
        at = self._key.public_key().public_numbers()
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(attested)})
        said = self._said("webauthn.create", json.loads(options)["challenge"])
        return self._credential({"clientDataJSON": text(said), "attestationObject": text(attestation)})

    def signs(self, options: str) -> str:
        said, data = self._said("webauthn.get", json.loads(options)["challenge"]), self._data()
        signature = self._key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            {"clientDataJSON": text(said), "authenticatorData": text(data), "signature": text(signature)}
        )


async def asked(person: Person) -> str:
    return str((await person.post("/api/passkeys/options"))["options"])


async def made(person: Person, **of: Any) -> Authenticator:
    """A passkey of this person."""
    device = Authenticator(person.address, **of)
    options = (await person.post("/api/me/passkeys/options"))["options"]
    await person.post("/api/me/passkeys", {"credential": device.makes(options)})
    return device
