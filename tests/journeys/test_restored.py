"""A back-up is restored while people talk on two browsers: both see everything once, in one order."""

import asyncio
import os
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.journeys.people_in_browsers import join, log, reads, write
from tests.journeys.running import PORCHLIGHT, Running, porchlight

PLACE = "Night owls"
COMES_BACK_MS = 30_000
"""How long a browser may take that was let go: the time it was told, and its own jitter."""


async def test_what_was_said_after_the_back_up_is_there_again_once_and_in_one_order(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "night.dump"
    async with porchlight() as running:
        robin, wren = await somebody(browser, running), await somebody(browser, running)
        await join(robin, PLACE, "Robin")
        await join(wren, PLACE, "Wren")
        await say(robin, wren, "the kettle is on")
        await say(robin, wren, "this one Robin takes back")
        assert "The master key is not in it" in await db(running, "backup", file)

        await take_back(robin, "this one Robin takes back")
        await expect(log(wren).get_by_text("this one Robin takes back")).to_have_count(0)
        for n in range(3):
            await say(robin, wren, f"Robin says {n}")
            await say(wren, robin, f"Wren says {n}")
        await say(robin, wren, "this one too")
        await take_back(robin, "this one too")
        await expect(log(wren).get_by_text("this one too")).to_have_count(0)

        assert await running.stop() in (0, -15)
        assert "Restored" in await db(running, "restore", file)
        await running.start()

        said = ["the kettle is on", *(f"{name} says {n}" for name in ("Robin", "Wren") for n in range(3))]
        # Somebody new has nothing on screen from before: what they read is in the restored database.
        owl = await somebody(browser, running)
        await join(owl, PLACE, "Owl")
        for text in said:
            await expect(log(owl).get_by_text(text, exact=True)).to_have_count(1, timeout=COMES_BACK_MS)
        for gone in ("this one Robin takes back", "this one too"):
            await expect(log(owl).get_by_text(gone)).to_have_count(0, timeout=COMES_BACK_MS)
        order = await texts(owl, said)
        for name in ("Robin", "Wren"):
            assert [text for text in order if text.startswith(name)] == [f"{name} says {n}" for n in range(3)]

        await say(wren, robin, "and on we go")
        for page in (robin, wren):
            assert await texts(page, said) == order
            await expect(page.get_by_text("Not sent.")).to_have_count(0)
            await page.reload()
            await reads(page, "and on we go")
            assert await texts(page, said) == order
        for page in (robin, wren, owl):
            await page.context.close()


async def somebody(browser: Browser, running: Running) -> Page:
    """A browser of their own, at the door."""
    context = await browser.new_context(base_url=running.address, reduced_motion="reduce")
    page = await context.new_page()
    await page.goto("/")
    return page


async def say(page: Page, other: Page, text: str) -> None:
    await write(page, text)
    await reads(other, text)


async def take_back(page: Page, text: str) -> None:
    """Delete these words of one's own. Another may have read them before this page knows that they are stored."""
    mine = log(page).locator(".said").filter(has_text=text)
    await mine.get_by_role("button", name="Options for this message").click()
    await page.get_by_role("button", name="Delete this message").click()
    await page.get_by_role("button", name="Delete", exact=True).click()


async def texts(page: Page, wanted: list[str]) -> list[str]:
    """These messages from top to bottom of the open room."""
    lines = (await log(page).inner_text()).splitlines()
    return [line for line in lines if line in wanted]


async def db(running: Running, *arguments: str | Path) -> str:
    """`porchlight db ...` with the place's own settings; returns what it says."""
    settings = {"PORCHLIGHT_HOME": str(running.home)}
    process = await asyncio.create_subprocess_exec(
        PORCHLIGHT, "db", *map(str, arguments), stdout=asyncio.subprocess.PIPE, env={**os.environ, **settings}
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode()
