"""What was sent: every message has its answer, and what was acknowledged is in the log once, as it was written."""

from collections import defaultdict
from collections.abc import Iterator

from tests.faults.history import History, Violation, first_at
from tests.faults.records import Answered, Item, Noticed, Whole, Wrote


def answered(history: History) -> Iterator[Violation]:
    """No message is left without an answer, and none is refused for good without a reason."""
    for wrote in history.wrote.values():
        answers = history.answers[wrote.client_id]
        final = [answer for answer in answers if answer.final]
        if not final:
            yield Violation("answered", f"{wrote.tag} never had an answer", [wrote, *answers])
        elif final[-1].code != "sent" and not _may_be_refused(history, wrote, final[-1]):
            yield Violation("answered", f"{wrote.tag} was refused for good: {final[-1].code}", [wrote, *answers])


def _may_be_refused(history: History, wrote: Wrote, answer: Answered) -> bool:
    public = wrote.room in history.began.rooms
    if answer.code == "not_a_member":
        return history.stay(wrote.who, wrote.room, answer.at)[0] != "in"
    return answer.code == "room_closed" and not public


def stored_once(history: History) -> Iterator[Violation]:
    """Within one epoch a message is acknowledged under one id, however often it was offered."""
    for client_id, answers in history.answers.items():
        by_epoch: dict[str, dict[str | None, Answered]] = defaultdict(dict)
        for answer in answers:
            if answer.code == "sent":
                by_epoch[answer.epoch].setdefault(answer.id, answer)
        for epoch, by_id in by_epoch.items():
            if len(by_id) > 1:
                tag = history.wrote[client_id].tag
                yield Violation("stored once", f"{tag} was stored more than once in {epoch}", [*by_id.values()])


def kept(history: History) -> Iterator[Violation]:
    """What was acknowledged is in its room's log once: where it was said to be, in its author's words and name."""
    for wrote in history.wrote.values():
        last = history.acknowledged(wrote.client_id)
        whole = history.wholes.get(wrote.room)
        if whole is None:
            if last is not None and not _may_be_gone(history, wrote):
                yield Violation("kept", f"{wrote.tag}'s room cannot be read any more", [wrote, last])
            continue
        ids = history.ids(wrote.client_id)
        found = [item for item in whole.items if item.id in ids or _says(item, wrote.tag)]
        if len(found) > 1:
            yield Violation("kept", f"{wrote.tag} is in the log {len(found)} times", [wrote, _cut(whole, found)])
        elif not found and last is not None and not _may_be_missing(history, wrote, last):
            yield Violation("kept", f"{wrote.tag} was acknowledged and is not in the log", [wrote, last])
        elif found and last is not None:
            wrong = _wrong(history, wrote, last, whole, found[0])
            if wrong:
                yield Violation("kept", f"{wrote.tag} {wrong}", [wrote, last, _cut(whole, found)])


def _may_be_gone(history: History, wrote: Wrote) -> bool:
    """A conversation that was opened after the back-up is not there after it was restored."""
    return wrote.room not in history.began.rooms and any(r.stopped > wrote.at for r in history.restores)


def _may_be_missing(history: History, wrote: Wrote, last: Answered) -> bool:
    later = [a for a in history.answers[wrote.client_id] if a.at > last.at and a.final and a.epoch != last.epoch]
    if any(a.code != "sent" and _may_be_refused(history, wrote, a) for a in later):
        return True  # it was offered again, by somebody who has left meanwhile, or where nobody talks any more
    ids, withdrawn = history.ids(wrote.client_id), history.withdrawn(wrote.client_id)
    if last.state != "shown" or any(a.state == "held" for a in history.answers[wrote.client_id]):
        done = [at for id in ids for at in history.surely_done(history.acted(id, "release"))]
        released = any(history.surely_holds(at, len(history.restores)) for at in done)
        return withdrawn or not released
    # Words that were taken back or removed are not offered again after a back-up was restored.
    return withdrawn and bool(history.restores)


def _wrong(history: History, wrote: Wrote, last: Answered, whole: Whole, item: Item) -> str:
    """What is not right about the message as the log has it, or nothing."""
    if item.id != last.id:
        return f"was acknowledged as {last.id}, and the log has {item.id}"
    if item.alias != history.began.aliases.get(wrote.who, item.alias):
        return f"stands under another name: {item.alias}"
    if last.epoch == whole.epoch and last.position is not None and item.position != last.position:
        return f"was acknowledged at {last.position} and stands at {item.position}"
    if item.state != "shown":
        return "" if _was_hidden(history, item) else f"is {item.state}, and nobody asked for that"
    if wrote.sort == "phone":
        return "" if _says(item, wrote.tag) and wrote.secret not in (item.text or "") else "is not masked"
    return "" if item.text == wrote.text else "has other words"


def _was_hidden(history: History, item: Item) -> bool:
    if item.state == "held":
        return bool(history.acted(item.id, "hold"))
    return bool(history.taken_back[item.id] or history.acted(item.id, "remove", "decline"))


def written_by_somebody(history: History) -> Iterator[Violation]:
    """The log holds nothing that nobody wrote."""
    tags = {wrote.tag for wrote in history.wrote.values()}
    for whole in history.wholes.values():
        for item in whole.items:
            if item.text is not None and item.text.split(" ", 1)[0] not in tags:
                yield Violation("written by somebody", f"nobody wrote {item.id}", [_cut(whole, [item])])


def one_after_the_other(history: History) -> Iterator[Violation]:
    """What was first offered after another message was acknowledged stands after it in the room's log."""
    by_log: dict[tuple[str, str], list[tuple[float, bool, int, Answered]]] = defaultdict(list)
    for client_id, answers in history.answers.items():
        offered = first_at(history.offered[client_id])
        for answer in answers:
            if answer.code == "sent" and answer.position is not None and answer.state == "shown":
                log = by_log[answer.room, answer.epoch]
                log.append((answer.at, True, answer.position, answer))
                log.append((offered, False, answer.position, answer))
    for log in by_log.values():
        highest: Answered | None = None
        for _, acknowledged, position, answer in sorted(log, key=lambda entry: entry[:2]):
            if acknowledged:
                if highest is None or highest.position is None or position > highest.position:
                    highest = answer
            elif highest is not None and highest.position is not None and position < highest.position:
                first, second = (history.wrote[a.client_id].tag for a in (highest, answer))
                yield Violation(
                    "one after the other", f"{second} was said after {first} was there, and stands before it",
                    [highest, *history.offered[answer.client_id][:1], answer],
                )  # fmt: skip


def in_their_order(history: History) -> Iterator[Violation]:
    """One author's messages stand in a room in the order in which they were written. What was said again after a
    back-up was restored stands in the order of its own."""
    by_tag = {wrote.tag: wrote for wrote in history.wrote.values()}
    for whole in history.wholes.values():
        last: dict[tuple[str, str, bool], tuple[Wrote, Item]] = {}
        for item in sorted(whole.items, key=lambda item: item.position):
            wrote = by_tag.get((item.text or "").split(" ", 1)[0])
            sent = [a for a in history.answers[wrote.client_id] if a.code == "sent"] if wrote is not None else []
            stored = [answer for answer in sent if answer.id == item.id and not answer.again]
            if wrote is None or not stored or any(answer.state == "held" for answer in sent):
                continue  # a held message stands where it was released
            turn = wrote.who, stored[0].epoch, stored[0] is not sent[0]
            before = last.get(turn)
            if before is not None and before[0].at > wrote.at:
                says = f"{before[0].tag} was written after {wrote.tag} and stands before it"
                yield Violation("in their order", says, [wrote, before[0], _cut(whole, [before[1], item])])
            last[turn] = wrote, item


def author_is_told(history: History) -> Iterator[Violation]:
    """Whose words were masked or held is told so in their personal log, and who is in danger is shown help."""
    told: dict[str, set[str]] = defaultdict(set)
    for record in history.records:
        if isinstance(record, Noticed):
            for note in record.notes:
                wrote = history.wrote.get(note.client_id or "")
                if wrote is not None and wrote.who == record.who:
                    told[wrote.client_id].add(note.kind)
    for wrote in history.wrote.values():
        sent = [answer for answer in history.answers[wrote.client_id] if answer.code == "sent"]
        if not sent:
            continue
        owed = {"phone": {"masked"}, "danger": {"card"}, "plain": set[str]()}[wrote.sort]
        if sent[0].state == "held" and not sent[0].again:
            owed |= {"held"}
        missing = owed - told[wrote.client_id]
        if missing and wrote.room in history.began.rooms:
            yield Violation("author is told", f"{wrote.tag}'s author was not told: {missing}", [wrote, *sent])


def _says(item: Item, tag: str) -> bool:
    return item.text is not None and item.text.startswith(f"{tag} ")


def _cut(whole: Whole, items: list[Item]) -> Whole:
    return Whole(who=whole.who, at=whole.at, room=whole.room, epoch=whole.epoch, items=items)
