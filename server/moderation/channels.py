"""By what ways somebody outside the browser is called, and what a call says. Nothing of anybody's words or names."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from server.ground.master_key import MasterKey
from server.ground.settings import Settings

Targets = Mapping[str, Mapping[str, str]]
"""step -> channel ("webhook", "email") -> the address."""


class Call(NamedTuple):
    """`page` is the same however often one is told of it. `acknowledge`: the address that stops the climb."""

    page: int
    case: UUID
    step: str
    urgency: str
    opened: datetime
    due: datetime
    link: str
    acknowledge: str


class NotTold(Exception):
    """It did not arrive, or it is not known whether it did. `code` is no one's words: a status, or a kind of fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Channel(Protocol):
    async def tell(self, target: str, call: Call) -> None:
        """Raises NotTold. Bounded in time."""


def targets(settings: Settings) -> Targets:
    """Who is called at which step. Where nobody is named as the backup, or as the trustee, the on-call is called."""
    on_call = {"webhook": settings.porchlight_pager_url, "email": settings.porchlight_oncall_email}
    backup = {"webhook": settings.porchlight_backup_url, "email": settings.porchlight_backup_email}
    trustee = {"webhook": settings.porchlight_trustee_url, "email": settings.porchlight_trustee_email}
    named = {"page": on_call, "backup": backup, "trustee": trustee}
    return {
        step: {way: to for way, to in (ways if any(ways.values()) else on_call).items() if to}
        for step, ways in named.items()
    }


def token(master: MasterKey, page: int, case: UUID) -> str:
    """What whoever was called shows when they acknowledge. It follows from the master key, so it is kept nowhere."""
    return f"{page}-{master.fingerprint(b'acknowledge', str(page).encode(), case.bytes).hex()}"
