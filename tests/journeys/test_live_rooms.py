"""Live rooms in browsers: a moderator slows one down by keyboard, its members read so, and one is spoken to."""

import os

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_danger import console


async def act(page: Page, key: str, reason: str, submit: str) -> None:
    """By its key; then why, and Enter on the button."""
    await expect(page.get_by_role("heading", name="Night owls", exact=True)).to_be_focused()
    await page.keyboard.press(key)
    await page.get_by_label("Why?").fill(reason)
    await page.locator("form.reason").get_by_role("button", name=submit).press("Enter")


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (False, False)])
async def test_a_moderator_looks_after_a_room(scene: Scene, phone: bool, dark: bool) -> None:
    page = await console(scene, role="lead", phone=phone, dark=dark)
    peer = await scene.page("/", phone=phone, dark=dark)
    await join(peer, "Night owls", "Quiet Fern")
    await page.keyboard.press("v")
    await expect(page.get_by_text("Nobody's words are in this list.")).to_be_visible()
    await page.get_by_role("button", name="Night owls").click()
    await expect(page.get_by_text("1 person here")).to_be_visible()
    await page.keyboard.press("s")
    await has_no_barriers(page, "slow mode")
    await page.get_by_role("radio", name="15 seconds").check()
    await page.get_by_role("button", name="Slow mode", exact=True).last.click()
    await expect(page.get_by_text("Say why, in a few words.")).to_be_visible()
    await page.keyboard.press("Escape")
    await act(page, "s", "It is going too fast for some.", "Slow mode")
    await expect(peer.get_by_text("Slow for now: one message a minute from each person. Until")).to_be_visible()
    await write(peer, "Good evening")
    await write(peer, "Is anybody up?")
    await expect(peer.get_by_text("This room is in slow mode.")).to_be_visible()
    await has_no_barriers(peer, "a slow room")
    await page.keyboard.press("u")
    await expect(peer.get_by_text("Slow for now")).to_have_count(0)
    await act(page, "h", "Three people are quarrelling.", "Hold everything")
    await expect(peer.get_by_text("For now a moderator reads each message")).to_be_visible()
    await act(page, "y", "It is calm again.", "Back to usual")
    await expect(peer.get_by_text("For now a moderator reads each message")).to_have_count(0)
    await page.keyboard.press("j")
    await expect(page.get_by_text("Good evening")).to_be_visible()
    await page.get_by_text("Make a member a facilitator").click()
    await page.get_by_label("Their name in this room").fill("Quiet Fern")
    await page.get_by_role("button", name="Appoint").click()
    await expect(page.get_by_text("Facilitators: Quiet Fern")).to_be_visible()
    await has_no_barriers(page, "a room that one has joined")
    if where := os.environ.get("PORCHLIGHT_SHOTS"):
        await page.screenshot(path=f"{where}/rooms-{phone}.png", full_page=True)
        await peer.screenshot(path=f"{where}/peer-{phone}.png")
    await page.get_by_role("button", name="Talk privately with Quiet Fern").click()
    await page.get_by_label("Why do you want to talk").fill("They sounded lonely.")
    await page.get_by_role("button", name="Open a private conversation").click()
    await expect(page.get_by_role("textbox", name="Message to Quiet Fern")).to_be_visible()
    await expect(peer.get_by_text("A moderator is here to talk with you privately.")).to_be_visible()
