"""Handlers of search, and of the ready answers of a place."""

from server.ground.api_quality import FoundCases, ReadyAnswers
from server.http.door import Call
from server.moderation.search import search
from server.rooms import ready_answers


async def find(call: Call) -> FoundCases:
    return await search(call.services.database, call.who, call.body)


async def answers(call: Call) -> ReadyAnswers:
    return await ready_answers.all_of(call.services.database)


async def versions(call: Call) -> ReadyAnswers:
    return await ready_answers.versions(call.services.database, call.id())


async def write(call: Call) -> ReadyAnswers:
    services = call.services
    return await ready_answers.write(services.database, services.in_force.judge, call.who, call.id(), call.body)


async def take_away(call: Call) -> ReadyAnswers:
    return await ready_answers.take_away(call.services.database, call.who, call.id())
