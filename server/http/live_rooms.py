"""Handlers of live rooms at the console."""

from server.ground.api_rooms import LiveRooms
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
