"""axe on every screen, at 360 and 1280 px, light and dark, and nothing that scrolls sideways at 320 px."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, take_the_next_case, write
from tests.journeys.test_danger import DANGER, console

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 320
LONG = "Wanderingwillowwhisperingwinds"
"""As long as a name can be, and one word."""


OUTSIDE = """[document.documentElement, ...document.querySelectorAll("h1, h2, h3, p, button, a")]
    .filter((one) => !one.closest(".unseen") && one.checkVisibility())
    .filter((one) => Math.max(one.getBoundingClientRect().right, one.scrollWidth) >= innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
"""What reaches out of the screen to the right, cut off at its edge or not."""


async def has_no_barriers(page: Page, where: str) -> None:
    """No axe finding, and nothing cut off at 320 px (a 1280 px screen at 400 %)."""
    # What cannot be pressed for a moment is pale for that moment; axe remembers how it looked.
    await expect(page.locator("[aria-disabled=true]")).to_have_count(0)
    # Through the debugger, since the page's own policy lets no foreign script in.
    await page.evaluate(AXE.read_text())
    found = await page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    said = [f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found["violations"]]
    assert said == [], f"{where}: {said}"
    size = page.viewport_size
    assert size is not None
    for height in (568, 200):
        await page.set_viewport_size({"width": NARROW, "height": height})
        try:
            async with asyncio.timeout(3):  # the page may lay itself out anew
                while outside := await page.evaluate(OUTSIDE):
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"{where}: runs out of {NARROW}x{height} px: {outside}") from None
    await page.set_viewport_size(size)


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (True, False), (False, True), (False, False)])
async def test_the_peers_screens_have_no_barriers(scene: Scene, phone: bool, dark: bool) -> None:
    await scene.moderator()
    page = await scene.page("/", phone=phone, dark=dark)
    await expect(page.get_by_role("link", name="Grief")).to_be_visible()
    await has_no_barriers(page, "directory")
    await page.get_by_role("button", name="I need help now").click()
    await page.get_by_label("Country").select_option("GB")
    await expect(page.get_by_role("link", name="116 123")).to_be_visible()
    await has_no_barriers(page, "help panel")
    await page.get_by_role("button", name="Back").click()
    await (
        page.get_by_role("button", name="I have a name here")
        .or_(page.get_by_role("link", name="I have a name here"))
        .click()
    )
    await expect(page.get_by_label("Your name here")).to_be_visible()
    await has_no_barriers(page, "sign in")
    await page.get_by_role("button", name="Back").click()
    await page.get_by_role("link", name="Grief").click()
    await has_no_barriers(page, "room card")
    await page.get_by_role("button", name="Join this room").click()
    await expect(page.get_by_role("radio")).to_have_count(4)
    await page.get_by_role("button", name="Come in").click()
    await has_no_barriers(page, "joining, with mistakes")
    await page.get_by_role("button", name="Back").click()
    await page.get_by_role("button", name="Back").click()
    await join(page, "Night owls", LONG)
    await write(page, "You can call me on 07700 900123")
    await expect(page.get_by_text("We hid the phone number")).to_be_visible()
    await write(page, DANGER)
    await expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    await has_no_barriers(page, "room with a card")
    await page.get_by_role("button", name="Talk with a moderator").first.click()
    await expect(page.get_by_text("A moderator has been asked to come.").first).to_be_visible()
    await has_no_barriers(page, "conversation")
    if phone:
        for _ in ("to the room", "to one's rooms"):
            await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Your account").click()
    await expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    await has_no_barriers(page, "your account")
    parts = page.locator(".section-entry")
    for number in range(await parts.count()):
        await parts.nth(number).click()
        await expect(parts).to_have_count(0)
        await has_no_barriers(page, f"your account: {await page.get_by_role('heading', level=1).inner_text()}")
        await page.get_by_role("button", name="Back", exact=True).click()


@pytest.mark.parametrize(("phone", "dark"), [(True, False), (False, True), (False, False)])
async def test_the_consoles_screens_have_no_barriers(scene: Scene, phone: bool, dark: bool) -> None:
    author = await scene.talker(LONG)
    entrance = await scene.page("/console", phone=phone, dark=dark)
    await expect(entrance.get_by_role("heading", name="Sign in to the console")).to_be_visible()
    await has_no_barriers(entrance, "signing in")
    page = await console(scene, role="lead", phone=phone, dark=dark)
    await has_no_barriers(page, "nothing waiting")
    before = await scene.moderator(on_duty=False)
    await before.post("/api/console/shift-packs", {"note": "The kettle is on."})
    await expect(page.get_by_text("The kettle is on.")).to_be_visible()
    await has_no_barriers(page, "what was handed over")
    await page.keyboard.press("y")
    await expect(page.get_by_text("The kettle is on.")).to_have_count(0)
    await page.keyboard.press("m")
    await page.get_by_role("button", name="Shifts", exact=True).click()
    await page.get_by_role("button", name="Hand over", exact=True).click()
    await expect(page.get_by_text("Nobody has said yet that they have read it.")).to_be_visible()
    await page.get_by_role("button", name="Plan a shift").click()
    await expect(page.get_by_role("button", name="Take out Monday")).to_be_visible()
    await has_no_barriers(page, "shifts")
    await page.keyboard.press("k")
    await page.get_by_role("button", name="10 min").click()
    await page.get_by_role("button", name="Back to the desk").click()
    await expect(page.get_by_role("heading", name="You are on a break")).to_be_visible()
    await has_no_barriers(page, "on a break")
    await page.get_by_role("button", name="Back on duty").click()
    await expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    await author.send(DANGER)
    await expect(page.get_by_role("button", name="Open the next case")).to_be_visible()
    await has_no_barriers(page, "a case waiting")
    await take_the_next_case(page)
    await has_no_barriers(page, "a case")
    await page.get_by_role("button", name="Open a private conversation").click()
    await expect(page.get_by_role("textbox", name=f"Message to {LONG}")).to_be_visible()
    await has_no_barriers(page, "a conversation")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Remove", exact=True).click()
    await has_no_barriers(page, "a reason")
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Close the case").click()
    await expect(page.get_by_role("checkbox", name="Look after the room, too")).to_be_checked()
    await has_no_barriers(page, "closing, and looking after the room")
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Hand over without asking").click()
    await has_no_barriers(page, "handing over without asking")


@pytest.mark.parametrize("dark", [True, False])
async def test_the_help_page_has_no_barriers(scene: Scene, dark: bool) -> None:
    page = await scene.page("/help?country=DE", phone=True, dark=dark)
    await has_no_barriers(page, "help page")
    await page.goto("/hours")
    await has_no_barriers(page, "hours")
