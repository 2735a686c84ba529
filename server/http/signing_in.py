"""Handlers about how one signs in: proving again that it is oneself, the passphrase, where one is signed in."""

from server.auth.passkeys import Site
from server.ground.api import MySessions, NewTotp, PasskeyOptions, RecoveryMade, RecoveryWords, SecondProofs
from server.ground.refusal import Refusal
from server.http.door import Call, SignedIn
from server.http.people import at_gate, me_by


async def prove(call: Call) -> None:
    if call.body.passkey is not None:
        await call.services.passkeys.prove(call.who, call.body.passkey, site(call))
    elif call.body.code is not None:
        await call.services.second_proof.prove(call.who, call.body.code)
    else:
        await call.services.proofs.prove(call.who, call.body.passphrase or "")


async def second_proofs(call: Call) -> SecondProofs:
    return SecondProofs(await call.services.second_proof.has(call.who), await call.services.passkeys.of(call.who))


def site(call: Call) -> Site:
    return Site(call.origin, call.services.settings.origins)


async def ask_passkey(call: Call) -> PasskeyOptions:
    call.services.gate.question(call.network)
    return PasskeyOptions(await call.services.passkeys.begin(call.person, site(call)))


async def come_in_by_passkey(call: Call) -> SignedIn:
    secret = await call.services.passkeys.come_in(call.body.credential, site(call), keep=call.body.keep)
    return SignedIn(await me_by(call.services, secret), secret, call.body.keep)


async def begin_passkey(call: Call) -> PasskeyOptions:
    await only_first(call)
    return PasskeyOptions(await call.services.passkeys.begin_making(call.who, site(call)))


async def make_passkey(call: Call) -> None:
    await only_first(call)
    await call.services.passkeys.make(call.who, call.body.credential, site(call))


async def remove_passkey(call: Call) -> None:
    await only_first(call)
    await call.services.passkeys.remove(call.who, call.id())


async def only_first(call: Call) -> None:
    """Staff who have shown a passphrase alone may set up a first second proof, and change none. Raises Refusal."""
    if "unproven" in call.who.roles:
        has = await call.services.second_proof.has(call.who) or await call.services.passkeys.of(call.who)
        if has:
            raise Refusal("not_allowed")


async def new_totp(call: Call) -> NewTotp:
    return call.services.second_proof.new(call.who)


async def set_up_totp(call: Call) -> None:
    await only_first(call)
    await call.services.second_proof.set_up(call.who, call.body)


async def change_passphrase(call: Call) -> None:
    await call.services.proofs.change_passphrase(call.who, call.body)


async def my_sessions(call: Call) -> MySessions:
    return await call.services.own_sessions.of(call.who)


async def name_session(call: Call) -> None:
    await call.services.own_sessions.call(call.who, call.id(), call.body.name)


async def end_session(call: Call) -> None:
    await call.services.own_sessions.end(call.who, call.id())


async def recover(call: Call) -> SignedIn:
    with at_gate(call):
        secret = await call.services.recovery.use(call.body)
    return SignedIn(await me_by(call.services, secret), secret, call.body.keep)


async def recovery_made(call: Call) -> RecoveryMade:
    return await call.services.recovery.made(call.who)


async def make_recovery(call: Call) -> RecoveryWords:
    wait = call.services.limits.take("recovery", call.who.account)
    if wait:
        raise Refusal("too_fast", retry_after=wait)
    return await call.services.recovery.make(call.who)


async def forget_recovery(call: Call) -> None:
    await call.services.recovery.forget(call.who)
