"""Handlers of one-to-one: asking, being asked, one's channels, whom one is kept apart from."""

from server.ground.api_one_to_one import OneToOne
from server.http.door import Call


async def my_one_to_one(call: Call) -> OneToOne:
    return await call.services.one_to_ones.mine(call.who)


async def change_settings(call: Call) -> OneToOne:
    await call.services.one_to_ones.set(call.who, call.body)
    return await my_one_to_one(call)


async def ask_somebody(call: Call) -> OneToOne:
    await call.services.one_to_ones.asks.ask(call.who, call.body)
    return await my_one_to_one(call)


async def answer_ask(call: Call) -> OneToOne:
    await call.services.one_to_ones.asks.answer(call.who, call.id(), call.body.act)
    return await my_one_to_one(call)


async def act_on_channel(call: Call) -> OneToOne:
    await call.services.one_to_ones.channels.act(call.who, call.id(), call.body.act)
    return await my_one_to_one(call)


async def keep_apart(call: Call) -> OneToOne:
    await call.services.one_to_ones.keep_apart(call.who, call.body)
    return await my_one_to_one(call)


async def lift_apart(call: Call) -> OneToOne:
    await call.services.one_to_ones.lift(call.who, call.id())
    return await my_one_to_one(call)
