"""What nobody may see: a room one is not in, words that were held or masked, another's personal log. And nobody is
put out of a room or signed out who did not ask for it."""

from collections.abc import Iterator

from tests.faults.history import ALWAYS, History, Violation, looks
from tests.faults.records import Answered, Closed, Gone, Noticed, Read, Saw, Standing, Whole

REVOKED_WITHIN_S = 6.0
"""Without Redis an instance may go on showing a room for so long to somebody who has left it (docs/protocol.md)."""
UNASKED = {
    4002: "signed out",
    4003: "suspended",
    4004: "bad frame",
    4005: "old protocol",
    1003: "binary",
    1009: "large",
}
"""Close codes that nothing these clients do brings about."""


def only_members(history: History) -> Iterator[Violation]:
    """A room is shown to those who are in it, from when they join until they have left."""
    for record in history.records:
        if isinstance(record, Read):
            states = [history.stay(record.who, record.room, at) for at in (record.asked, record.at)]
            if all(state == "out" for state, _ in states) and record.items:
                yield Violation("only members", f"{record.who} read {record.room} without being in it", [record])
        elif isinstance(record, Saw):
            state, since = history.stay(record.who, record.room, record.at)
            if state != "out":
                continue
            if since == ALWAYS:
                yield Violation("only members", f"{record.who} was shown {record.room} before joining", [record])
            elif any(item.text is not None and item.at > since + REVOKED_WITHIN_S for item in record.items):
                yield Violation("only members", f"{record.who} was shown {record.room} after leaving", [record])


def held_is_hidden(history: History) -> Iterator[Violation]:
    """Held words are in no room until a moderator releases them."""
    held: dict[str, Answered] = {}
    for answers in history.answers.values():
        for answer in answers:
            if answer.state != "held" or answer.id is None:
                continue
            if not answer.again or not history.acted(answer.id, "hold"):
                held.setdefault(answer.id, answer)
    for look, item in looks(history):
        answer = held.get(item.id)
        if answer is None or item.text is None:
            continue
        number = history.epochs_before(look.at) if isinstance(look, Read) else history.number(look.epoch)
        released = [act for act in history.acted(item.id, "release") if act.at < look.at]
        if not any(history.may_hold(act.at, number) for act in released):
            yield Violation("held is hidden", f"{look.who} saw {item.id}, which was held", [answer, *released, look])


def removed_is_hidden(history: History) -> Iterator[Violation]:
    """Once a removal is acknowledged nobody reads the text any more, and at the end it is nowhere."""
    done: dict[str, list[float]] = {}
    for id, records in history.taken_back.items():
        done.setdefault(id, []).extend(history.surely_done(records))
    for id in history.acts:
        done.setdefault(id, []).extend(history.surely_done(history.acted(id, "remove")))
    for look, item in looks(history):
        if item.text is None or item.id not in done or isinstance(look, Saw):
            continue  # what came over a socket is in the log's order, which checks/logs.py looks at
        if isinstance(look, Whole):
            asked, number = look.at, history.number(look.epoch)
        else:
            asked, number = look.asked, history.epochs_before(look.asked)
            if number != history.epochs_before(look.at):
                continue
        if any(at < asked and history.surely_holds(at, number) for at in done[item.id]):
            acts = [*history.taken_back[item.id], *history.acts[item.id]]
            yield Violation("removed is hidden", f"{look.who} read {item.id}, which was removed", [*acts, look])


def masked_is_hidden(history: History) -> Iterator[Violation]:
    """What was masked is in clear nowhere but in its author's personal log."""
    secrets = {wrote.tag: wrote for wrote in history.wrote.values() if wrote.secret}
    for record in history.records:
        if isinstance(record, Saw | Read | Whole | Standing):
            for item in record.items:
                tag = (item.text or "").split(" ", 1)[0]
                if tag in secrets and secrets[tag].secret in (item.text or ""):
                    yield Violation("masked is hidden", f"{record.who} saw what was masked of {tag}", [record])


def own_log_only(history: History) -> Iterator[Violation]:
    """A personal log tells of its owner's messages."""
    by_tag = {wrote.tag: wrote for wrote in history.wrote.values()}
    for record in history.records:
        if isinstance(record, Noticed):
            for note in record.notes:
                wrote = by_tag.get((note.text or "").split(" ", 1)[0]) or history.wrote.get(note.client_id or "")
                if wrote is not None and wrote.who != record.who:
                    yield Violation("own log only", f"{record.who} was told of {wrote.tag}", [record])


def nobody_put_out(history: History) -> Iterator[Violation]:
    """Nobody is told to be gone from a room they are in, nor signed out, nor misunderstood."""
    for record in history.records:
        if isinstance(record, Gone) and history.stay(record.who, record.room, record.at)[0] == "in":
            yield Violation("nobody put out", f"{record.who} was told to be gone from {record.room}", [record])
        elif isinstance(record, Closed) and record.code in UNASKED:
            says = f"{record.who}'s socket was closed: {UNASKED[record.code]}"
            yield Violation("nobody put out", says, [record])
