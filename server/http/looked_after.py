"""Handlers of what looks after those who work here: rests, topics one is spared, supervision."""

from server.ground.api import DutyView
from server.ground.api_staff import LookedAfter, Supervision, Team
from server.http import console
from server.http.door import Call
from server.moderation import looked_after, rests, topics


async def looked_after_mine(call: Call) -> LookedAfter:
    return await looked_after.mine(call.services.database, call.who.account)


async def team(call: Call) -> Team:
    return await looked_after.team(call.services.database)


async def choose_topics(call: Call) -> LookedAfter:
    services = call.services
    await topics.choose(services.database, services.bus, call.who.account, call.body.topics)
    return await looked_after_mine(call)


async def lift_rest(call: Call) -> DutyView:
    await rests.lift(call.services.database, call.services.bus, call.who.account)
    return await console.duty(call)


async def supervision(call: Call) -> Supervision:
    return await call.services.supervisions.read(call.who)


async def say_talk(call: Call) -> Supervision:
    return await call.services.supervisions.say(call.who, call.body)


async def answer_talk(call: Call) -> Supervision:
    return await call.services.supervisions.answer(call.who, call.id())
