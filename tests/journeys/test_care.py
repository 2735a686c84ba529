"""After danger: the room is looked after, the person says yes to a hand-over on their own screen, chooses when somebody
asks again how they are, and is met at that time without having to say everything again."""

import os

from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, reads, take_the_next_case, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_danger import DANGER, console

WHOM = "The crisis team at the hospital, so that they know what has happened."
LOOKED_AFTER = "Something hard was said here, and a moderator is with them."


async def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png", full_page=True)


async def test_a_room_is_looked_after_a_case_handed_over_and_a_person_asked_again(scene: Scene) -> None:
    desk = await console(scene)
    author, reader = await scene.page("/", phone=True, dark=True), await scene.page("/", phone=True)
    await join(reader, "Night owls", "Blue Heron")
    await join(author, "Night owls", "Quiet Fern")
    entries = await author.evaluate("history.length")
    await write(author, DANGER)
    await take_the_next_case(desk)
    await desk.get_by_role("button", name="Open a private conversation").click()
    await desk.get_by_role("textbox", name="Message to Quiet Fern").fill("I am here with you.")
    await desk.get_by_role("button", name="Send", exact=True).click()
    await author.get_by_role("button", name="Talk with them").click()
    await reads(author, "I am here with you.")
    await write(author, "I live with my brother")

    # Who was there gets one quiet word; whose words they were does not.
    await desk.get_by_role("heading", name="Danger to themselves").click()
    await desk.keyboard.press("a")
    await expect(desk.get_by_text(LOOKED_AFTER)).to_be_visible()
    await shot(desk, "console-aftercare")
    await desk.get_by_role("button", name="Yes: Look after the room").click()
    await expect(reader.get_by_text(LOOKED_AFTER)).to_be_visible()
    await shot(reader, "peer-aftercare")
    await has_no_barriers(reader, "aftercare")

    # Asked in the conversation, answered on their own page, after they have seen all of it.
    await desk.get_by_role("button", name="Ask to hand over to professionals").click()
    await desk.get_by_role("textbox", name="To whom, and why? Quiet Fern reads it").fill(WHOM)
    await shot(desk, "console-ask")
    await has_no_barriers(desk, "asking to hand over")
    await desk.get_by_role("button", name="Ask to hand over to professionals").last.click()
    await expect(desk.get_by_text("Quiet Fern was asked, and has not answered yet.")).to_be_visible()
    await expect(author.get_by_text("A moderator has a question for you")).to_be_visible()
    await shot(author, "peer-asked")
    await author.get_by_role("button", name="Show it").click()
    await expect(author.get_by_text(WHOM).first).to_be_visible()
    await expect(author.get_by_text("I live with my brother")).to_be_visible()
    await expect(author.get_by_text("I am here with you.")).to_have_count(0)
    if os.environ.get("SHOTS"):
        await author.set_viewport_size({"width": 360, "height": 2600})
        await shot(author, "you-hand-over")
        await author.set_viewport_size({"width": 360, "height": 740})
    await has_no_barriers(author, "a hand-over to decide about")
    await author.get_by_role("button", name="Yes, hand it over").click()
    await expect(author.get_by_text("You said yes.")).to_be_visible()
    assert await author.evaluate("history.length") == entries

    await expect(desk.get_by_text("Quiet Fern said yes.")).to_be_visible()
    async with desk.context.expect_page() as opening:
        await desk.get_by_role("link", name="Open the hand-over pack").click()
    pack = await opening.value
    await expect(pack.get_by_role("heading", name="Hand-over from peer support")).to_be_visible()
    await expect(pack.get_by_text("I live with my brother")).to_be_visible()
    await shot(pack, "pack")
    await has_no_barriers(pack, "the pack")
    await pack.close()

    # The case is closed; the person chooses when somebody asks again.
    await desk.get_by_role("button", name="Close the case").click()
    await desk.get_by_role("textbox", name="How did it end?").fill("We talked. They are safe for now.")
    await shot(desk, "console-close")
    await desk.get_by_role("button", name="Close with this outcome").click()
    await expect(desk.get_by_text("Closed. You can reopen it")).to_be_visible()
    await author.reload()
    await expect(author.get_by_role("heading", name="Shall a moderator ask you again")).to_be_visible()
    if os.environ.get("SHOTS"):
        await author.set_viewport_size({"width": 360, "height": 2600})
        await shot(author, "you-follow-up")
        await author.set_viewport_size({"width": 360, "height": 740})
    await author.get_by_role("button", name="Tomorrow morning").click()
    await expect(author.get_by_text("A moderator comes to you")).to_be_visible()
    await has_no_barriers(author, "a follow-up")

    # Its time comes: a case in the conversation that they had.
    await desk.get_by_role("button", name="Leave this case").click()
    await desk.get_by_role("button", name="Give me new cases again").click()  # after what was grave there is a pause
    await scene.sql("update follow_ups set due_at = clock_timestamp()")
    await expect(desk.get_by_text("Follow-up with Quiet Fern").first).to_be_visible()
    await take_the_next_case(desk)
    await expect(desk.get_by_text("The time has come that Quiet Fern chose")).to_be_visible()
    await shot(desk, "console-follow-up")
    await desk.get_by_role("button", name="Open a private conversation").click()
    await expect(desk.get_by_text("I live with my brother")).to_be_visible()
    await author.get_by_role("button", name="Back", exact=True).click()
    await author.get_by_role("button", name="Back", exact=True).click()
    await reads(author, "I live with my brother")
    await write(author, "A little better today")
    await expect(desk.get_by_text("A little better today")).to_be_visible()
