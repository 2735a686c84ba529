"""From text to a frame, whatever the text is."""

import json

import msgspec

from server.ground import protocol as p

_decoder: msgspec.json.Decoder[p.ClientFrame] = msgspec.json.Decoder(p.ClientFrame)


class NotAFrame(Exception):
    """The text is no frame of the protocol. The message says why, without quoting it."""


def decode(text: str) -> p.ClientFrame:
    """The frame. Raises NotAFrame."""
    try:
        return _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        if "\\ud" in text.lower():
            frame = with_half_a_pair(text)
            if frame is not None:
                return frame
        raise NotAFrame("nested too deeply" if isinstance(error, RecursionError) else str(error)) from None


def with_half_a_pair(text: str) -> p.ClientFrame | None:
    """A browser may send half a surrogate pair, which msgspec does not read: whoever sent it is told which message
    cannot be stored, and what they said is read for danger."""
    try:
        frame: p.ClientFrame = msgspec.convert(json.loads(text), p.ClientFrame)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return frame
