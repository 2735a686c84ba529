"""The frames that clients send nearly always, read without websockets' objects: whole, masked, final text, compressed
or not.

Whatever else comes (pieces, pings, closes, what is no frame, what is cut in two by the network) is left to websockets'
own parser, from the first byte of it on. So there is nothing here to get wrong but the ordinary frame.
"""

from typing import Any

from websockets.server import ServerProtocol
from websockets.speedups import apply_mask
from websockets.streams import StreamReader

from server.live.deflate import inflated

TEXT = 0x81
"""First byte of a text frame that is whole and has no extension."""
DEFLATED_TEXT = 0xC1
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


def whole_text(data: bytes, at: int, most: int, *, deflated: bool = False) -> tuple[str, int] | None:
    """The text of the frame that begins at `at` and where the next one does, or None: that is for websockets.
    `deflated`: it may be compressed."""
    if len(data) < at + 6 or data[at + 1] < MASKED:
        return None
    if data[at] != TEXT and not (deflated and data[at] == DEFLATED_TEXT):
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
    text: bytes | None = apply_mask(data[begins:ends], data[mask:begins])
    if data[at] == DEFLATED_TEXT and text is not None:
        text = inflated(text, most)
    if text is None:
        return None
    try:
        return text.decode(), ends
    except UnicodeDecodeError:
        return None
