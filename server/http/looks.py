"""Handlers of looks: who looked at one's words, and a lead who puts off when that is shown."""

from server.ground.api import CaseView, Looks
from server.http.door import Call
from server.moderation import disclosure, looks


async def mine(call: Call) -> Looks:
    return await looks.of_person(call.services.database, call.who.account)


async def put_off(call: Call) -> CaseView:
    services = call.services
    await disclosure.put_off(services.database, services.logs.keys, call.who, call.id(), call.body)
    return await services.cases.view(call.who, call.id(), context=False)
