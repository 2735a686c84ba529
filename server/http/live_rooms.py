"""Handlers of live rooms: at the console, and for facilitators."""

from server.ground.api_rooms import LiveRooms, MyFacilitating, ReachedOut
from server.http.door import Call


async def live_rooms(call: Call) -> LiveRooms:
    return await call.services.live_rooms.view(call.who)


async def act_on_room(call: Call) -> LiveRooms:
    await call.services.room_acts.act(call.who, call.id(), call.body)
    return await call.services.live_rooms.view(call.who)


async def look_after_room(call: Call) -> LiveRooms:
    await call.services.live_rooms.watch(call.who, call.id(), on=call.body.on)
    return await call.services.live_rooms.view(call.who)


async def join_as_moderator(call: Call) -> LiveRooms:
    await call.services.live_rooms.join(call.who, call.id())
    return await call.services.live_rooms.view(call.who)


async def reach_out(call: Call) -> ReachedOut:
    return ReachedOut(await call.services.reaching_out.reach_out(call.who, call.id(), call.body))


async def appoint_facilitator(call: Call) -> LiveRooms:
    await call.services.facilitators.appoint(call.who, call.id(), call.body)
    return await call.services.live_rooms.view(call.who)


# Facilitators, in their own rooms


async def my_facilitating(call: Call) -> MyFacilitating:
    return await call.services.facilitators.mine(call.who)


async def facilitate(call: Call) -> MyFacilitating:
    await call.services.facilitators.act(call.who, call.id(), call.body)
    return await call.services.facilitators.mine(call.who)


async def hide_message(call: Call) -> MyFacilitating:
    await call.services.facilitators.hide(call.who, call.id(), call.body.message)
    return await call.services.facilitators.mine(call.who)


async def call_moderator(call: Call) -> MyFacilitating:
    await call.services.facilitators.call(call.who, call.id())
    return await call.services.facilitators.mine(call.who)
