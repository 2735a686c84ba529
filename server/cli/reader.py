"""`porchlight reader`: training the second reader on messages that an operator supplies."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from server.cli.wrong import Wrong

if TYPE_CHECKING:
    from server.cli.wrong import Commands


def add(commands: "Commands") -> None:
    acts = commands.add_parser("reader", help="the second reader").add_subparsers(dest="act", required=True)
    train = acts.add_parser("train", help="make a model of labelled messages, and say how good it is")
    train.add_argument(
        "--corpus", type=Path, required=True, metavar="FILE", help='JSON lines with text and label; "none" is no danger'
    )
    train.add_argument("--model", type=Path, required=True, metavar="FILE", help="where to write it")
    train.add_argument(
        "--alarms", type=share, default=0.01, metavar="SHARE", help="most alarms among other messages (0.01)"
    )
    train.set_defaults(call=train_reader)


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share, such as 0.01")
    return value


def train_reader(given: argparse.Namespace) -> int:
    from server.moderation import reader
    from server.moderation.recorded import BadCorpus, labelled
    from server.moderation.replay import NONE

    try:
        with given.corpus.open("rb") as lines:
            said = [(one.text, one.label != NONE) for one in labelled(lines) if one.label is not None]
        made = reader.train(said, at_most=given.alarms)
        reader.write(made.model, given.model)
    except (OSError, BadCorpus, ValueError) as why:
        raise Wrong(f"{given.corpus}: {getattr(why, 'strerror', None) or why}") from None
    print(f"Written: {given.model}, {len(made.model.weights):,} weights. On {made.held_out:,} messages kept from it:")
    print(f"{made.alarms} alarms, {made.right} of them right; {made.labelled - made.right} of {made.labelled} missed.")
    return 0
