"""What was seen of the logs: everybody the same, in one order, page after page without a hole or a repeat."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from tests.faults.history import History, Seen, Violation
from tests.faults.records import Gone, Item, Noticed, Opened, Saw, Standing, Welcomed, Whole

PERSONAL = ""
"""The personal log, where a room's id would stand."""
FAR_BEHIND = 2_000
"""Past this a reader may be shown the newest anew, by docs/protocol.md ("very far behind")."""


class Reading(msgspec.Struct):
    """One client's reading of one log."""

    open: bool = False
    asked: Opened | None = None
    """The cursor it gave, until the first page came."""
    epoch: str | None = None
    upto: int = 0
    versions: dict[str, int] = msgspec.field(default_factory=dict)


def page_after_page(history: History) -> Iterator[Violation]:
    """Each page begins where the one before ended, and shows only what changed in it, once."""
    for told in history.of.values():
        readings: dict[str, Reading] = defaultdict(Reading)
        for record in told:
            match record:
                case Welcomed():
                    for reading in readings.values():
                        reading.open = False
                case Opened():
                    readings[record.room].open = True
                    readings[record.room].asked = record
                case Gone():
                    readings[record.room].open = False
                case Standing():
                    reading = readings[record.room]
                    if (reading.epoch, reading.upto) != (record.epoch, record.upto):
                        says = f"{record.who} stands at {record.upto} of {record.room}, and saw up to {reading.upto}"
                        yield Violation("page after page", says, [msgspec.structs.replace(record, items=[])])
                case Saw():
                    changes = [(item.id, item.changed) for item in record.items]
                    yield from _page(readings[record.room], record, changes)
                case Noticed():
                    changes = [(note.id, note.changed) for note in record.notes]
                    yield from _page(readings[PERSONAL], record, changes)


def _page(reading: Reading, page: Saw | Noticed, changes: list[tuple[str, int]]) -> Iterator[Violation]:
    def wrong(says: str) -> Violation:
        log = page.room if isinstance(page, Saw) else "the personal log"
        shown = [reading.asked, page] if reading.asked is not None else [page]
        return Violation("page after page", f"{page.who} in {log}: {says}", [*shown])

    if not reading.open:
        yield wrong("a page came of what was not open")
    if page.reset:
        asked = reading.asked
        if asked is None:
            yield wrong("it began anew in the middle")
        elif asked.epoch == page.epoch and asked.cursor is not None and page.to - asked.cursor <= FAR_BEHIND:
            yield wrong("it began anew, and the cursor was good")
        reading.versions.clear()
    elif reading.epoch != page.epoch:
        yield wrong(f"another epoch ({reading.epoch}, {page.epoch}) without beginning anew")
    elif page.since != reading.upto:
        yield wrong(f"{'a hole' if page.since > reading.upto else 'a repeat'}: {reading.upto}, {page.since}")
    places = [changed for _, changed in changes]
    inside = all(page.since < place <= page.to for place in places) or (
        page.reset and max(places, default=0) <= page.to
    )
    if not inside or len(set(places)) < len(places) or (places != sorted(places) and not page.reset):
        yield wrong(f"from {page.since} to {page.to} with {places}")
    for id, changed in changes:
        if reading.versions.get(id, 0) >= changed:
            yield wrong(f"{id} came twice")
        reading.versions[id] = changed
    reading.asked, reading.epoch, reading.upto = None, page.epoch, page.to


def one_order(history: History) -> Iterator[Violation]:
    """Everybody who was shown a place of a log was shown the same there, and a message keeps its position."""
    for (room, epoch), places in history.shown.items():
        positions: dict[str, Seen] = {}
        at_position: dict[int, Seen] = {}
        for place, seen in sorted(places.items()):
            for other in seen[1:]:
                if other.item != seen[0].item:
                    yield _differ(f"two saw different things at {place} of {room} in {epoch}", seen[0], other)
                    break
            now = seen[0]
            moved = positions.setdefault(now.item.id, now)
            if moved.item.position != now.item.position:
                yield _differ(f"{now.item.id} moved in {room} in {epoch}", moved, now)
            there = at_position.setdefault(now.item.position, now)
            if there.item.id != now.item.id:
                yield _differ(f"two stand at {now.item.position} of {room} in {epoch}", there, now)


def _differ(says: str, one: Seen, other: Seen) -> Violation:
    return Violation("one order", says, [_only(one), _only(other)])


def _only(seen: Seen) -> Saw | Whole:
    """The record, cut to the item in question."""
    return msgspec.structs.replace(seen.by, items=[seen.item])  # type: ignore[return-value,type-var]


def nothing_left_out(history: History) -> Iterator[Violation]:
    """Whatever changed within a page is in it, unless a later change of the same message took its place."""
    for (room, epoch), places in history.shown.items():
        order = sorted(places)
        changes: dict[str, list[int]] = defaultdict(list)
        for place in order:
            changes[places[place][0].item.id].append(place)
        for record in history.pages[room, epoch]:
            shown = {item.id: item.changed for item in record.items}
            if record.reset:
                # The newest by position: what stands above the lowest of them.
                above = min((item.position for item in record.items), default=0) - 1
                within = [p for p in order[: bisect_right(order, record.to)] if places[p][0].item.position > above]
            else:
                within = order[bisect_right(order, record.since) : bisect_right(order, record.to)]
            for place in within:
                seen = places[place][0]
                if shown.get(seen.item.id, 0) < place and changes[seen.item.id][-1] <= record.to:
                    says = f"{record.who} was not shown {seen.item.id}, which changed at {place} of {room} in {epoch}"
                    yield Violation("nothing left out", says, [record, _only(seen)])


def nothing_gone(history: History) -> Iterator[Violation]:
    """Whatever was shown in the last epoch is in the log at the end."""
    for whole in history.wholes.values():
        there = {item.id for item in whole.items}
        told: set[str] = set()
        for seen in history.shown[whole.room, whole.epoch].values():
            id = seen[0].item.id
            if id not in there and id not in told:
                told.add(id)
                yield Violation("nothing gone", f"{id} was shown and is not in {whole.room}", [_only(seen[0])])


def every_place_known(history: History) -> Iterator[Violation]:
    """Each number of a log is somebody's: a message's position, its last change, or one that an act took over."""
    for whole in history.wholes.values():
        known = {n for item in whole.items for n in (item.position, item.changed)}
        known |= set(history.shown[whole.room, whole.epoch])
        unknown = set(range(1, max(known, default=0) + 1)) - known
        acts = sum(len(history.acted(item.id, "hold", "release", "remove")) for item in whole.items)
        if len(unknown) > acts:
            says = f"nobody knows what stood at {sorted(unknown)} of {whole.room}"
            yield Violation("every place known", says)


def hidden_stays_hidden(history: History) -> Iterator[Violation]:
    """The text of a message that was removed never comes back, and of one that is held only where it was released."""
    for (room, epoch), places in history.shown.items():
        hidden: dict[str, Seen] = {}
        for _, seen in sorted(places.items()):
            item = seen[0].item
            before = hidden.get(item.id)
            if item.state != "shown":
                hidden[item.id] = seen[0]
            elif before is not None and (before.item.state != "held" or not history.acted(item.id, "release")):
                says = f"the text of {item.id} came back in {room} in {epoch}"
                yield Violation("hidden stays hidden", says, [_only(before), _only(seen[0])])
            if item.state != "shown" and any(other.item.text is not None for other in seen):
                yield Violation("hidden stays hidden", f"{item.id} is {item.state} and has a text", [_only(seen[0])])


def caught_up(history: History) -> Iterator[Violation]:
    """At the end every client shows the end of each room it is in, as the log is."""
    standing = {(r.who, r.room): r for r in history.records if isinstance(r, Standing)}
    for room, whole in history.wholes.items():
        head = max((item.changed for item in whole.items), default=0)
        for who in history.began.aliases:
            stands = standing.get((who, room))
            if stands is None:
                if history.stay(who, room, history.healed_at)[0] == "in" and room in history.began.rooms:
                    yield Violation("caught up", f"{who} is in {room} and was not shown its end")
                continue
            if (stands.epoch, stands.upto) != (whole.epoch, head):
                says = f"{who} has {room} up to {stands.upto} of {stands.epoch}, and it ends at {head} of {whole.epoch}"
                yield Violation("caught up", says)
                continue
            here, there = _by_id(stands.items), _by_id(item for item in whole.items if item.position > stands.floor)
            wrong = sorted(id for id in here.keys() | there.keys() if here.get(id) != there.get(id))
            if wrong:
                yield Violation("caught up", f"{who}'s screen shows {room} otherwise than it is: {wrong}")


def _by_id(items: Iterable[Item]) -> dict[str, Item]:
    return {item.id: item for item in items}
