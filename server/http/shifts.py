"""Handlers of shifts: the roster, and handing over to the next one."""

from server.ground.api_shifts import Roster, ShiftPacks
from server.http.door import Call


async def roster(call: Call) -> Roster:
    return await call.services.planned.read()


async def plan_shift(call: Call) -> Roster:
    return await call.services.planned.add(call.who, call.body)


async def unplan_shift(call: Call) -> Roster:
    return await call.services.planned.remove(call.who, call.id())


async def packs(call: Call) -> ShiftPacks:
    return await call.services.shift_packs.read(call.who)


async def make_pack(call: Call) -> ShiftPacks:
    return await call.services.shift_packs.make(call.who, call.body.note)


async def acknowledge_pack(call: Call) -> ShiftPacks:
    return await call.services.shift_packs.acknowledge(call.who, call.id())
