"""Passkeys (WebAuthn): a key in somebody's device that signs a question, after the device has asked who holds it.

With one they come in without a name or a passphrase; for staff it is the second proof. Nothing in it says who they are:
the device lists it under this site's address and the day it was made, not under the pseudonym.
"""

import json
import secrets
import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from webauthn.helpers import base64url_to_bytes, options_to_json, structs
from webauthn.helpers.exceptions import WebAuthnException

from server.auth import sessions
from server.auth.sessions import Person
from server.ground import schema
from server.ground.api import MyPasskey
from server.ground.db import Database
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal

LASTS = timedelta(minutes=5)
MOST = 10
"""Passkeys of one account."""

a, c, k, s = schema.accounts.c, schema.challenges.c, schema.passkeys.c, schema.sessions.c
ASKS_WHO = structs.UserVerificationRequirement.REQUIRED


class Site(NamedTuple):
    """What a passkey is bound to: the host of the page that asks. `origins`: pages that may ask."""

    origin: str
    origins: Collection[str]

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""


class Passkeys:
    """Makes and takes passkeys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, person: Person) -> list[MyPasskey]:
        mine = select(k.id, k.made_at, k.last_used).where(k.account_id == person.account).order_by(k.made_at)
        async with self._database.begin() as connection:
            rows = (await connection.execute(mine)).all()
        return [MyPasskey(row.id, milliseconds(row.made_at), row.last_used.isoformat()) for row in rows]

    async def begin_making(self, person: Person, site: Site) -> str:
        """What the browser asks the device for, as JSON. Raises Refusal."""
        async with self._database.begin() as connection:
            known = list(await connection.scalars(select(k.credential).where(k.account_id == person.account)))
            if len(known) >= MOST:
                raise Refusal("bad_request", says=f"At most {MOST} passkeys. Remove one first.")
            challenge = await _ask(connection, person.session)
            today = await connection.scalar(select(func.current_date()))
        name = f"Notes, {today}"  # whoever opens the device's list reads this
        options = webauthn.generate_registration_options(
            rp_id=site.host,
            rp_name="Notes",
            user_name=name,
            user_display_name=name,
            user_id=person.account.bytes,
            challenge=challenge,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=ASKS_WHO
            ),
            exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=credential) for credential in known],
        )
        return options_to_json(options)

    async def make(self, person: Person, credential: str, site: Site) -> None:
        """Take this passkey from now on; for staff it is their second proof, too. Raises Refusal."""
        async with self._database.begin() as connection:
            challenge = await _asked(connection, credential, person.session)
            try:
                made = webauthn.verify_registration_response(
                    credential=credential,
                    expected_challenge=challenge,
                    expected_rp_id=site.host,
                    expected_origin=list(site.origins),
                    require_user_verification=True,
                )
            except (WebAuthnException, ValueError, KeyError):
                raise Refusal("passkey_wrong") from None
            new = insert(schema.passkeys).values(
                id=uuid.uuid4(),
                account_id=person.account,
                credential=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
            )
            if (await connection.execute(new.on_conflict_do_nothing())).rowcount == 0:
                raise Refusal("passkey_wrong")  # it is somebody's already
            if "unproven" in person.roles:
                await _proven(connection, person.session)

    async def remove(self, person: Person, passkey: UUID) -> None:
        """Raises Refusal."""
        mine = k.id == passkey, k.account_id == person.account
        async with self._database.begin() as connection:
            if (await connection.execute(delete(schema.passkeys).where(*mine))).rowcount == 0:
                raise Refusal("not_found")

    async def begin(self, person: Person | None, site: Site) -> str:
        """A question for any passkey of this site, as JSON. It names nobody's."""
        async with self._database.begin() as connection:
            challenge = await _ask(connection, None if person is None else person.session)
        options = webauthn.generate_authentication_options(
            rp_id=site.host, challenge=challenge, user_verification=ASKS_WHO
        )
        return options_to_json(options)

    async def come_in(self, credential: str, site: Site, *, keep: bool) -> str:
        """Start a session. Returns the cookie's secret. Raises Refusal."""
        async with self._database.begin() as connection:
            account = await self._signed(connection, credential, site, session=None)
            if await connection.scalar(select(a.status).where(a.id == account)) != "active":
                raise Refusal("suspended")
            return await sessions.start(connection, account, kept=keep, second="passkey")

    async def prove(self, person: Person, credential: str, site: Site) -> None:
        """A fresh proof for this session, and its second one. Raises Refusal."""
        async with self._database.begin() as connection:
            if await self._signed(connection, credential, site, session=person.session) != person.account:
                raise Refusal("passkey_wrong")
            await _proven(connection, person.session)

    async def _signed(self, connection: AsyncConnection, credential: str, site: Site, session: UUID | None) -> UUID:
        """Whose passkey has signed the question. Raises Refusal."""
        challenge = await _asked(connection, credential, session)
        try:
            name = base64url_to_bytes(json.loads(credential)["id"])
            known = (await connection.execute(select(schema.passkeys).where(k.credential == name))).first()
            if known is None:
                raise Refusal("passkey_wrong")
            signed = webauthn.verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=list(site.origins),
                credential_public_key=known.public_key,
                credential_current_sign_count=known.sign_count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            raise Refusal("passkey_wrong") from None
        used = update(schema.passkeys).where(k.id == known.id)
        await connection.execute(used.values(sign_count=signed.new_sign_count, last_used=func.current_date()))
        return UUID(str(known.account_id))


async def forget_of_peer(connection: AsyncConnection, account: UUID) -> None:
    """Whoever had this account in their hands may have made one. Those of staff stay: they are their second proof,
    which somebody with the passphrase alone must not replace."""
    staff = select(schema.roles.c.account_id).where(schema.roles.c.account_id == account).exists()
    await connection.execute(delete(schema.passkeys).where(k.account_id == account, ~staff))


async def _proven(connection: AsyncConnection, session: UUID) -> None:
    given = update(schema.sessions).where(s.id == session)
    await connection.execute(given.values(second="passkey", proved_at=func.now()))


async def _ask(connection: AsyncConnection, session: UUID | None) -> bytes:
    challenge = secrets.token_bytes(32)
    new = insert(schema.challenges).values(challenge=challenge, session_id=session, expires_at=func.now() + LASTS)
    await connection.execute(new)
    return challenge


async def _asked(connection: AsyncConnection, credential: str, session: UUID | None) -> bytes:
    """The question that was answered, used up. Raises Refusal where it was not asked here, of this session, of late."""
    try:
        answered: Any = json.loads(credential)["response"]["clientDataJSON"]
        challenge = base64url_to_bytes(json.loads(base64url_to_bytes(answered))["challenge"])
    except (ValueError, KeyError, TypeError):
        raise Refusal("passkey_wrong") from None
    asked = c.challenge == challenge, c.session_id.is_not_distinct_from(session), c.expires_at > func.now()
    if (await connection.execute(delete(schema.challenges).where(*asked))).rowcount == 0:
        raise Refusal("passkey_wrong")
    return challenge
