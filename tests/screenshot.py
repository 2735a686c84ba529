"""Makes the README's picture, docs/screenshot.png, from the running product: `make screenshot`.

A room on a phone at night, the help card after a hard message, and the case on the console.
"""

import asyncio
import base64
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.journeys.conftest import DESK, PHONE, QUIET, chromium
from tests.journeys.people_in_browsers import become_moderator, join, reads, take_the_next_case, write
from tests.journeys.running import Running, porchlight
from tests.journeys.test_danger import DANGER

PICTURE = Path(__file__).parents[1] / "docs" / "screenshot.png"
SHEET = (
    """<body style="margin:0;padding:24px;display:flex;gap:24px;align-items:flex-start;background:#8d8374">{}</body>"""
)
SHOT = '<img style="height:740px;border-radius:14px;box-shadow:0 4px 24px #0006" src="data:image/png;base64,{}">'


async def main() -> None:
    async with porchlight() as running, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        shots = await scenes(browser, running)
        sheet = await browser.new_page(viewport={"width": 2 * 360 + 1184 + 4 * 24, "height": 788})
        await sheet.set_content(SHEET.format("".join(SHOT.format(base64.b64encode(s).decode()) for s in shots)))
        await sheet.screenshot(path=PICTURE)
        await browser.close()
    print("wrote", PICTURE.relative_to(Path.cwd()))


async def scenes(browser: Browser, running: Running) -> list[bytes]:
    assert running.first_moderator is not None
    moderator = await page(browser, running.first_moderator, phone=False)
    await become_moderator(moderator, "Calm Harbour", asked=False)
    one = await page(browser, running.address, phone=True)
    two = await page(browser, running.address, phone=True)
    await join(one, "Night owls", "Quiet Fern")
    await join(two, "Night owls", "Blue Heron")
    await write(one, "Is anybody up?")
    await reads(two, "Is anybody up?")
    await write(two, "Yes. I could not sleep either. The kettle is on.")
    await reads(one, "Yes. I could not sleep either. The kettle is on.")
    await write(one, "Third night in a row. It is so quiet here.")
    await reads(two, "Third night in a row. It is so quiet here.")
    await write(two, "I know that quiet. Do you want to tell me about it?")
    await reads(one, "I know that quiet. Do you want to tell me about it?")
    room = await one.screenshot()
    await write(one, DANGER)
    await one.get_by_role("link", name="Call 999").wait_for()
    await take_the_next_case(moderator)
    return [room, await one.screenshot(), await moderator.screenshot()]


async def page(browser: Browser, address: str, *, phone: bool) -> Page:
    context = await browser.new_context(
        viewport=PHONE if phone else DESK, color_scheme="dark" if phone else "light", reduced_motion="reduce"
    )
    opened = await context.new_page()
    await opened.goto(address)
    return opened


if __name__ == "__main__":
    asyncio.run(main())
