"""What the records say, put together: who was in which room when, what each place of a room's log held, which acts a
restored back-up undid. Where the records leave something open, it says so, and the checks give no verdict.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec

from tests.faults.records import (
    Acted,
    Answered,
    AnyRecord,
    Began,
    Healed,
    Item,
    Moved,
    Offered,
    Read,
    Record,
    Restored,
    Saw,
    TookBack,
    Welcomed,
    Whole,
    Wrote,
)

ALWAYS = float("-inf")
LINGERS_S = 60.0
"""A request that nobody answered may still be carried out by a stopped instance that goes on; not later than this."""


class Violation(msgspec.Struct):
    """A promise that was broken, with the records that show it."""

    check: str
    says: str
    records: list[Record] = []


class Seen(msgspec.Struct, frozen=True):
    """An item of a room's log, and the record it stands in."""

    item: Item
    by: AnyRecord


class History:
    """The records of one run, by what the checks ask of them."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = sorted(records, key=lambda record: record.at)
        self.of: dict[str, list[Record]] = defaultdict(list)
        self.wrote: dict[str, Wrote] = {}
        self.offered: dict[str, list[Offered]] = defaultdict(list)
        self.answers: dict[str, list[Answered]] = defaultdict(list)
        self.acts: dict[str, list[Acted]] = defaultdict(list)
        """Moderators' acts by the message they are about."""
        self.taken_back: dict[str, list[TookBack]] = defaultdict(list)
        self.wholes: dict[str, Whole] = {}
        self.restores: list[Restored] = []
        self.began = Began(who="", at=ALWAYS, rooms={}, aliases={})
        self.healed_at = self.records[-1].at if self.records else 0.0
        self._first_welcome: dict[str, float] = {}
        self._stays: dict[tuple[str, str], list[tuple[float, str]]] = {}
        for record in self.records:
            self.of[record.who].append(record)
            self._take(record)
        self.pages: dict[tuple[str, str], list[Saw]] = defaultdict(list)
        """(room, epoch) -> every page that came of it."""
        self.shown: dict[tuple[str, str], dict[int, list[Seen]]] = defaultdict(lambda: defaultdict(list))
        """(room, epoch) -> place in its log -> what was shown of it, by everybody."""
        for record in self.records:
            if isinstance(record, Saw):
                self.pages[record.room, record.epoch].append(record)
            if isinstance(record, Saw | Whole):
                for item in record.items:
                    self.shown[record.room, record.epoch][item.changed].append(Seen(item, record))

    def _take(self, record: Record) -> None:
        match record:
            case Wrote():
                self.wrote[record.client_id] = record
            case Offered():
                self.offered[record.client_id].append(record)
            case Answered():
                self.answers[record.client_id].append(record)
            case Acted(message=str(message)):
                self.acts[message].append(record)
            case TookBack():
                self.taken_back[record.message].append(record)
            case Welcomed():
                self._first_welcome.setdefault(record.epoch, record.at)
            case Whole():
                self.wholes[record.room] = record
                self._first_welcome.setdefault(record.epoch, record.at)
            case Restored():
                self.restores.append(record)
            case Began():
                self.began = record
            case Healed():
                self.healed_at = record.at

    # Messages ---------------------------------------------------------------------------------------------

    def ids(self, client_id: str) -> set[str]:
        """Every id under which the message was ever acknowledged."""
        return {answer.id for answer in self.answers[client_id] if answer.code == "sent" and answer.id is not None}

    def acknowledged(self, client_id: str) -> Answered | None:
        """The last time it was."""
        sent = [answer for answer in self.answers[client_id] if answer.code == "sent"]
        return sent[-1] if sent else None

    def acted(self, message: str, *acts: str) -> list[Acted]:
        """Acts of these kinds that were at least asked for."""
        return [act for act in self.acts[message] if act.act in acts]

    def withdrawn(self, client_id: str) -> bool:
        """Whether it was to be taken back, or a moderator asked to keep it out. It is not said again then."""
        return any(self.taken_back[id] or self.acted(id, "remove", "decline") for id in self.ids(client_id))

    # Restored back-ups -------------------------------------------------------------------------------------

    def epochs_before(self, at: float) -> int:
        return sum(restored.stopped < at for restored in self.restores)

    def number(self, epoch: str) -> int:
        """Which epoch it is, from 0."""
        return self.epochs_before(self._first_welcome.get(epoch, ALWAYS))

    def may_hold(self, at: float, number: int) -> bool:
        """Whether something done at `at` may still be so in this epoch: no restored back-up is older than it."""
        return all(at <= restored.ended for restored in self.restores[self.epochs_before(at) : number])

    def surely_done(self, records: Iterable[TookBack | Acted]) -> list[float]:
        """When each of these requests was answered with "ok", where no back-up was restored since it was asked for."""
        asked, done = ALWAYS, []
        for record in records:
            if record.answer is None:
                asked = record.at
            elif record.answer == "ok" and self.epochs_before(asked) == self.epochs_before(record.at):
                done.append(record.at)
        return done

    def surely_holds(self, at: float, number: int) -> bool:
        return self.epochs_before(at) <= number and all(
            at <= restored.began for restored in self.restores[self.epochs_before(at) : number]
        )

    # Who was where ------------------------------------------------------------------------------------------

    def stay(self, who: str, room: str, at: float) -> tuple[Literal["in", "out", "unsure"], float]:
        """Whether somebody was in a room at a moment, and since when that is certain."""
        if (who, room) not in self._stays:
            self._stays[who, room] = self._stays_of(who, room)
        here: tuple[float, str] = (ALWAYS, "out")
        for change in self._stays[who, room]:
            if change[0] > at:
                break
            here = change
        return here[1], here[0]  # type: ignore[return-value]

    def _stays_of(self, who: str, room: str) -> list[tuple[float, str]]:
        changes: list[tuple[float, str]] = []
        waiting: Moved | None = None
        lingering: dict[str, float] = {"join": ALWAYS, "leave": ALWAYS}
        mine: list[AnyRecord] = [r for r in self.of[who] if isinstance(r, Moved) and r.room == room]
        for record in sorted([*mine, *self.restores], key=lambda r: r.stopped if isinstance(r, Restored) else r.at):
            if isinstance(record, Restored):
                # What they had done since the back-up is undone, until they have asked for it again.
                if changes and changes[-1][0] > record.began:
                    changes.append((record.stopped, "unsure"))
            elif isinstance(record, Moved):
                if record.answer is None:
                    if waiting is not None:
                        lingering[waiting.move] = waiting.at + LINGERS_S
                    waiting = record
                    changes.append((record.at, "unsure"))
                elif record.answer != "ok":
                    waiting = None
                else:
                    becomes, other = ("in", "leave") if record.move == "join" else ("out", "join")
                    same = waiting is None or self.epochs_before(waiting.at) == self.epochs_before(record.at)
                    certain = same and lingering[other] < record.at
                    changes.append((record.at, becomes if certain else "unsure"))
                    waiting = None
        return changes


def first_at(records: Iterable[Record]) -> float:
    return min((record.at for record in records), default=float("inf"))


def looks(history: History) -> Iterable[tuple[Saw | Read | Whole, Item]]:
    """Every item of a room's log that anybody was shown in any way."""
    for record in history.records:
        if isinstance(record, Saw | Read | Whole):
            for item in record.items:
                yield record, item
