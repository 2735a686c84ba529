"""Handlers of what is done for people besides their case: follow-ups, and hand-overs to professionals."""

from server.ground.api import Act
from server.ground.api_care import MyFollowUp, MyHandOvers
from server.ground.refusal import Refusal
from server.http import pack_page
from server.http.door import Call, Page
from server.moderation import care
from server.moderation.pack import pack_of


async def follow_up(call: Call) -> MyFollowUp:
    return await call.services.follow_ups.mine(call.who)


async def choose_follow_up(call: Call) -> MyFollowUp:
    return await call.services.follow_ups.choose(call.who, call.body.at)


async def decline_follow_up(call: Call) -> MyFollowUp:
    return await call.services.follow_ups.decline(call.who)


async def hand_overs(call: Call) -> MyHandOvers:
    return await call.services.hand_overs.mine(call.who)


async def answer_hand_over(call: Call) -> MyHandOvers:
    return await call.services.hand_overs.answer(call.who, call.id(), call.body)


async def pack(call: Call) -> Page:
    """The pack of a case, as a page to read, print or keep. It is an act: in the history first, and then on screen."""
    await call.services.acts.act(call.who, call.id(), Act("open_pack"))
    async with call.services.database.begin() as connection:
        by = await care.in_force(connection, call.id())
        if by is None:  # taken back in this moment
            raise Refusal("act_not_possible")
        made = await pack_of(connection, call.services.logs.keys, by)
    return pack_page.page(made, keep=call.query.get("keep") == "1")
