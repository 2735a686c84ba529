"""What falls due is a row with a deadline, carried out by whichever instance comes first, and looked for by a timer."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

from server.ground.db import UNREACHABLE

log = logging.getLogger(__name__)


async def carry_out_due(*kinds: Callable[[], Awaitable[bool]], every_s: float, fault: str) -> None:
    """Until cancelled: each of these, again and again until it returns False for nothing being due, then a pause of
    about `every_s` seconds. A fault of one does not stop the others; it is logged as `fault`, and tried again."""
    while True:
        for carry_out_one in kinds:
            try:
                while await carry_out_one():
                    pass
            except UNREACHABLE:
                pass
            except Exception:
                log.exception("%s; it will be tried again", fault)
        await asyncio.sleep(every_s * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
