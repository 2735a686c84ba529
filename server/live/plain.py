"""The frames that clients send nearly always, read without websockets' objects: whole, masked, final text.

Whatever else comes (pieces, pings, closes, what is no frame, what is cut in two by the network) is left to websockets'
own parser, from the first byte of it on. So there is nothing here to get wrong but the ordinary frame.
"""

from typing import Any

from websockets.server import ServerProtocol
from websockets.speedups import apply_mask
from websockets.streams import StreamReader

TEXT = 0x81
"""First byte of a text frame that is whole and has no extension."""
MASKED = 0x80
AT_A_FRAMES_BEGIN = StreamReader.at_eof.__name__
TWO_BYTES = 126
"""A size from here on is told in the bytes that follow."""


def between_frames(conn: ServerProtocol) -> bool:
    """Whether what comes next begins a message: only there websockets' parser asks whether that was the end."""
    waits_in: Any = conn.parser
    while (inner := waits_in.gi_yieldfrom) is not None:
        waits_in = inner
    return conn.current_size is None and bool(waits_in.__name__ == AT_A_FRAMES_BEGIN)


def whole_text(data: bytes, at: int, most: int) -> tuple[str, int] | None:
    """The text of the frame that begins at `at` and where the next one does, or None: that is for websockets."""
    if len(data) < at + 6 or data[at] != TEXT or data[at + 1] < MASKED:
        return None
    size, mask = data[at + 1] - MASKED, at + 2
    if size >= TWO_BYTES:
        if size > TWO_BYTES:
            return None
        size, mask = int.from_bytes(data[mask : mask + 2], "big"), mask + 2
    begins = mask + 4
    ends = begins + size
    if size > most or len(data) < ends:
        return None
    try:
        return apply_mask(data[begins:ends], data[mask:begins]).decode(), ends
    except UnicodeDecodeError:
        return None
