"""Telling one person something: an entry in their personal log."""

import uuid
from uuid import UUID

import msgspec
from sqlalchemy import insert, update

from server.ground import schema
from server.ground.bus import PersonChanged, person
from server.ground.commit import Transaction
from server.ground.keys import Keys
from server.rooms.log import NoticeBody


async def tell(tx: Transaction, keys: Keys, account: UUID, kind: str, body: NoticeBody) -> None:
    """Append a notice to somebody's personal log. Takes their account lock: first in the lock order. To whoever has
    erased their account nothing is told."""
    a, id = schema.accounts, uuid.uuid4()
    theirs = update(a).where(a.c.id == account, a.c.erased_at.is_(None))
    head = await tx.connection.scalar(theirs.values(head=a.c.head + 1).returning(a.c.head))
    if head is None:
        return
    sealed = await keys.seal(account, msgspec.json.encode(body), "notices", id)
    await tx.connection.execute(
        insert(schema.notices).values(id=id, account_id=account, position=head, changed=head, kind=kind, body=sealed)
    )
    tx.announce(person(account), PersonChanged(head - 1, head))
