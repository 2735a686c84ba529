"""The second proof: what staff show besides their passphrase. Without it their session can set one up, and no more.

Whether a session has given it is a column of the session (`sessions.second`); what follows from that is the role
"unproven" in the table of permissions.
"""

import time
import uuid
from collections.abc import Callable

import segno
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from server.auth import pseudonyms, totp
from server.auth.proofs import Take
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import NewTotp, Totp
from server.ground.db import Database
from server.ground.keys import Keys
from server.ground.refusal import Refusal

PLACE = "Porchlight"

s, t = schema.sessions.c, schema.totp.c


class SecondProof:
    """Sets up and takes second proofs."""

    def __init__(self, database: Database, keys: Keys, take: Take, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._keys = keys
        self._take = take
        self._clock = clock

    async def has(self, person: Person) -> bool:
        """Whether the person has set up an app."""
        async with self._database.begin() as connection:
            return await connection.scalar(select(t.id).where(t.account_id == person.account)) is not None

    def new(self, person: Person) -> NewTotp:
        """What to give to an authenticator app. It counts once a code of it has come back (`set_up`)."""
        secret = totp.new_secret()
        address = totp.address(secret, PLACE, person.pseudonym)
        rows = segno.make(address, error="m").matrix_iter(border=2)
        return NewTotp(secret, address, ["".join("1" if dark else "0" for dark in row) for row in rows])

    async def set_up(self, person: Person, wanted: Totp) -> None:
        """Take codes from this app from now on, in place of any other. Raises Refusal."""
        if not totp.is_secret(wanted.secret):
            raise Refusal("bad_request", field="secret")
        self._count(person)
        step = totp.step_of(wanted.secret, wanted.code, self._clock())
        if step is None:
            raise Refusal("code_wrong", field="code")
        id = uuid.uuid4()
        sealed = await self._keys.seal(person.account, wanted.secret.encode(), "totp", id, "secret")
        new = {"id": id, "secret": sealed, "last_step": step}
        async with self._database.begin() as connection:
            added = insert(schema.totp).values(account_id=person.account, **new)
            await connection.execute(added.on_conflict_do_update(index_elements=["account_id"], set_=new))
            await connection.execute(update(schema.sessions).where(s.id == person.session).values(second="code"))

    async def prove(self, person: Person, code: str) -> None:
        """A code of the person's app: a second proof for this session, and a fresh one. Raises Refusal."""
        self._count(person)
        async with self._database.begin() as connection:
            app = (await connection.execute(select(t.id, t.secret).where(t.account_id == person.account))).first()
        if app is None:
            raise Refusal("code_wrong", field="code")
        await self._keys.load((person.account,))
        secret = self._keys.open(person.account, app.secret, "totp", app.id, "secret").decode()
        step = totp.step_of(secret, code, self._clock())
        if step is None:
            raise Refusal("code_wrong", field="code")
        unused = t.id == app.id, t.last_step < step
        async with self._database.begin() as connection:
            used = await connection.execute(update(schema.totp).where(*unused).values(last_step=step))
            if used.rowcount == 0:
                raise Refusal("code_wrong", field="code")
            given = update(schema.sessions).where(s.id == person.session)
            await connection.execute(given.values(second="code", proved_at=func.now()))

    def _count(self, person: Person) -> None:
        wait = self._take("code", person.account)
        if wait:
            raise Refusal("too_fast", retry_after=wait)


async def forget(database: Database, pseudonym: str) -> bool:
    """Staff whose phone is gone set up another; their sessions end. Returns whether there is somebody of this name."""
    a, r = schema.accounts.c, schema.roles.c
    named = select(a.id).join(schema.roles, r.account_id == a.id).where(a.pseudonym_key == pseudonyms.key(pseudonym))
    async with database.begin() as connection:
        account = await connection.scalar(named.limit(1))
        if account is None:
            return False
        await connection.execute(delete(schema.totp).where(t.account_id == account))
        await connection.execute(delete(schema.passkeys).where(schema.passkeys.c.account_id == account))
        await connection.execute(
            update(schema.sessions).where(s.account_id == account, s.ended_at.is_(None)).values(ended_at=func.now())
        )
        await connection.execute(insert(schema.revocations).values(account_id=account, code="signed_out"))
    return True
