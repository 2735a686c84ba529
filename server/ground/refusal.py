"""A refusal: a stable code and plain words, raised where it is decided and told at the door."""

from server.ground.protocol import REFUSALS


class Refusal(Exception):
    """What was asked is not done. `code` is a key of protocol.REFUSALS."""

    def __init__(self, code: str, *, says: str | None = None, field: str | None = None,
                 retry_after: float | None = None) -> None:  # fmt: skip
        self.code = code
        self.says = says or REFUSALS[code]
        self.field = field
        self.retry_after = retry_after
        super().__init__(code)
