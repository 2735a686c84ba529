"""A bad night at the console: what is done by mistake, and what the person one talks with is told meanwhile."""

from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, join, reads, take_the_next_case, write
from tests.journeys.test_danger import DANGER


async def console(scene: Scene, name: str, *, on_duty: bool = True) -> Page:
    page = await scene.page(f"/console#invite={await scene.invitation()}")
    await become_moderator(page, name, on_duty=on_duty)
    return page


async def talk(moderator: Page, author: Page) -> None:
    await moderator.get_by_role("button", name="Open a private conversation").click()
    await author.get_by_role("button", name="Talk with them").click()
    await expect(author.get_by_text("A moderator is here.")).to_be_visible()


async def test_whoever_believes_to_be_writing_acts_on_nothing(scene: Scene) -> None:
    moderator = await console(scene, "Calm Harbour")
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await write(author, DANGER)
    await take_the_next_case(moderator)
    await talk(moderator, author)
    field = moderator.get_by_role("textbox", name="Message to Quiet Fern")
    words = "thank you for going on, no hurry"
    for place in (moderator.get_by_role("log"), moderator.get_by_role("heading", name="Private conversation with")):
        await place.click()
        await moderator.keyboard.type(words)
        await expect(field).to_have_value(words)
        await field.fill("")
    await expect(moderator.get_by_text("You have it.")).to_be_visible()
    # Away from the conversation keys act, and what leaves somebody alone asks once more.
    await field.press("Escape")
    await moderator.keyboard.press("g")
    await expect(moderator.get_by_role("heading", name="Hand this case back?")).to_be_visible()
    await expect(moderator.get_by_text("The moderator has gone")).to_be_visible()
    await moderator.keyboard.press("Escape")
    await expect(moderator.get_by_text("You have it.")).to_be_visible()


async def test_a_person_is_told_the_truth_of_who_is_there(scene: Scene) -> None:
    one, two = await console(scene, "Calm Harbour"), await console(scene, "Bright Meadow", on_duty=False)
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await write(author, DANGER)
    await take_the_next_case(one)
    await talk(one, author)
    away = author.get_by_text("They are not looking here at this moment; your words reach them.")
    await one.get_by_role("button", name="Leave this case").click()
    await expect(away).to_be_visible()

    # What is said meanwhile reaches the console, after a reload, too.
    await write(author, "are you there?")
    await one.reload()
    await one.get_by_role("button", name="Open the next case").click()
    await reads(one, "are you there?")
    await expect(author.get_by_text("A moderator is here.")).to_be_visible()

    # Signing out asks first, hands the case back, and the person is told at once.
    await one.get_by_role("button", name="Sign out").click()
    await expect(one.get_by_text("You have a case: Quiet Fern.")).to_be_visible()
    await one.get_by_role("button", name="Hand back and sign out").click()
    await expect(author.get_by_text("The moderator has gone, no other is on duty now")).to_be_visible()
    await take_the_next_case(two)
    await two.get_by_role("button", name="Open a private conversation").click()
    await expect(author.get_by_text("A moderator is here.")).to_be_visible()


async def test_asking_for_a_moderator_keeps_the_number_at_hand(scene: Scene) -> None:
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await write(author, DANGER)
    await author.get_by_role("button", name="Talk with a moderator").click()
    await expect(author.get_by_text("No moderator is on duty now, and we cannot say when one comes.")).to_be_visible()
    await expect(author.get_by_role("link", name="Call 999")).to_be_in_viewport()
