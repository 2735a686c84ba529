"""Handlers of quality: what moderators say of rules, and examples that are kept."""

from server.ground.api_quality import Kept, Labels
from server.http.door import Call
from server.moderation import quality_examples, quality_labels


async def labels(call: Call) -> Labels:
    services = call.services
    policy = services.in_force.judge.policy
    return await quality_labels.mine(services.database, services.logs.keys, call.who, call.id(), policy)


async def label(call: Call) -> Labels:
    services = call.services
    policy = services.in_force.judge.policy
    return await quality_labels.label(services.database, services.logs.keys, call.who, call.id(), call.body, policy)


async def keep_example(call: Call) -> Kept:
    services = call.services
    return await quality_examples.keep(services.database, services.logs.keys, call.who, call.id(), call.body.text)
