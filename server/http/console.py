"""Handlers of the moderators' console."""

from server.ground.api import Cases, CaseView, DutyView, Resting
from server.ground.moment import milliseconds
from server.ground.refusal import Refusal
from server.http.door import Call
from server.moderation import looked_after, rests
from server.moderation.duty import on_break_until


async def cases(call: Call) -> Cases:
    return await call.services.cases.queue(call.who, keep=call.query.get("keep") == "1")


async def case(call: Call) -> CaseView:
    context = call.query.get("context") == "1"
    return await call.services.cases.view(call.who, call.id(), context=context)


async def act(call: Call) -> CaseView:
    await call.services.acts.act(call.who, call.id(), call.body)
    if call.body.act in rests.AFTER and await call.services.coverage.is_on(call.who.account):
        await rests.begin_due(call.services.database, call.services.bus, call.who.account)
        await call.services.coverage.refresh()
    return await call.services.cases.view(call.who, call.id(), context=False, acted=True)


async def duty(call: Call) -> DutyView:
    await call.services.coverage.refresh()
    return await _duty(call)


async def change_duty(call: Call) -> DutyView:
    minutes = call.body.break_min
    if minutes is None:
        await call.services.coverage.set(call.who.account, on=call.body.on)
    elif call.body.on:
        raise Refusal("bad_request", says="A break is not on duty.", field="on")
    else:
        await call.services.coverage.say(call.who.account, "break", minutes)
        await call.services.acts.hand_back_all(call.who)  # nobody's absence holds a case
    return await _duty(call)


async def _duty(call: Call) -> DutyView:
    services, account = call.services, call.who.account
    until = await on_break_until(services.database, account)
    on = await services.coverage.is_on(account)
    rest = await rests.of(services.database, account)
    return DutyView(
        on,
        services.coverage.moderators,
        None if until is None else milliseconds(until),
        None if rest is None else Resting(rest.why, milliseconds(rest.until)),
        await looked_after.near(services.database, account) if on and rest is None else None,
    )
