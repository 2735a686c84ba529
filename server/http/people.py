"""Handlers about oneself: registering, signing in and out, one's own settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from server.auth import consent, permissions, pseudonyms, sessions
from server.auth.revocations import revoke
from server.auth.sessions import Person
from server.ground.api import Consent, Me, Pseudonyms, Receipt, Waiting
from server.ground.commit import transaction
from server.ground.refusal import Refusal
from server.http.door import Call, SignedIn
from server.http.places import help_for
from server.http.services import Services
from server.moderation import sanctions, staffing
from server.moderation.judge import Judge

SUGGESTED = 3
LONGEST_NAME_READ = 200
NAME_SAYS_TOO_MUCH = "Choose another name: this one holds contact details, or words that could hurt somebody."
NAME_OF_DANGER = (
    "Choose another name: everyone would read this one at each of your messages. If it says how you feel: "
    "“I need help now” shows you help at any hour, and inside you can say it to people who know it."
)


async def free_names(call: Call) -> Pseudonyms:
    return Pseudonyms(await call.services.accounts.free_pseudonyms(SUGGESTED))


async def consent_in_force(call: Call) -> Consent:
    return consent.in_force(call.services.settings.porchlight_age_range)


async def register(call: Call) -> SignedIn:
    gate, body = call.services.gate, call.body
    gate.sign_up(call.network, body.work)
    check = partial(check_name, call.services.in_force.judge)
    wrong = [*refused(check, call.body.pseudonym), *refused(check_country, call.body.country)]
    try:
        secret = await call.services.accounts.register(body, wrong)
    except Refusal as refusal:
        if refusal.code == "pseudonym_taken":
            gate.found_taken(call.network)
        raise
    gate.signed_up(call.network)
    return SignedIn(await me_by(call.services, secret), secret, call.body.keep)


async def sign_in(call: Call) -> SignedIn:
    with at_gate(call):
        secret = await call.services.accounts.sign_in(call.body)
    return SignedIn(await me_by(call.services, secret), secret, call.body.keep)


@contextmanager
def at_gate(call: Call) -> Iterator[None]:
    """Around what could be guessed, of a body with a name in it. Raises Refusal."""
    gate, name = call.services.gate, pseudonyms.key(call.body.pseudonym[:200])
    gate.sign_in(name, call.network, call.body.work)
    try:
        yield
    except Refusal as refusal:
        if refusal.code in ("wrong_credentials", "recovery_wrong"):
            gate.was_wrong(name, call.network)
        raise
    gate.was_right(name, call.network)


async def sign_out(call: Call) -> SignedIn:
    """Ends this session; its sockets close on every instance. A moderator's cases are handed back, their duty ends."""
    await _leave_desk(call)
    async with transaction(call.services.database, call.services.bus) as tx:
        await sessions.end(tx.connection, call.who.session)
        await revoke(tx, "signed_out", session=call.who.session)
    return SignedIn(None, None)


async def sign_out_everywhere(call: Call) -> SignedIn:
    """As `sign_out`, and every other session with it."""
    await _leave_desk(call)
    await call.services.own_sessions.end_all(call.who)
    return SignedIn(None, None)


async def _leave_desk(call: Call) -> None:
    if call.who.may("case.act"):
        await call.services.coverage.set(call.who.account, on=False)  # first: who is called, and when, follows from it
        await call.services.acts.hand_back_all(call.who)


async def me(call: Call) -> Me:
    return await _me(call.services, call.who)


async def accept_role(call: Call) -> None:
    """A new role for this account. Open pages of the console learn of it within half a minute, or when reloaded."""
    await call.services.proofs.check(call.who, call.body.passphrase, "passphrase")
    await staffing.accept(call.services.database, call.who, call.body.invitation)


async def appeal(call: Call) -> Receipt:
    return await call.services.appeals.make(call.who, call.body)


async def complain(call: Call) -> Receipt:
    return await call.services.complaints.make(call.who, call.body)


async def complaint(call: Call) -> Waiting:
    return await call.services.complaints.waiting(call.who)


async def choose_country(call: Call) -> Me:
    check_country(call.body.country)
    await call.services.accounts.change_country(call.who.account, call.body.country)
    changed = await _me(call.services, call.who)
    changed.country = call.body.country
    return changed


def refused(check: Callable[[str], None], value: str) -> list[Refusal]:
    """What a check refuses, as a list of one or none."""
    try:
        check(value)
    except Refusal as refusal:
        return [refusal]
    return []


def check_country(country: str) -> None:
    """Raises Refusal for a country that is not on the list."""
    help_for(country)


def check_name(judge: Judge, pseudonym: str) -> None:
    """A name is read like a message: no phone number, no threat, no insult in it."""
    found = judge.refused_in("pseudonym", pseudonym[:LONGEST_NAME_READ])
    if found is not None:
        says = NAME_OF_DANGER if found.level > 0 else NAME_SAYS_TOO_MUCH
        raise Refusal("pseudonym_unusable", says=says, field="pseudonym")


async def me_by(services: Services, secret: str) -> Me:
    person = await sessions.find(services.database, secret)
    assert person is not None
    return await _me(services, person)


async def _me(services: Services, person: Person) -> Me:
    in_rooms = person.may("room.read")
    return Me(
        pseudonym=person.pseudonym,
        country=person.country,
        roles=sorted(person.roles),
        may=permissions.all_of(person.roles),
        rooms=await services.members.rooms_of(person.account) if in_rooms else [],
        sanctions=await sanctions.of_person(services.database, services.logs.keys, person.account) if in_rooms else [],
    )
