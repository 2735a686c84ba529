"""That it is really this person: proving it again, and changing the passphrase that proves it."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import func, select, update

from server.auth import passkeys, pseudonyms
from server.auth.own_sessions import end_others
from server.auth.passphrase import Passphrases
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import NewPassphrase
from server.ground.bus import Bus
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.refusal import Refusal

a, s = schema.accounts.c, schema.sessions.c

Take = Callable[[str, UUID], float]
"""How long somebody has to wait before they may do this; see rooms/limits.py."""


class Proofs:
    """Takes proofs."""

    def __init__(self, database: Database, bus: Bus, passphrases: Passphrases, take: Take) -> None:
        self._database = database
        self._bus = bus
        self._passphrases = passphrases
        self._take = take

    async def prove(self, person: Person, given: str) -> None:
        """From now on, for a while, this session may do what is dangerous. Raises Refusal."""
        await self.check(person, given, "passphrase")
        async with self._database.begin() as connection:
            await connection.execute(update(schema.sessions).where(s.id == person.session).values(proved_at=func.now()))

    async def change_passphrase(self, person: Person, wanted: NewPassphrase) -> None:
        """A new passphrase. All other sessions and passkeys end: whoever knew the old one is out. Raises Refusal."""
        verified = await self.check(person, wanted.old, "old")
        unusable = await self._passphrases.wrong_with(wanted.new, person.pseudonym, "new")
        if unusable:
            raise unusable
        stored = await self._passphrases.hash(wanted.new)
        async with transaction(self._database, self._bus) as tx:
            changed = await tx.connection.execute(
                update(schema.accounts)
                .where(a.id == person.account, a.passphrase == verified)
                .values(passphrase=stored)
            )
            if changed.rowcount == 0:  # changed from another device meanwhile
                raise Refusal("proof_wrong", field="old")
            await passkeys.forget_of_peer(tx.connection, person.account)
            await end_others(tx, person)

    async def check(self, person: Person, given: str, field: str) -> str:
        """Compare with the passphrase that is stored; returns its hash. Raises Refusal."""
        wait = self._take("prove", person.account)
        if wait:
            raise Refusal("too_fast", retry_after=wait)
        async with self._database.begin() as connection:
            stored: str = (await connection.scalars(select(a.passphrase).where(a.id == person.account))).one()
        key = pseudonyms.key(person.pseudonym)
        if not await self._passphrases.matches(key, stored, given):
            raise Refusal("proof_wrong", field=field)
        return stored
