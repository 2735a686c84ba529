"""Handlers of reports: making one, and who made them."""

from server.ground.api import Reported, Reporters
from server.http.door import Call
from server.moderation import reports


async def report(call: Call) -> Reported:
    return await call.services.reporting.report(call.who, call.body)


async def who(call: Call) -> Reporters:
    return await reports.who(call.services.database, call.who, call.id())
