"""A crisis at night with nobody on duty: help at once, the truth after two and after ten minutes, and somebody who is
called outside the browser says that they come, and comes."""

import asyncio
from uuid import UUID

from playwright.async_api import expect

from server.moderation.channels import token
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, join, write
from tests.journeys.test_danger import DANGER
from tests.people import PATIENCE_S


async def the_call(scene: Scene) -> tuple[int, UUID]:
    """The call's number, and its case. Nobody is named in this place's settings, so it was given up at once; it has its
    links all the same."""
    async with asyncio.timeout(PATIENCE_S):
        while not (rows := await scene.sql("select id, case_id from pages where step = 'page'")):
            await asyncio.sleep(0.02)
    return rows[0]["id"], rows[0]["case_id"]


async def falls_due(scene: Scene, step: str) -> None:
    await scene.sql("update alerts set due_at = clock_timestamp() where step = $1 and done_at is null", step)


async def test_a_crisis_at_night_with_nobody_on_duty(scene: Scene) -> None:
    author, on_call = await scene.page("/", phone=True), await scene.page("/help", phone=True, scripts=False)
    await join(author, "Night owls", "Quiet Fern")
    await write(author, DANGER)
    await expect(author.get_by_role("link", name="Call 999")).to_be_visible()
    await expect(author.get_by_text("No moderator is on duty right now.").first).to_be_visible()
    page, case = await the_call(scene)
    # Nobody has come: they are told so, with numbers, after two minutes and again after ten.
    for step, words in (("2_min", "It has been two minutes."), ("10_min", "It has been ten minutes.")):
        await falls_due(scene, step)
        await expect(author.get_by_text(words)).to_be_visible()
        await expect(author.get_by_role("link", name="Call 999").first).to_be_visible()
    await on_call.goto(f"/acknowledge/{token(scene.services.logs.keys.master, page, case)}")
    await expect(on_call.get_by_role("heading", name="A case is waiting")).to_be_visible()
    await on_call.get_by_role("button", name="I am coming: call nobody else for 5 minutes").click()
    await expect(on_call.get_by_role("heading", name="Thank you")).to_be_visible()

    moderator = await scene.page(f"/console#invite={await scene.invitation()}")
    await become_moderator(moderator, "Calm Harbour", on_duty=False, waiting=True)
    await expect(
        moderator.get_by_role("alert").filter(has_text="Nobody outside this console could be called about 1 case")
    ).to_be_visible()
    await moderator.goto("/help")
    await moderator.goto(f"/console#case={case}")
    await expect(moderator.get_by_role("button", name="Take this case")).to_be_visible()
    assert await moderator.evaluate("location.hash") == ""
    await expect(moderator.get_by_text("whoever was called outside the console says that they come")).to_be_visible()
    await moderator.get_by_role("button", name="Take this case").click()
    await expect(moderator.get_by_text("Nobody outside this console could be called")).to_have_count(0)
