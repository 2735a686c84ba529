"""What a client has of a log, as web/src/wire/log.ts has it: where it is, and what its screen shows."""

from typing import Any

import msgspec

from tests.faults.records import Item


class Log(msgspec.Struct):
    """`items` by id, with a position above `floor`."""

    epoch: str | None = None
    upto: int = 0
    floor: int = 0
    items: dict[str, Item] = msgspec.field(default_factory=dict)

    @property
    def cursor(self) -> dict[str, Any] | None:
        return None if self.epoch is None else {"epoch": self.epoch, "at": self.upto}

    def fits(self, frame: dict[str, Any]) -> bool:
        return self._anew(frame) or frame["from"] <= self.upto

    def _anew(self, frame: dict[str, Any]) -> bool:
        return bool(frame.get("reset")) or frame["epoch"] != self.epoch

    def apply(self, frame: dict[str, Any], items: list[Item]) -> None:
        if self._anew(frame):
            lowest = min((item.position for item in items), default=0)
            self.epoch, self.upto = frame["epoch"], frame["from"]
            self.floor, self.items = max(frame["from"], lowest - 1), {}
        for item in items:
            known = self.items.get(item.id)
            if item.position > self.floor and (known is None or known.changed < item.changed):
                self.items[item.id] = item
        self.upto = max(self.upto, frame["to"])


def item(wire: dict[str, Any]) -> Item:
    """A message as the wire has it, as a record has it."""
    return Item(
        id=wire["id"], position=wire["position"], changed=wire["changed"], alias=wire["alias"],
        state=wire.get("state", "shown"), text=wire.get("text"), at=wire["at"] / 1000,
    )  # fmt: skip
