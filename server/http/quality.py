"""Handlers of quality: what moderators say of rules, examples that are kept, second reviews."""

from server.ground.api_quality import Differences, Kept, Labels, Reviewed, ReviewOffer
from server.http.door import Call
from server.moderation import quality_examples, quality_labels, quality_reviews


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


async def offer(call: Call) -> ReviewOffer:
    services = call.services
    share = services.settings.porchlight_second_reviews
    return await quality_reviews.offer(services.database, services.logs.keys, call.who, share)


async def decide(call: Call) -> Reviewed:
    return await quality_reviews.decide(call.services.database, call.who, call.id(), call.body.decision)


async def let_pass(call: Call) -> None:
    await quality_reviews.let_pass(call.services.database, call.who, call.id())


async def differences(call: Call) -> Differences:
    return await quality_reviews.differences(call.services.database, call.who)


async def talked(call: Call) -> Differences:
    return await quality_reviews.talked(call.services.database, call.who, call.id())
