"""What a client has said and not yet heard to be stored, as web/src/wire/outbox.ts has it, and what it says once more
when the server names another epoch: the database was restored, and what was acknowledged since the back-up is gone.
New words go first then.
"""

import asyncio
import random
import uuid
from collections.abc import Callable
from typing import Any

import msgspec

from tests.faults import pace
from tests.faults.records import Answered, Offered, Record, Sort, Wrote

MOST = 200
"""So much of what was acknowledged is kept, to be said again."""
UNTIL_SIGNED_IN = frozenset(("not_signed_in", "signed_out"))


class Unsent(msgspec.Struct):
    """One message. `done`: it has its answer, and waits only for another epoch, or to be forgotten."""

    wrote: Wrote
    state: str = "waiting"
    epoch: str = ""
    id: str = ""
    taken: int = 0
    """Its place in the order in which the server took them."""
    again: bool = False
    """It was acknowledged before, in another epoch."""
    withdrawn: bool = False
    """Taken back, or removed by a moderator: these words are not said again."""


class Outbox:
    """In each room one message is under way at a time, so they arrive in the order in which they were written."""

    def __init__(
        self, who: str, say: Callable[[dict[str, Any]], bool], note: Callable[[Record], None],
        wanted: Callable[[str], bool],
        chance: random.Random,
    ) -> None:  # fmt: skip
        self._who, self._say, self._note, self._wanted, self._chance = who, say, note, wanted, chance
        self.epoch = ""
        self._again_at = 0.0
        self._taken = 0
        self._kept: dict[str, Unsent] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    @property
    def unanswered(self) -> list[Unsent]:
        return [one for one in self._kept.values() if one.state != "done"]

    @property
    def recent(self) -> list[Unsent]:
        """What was acknowledged not long ago, and still stands."""
        return [one for one in self._kept.values() if one.state == "done" and not one.withdrawn]

    def write(self, room: str, tag: str, text: str, sort: Sort = "plain", secret: str = "") -> Unsent:
        wrote = Wrote(
            who=self._who, room=room, client_id=str(uuid.uuid4()), tag=tag, text=text, sort=sort, secret=secret
        )
        self._note(wrote)
        one = self._kept[wrote.client_id] = Unsent(wrote)
        self._next(room)
        return one

    def welcome(self, epoch: str) -> None:
        """The line is up. What was acknowledged in another epoch is said again."""
        if self.epoch and epoch != self.epoch:
            for one in self._kept.values():
                if one.state == "done" and one.epoch != epoch and not one.withdrawn:
                    one.state, one.again = "waiting", True
        self.epoch = epoch

    def _forget(self) -> None:
        done = [id for id, one in self._kept.items() if one.state == "done"]
        for id in done[:-MOST]:
            del self._kept[id]

    def resume(self, room: str) -> None:
        self._next(room)

    def pause(self) -> None:
        """The line is down: what was under way waits."""
        for one in self.unanswered:
            self._become(one, "waiting")

    def find(self, id: str) -> Unsent | None:
        """The message that was acknowledged under this id."""
        return next((one for one in self._kept.values() if one.id == id), None)

    def rooms(self) -> set[str]:
        return {one.wrote.room for one in self.unanswered}

    def _next(self, room: str) -> None:
        here = [one for one in self.unanswered if one.wrote.room == room]
        if not here or any(one.state == "sending" for one in here):
            return
        first = next((one for one in here if not one.again), here[0])
        if first.state != "waiting":
            return
        client_id = first.wrote.client_id
        loop = asyncio.get_running_loop()
        wait = self._again_at - loop.time() - (pace.AGAIN_AT_ONCE - 1) * pace.AGAIN_EVERY_S
        if first.again and wait > 0:
            self._become(first, "waiting", retry_in=wait)
            return
        if self._say({"t": "send", "room": room, "client_id": client_id, "text": first.wrote.text}):
            self._note(Offered(who=self._who, client_id=client_id, epoch=self.epoch))
            self._become(first, "sending", retry_in=pace.ANSWER_WITHIN_S)
            if first.again:
                self._again_at = max(self._again_at, loop.time()) + pace.AGAIN_EVERY_S

    def _become(self, one: Unsent, state: str, *, retry_in: float | None = None) -> None:
        timer = self._timers.pop(one.wrote.client_id, None)
        if timer is not None:
            timer.cancel()
        one.state = state
        if retry_in is not None:
            loop = asyncio.get_running_loop()
            self._timers[one.wrote.client_id] = loop.call_later(retry_in, self._retry, one)

    def _retry(self, one: Unsent) -> None:
        if one.state != "done":
            self._become(one, "waiting")
            self._next(one.wrote.room)

    def sent(self, frame: dict[str, Any], at: float) -> None:
        one = self._kept.get(frame["client_id"])
        self._note(
            Answered(
                who=self._who, at=at, client_id=frame["client_id"], room=frame["room"], epoch=self.epoch, code="sent",
                id=frame["id"], state=frame["state"], position=frame.get("position"), again=frame.get("again", False),
                stored=frame["at"] / 1000 if frame.get("at") else None, card=frame.get("card"),
            )
        )  # fmt: skip
        if one is not None:
            if not frame.get("again") or not one.taken:
                self._taken += 1
                one.taken = self._taken
            one.id, one.epoch = frame["id"], self.epoch
            one.withdrawn = one.withdrawn or frame["state"] in ("removed", "declined")
            self._become(one, "done")
            self._forget()
            self._next(frame["room"])

    def seen(self, room: str, ids: set[str]) -> None:
        """A log of this epoch shows these: what was taken in its room before one of them is there too."""
        before = [one for one in self._kept.values() if one.wrote.room == room and one.epoch not in ("", self.epoch)]
        last: dict[str, int] = {}
        for one in before:
            if one.id in ids:
                last[one.epoch] = max(last.get(one.epoch, 0), one.taken)
        for one in before:
            if one.taken <= last.get(one.epoch, -1) and one.state != "sending":
                one.epoch = self.epoch
                self._become(one, "done")
        self._next(room)

    def refused(self, frame: dict[str, Any], at: float) -> bool:
        """Returns whether the message waits for its author to be let into the room again."""
        one = self._kept.get(frame["client_id"])
        wait = frame.get("retry_after")
        outside = frame["code"] == "not_a_member" and self._wanted(frame["room"])
        again = wait is not None or outside or frame["code"] in UNTIL_SIGNED_IN
        self._note(
            Answered(
                who=self._who, at=at, client_id=frame["client_id"], room=frame["room"], epoch=self.epoch,
                code=frame["code"], final=not again, card=frame.get("card"),
            )
        )  # fmt: skip
        if one is None or one.state == "done":
            return False
        if again:
            self._become(one, "delayed", retry_in=pace.spread(wait or pace.TRY_AGAIN_S, self._chance.random()))
        else:
            del self._kept[one.wrote.client_id]
            self._become(one, "done")
            self._next(frame["room"])
        return outside
