"""Handlers of what one may ask for about oneself: a copy of everything, and that it is erased."""

import asyncio

from server.auth.agreements import agree, of
from server.ground.api import Agreements, ErasureNotice
from server.ground.refusal import Refusal
from server.http.door import Call, Download, SignedIn
from server.rooms import export_file
from server.rooms.export import collect


async def export(call: Call) -> Download:
    """A zip with a page to read and the same as JSON: one's own words, and what one agreed to and was told."""
    await call.services.proofs.check(call.who, call.body.passphrase, "passphrase")
    wait = call.services.limits.take("export", call.who.account)
    if wait:
        raise Refusal("too_fast", says="You have had a copy just now. Wait a little for the next.", retry_after=wait)
    everything = await collect(call.services.database, call.services.logs.keys, call.who)
    return Download(await asyncio.to_thread(export_file.pack, everything), "application/zip", export_file.NAME)


async def agreements(call: Call) -> Agreements:
    """What one agreed to, and what has changed since."""
    return await of(call.services.database, call.who, call.services.settings.porchlight_age_range)


async def agree_to(call: Call) -> None:
    """Agree to the consent in force."""
    age_range = call.services.settings.porchlight_age_range
    await agree(call.services.database, call.who, age_range, call.body.consent)


async def what_stays(call: Call) -> ErasureNotice:
    """What would stay if one erased one's account now, and until when."""
    return await call.services.erasure.notice(call.who)


async def erase(call: Call) -> SignedIn:
    """Erase the account and everything of one's own. There is no way back."""
    await call.services.proofs.check(call.who, call.body.passphrase, "passphrase")
    if call.who.may("case.act"):  # nobody's case waits for who has gone
        await call.services.coverage.set(call.who.account, on=False)
        await call.services.acts.hand_back_all(call.who)
    await call.services.erasure.erase(call.who.account)
    return SignedIn(None, None)
