"""Handlers about how one signs in: proving again that it is oneself, the passphrase, where one is signed in."""

from server.ground.api import MySessions
from server.http.door import Call


async def prove(call: Call) -> None:
    await call.services.proofs.prove(call.who, call.body)


async def change_passphrase(call: Call) -> None:
    await call.services.proofs.change_passphrase(call.who, call.body)


async def my_sessions(call: Call) -> MySessions:
    return await call.services.own_sessions.of(call.who)


async def name_session(call: Call) -> None:
    await call.services.own_sessions.call(call.who, call.id(), call.body.name)


async def end_session(call: Call) -> None:
    await call.services.own_sessions.end(call.who, call.id())
