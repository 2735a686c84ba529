"""Which requests come from one network, for a day and for this process: a keyed hash with a salt that is thrown away.

No address is kept, logged or told to another instance. After a day nobody can tell any more what a hash stood for.
"""

import hashlib
import ipaddress
import secrets
import time
from collections.abc import Callable

SALT_LASTS_S = 86_400


class Networks:
    """Names networks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._salt, self._until = secrets.token_bytes(32), clock() + SALT_LASTS_S

    def name(self, address: str) -> bytes | None:
        """What stands for the network of this address today. None where it tells nothing: a proxy's, or no address."""
        network = _network(address)
        if network is None:
            return None
        if self._clock() >= self._until:
            self._salt, self._until = secrets.token_bytes(32), self._clock() + SALT_LASTS_S
        return hashlib.blake2b(network.encode(), key=self._salt, digest_size=16).digest()


def _network(address: str) -> str | None:
    """Of IPv6 the part that a household has to itself (/56)."""
    try:
        read = ipaddress.ip_address(address.strip())
    except ValueError:
        return None
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped is None:
            return None if read.is_loopback else str(ipaddress.ip_network((read, 56), strict=False))
        read = read.ipv4_mapped
    return None if read.is_loopback else str(read)
