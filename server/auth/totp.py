"""One-time codes of six figures, as authenticator apps make them (RFC 6238: HMAC-SHA-1, a new one every 30 s)."""

import base64
import binascii
import hmac
import secrets
from urllib.parse import quote

STEP_S = 30
DIGITS = 6
DRIFT = 1
"""How many steps a phone's clock may be early or late."""
SECRET_BYTES = 20


def new_secret() -> str:
    """160 random bits, in base 32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def is_secret(text: str) -> bool:
    """Whether it is as long as one of ours."""
    try:
        return len(base64.b32decode(text)) == SECRET_BYTES
    except (binascii.Error, ValueError):
        return False


def code(secret: str, step: int) -> str:
    """The code of a step: seconds since 1970 divided by STEP_S."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, given: str, now: float) -> int | None:
    """The step whose code this is, if it is one of about now."""
    current = int(now) // STEP_S
    figures = "".join(given.split())
    matching = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if hmac.compare_digest(code(secret, step).encode(), figures.encode())
    ]
    return max(matching, default=None)


def address(secret: str, place: str, name: str) -> str:
    """What an authenticator app reads from a picture."""
    return f"otpauth://totp/{quote(place)}:{quote(name)}?secret={secret}&issuer={quote(place)}"
