"""Accounts: a pseudonym and a passphrase, and nothing that says who somebody is."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.auth import consent, erased_names, invitations, pseudonyms, sessions
from server.auth.passphrase import Passphrases
from server.ground import schema
from server.ground.api import Registration, SignIn
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal, refuse_all

Granted = Callable[[AsyncConnection, UUID, str], Awaitable[None]]
"""Records that an account has taken a role, in the same transaction."""


class Accounts:
    """Registering and signing in. `second`: the second proof of new sessions, "not_asked" where staff need none."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        passphrases: Passphrases,
        age_range: str,
        second: str | None,
        granted: Granted,
    ) -> None:
        self._database = database
        self._keys = keys
        self._passphrases = passphrases
        self._age_range = age_range
        self._second = second
        self._granted = granted

    async def register(self, wanted: Registration, found: Sequence[Refusal] = ()) -> str:
        """Make an account and its first session. Returns the cookie's secret. Raises Refusal, with all that is wrong at
        once; `found` is what others have found wrong already."""
        wrong = [*found]
        shown = pseudonyms.tidy(wanted.pseudonym)
        if shown is None:
            like_staff = pseudonyms.is_like_staff(wanted.pseudonym)
            wrong.append(Refusal("pseudonym_staff" if like_staff else "pseudonym_unusable", field="pseudonym"))
        if not wanted.age_confirmed:
            wrong.append(Refusal("age_not_confirmed", field="age_confirmed"))
        agreed = consent.in_force(self._age_range)
        if wanted.consent != agreed.version:
            wrong.append(Refusal("consent_outdated", field="consent"))
        unusable = await self._passphrases.wrong_with(wanted.passphrase, shown or "", "passphrase")
        refuse_all([*wrong, *([unusable] if unusable else [])])
        assert shown is not None
        stored = await self._passphrases.hash(wanted.passphrase)
        account = uuid.uuid4()
        try:
            async with self._database.begin() as connection:
                # First of all: a false invitation tells nothing about who is here.
                role = None if wanted.invitation is None else await invitations.use(connection, wanted.invitation)
                if await erased_names.kept(connection, self._keys.master, [pseudonyms.key(shown)]):
                    raise Refusal("pseudonym_taken", field="pseudonym")
                await connection.execute(
                    insert(schema.accounts).values(
                        id=account,
                        pseudonym=shown,
                        pseudonym_key=pseudonyms.key(shown),
                        passphrase=stored,
                        country=wanted.country,
                    )
                )
                await connection.execute(
                    insert(schema.consents).values(
                        account_id=account, version=agreed.version, age_range=agreed.age_range
                    )
                )
                await self._keys.create(connection, account)
                if role is not None:
                    await invitations.grant(connection, account, role)
                    await self._granted(connection, account, role)
                return await sessions.start(connection, account, kept=wanted.keep, second=self._second)
        except IntegrityError as error:
            if "pseudonym_key" in str(error.orig):
                raise Refusal("pseudonym_taken", field="pseudonym") from None
            raise

    async def sign_in(self, wanted: SignIn) -> str:
        """Start a session. Returns the cookie's secret. Raises Refusal, the same for a wrong name or passphrase."""
        a, name = schema.accounts.c, pseudonyms.key(wanted.pseudonym[:200])
        async with self._database.begin() as connection:
            found = (
                await connection.execute(select(a.id, a.passphrase, a.status).where(a.pseudonym_key == name))
            ).first()
        matches = await self._passphrases.matches(name, found.passphrase if found else None, wanted.passphrase)
        if found is None or not matches:
            raise Refusal("wrong_credentials", field="passphrase")
        if found.status != "active":
            raise Refusal("suspended")
        async with self._database.begin() as connection:
            still = select(a.id).where(a.id == found.id, a.passphrase == found.passphrase).with_for_update(read=True)
            if await connection.scalar(still) is None:  # changed meanwhile: its owner has just shut everybody else out
                raise Refusal("wrong_credentials", field="passphrase")
            return await sessions.start(connection, found.id, kept=wanted.keep, second=self._second)

    async def free_pseudonyms(self, count: int) -> list[str]:
        """Suggestions nobody has yet."""
        suggested = {pseudonyms.key(name): name for name in pseudonyms.suggest(count * 4)}
        k = schema.accounts.c.pseudonym_key
        async with self._database.begin() as connection:
            taken = set(await connection.scalars(select(k).where(k.in_(suggested))))
            taken |= await erased_names.kept(connection, self._keys.master, suggested)
        return [name for k, name in suggested.items() if k not in taken][:count]

    async def change_country(self, account: UUID, country: str) -> None:
        a = schema.accounts
        async with self._database.begin() as connection:
            await connection.execute(update(a).where(a.c.id == account).values(country=country))
