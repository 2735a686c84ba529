"""A place that is only pretended, for the checker's own tests: it writes down what honest clients of an honest server
would. What a test then changes in the records is a lie that the checker has to find.
"""

import copy
from collections.abc import Iterable

import msgspec

from tests.faults.records import (
    Acted,
    Answered,
    Began,
    CaseSeen,
    Closed,
    Gone,
    Healed,
    Item,
    Moved,
    Note,
    Noticed,
    Offered,
    Opened,
    Paged,
    Piece,
    Record,
    Restored,
    Saw,
    Standing,
    TookBack,
    Welcomed,
    Whole,
    Wrote,
)

ROOM = "room"
PEOPLE = ("a", "b", "c")
NUMBER = "07700 900123"


class Kept(msgspec.Struct):
    """What the pretended database holds, and what a back-up of it would."""

    items: dict[str, Item] = {}
    head: int = 0
    held: dict[str, Wrote] = {}
    """What waits for a moderator, by id."""
    stored: dict[str, str] = {}
    """Id by client_id."""
    members: set[str] = set()
    cases: dict[str, list[Piece]] = {}
    notes: dict[str, int] = {}
    """How many notices each has had."""


class Pretended:
    """One room, three people, a moderator. Each method is one thing that happens; `records` is what was written."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.clock = 1_000.0
        self.kept = Kept()
        self.epoch = "e0"
        self.seen: dict[str, int | None] = dict.fromkeys(PEOPLE)
        """How far each has seen the room; None where nobody told them yet of this epoch."""
        self.connected: set[str] = set()
        self.wrote: list[Wrote] = []
        self.taken_back: set[str] = set()
        self._backup: tuple[float, Kept] | None = None
        self.write(Began(who="harness", rooms={ROOM: "a room"}, aliases={who: who.upper() for who in PEOPLE}))
        for who in PEOPLE:
            self.move(who, "join")
            self.connect(who)

    def write(self, *records: Record) -> None:
        for record in records:
            self.clock += 0.01
            record.at = self.clock
            self.records.append(record)

    # Coming and going ---------------------------------------------------------------------------------------

    def move(self, who: str, move: str) -> None:
        for answer in (None, "ok"):
            self.write(Moved(who=who, room=ROOM, move=move, answer=answer))  # type: ignore[arg-type]
        (self.kept.members.add if move == "join" else self.kept.members.discard)(who)

    def connect(self, who: str) -> None:
        self.connected.add(who)
        self.write(Welcomed(who=who, epoch=self.epoch))
        self._greet(who)
        self.look(who)

    def _greet(self, who: str) -> None:
        notes = self.kept.notes.get(who, 0)
        self.write(Opened(who=who, room="", epoch="log", cursor=notes) if notes else Opened(who=who, room=""))

    def look(self, who: str) -> None:
        if who in self.kept.members:
            known = self.seen[who]
            self.write(Opened(who=who, room=ROOM, epoch=None if known is None else self.epoch, cursor=known))
            self.show(who)

    def drop(self, who: str) -> None:
        """The network breaks. What happens meanwhile is seen later, in one page."""
        if who in self.connected:
            self.connected.discard(who)
            self.write(Closed(who=who, code=4001))

    def come_back(self, who: str) -> None:
        if who not in self.connected:
            self.connect(who)
        elif who not in self.kept.members:
            self.move(who, "join")
            self.look(who)

    def leave(self, who: str) -> None:
        if who in self.kept.members:
            self.move(who, "leave")
            if who in self.connected:
                self.write(Gone(who=who, room=ROOM, code="left"))

    def show(self, who: str) -> None:
        """A page with everything that is new to them."""
        since, to = self.seen[who], self.kept.head
        items = [*self.kept.items.values()]
        if since is None:
            newest = sorted(items, key=lambda item: item.position)
            self.write(Saw(who=who, room=ROOM, epoch=self.epoch, since=0, to=to, items=newest, reset=True))
        elif since < to:
            new = sorted((item for item in items if item.changed > since), key=lambda item: item.changed)
            self.write(Saw(who=who, room=ROOM, epoch=self.epoch, since=since, to=to, items=new))
        self.seen[who] = to

    def spread(self) -> None:
        """Everybody who looks is shown what is new."""
        for who in PEOPLE:
            if who in self.connected and who in self.kept.members:
                self.show(who)

    # Speaking ------------------------------------------------------------------------------------------------

    def say(self, who: str, sort: str = "plain", *, held: bool = False, lost: bool = False) -> None:
        """Say something. `lost`: the first answer does not arrive, and it is offered again."""
        if who not in self.kept.members or who not in self.connected:
            return
        tag = f"{who}/{len(self.wrote)}"
        text, secret = (f"{tag} call {NUMBER}", NUMBER) if sort == "phone" else (f"{tag} words", "")
        wrote = Wrote(
            who=who, room=ROOM, client_id=f"c{len(self.wrote)}", tag=tag, text=text, sort=sort, secret=secret  # type: ignore[arg-type]
        )  # fmt: skip
        self.write(wrote)
        self.wrote.append(wrote)
        self._offer(wrote, held=held, lost=lost)

    def _offer(self, wrote: Wrote, *, held: bool = False, lost: bool = False) -> None:
        self.write(Offered(who=wrote.who, client_id=wrote.client_id, epoch=self.epoch))
        if wrote.who not in self.kept.members:
            if wrote.sort == "danger":
                self.kept.cases.setdefault(f"case-{wrote.who}", []).append(Piece(wrote.text, None))
            self._answer(wrote, "not_a_member")
            return
        self._store(wrote, held=held)
        if lost:
            self.write(Offered(who=wrote.who, client_id=wrote.client_id, epoch=self.epoch))
        self._answer(wrote, "sent", again=lost)
        self.spread()

    def _store(self, wrote: Wrote, *, held: bool) -> None:
        id = self.kept.stored[wrote.client_id] = f"{self.epoch}-{wrote.client_id}"
        if held:
            self.kept.held[id] = wrote
        else:
            self._place(id, wrote)
        for kind in {"phone": ["masked"], "danger": ["card"], "plain": []}[wrote.sort] + ["held"] * held:
            n = self.kept.notes[wrote.who] = self.kept.notes.get(wrote.who, 0) + 1
            note = Note(f"note-{wrote.who}-{n}", n, kind, ROOM, id, wrote.client_id, wrote.text)
            self.write(Noticed(who=wrote.who, epoch="log", since=n - 1, to=n, notes=[note], reset=n == 1))
        if wrote.sort == "danger":
            self.kept.cases.setdefault(f"case-{wrote.who}", []).append(Piece(wrote.text, id))
            if held:
                self.write(Paged(who="pager", case=f"case-{wrote.who}", step="page", urgency="now", accepted=True))

    def _place(self, id: str, wrote: Wrote) -> None:
        self.kept.head += 1
        at, text = self.kept.head, wrote.text.replace(NUMBER, "...")
        self.kept.items[id] = Item(id, at, at, wrote.who.upper(), text=text, at=self.clock)

    def _answer(self, wrote: Wrote, code: str, *, again: bool = False) -> None:
        id = self.kept.stored.get(wrote.client_id, "")
        item = self.kept.items.get(id)
        answer = Answered(who=wrote.who, client_id=wrote.client_id, room=ROOM, epoch=self.epoch, code=code)
        if code == "sent":
            answer.id, answer.again, answer.stored = id, again, self.clock
            answer.state = "held" if id in self.kept.held else "shown"
            answer.position = item.position if item is not None else None
        self.write(answer)

    def take_back(self, which: int) -> None:
        """Its author deletes a message that is shown."""
        if which >= len(self.wrote):
            return
        wrote = self.wrote[which]
        id = self.kept.stored.get(wrote.client_id, "")
        if wrote.who in self.kept.members and id in self.kept.items:
            self.taken_back.add(wrote.client_id)
            self.write(TookBack(who=wrote.who, message=id))
            if self.kept.items[id].state == "shown":
                self.kept.head += 1
                self.kept.items[id] = msgspec.structs.replace(
                    self.kept.items[id], changed=self.kept.head, state="removed", text=None
                )
            self.write(TookBack(who=wrote.who, message=id, answer="ok"))
            self.spread()

    def release(self) -> None:
        """A moderator lets the room see whatever was held."""
        for id, wrote in [*self.kept.held.items()]:
            act = Acted(who="moderator", case=f"case-{wrote.who}", act="release", message=id)
            self.write(act)
            del self.kept.held[id]
            self._place(id, wrote)
            self.write(msgspec.structs.replace(act, answer="ok"))
            self.spread()

    def wait_until_all_is_due(self) -> None:
        """Long enough, after a restored back-up too, for every case that nobody took to be paged."""
        self.clock += 200
        for case in self.kept.cases:
            self.write(Paged(who="pager", case=case, step="page", urgency="now", accepted=True))

    # Back-ups ---------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        self._backup = self.clock, copy.deepcopy(self.kept)

    def restore(self) -> None:
        """All stops, the back-up is restored, everybody comes back and says again what is not there any more."""
        if self._backup is None:
            return
        began, kept = self._backup
        inside, notes = set(self.kept.members), self.kept.notes
        self.clock += 1
        self.write(Restored(who="harness", began=began, ended=began + 0.005, stopped=self.clock))
        self.kept, self.epoch = copy.deepcopy(kept), f"e{int(self.epoch[1:]) + 1}"
        self.kept.notes = notes
        self.seen = dict.fromkeys(PEOPLE)
        for who in PEOPLE:
            self.drop(who)
        for who in PEOPLE:
            self.connected.add(who)
            self.write(Welcomed(who=who, epoch=self.epoch))
            self._greet(who)
            self.move(who, "join" if who in inside else "leave")
            self.look(who)
        for wrote in self.wrote:
            if wrote.client_id in self.taken_back:
                self.take_back(int(wrote.client_id[1:]))
            elif wrote.client_id not in self.kept.stored:
                self._offer(wrote)

    # The end ----------------------------------------------------------------------------------------------------

    def end(self) -> list[Record]:
        """Everybody comes back, and all there is is read. Returns the records."""
        for who in PEOPLE:
            if who not in self.connected:
                self.connect(who)
        self.spread()
        self.write(Healed(who="harness"))
        items = sorted(self.kept.items.values(), key=lambda item: item.position)
        for who in sorted(self.kept.members):
            self.write(Standing(who=who, room=ROOM, epoch=self.epoch, upto=self.kept.head, floor=0, items=items))
        self.write(Whole(who="witness", room=ROOM, epoch=self.epoch, items=items))
        for case, evidence in self.kept.cases.items():
            about = CaseSeen(
                who="moderator", case=case, kind="danger", urgency="now", state="open", alias="", evidence=evidence
            )
            about.alias = case.removeprefix("case-").upper()
            self.write(about)
        return self.records


def without(records: Iterable[Record], gone: Record) -> list[Record]:
    return [record for record in records if record is not gone]
