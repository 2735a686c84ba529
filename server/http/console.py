"""Handlers of the moderators' console."""

from server.ground.api import Cases, CaseView, DutyView
from server.http.door import Call


async def cases(call: Call) -> Cases:
    return await call.services.cases.queue(call.who, keep=call.query.get("keep") == "1")


async def case(call: Call) -> CaseView:
    context = call.query.get("context") == "1"
    return await call.services.cases.view(call.who, call.id(), context=context)


async def act(call: Call) -> CaseView:
    await call.services.acts.act(call.who, call.id(), call.body)
    return await call.services.cases.view(call.who, call.id(), context=False)


async def duty(call: Call) -> DutyView:
    on = await call.services.coverage.is_on(call.who.account)
    await call.services.coverage.refresh()
    return DutyView(on, call.services.coverage.moderators)


async def change_duty(call: Call) -> DutyView:
    await call.services.coverage.set(call.who.account, on=call.body.on)
    return DutyView(call.body.on, call.services.coverage.moderators)
