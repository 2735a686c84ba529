"""Makes the pictures of docs/moderating.md from the running product: `make pictures`.

A moderator's first shift, a picture for each thing that they have to know.
"""

import asyncio
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from tests.journeys.conftest import QUIET, chromium
from tests.journeys.people_in_browsers import become_moderator, duty, join, reads, take_the_next_case, write
from tests.journeys.running import porchlight
from tests.screenshot import page
from tests.words import PLAN

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = {"width": 1100, "height": 640}


async def take(of: Page, name: str) -> None:
    await of.evaluate("document.activeElement?.blur()")
    await of.screenshot(path=PICTURES / f"{name}.png")
    print("wrote", f"docs/pictures/{name}.png")


async def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    async with porchlight() as running, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        assert running.first_moderator is not None
        desk = await page(browser, running.first_moderator, phone=False)
        await desk.set_viewport_size(SIZE)  # type: ignore[arg-type]
        await become_moderator(desk, "Calm Harbour", asked=False)
        one = await page(browser, running.address, phone=True)
        await join(one, "Night owls", "Quiet Fern")
        await write(one, "It was a long day, and the night is longer.")
        await write(one, PLAN)
        await expect(desk.get_by_role("button", name="Open the next case")).to_be_visible()
        await take(desk, "desk")

        await take_the_next_case(desk)
        await desk.get_by_role("heading", name="Danger to themselves").scroll_into_view_if_needed()
        await take(desk, "case")

        await desk.get_by_role("button", name="Remove", exact=True).click()
        why = desk.get_by_role("textbox", name="Why? Quiet Fern will read it")
        await why.fill("It names a time, and others here are fragile tonight.")
        await expect(desk.get_by_text("This is what Quiet Fern will see")).to_be_visible()
        await why.scroll_into_view_if_needed()
        await take(desk, "reason")
        await desk.keyboard.press("Escape")
        await desk.get_by_role("button", name="Cancel").click()

        await desk.get_by_role("button", name="Open a private conversation").click()
        await one.get_by_role("button", name="Talk with them").click()
        words = desk.get_by_role("textbox", name="Message to Quiet Fern")
        await words.fill("I am here. Are you safe right now?")
        await desk.get_by_role("button", name="Send", exact=True).click()
        await reads(one, "I am here. Are you safe right now?")
        await write(one, "I am on my own, but yes. I am at home.")
        await expect(desk.get_by_text("I am on my own, but yes.")).to_be_visible()
        await take(desk, "conversation")

        await desk.get_by_role("button", name="Close the case").click()
        await desk.get_by_role("textbox", name="How did it end?").fill("We talked. Her sister is on her way.")
        await desk.get_by_role("button", name="Close with this outcome").click()
        await expect(desk.get_by_text("Closed. You can reopen it for ten minutes.")).to_be_visible()
        await desk.get_by_role("button", name="Leave this case").click()
        await duty(desk).click()
        await expect(desk.get_by_text("Nobody is on duty")).to_be_visible()
        await duty(desk).click()
        await expect(desk.get_by_text("Nothing new for you until")).to_be_visible()
        await take(desk, "rest")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
