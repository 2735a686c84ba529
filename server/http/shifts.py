"""Handlers of shifts: the roster."""

from server.ground.api_shifts import Roster
from server.http.door import Call


async def roster(call: Call) -> Roster:
    return await call.services.planned.read()


async def plan_shift(call: Call) -> Roster:
    return await call.services.planned.add(call.who, call.body)


async def unplan_shift(call: Call) -> Roster:
    return await call.services.planned.remove(call.who, call.id())
