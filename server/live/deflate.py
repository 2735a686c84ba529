"""Pages of messages, compressed once for all who read them (permessage-deflate, RFC 7692).

No context is kept from one message to the next, in either direction: so the same bytes are right for every reader, and
an open socket costs no memory for it. Only pages are compressed: of a message alone a third is saved, of a page three
fifths (docs/performance.md). What browsers send comes compressed too, then.
"""

import struct
import zlib
from functools import cached_property

from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

EXTENSION = ServerPerMessageDeflateFactory(server_no_context_takeover=True, client_no_context_takeover=True)
WORTH = 1024
"""Bytes of a frame from which on compressing it is worth the time."""
_END = b"\x00\x00\xff\xff"
_RAW = -15
_MEMORY = 8
_LEVEL = 6
"""A page of 50 takes 0.15 ms; lower levels took as long."""


def text_frame(payload: bytes, first: int = 0x81) -> bytes:
    """One unmasked, final text frame (RFC 6455, 5.2)."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", first, size) + payload
    if size < 65_536:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


class PageFrame(bytes):
    """A text frame that several readers share, and which is worth compressing where it is long."""

    payload: bytes

    @classmethod
    def of(cls, payload: bytes) -> "PageFrame":
        frame = cls(text_frame(payload))
        frame.payload = payload
        return frame

    @cached_property
    def deflated(self) -> bytes:
        """The same for who takes it compressed, made when the first of them asks."""
        if len(self.payload) < WORTH:
            return self
        deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY)
        data = deflate.compress(self.payload) + deflate.flush(zlib.Z_SYNC_FLUSH)
        return text_frame(data.removesuffix(_END), first=0xC1)


def inflated(data: bytes, most: int) -> bytes | None:
    """What a message was before it was compressed, or None where that is more than `most` bytes, or no such thing."""
    inflate = zlib.decompressobj(_RAW)
    try:
        text = inflate.decompress(data + _END, most)
    except zlib.error:
        return None
    return None if inflate.unconsumed_tail else text
