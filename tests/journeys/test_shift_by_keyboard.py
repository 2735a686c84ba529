"""A whole shift by the keyboard alone, as somebody works it whose hands cannot use a pointer. Nothing is clicked."""

import asyncio

from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, duty, join, reads, write
from tests.journeys.test_accessible import has_no_barriers
from tests.people import App
from tests.words import PLAN

TABS = 60
"""So many presses of Tab reach anything on a screen, or it cannot be reached."""
HAS_FOCUS = "one => one === document.activeElement"
SHOWS_FOCUS = """one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return seen && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""


async def tab_to(page: Page, there: Locator, *, back: bool = False) -> None:
    """Press Tab until this has the focus, which is to be seen."""
    await expect(there).to_be_visible()
    for _ in range(TABS):
        if await there.evaluate(HAS_FOCUS):
            break
        await page.keyboard.press("Shift+Tab" if back else "Tab")
    assert await there.evaluate(HAS_FOCUS), f"the keyboard does not reach {there}"
    assert await there.evaluate(SHOWS_FOCUS), f"nobody sees that the focus is at {there}"


async def press(page: Page, name: str, key: str = "Enter", *, back: bool = False) -> None:
    await tab_to(page, page.get_by_role("button", name=name).first, back=back)
    await page.keyboard.press(key)


async def keeps_its_focus(page: Page) -> None:
    """What had the focus may be gone with what was done; then something that is there has it, never nothing."""
    async with asyncio.timeout(20):
        while await page.evaluate("document.activeElement === document.body"):
            await asyncio.sleep(0.02)


async def do_by_name(page: Page, words: str) -> None:
    """Ctrl-K, a few letters of it, Enter."""
    await page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="What do you want to do?")
    await expect(field).to_be_focused()
    await page.keyboard.type(words)
    await expect(page.get_by_role("option", selected=True)).to_contain_text(words)
    await page.keyboard.press("Enter")
    await expect(field).to_have_count(0)


async def come_in(page: Page) -> None:
    await tab_to(page, page.get_by_label("Name", exact=True))
    await page.keyboard.type("Calm Harbour")
    await tab_to(page, page.get_by_label("Passphrase", exact=True))
    await page.keyboard.type(PASSPHRASE)
    await page.keyboard.press("Enter")
    secret = page.locator(".secret")
    await expect(secret).to_be_visible()
    app = App("".join((await secret.inner_text()).split()))
    await tab_to(page, page.get_by_label("Code from your app"))
    await page.keyboard.type(app.code())
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()


async def test_a_shift_is_worked_without_a_pointer(scene: Scene) -> None:
    before = await scene.moderator("Bright Meadow")
    await scene.lead()
    visitor = await scene.visitor()
    await visitor.register("Calm Harbour", proven=False, invitation=await scene.invitation())
    await before.post("/api/console/shift-packs", {"note": "A quiet evening so far."})
    await before.put("/api/console/duty", {"on": False})
    page = await scene.page("/console")
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")

    # In, on duty, and what the shift before has left.
    await come_in(page)
    await tab_to(page, duty(page))
    await page.keyboard.press("Space")
    await expect(page.get_by_text("1 moderator on duty")).to_be_visible()
    await expect(page.get_by_text("A quiet evening so far.")).to_be_visible()
    await press(page, "I have read what was handed over")
    await expect(page.get_by_text("A quiet evening so far.")).to_have_count(0)
    await keeps_its_focus(page)

    # The keys are shown by one, and the focus comes back.
    await page.keyboard.press("?")
    await expect(page.get_by_role("heading", name="Keys", exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    await keeps_its_focus(page)

    # Somebody is in danger: open, take, what came before, a word on a rule, a conversation, and an answer.
    await write(author, "it was a long day")
    await write(author, PLAN)
    await expect(page.get_by_role("button", name="Open the next case")).to_be_visible()
    await page.keyboard.press("n")
    await expect(page.get_by_role("heading", name="Danger to themselves").first).to_be_focused()
    await page.keyboard.press("t")
    await expect(page.get_by_text("You have this case.")).to_be_visible()
    await page.keyboard.press("b")
    await expect(page.get_by_text("it was a long day")).to_be_visible()
    await page.keyboard.press("w")
    await expect(page.get_by_role("group", name="What the rules made of it")).to_be_visible()
    await press(page, "Done")
    await keeps_its_focus(page)
    await page.keyboard.press("c")
    await author.get_by_role("button", name="Talk with them").click()
    field = page.get_by_role("textbox", name="Message to Quiet Fern")
    await expect(field).to_be_focused()
    await page.keyboard.type("I am here with you")
    await page.keyboard.press("Enter")
    await reads(author, "I am here with you")
    await page.keyboard.press("Escape")

    # Advice, without giving the case away.
    await page.keyboard.press("s")
    await expect(page.get_by_role("textbox", name="What about? You need not say")).to_be_focused()
    await page.keyboard.type("I am not sure what to say next")
    await press(page, "Ask for advice")
    await expect(page.get_by_text("A supervisor is asked.")).to_be_visible()
    await keeps_its_focus(page)

    # A hold, undone; then the case is closed, with what the reason will be read as.
    await do_by_name(page, "Hand back")
    await expect(page.get_by_role("heading", name="Hand this case back?")).to_be_visible()
    await page.keyboard.press("Escape")
    await keeps_its_focus(page)
    await page.keyboard.press("e")
    await expect(page.get_by_role("textbox", name="How did it end?")).to_be_focused()
    await page.keyboard.type("we talked, she is with her sister")
    await press(page, "Close with this outcome")
    await expect(page.get_by_text("Closed. You can reopen it for ten minutes.")).to_be_visible()
    await keeps_its_focus(page)
    await page.keyboard.press("u")
    await expect(page.get_by_text("You have it.")).to_be_visible()
    await keeps_its_focus(page)
    await page.keyboard.press("e")
    await expect(page.get_by_role("textbox", name="How did it end?")).to_be_focused()
    await page.keyboard.type("we talked, she is with her sister")
    await press(page, "Close with this outcome")
    await expect(page.get_by_text("Closed. You can reopen it for ten minutes.")).to_be_visible()
    await keeps_its_focus(page)
    await page.keyboard.press("l")
    await keeps_its_focus(page)

    # After that nothing new is offered for a moment; one goes on, knowingly.
    await do_by_name(page, "Go off duty")
    await expect(page.get_by_text("Nobody is on duty")).to_be_visible()
    await do_by_name(page, "Go on duty")
    await expect(page.get_by_role("heading", name="Nothing new for you until")).to_be_focused()
    await has_no_barriers(page, "a rest")
    await press(page, "I would like to talk about it")
    await expect(page.get_by_text("Whoever looks after you sees that you would like to talk.")).to_be_visible()
    await press(page, "Give me new cases again")
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    # A room: held for a moment, and back.
    await author.get_by_role("button", name="Back", exact=True).click()
    await page.keyboard.press("v")
    await press(page, "Night owls")
    for key, why, button, seen in (
        ("h", "Two people are quarrelling.", "Hold everything", 1),
        ("y", "It is calm again.", "Back to usual", 0),
    ):
        await expect(page.get_by_role("heading", name="Night owls", exact=True)).to_be_focused()
        await page.keyboard.press(key)
        await tab_to(page, page.get_by_label("Why?"))
        await page.keyboard.type(why)
        await tab_to(page, page.locator("form.reason").get_by_role("button", name=button))
        await page.keyboard.press("Enter")
        told = author.get_by_text("For now a moderator reads each message")
        await expect(told).to_have_count(seen)

    # How one is looked after, and what one would rather not be given.
    await do_by_name(page, "Looking after myself")
    topic = page.get_by_role("checkbox", name="Children in danger")
    await tab_to(page, topic)
    await page.keyboard.press("Space")
    await expect(topic).to_be_checked()
    blur = page.get_by_role("checkbox", name="Blur what people wrote")
    await tab_to(page, blur)
    await page.keyboard.press("Space")
    await expect(blur).to_be_checked()
    await has_no_barriers(page, "looking after oneself")
    await do_by_name(page, "Talks and support")
    await expect(page.get_by_text("I am not sure what to say next")).to_be_visible()
    await has_no_barriers(page, "talks")
    await do_by_name(page, "Back to the desk")

    # A break, back, what goes to the next shift, and home.
    await page.keyboard.press("k")
    await press(page, "5 min")
    await expect(page.get_by_role("heading", name="You are on a break")).to_be_visible()
    await press(page, "Back on duty")
    await do_by_name(page, "Shifts")
    await tab_to(page, page.get_by_label("A note for whoever comes next"))
    await page.keyboard.type("Quiet Fern is with her sister.")
    await press(page, "Hand over")
    await expect(page.get_by_text("Nobody has said yet that they have read it.")).to_be_visible()
    await do_by_name(page, "Go off duty")
    await do_by_name(page, "Back to the desk")
    await press(page, "Sign out", back=True)
    await expect(page.get_by_role("heading", name="Sign in to the console")).to_be_visible()
