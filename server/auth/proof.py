"""That it is the person themselves who asks: their passphrase, once more. A session may be in somebody else's hands."""

from uuid import UUID

from sqlalchemy import select

from server.auth import passphrase
from server.auth.passphrase import Passphrases
from server.ground import schema
from server.ground.db import Database
from server.ground.refusal import Refusal

NOT_YOURS = "This is not your passphrase. Nothing was done."


async def prove(database: Database, passphrases: Passphrases, account: UUID, given: str) -> None:
    """Raises Refusal where it is another one."""
    a = schema.accounts.c
    async with database.begin() as connection:
        stored, name = (await connection.execute(select(a.passphrase, a.pseudonym_key).where(a.id == account))).one()
    try:
        matches = len(given) <= passphrase.LONGEST and await passphrases.matches(name, stored, given)
    except passphrase.Busy:
        raise Refusal("busy", retry_after=3) from None
    if not matches:
        raise Refusal("wrong_credentials", says=NOT_YOURS, field="passphrase")
