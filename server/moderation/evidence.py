"""Evidence: a snapshot of a message as it was sent, sealed under a key of its own.

It is taken when the case is opened and cannot be edited away; deleting its key erases it for good.
"""

from typing import Literal

import msgspec

from server.ground.api import Before, Marked

MESSAGES_BEFORE = 10
"""Most messages kept from before the one in question."""


class Snapshot(msgspec.Struct, omit_defaults=True):
    """What is sealed as evidence. `about`: what was reported, if it was not this message (api.Evidence). `locked`: a
    lead reads it, and nobody else. `by`: the name of whoever wrote it, where the case is about somebody else."""

    text: str
    marks: list[Marked]
    before: list[Before] = []
    refused: bool = False
    about: Literal["message", "person", "room"] = "message"
    locked: bool = False
    by: str | None = None


_decoder = msgspec.json.Decoder(Snapshot)


def encode(snapshot: Snapshot) -> bytes:
    return msgspec.json.encode(snapshot)


def decode(data: bytes) -> Snapshot:
    return _decoder.decode(data)
