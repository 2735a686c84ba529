"""The short way for ordinary frames says what websockets' own parser says, whatever comes and however it is cut."""

import os
import zlib
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Opcode
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

from server.live.plain import between_frames, whole_text
from tests.live.raw import BINARY, CLOSE, CONT, PING, PONG, TEXT, framed

MOST = 300
"""The largest frame here: small, so that the bound is met often, and above 126, where sizes are told in two bytes."""


def masked(payload: bytes, opcode: int, *, fin: bool) -> bytes:
    """A frame under a mask that changes something (raw.py's is zero)."""
    plain, mask = framed(payload, opcode, fin=fin), os.urandom(4)
    head = len(plain) - len(payload)
    return plain[: head - 4] + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))


payloads = some.one_of(some.text(max_size=60).map(str.encode), some.binary(max_size=140), some.just(b"a" * (MOST + 1)))
usual = some.text(max_size=200).map(lambda text: masked(text.encode()[:MOST], TEXT, fin=True))


def deflated(text: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-15)
    return (deflate.compress(text) + deflate.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")


def with_extension(frame: bytes) -> bytes:
    return bytes((frame[0] | 0x40,)) + frame[1:]


packed = some.one_of(
    some.text(max_size=200).map(lambda text: deflated(text.encode()[:MOST])),
    some.binary(max_size=140),
    some.sampled_from((deflated(b"a" * MOST), deflated(b"a" * (MOST + 1)), deflated(b"\xff"))),
)
compressed = some.builds(masked, packed, some.just(TEXT), fin=some.booleans()).map(with_extension)
unusual = some.builds(masked, payloads, some.sampled_from((CONT, TEXT, BINARY, CLOSE, PING, PONG)), fin=some.booleans())
no_frame = some.one_of(
    some.binary(min_size=1, max_size=8),
    payloads.map(lambda payload: framed(payload, masked=False)),
)
streams = some.lists(some.one_of(usual, usual, compressed, unusual, no_frame), max_size=6).map(b"".join)


def told(conn: ServerProtocol) -> list[str | tuple[int, bytes, bool]]:
    """What came: a whole text as such, anything else as a frame. What is no text ends a connection."""
    found: list[str | tuple[int, bytes, bool]] = []
    for frame in conn.events_received():
        try:
            is_text = frame.opcode is Opcode.TEXT and frame.fin
            found.append(bytes(frame.data).decode() if is_text else (frame.opcode, bytes(frame.data), frame.fin))
        except UnicodeDecodeError:
            found.append("no text")
    return found


def heard(pieces: Sequence[bytes], *, short_way: bool, negotiated: bool) -> tuple[list[object], bytes]:
    """What one connection hears of these pieces, and what is answered."""
    conn = ServerProtocol(state=OPEN, max_size=MOST)
    conn.extensions = [PerMessageDeflate(True, True, 15, 15)] if negotiated else []
    everything: list[object] = []
    for piece in pieces:
        rest = piece
        if short_way and conn.state is OPEN and between_frames(conn):
            at = 0
            while (found := whole_text(piece, at, MOST, deflated=negotiated)) is not None:
                text, at = found
                everything.append(text)
            rest = piece[at:]
        conn.receive_data(rest)
        everything += told(conn)
    return everything, b"".join(conn.data_to_send())


@pytest.mark.parametrize("negotiated", [False, True])
@given(stream=streams, cuts=some.lists(some.integers(min_value=0, max_value=600), max_size=6))
@example(stream=masked(b"hello", TEXT, fin=True) * 2, cuts=[2, 6, 7])
@example(stream=masked(b"a" * 200, TEXT, fin=True), cuts=[2, 4])
@example(stream=masked(b"he", TEXT, fin=False) + masked(b"", PING, fin=True) + masked(b"y", CONT, fin=True), cuts=[8])
@example(stream=masked(b"he", TEXT, fin=False) + masked(b"no", TEXT, fin=True), cuts=[8])
@example(stream=masked(b"\x03\xe8", CLOSE, fin=True) + masked(b"late", TEXT, fin=True), cuts=[8])
@example(stream=with_extension(masked(deflated(b"a" * 9_000), TEXT, fin=True)), cuts=[])
def test_it_hears_what_websockets_hears(negotiated: bool, stream: bytes, cuts: list[int]) -> None:
    at = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    pieces = [stream[first:last] for first, last in pairwise(at)]
    assert heard(pieces, short_way=True, negotiated=negotiated) == heard(pieces, short_way=False, negotiated=negotiated)


def test_an_ordinary_frame_goes_the_short_way() -> None:
    """Else nothing is won, and nobody notices."""
    two = masked(b"one", TEXT, fin=True) + masked("zwei \N{SNOWMAN}".encode() * 20, TEXT, fin=True)
    first = whole_text(two, 0, MOST)
    assert first is not None
    assert first[0] == "one"
    second = whole_text(two, first[1], MOST)
    assert second == ("zwei \N{SNOWMAN}" * 20, len(two))


def test_a_compressed_frame_goes_the_short_way_too() -> None:
    frame = with_extension(masked(deflated(b"one and one and one"), TEXT, fin=True))
    assert whole_text(frame, 0, MOST, deflated=True) == ("one and one and one", len(frame))
    assert whole_text(frame, 0, MOST) is None, "nobody agreed on that"
