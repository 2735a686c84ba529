"""The emergency card on small screens: the numbers, a moderator, one's own words and the box, all in view at once."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, log, reads, words, write
from tests.journeys.test_danger import DANGER, console

SIZES = [(360, 740), (360, 560), (360, 520), (320, 568), (1280, 800)]
WHOLE = 0.99
"""Of a pixel's rounding."""


async def fits(page: Page, last: Locator, where: str) -> None:
    """What somebody in danger needs is in view without scrolling, at every size."""
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        needed = {
            "the emergency number": page.get_by_role("link", name="Call 999"),
            "a line that listens": page.get_by_role("link", name="116 123"),
            "a moderator": page.get_by_role("button", name="Talk with a moderator"),
            "the last message": last,
            "the box": words(page),
            "the button that sends": page.get_by_role("button", name="Send", exact=True),
            "the way out": page.get_by_role("button", name="Quick exit"),
        }
        for what, place in needed.items():
            try:
                await expect(place).to_be_in_viewport(ratio=WHOLE)
            except AssertionError as error:
                raise AssertionError(f"{where}, {width}x{height}: {what} is not in view") from error
        composer = await page.locator("form.composer").bounding_box()
        assert composer is not None
        assert composer["y"] + composer["height"] <= height + 1, f"{where}, {width}x{height}: the box ends too low"


@pytest.mark.parametrize(("on_duty", "dark"), [(True, False), (False, True)])
async def test_number_line_moderator_last_words_and_box_are_in_view_at_once(
    scene: Scene, on_duty: bool, dark: bool
) -> None:
    if on_duty:
        await scene.moderator()
    other = await scene.talker("Blue Heron")
    author = await scene.page("/", phone=True, dark=dark)
    await join(author, "Night owls", "Quiet Fern")
    for number in range(8):
        await other.send(f"It is a long night here too, number {number}, and the kettle is on again.")
    await reads(author, "It is a long night here too, number 7, and the kettle is on again.")
    await write(author, "I cannot do this any more")
    await reads(author, "I cannot do this any more")
    await write(author, DANGER)
    await reads(author, DANGER)
    await expect(author.get_by_role("link", name="Call 999")).to_be_visible()
    own = log(author).get_by_text(DANGER, exact=True).last
    # Where it was written, before anything is measured: the card has not pushed it out of view.
    await expect(own).to_be_in_viewport(ratio=WHOLE)
    await fits(author, own, "on duty" if on_duty else "nobody on duty")
    await expect(author.get_by_role("button", name="New messages")).to_have_count(0)


async def test_a_card_and_a_moderators_words_leave_room_for_the_messages(scene: Scene) -> None:
    moderator = await console(scene)
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await write(author, DANGER)
    await reads(author, DANGER)
    await moderator.get_by_role("button", name="Open the next case").click()
    await moderator.get_by_role("button", name="Take this case").click()
    await moderator.get_by_role("button", name="Open a private conversation").click()
    await moderator.get_by_role("textbox", name="Message to Quiet Fern").fill("I am here.")
    await moderator.get_by_role("button", name="Send", exact=True).click()
    await expect(author.get_by_text("A moderator has written to you privately.")).to_be_visible()
    await expect(log(author).get_by_text(DANGER, exact=True).last).to_be_in_viewport(ratio=WHOLE)
    await expect(author.get_by_role("link", name="Call 999")).to_be_in_viewport(ratio=WHOLE)
    await expect(words(author)).to_be_in_viewport(ratio=WHOLE)


async def test_with_letters_of_twice_the_size_a_message_is_still_in_view(scene: Scene) -> None:
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    browser = await author.context.new_cdp_session(author)
    await browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    await write(author, "I want to die tonight")
    await reads(author, "I want to die tonight")
    await expect(author.get_by_role("link", name="Call 999")).to_be_in_viewport(ratio=WHOLE)
    await expect(log(author).get_by_text("I want to die tonight", exact=True).last).to_be_in_viewport(ratio=0.25)
    await expect(words(author)).to_be_in_viewport(ratio=WHOLE)


SHRINK = """() => {
    const log = document.querySelector('[role="log"]');
    document.querySelector('.typing').style.height = '200px';
    log.dispatchEvent(new Event('scroll'));
}"""
"""As a card does that comes just after one's own message has scrolled the log: that event is still under way."""


async def test_ones_own_words_stay_in_view_when_the_log_shrinks_before_it_has_heard_of_its_own_scrolling(
    scene: Scene,
) -> None:
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    for number in range(8):
        await write(author, f"It is a long night here, number {number}, and the kettle is on again.")
    await reads(author, "It is a long night here, number 7, and the kettle is on again.")
    last = log(author).get_by_text("It is a long night here, number 7, and the kettle is on again.").last
    await expect(last).to_be_in_viewport(ratio=WHOLE)
    await author.evaluate(SHRINK)
    await expect(last).to_be_in_viewport(ratio=WHOLE)
    # Whoever reads above stays there.
    await log(author).evaluate("log => { log.scrollTop = 0; }")
    first = log(author).get_by_text("It is a long night here, number 0, and the kettle is on again.")
    await expect(first).to_be_in_viewport()
    await author.set_viewport_size({"width": 360, "height": 640})
    await expect(first).to_be_in_viewport()
