"""Handlers about rooms, help lines and asking for a moderator."""

import re

from server.ground.api import Asked, Countries, Country, Help, History, MyRoom, OpenHours, RoomCard, Rooms, Service
from server.ground.refusal import Refusal
from server.http.door import Call
from server.moderation import signposts
from server.moderation.hours import hours_of
from server.rooms.log import END, RECENT, Log
from server.rooms.own_words import remove_own as remove

_SITE = re.compile(r"[\w.-]+\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
ELSEWHERE = Country("ZZ", "Another country")
"""For whoever lives where no line is known here: they may come in all the same, and are told the truth."""


async def rooms(call: Call) -> Rooms:
    return await call.services.directory.rooms()


async def room(call: Call) -> RoomCard:
    return await call.services.directory.room(call.path["slug"])


async def countries(call: Call) -> Countries:
    known = [signposts.for_country(code) for code, _ in signposts.countries()]
    return Countries([*(Country(k.country, k.name, k.emergency, k.emergency_note or None) for k in known), ELSEWHERE])


async def help_in(call: Call) -> Help:
    return help_for(call.path["country"])


def help_for(code: str) -> Help:
    """The help lines of a country. Raises Refusal."""
    if code == ELSEWHERE.code:
        return Help(code, "your country", emergency=None, emergency_note=None, services=[], few=True)
    try:
        found = signposts.for_country(code)
    except KeyError:
        raise Refusal("country_unknown", field="country") from None
    return Help(
        country=found.country,
        name=found.name,
        emergency=found.emergency,
        emergency_note=found.emergency_note or None,
        services=[service(s) for s in found.services],
        few=found.few,
    )


def service(s: signposts.Service) -> Service:
    hours = hours_of(s.hours)
    return Service(
        name=s.name,
        kind=s.kind,
        hours=for_people(s.hours),
        audience=s.audience,
        languages=for_people(s.languages),
        confirmed=s.verified_at is not None,
        phone=s.phone or None,
        tel=signposts.tel(s.phone) if s.phone else None,
        sms=s.sms or None,
        sms_body=s.sms_body or None,
        whatsapp=s.whatsapp or None,
        webchat=site(s.webchat),
        webchat_limited="limited" in s.webchat or "chat by slot" in s.hours,
        open=[OpenHours(*span) for span in hours.spans] if hours else [],
        zone=hours.zone if hours else None,
    )


def for_people(text: str) -> str:
    """Without what editors noted for each other: in brackets, after a semicolon, or as a thing to be verified."""
    plain = re.sub(r"\s*\([^)]*\)", "", text).split(";")[0].strip()
    return "" if plain.startswith("verify") else plain


def site(webchat: str) -> str | None:
    """The address of a chat, where the record names one: "yes" or "app" leads nobody anywhere."""
    words = webchat.split()
    return words[0] if words and _SITE.fullmatch(words[0]) else None


async def join(call: Call) -> MyRoom:
    wait = call.services.limits.take("join", call.who.account)
    if wait:
        raise Refusal("too_fast", retry_after=wait)
    return await call.services.members.join(call.who, call.id())


async def leave(call: Call) -> None:
    await call.services.members.leave(call.who, call.id())


async def history(call: Call) -> History:
    """Older messages. What one may see is what a member may see now."""
    before = call.query.get("before", str(END))
    if len(before) > len(str(END)) or not before.isascii() or not before.isdigit() or not 0 < int(before) <= END:
        raise Refusal("bad_request", says="`before` is a position: a whole number above 0.", field="before")
    if await call.services.members.find(call.id(), call.who.account) is None:
        raise Refusal("not_a_member")
    name = Log("room", call.id())
    page = await call.services.logs.latest(name, before=int(before), limit=RECENT + 1)
    await call.services.logs.keys.load((name.id,))
    items = call.services.logs.messages(name, page)
    return History(items[-RECENT:], more=len(items) > RECENT)


async def remove_own(call: Call) -> None:
    services = call.services
    await remove(services.database, services.bus, services.logs.keys, call.who, call.id())


async def ask_for_moderator(call: Call) -> Asked:
    return await call.services.conversations.ask(call.who, call.body.room)
