"""One asks, the other accepts, they talk alone; a pause, an end and talking again take two presses each, and say
nothing of whoever pressed."""

import os

from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, reads, write
from tests.journeys.test_accessible import has_no_barriers


async def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/one-{name}.png", full_page=True)


async def to_one_to_one(page: Page) -> None:
    if not await page.get_by_role("button", name="One-to-one").is_visible():  # beside a room, or behind it
        await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="One-to-one").click()
    await expect(page.get_by_role("heading", name="One-to-one")).to_be_visible()


async def again(page: Page) -> None:
    """The page as it is now."""
    await page.reload()
    await expect(page.get_by_role("heading", name="Your conversations")).to_be_visible()


async def test_two_talk_alone_and_either_ends_it(scene: Scene) -> None:
    one, other = await scene.page("/", phone=True), await scene.page("/", dark=True)
    await join(one, "Night owls", "Quiet Fern")
    await join(other, "Night owls", "Blue Heron")
    entries = await one.evaluate("history.length")

    await to_one_to_one(other)
    await has_no_barriers(other, "one-to-one, empty")
    await other.get_by_role("button", name="Being asked, and your names").click()
    await other.get_by_label("People of my rooms may ask me").check()
    await expect(other.get_by_text("Saved.")).to_be_visible()
    await has_no_barriers(other, "settings of one-to-one")

    await to_one_to_one(one)
    await one.get_by_role("button", name="Ask somebody").click()
    await one.get_by_role("button", name="Ask", exact=True).click()
    await expect(one.locator(".field-error").first).to_be_visible()
    for label, choice in (
        ("Whom?", "Blue Heron, in Night owls"), ("About what?", "Cannot sleep"),
        ("Listen, or share?", "I want to be listened to"), ("About how long?", "30 minutes"),
    ):  # fmt: skip
        await one.get_by_label(label).select_option(label=choice)
    await one.get_by_label("Advice").check()
    await has_no_barriers(one, "asking somebody")
    await shot(one, "ask")
    await one.get_by_role("button", name="Ask", exact=True).click()
    await expect(one.get_by_role("heading", name="You have asked")).to_be_visible()
    await shot(one, "asking")
    await has_no_barriers(one, "having asked")

    await again_at_home(other)
    await expect(other.get_by_text("Quiet Fern, in Night owls")).to_be_visible()
    await expect(other.get_by_text("A moderator reads a part of it only where").last).to_be_visible()
    await shot(other, "asked")
    await has_no_barriers(other, "being asked")
    await other.get_by_role("button", name="Accept").click()
    await other.get_by_role("button", name="Open", exact=True).click()
    await expect(other.get_by_text("Only those in it read this")).to_be_visible()
    await write(other, "I cannot sleep either")

    await again(one)
    await shot(one, "channel")
    await has_no_barriers(one, "a channel")
    await one.get_by_role("button", name="Open", exact=True).click()
    await reads(one, "I cannot sleep either")
    await shot(one, "talk")
    await has_no_barriers(one, "talking alone")

    # Two presses, and neutral.
    await one.get_by_role("button", name="Pause, end or block").click()
    await one.get_by_role("button", name="Pause: Blue Heron").click()
    await expect(one.get_by_text("You have paused it.")).to_be_visible()
    await expect(other.get_by_text("Nobody can write here now.")).to_be_visible()
    await shot(other, "paused")
    await has_no_barriers(other, "a channel that is paused")
    await one.get_by_role("button", name="Go on: Blue Heron").click()
    await expect(one.get_by_text("Open.", exact=True)).to_be_visible()
    await one.get_by_role("button", name="End: Blue Heron").click()
    await expect(one.get_by_text("It has ended. It is deleted on")).to_be_visible()
    await shot(one, "ended")
    await has_no_barriers(one, "a channel that has ended")
    await one.get_by_role("button", name="Talk again: Blue Heron").click()
    await expect(one.get_by_text("You would talk again.")).to_be_visible()
    await other.get_by_role("button", name="Pause, end or block").click()
    await other.get_by_role("button", name="Talk again: Quiet Fern").click()
    await expect(other.get_by_text("Open.", exact=True)).to_be_visible()
    assert await one.evaluate("history.length") == entries


async def again_at_home(page: Page) -> None:
    await page.get_by_role("button", name="Back", exact=True).click()
    await again(page)
