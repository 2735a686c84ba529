"""Recovery words: six words on paper that open an account once, for whoever asked for them.

Six of some 1,660 words are 64 bits, from the English list of BIP 39 (MIT licence) without what could hurt to read.
Only their argon2 hash is kept. They are used with a new passphrase, in one request, and then they are gone.
"""

import re
import secrets
from functools import cache
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from server.auth import passkeys, pseudonyms, sessions
from server.auth.own_sessions import end_some
from server.auth.passphrase import Passphrases
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import Recovering, RecoveryMade, RecoveryWords
from server.ground.bus import Bus
from server.ground.commit import transaction
from server.ground.db import Database
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal

WORDS = Path(__file__).with_name("recovery_words.txt")
HOW_MANY = 6

a, r, s = schema.accounts.c, schema.recoveries.c, schema.sessions.c


@cache
def words() -> tuple[str, ...]:
    return tuple(WORDS.read_text().split())


def as_written(text: str) -> str:
    """The words alone, however they were typed: capitals, commas and numbers before them make no difference."""
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


class Recovery:
    """Makes and takes recovery words."""

    def __init__(self, database: Database, bus: Bus, passphrases: Passphrases, second: str | None) -> None:
        self._database = database
        self._bus = bus
        self._passphrases = passphrases
        self._second = second

    async def made(self, person: Person) -> RecoveryMade:
        """When the words that would work now were made."""
        async with self._database.begin() as connection:
            at = await connection.scalar(select(r.made_at).where(r.account_id == person.account))
        return RecoveryMade(None if at is None else milliseconds(at))

    async def make(self, person: Person) -> RecoveryWords:
        """New words, in place of any others. Nobody can be shown them again."""
        chosen = [secrets.choice(words()) for _ in range(HOW_MANY)]
        hashed = await self._passphrases.hash(" ".join(chosen))
        new = insert(schema.recoveries).values(account_id=person.account, words=hashed)
        async with self._database.begin() as connection:
            again = new.on_conflict_do_update(
                index_elements=["account_id"], set_={"words": hashed, "made_at": func.clock_timestamp()}
            )
            await connection.execute(again)
        return RecoveryWords(chosen)

    async def forget(self, person: Person) -> None:
        async with self._database.begin() as connection:
            await connection.execute(delete(schema.recoveries).where(r.account_id == person.account))

    async def use(self, given: Recovering) -> str:
        """A new passphrase and a session, for the words; every other session ends. Returns the cookie's secret. Raises
        Refusal, the same for a wrong name and for wrong words."""
        unusable = await self._passphrases.wrong_with(given.passphrase, given.pseudonym[:200], "passphrase")
        if unusable:
            raise unusable
        name = pseudonyms.key(given.pseudonym[:200])
        async with self._database.begin() as connection:
            found = (
                await connection.execute(
                    select(a.id, a.status, r.words).join(schema.recoveries).where(a.pseudonym_key == name)
                )
            ).first()
        matches = await self._passphrases.matches(name, found.words if found else None, as_written(given.words))
        if found is None or not matches:
            raise Refusal("recovery_wrong", field="words")
        if found.status != "active":
            raise Refusal("suspended")
        stored = await self._passphrases.hash(given.passphrase)
        async with transaction(self._database, self._bus) as tx:
            await tx.connection.execute(update(schema.accounts).where(a.id == found.id).values(passphrase=stored))
            used = delete(schema.recoveries).where(r.account_id == found.id, r.words == found.words)
            if (await tx.connection.execute(used)).rowcount == 0:  # somebody was faster, or they were made anew
                raise Refusal("recovery_wrong", field="words")
            await passkeys.forget_of_peer(tx.connection, found.id)
            await end_some(tx, s.account_id == found.id, s.ended_at.is_(None))
            return await sessions.start(tx.connection, found.id, kept=given.keep, second=self._second)
