"""A refusal: a stable code and plain words, raised where it is decided and told at the door."""

from collections.abc import Sequence

from server.ground.protocol import REFUSALS


class Refusal(Exception):
    """What was asked is not done. `code` is a key of protocol.REFUSALS. `also`: what else is wrong with a form. `work`:
    what has to be found out first (auth/work.py)."""

    def __init__(self, code: str, *, says: str | None = None, field: str | None = None,
                 retry_after: float | None = None, work: str | None = None) -> None:  # fmt: skip
        self.code = code
        self.says = says or REFUSALS[code]
        self.field = field
        self.retry_after = retry_after
        self.work = work
        self.also: tuple[Refusal, ...] = ()
        super().__init__(code)


def refuse_all(wrong: Sequence[Refusal]) -> None:
    """Everything that is wrong with a form at once, so that it need not be sent as often. Raises Refusal."""
    if wrong:
        first, *rest = wrong
        first.also = tuple(rest)
        raise first
