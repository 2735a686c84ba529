"""A facilitator in a browser: told of it, and with a few tools in the room itself."""

import os

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, log, reads, write
from tests.journeys.test_accessible import has_no_barriers


@pytest.mark.parametrize(("phone", "dark"), [(True, False), (False, True)])
async def test_a_facilitator_hides_a_message_and_slows_the_room_down(scene: Scene, phone: bool, dark: bool) -> None:
    lead, author = await scene.lead(), await scene.talker("Blue Heron")
    await lead.put("/api/console/duty", {"on": True})
    page = await scene.page("/", phone=phone, dark=dark)
    await join(page, "Night owls", "Quiet Fern")
    room = author.room("night-owls")
    await lead.put(f"/api/console/rooms/{room}/facilitators", {"name": "Quiet Fern", "days": 30})
    await page.get_by_role("button", name="Show it").click()
    await page.get_by_role("button", name="Help to look after Night owls").click()
    entry = page.get_by_role("button", name="Night owls")
    tools = page.get_by_text("Looking after this room")
    await expect(entry.or_(tools).first).to_be_visible()
    if not await tools.is_visible():
        await entry.first.click()
    await author.send("what a strange thing to say")
    await reads(page, "what a strange thing to say")
    await write(page, "I am here")
    assert (await author.hears_text("I am here"))["part"] == "facilitator"
    await tools.click()
    await page.get_by_role("button", name="Slow mode, 1 minute").click()
    await expect(page.get_by_text("Slow for now: one message a minute from each person.")).to_be_visible()
    await has_no_barriers(page, "a facilitator's tools")
    if where := os.environ.get("PORCHLIGHT_SHOTS"):
        await page.screenshot(path=f"{where}/tools-{phone}.png")
    await page.get_by_role("button", name="End slow mode").click()
    await author.hears_any(lambda f: f["t"] == "room_state" and f.get("state", "normal") == "normal")
    await page.get_by_role("button", name="Call a moderator here").click()
    await expect(page.get_by_text("A moderator has been called to this room.")).to_be_visible()
    await tools.click()  # closed: there is the whole room again
    await page.get_by_role("button", name="Report this message").first.click()
    await page.get_by_role("button", name="Hide until a moderator has looked").click()
    await has_no_barriers(page, "before a message is hidden")
    await page.get_by_role("button", name="Yes, hide it").click()
    await expect(log(page).get_by_text("what a strange thing to say")).to_have_count(0)
    assert (await author.is_told("held"))["code"] == "held_reported"
