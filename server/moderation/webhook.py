"""Calling somebody by a signed POST. The same bytes are signed that are sent, with the time of sending.

porchlight-signature: t=1764000000,v1=<HMAC-SHA256 of "1764000000." and the body, by PORCHLIGHT_PAGER_SECRET, in hex>
"""

import asyncio
import hmac
import time
from typing import Any

import msgspec

from server.ground.moment import milliseconds
from server.moderation.channels import Call, NotTold

SIGNATURE = "porchlight-signature"
ANSWER_WITHIN_S = 5.0


class Webhook:
    """`client` is an httpx.AsyncClient. Without a secret nothing is signed."""

    def __init__(self, client: Any, secret: str) -> None:
        self._client = client
        self._secret = secret.encode()

    async def tell(self, target: str, call: Call) -> None:
        """An answer with a 2xx means that it arrived. Raises NotTold."""
        from httpx import HTTPError, InvalidURL  # 150 ms of imports that a start need not wait for

        body = msgspec.json.encode(
            call._asdict() | {"opened": milliseconds(call.opened), "due": milliseconds(call.due)}
        )
        headers = {"content-type": "application/json"}
        if self._secret:
            headers[SIGNATURE] = signature(self._secret, int(time.time()), body)
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                answer = await self._client.post(target, content=body, headers=headers)
        except (HTTPError, InvalidURL, TimeoutError) as error:
            raise NotTold(type(error).__name__) from None
        if not answer.is_success:
            raise NotTold(str(answer.status_code))


def signature(secret: bytes, at_s: int, body: bytes) -> str:
    """The header's value."""
    return f"t={at_s},v1={hmac.digest(secret, str(at_s).encode() + b'.' + body, 'sha256').hex()}"
