"""The second reader's model: logistic regression over hashed words and letters, in plain Python.

It is small on purpose: a person can read all of it, it needs no library and no graphics card, and it is trained by
`porchlight reader train` on messages that an operator supplies. None is shipped. What it says is a number between 0 and
1 for "a person should look"; what becomes of that is rooms/second_reader.py.
"""

import math
import random
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from server.moderation.normalise import normalise

BITS = 18
LONGEST = 2_000
"""Characters that are read: the time for one message is bounded by it (about 3 ms)."""
LETTERS = (4, 5)
EPOCHS = 6
RATE = 0.5
FADES = 1e-6
HELD_OUT = 5
"""Every so many-th message is kept from training, to choose the threshold by and to measure with."""


class BadModel(ValueError):
    """A file that is no model of this reader."""


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """`weights`: by the feature's number; those that are not there are 0. `threshold`: from here on somebody looks."""

    form: Annotated[int, Meta(ge=1, le=1)]
    bias: float
    threshold: Annotated[float, Meta(gt=0, le=1)]
    weights: dict[int, float]

    def score(self, text: str) -> float:
        found = features(text)
        return _chance(self.bias + sum(self.weights.get(f, 0.0) for f in found) * _share(found))


class Trained(Struct, frozen=True):
    """What came of a training, measured on messages that were kept from it."""

    model: Model
    held_out: int
    alarms: int
    right: int
    labelled: int


def features(text: str) -> frozenset[int]:
    """The numbers of a text's words, pairs of words, and runs of letters."""
    plain = normalise(text[:LONGEST]).text
    return frozenset(zlib.crc32(piece.encode()) >> (32 - BITS) for piece in _pieces(plain))


def _pieces(plain: str) -> Iterator[str]:
    words = plain.split()
    yield from words
    yield from map(" ".join, pairwise(words))
    spaced = f" {' '.join(words)} "
    for length in LETTERS:
        yield from (f"~{spaced[at : at + length]}" for at in range(len(spaced) - length + 1))


def _share(found: frozenset[int]) -> float:
    """A long text is not more of anything only because it is long."""
    return 1 / math.sqrt(len(found) or 1)


def _chance(z: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def train(said: Sequence[tuple[str, bool]], *, at_most: float, seed: int = 1) -> Trained:
    """A model of (text, whether a person should look). Its threshold is the lowest at which at most this share of the
    other messages that were kept from training would alarm somebody. Raises ValueError where there is too little."""
    rng = random.Random(seed)  # noqa: S311 - the same model of the same messages
    rows = [(features(text), label) for text, label in said]
    rng.shuffle(rows)
    kept, rest = rows[::HELD_OUT], [row for at, row in enumerate(rows) if at % HELD_OUT]
    if len({label for _, label in kept}) < 2 or len({label for _, label in rest}) < 2:
        raise ValueError("too few messages: both kinds are needed, ten of each at the very least")
    bias, weights = _fitted(rest, rng)
    model = Model(1, bias, 1.0, {f: round(w, 4) for f, w in weights.items() if abs(w) >= 0.005})
    scores = [(_chance(bias + sum(model.weights.get(f, 0.0) for f in row) * _share(row)), label) for row, label in kept]
    others = sorted((score for score, label in scores if not label), reverse=True)
    threshold = min(1.0, max(0.5, others[int(at_most * len(others))] + 1e-6))
    alarms = [label for score, label in scores if score >= threshold]
    model = msgspec.structs.replace(model, threshold=threshold)
    return Trained(model, len(kept), len(alarms), sum(alarms), sum(label for _, label in kept))


def _fitted(rows: list[tuple[frozenset[int], bool]], rng: random.Random) -> tuple[float, dict[int, float]]:
    """Gradient descent, a message at a time; the rarer kind counts as much as the other, all in all."""
    bias, weights = 0.0, dict[int, float]()
    labelled = sum(label for _, label in rows)
    counts = {True: len(rows) / (2 * labelled), False: len(rows) / (2 * (len(rows) - labelled))}
    for epoch in range(EPOCHS):
        rng.shuffle(rows)
        rate = RATE / (1 + epoch)
        for found, label in rows:
            share = _share(found)
            wrong = label - _chance(bias + sum(weights.get(f, 0.0) for f in found) * share)
            step = rate * wrong * min(counts[label], 10.0)
            bias += step * 0.1
            for f in found:
                before = weights.get(f, 0.0)
                weights[f] = before + step * share - rate * FADES * before
    return bias, weights


def write(model: Model, path: Path) -> None:
    path.write_bytes(msgspec.json.encode(model))


def read(path: Path) -> Model:
    """Raises BadModel."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Model)
    except OSError as why:
        raise BadModel(f"the second reader's model {path} cannot be read: {why.strerror}") from None
    except msgspec.DecodeError as why:
        raise BadModel(f"{path} is no model of the second reader: {why}") from None
