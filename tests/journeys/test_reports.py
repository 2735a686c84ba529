"""Reporting as people do it: two taps, no words, the truth about who looks, and what came of it."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, become_moderator, join, log, reads, take_the_next_case, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_danger import console
from tests.people import Person

TALK = "you always make it about yourself"
THANKS = "Thank you. A moderator will look at this."


def reporting(page: Page, what: str = "this message") -> Locator:
    """The reasons to choose from."""
    return page.get_by_role("group", name=f"Report {what}: why?")


async def two_taps(page: Page, reason: str) -> None:
    await log(page).get_by_role("button", name="Report this message").last.click()
    for words in ("Report this message: why?", "Hurts or threatens", "I am worried about them"):  # all of it, at 360 px
        await expect(reporting(page).get_by_text(words)).to_be_in_viewport(ratio=0.9)
    await reporting(page).get_by_role("button", name=reason).click()


async def test_a_message_is_reported_in_two_taps_and_whoever_did_it_is_told_what_came_of_it(scene: Scene) -> None:
    moderator = await console(scene)
    author, reader = await scene.page("/", phone=True), await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await join(reader, "Night owls", "Blue Heron")
    await write(author, "Is anybody up?")
    await write(author, TALK)
    await reads(reader, TALK)

    # A tap on the message's menu, a tap on a reason.
    await two_taps(reader, "Hurts or threatens")
    receipt = reader.get_by_text(THANKS)
    await expect(receipt).to_be_in_viewport()
    await expect(reader.get_by_text("A moderator is on duty now.").last).to_be_visible()
    await expect(receipt.locator("..")).to_be_focused()
    await reader.get_by_role("button", name="Add a few words").click()
    await reader.get_by_label("For the moderator, if you like").fill("It is like this every night")
    await reader.get_by_role("button", name="Add them").click()
    await expect(reader.get_by_text("Added.")).to_be_visible()
    await reader.get_by_role("button", name="Close", exact=True).click()
    await expect(receipt).to_have_count(0)

    # The moderator reads how many and why, and not who; the words once the case is theirs.
    await moderator.get_by_role("button", name="Open the next case").click()
    await expect(moderator.get_by_role("heading", name="Reported by people here")).to_be_visible()
    await expect(moderator.get_by_role("heading", name="1 person reported this")).to_be_visible()
    await expect(moderator.get_by_text("Hurts or threatens somebody")).to_be_visible()
    await expect(moderator.get_by_text(TALK)).to_be_visible()
    await expect(moderator.get_by_text("It is like this every night")).to_have_count(0)
    await moderator.get_by_role("button", name="Take this case").click()
    await expect(moderator.get_by_text("It is like this every night")).to_be_visible()
    await expect(moderator.get_by_text("Blue Heron")).to_have_count(0)
    await expect(moderator.get_by_role("button", name="Show who reported")).to_have_count(0)
    # Nothing has happened to the author so far.
    await expect(author.get_by_role("status").get_by_text("moderator")).to_have_count(0)

    await moderator.get_by_role("button", name="Remove", exact=True).click()
    await moderator.get_by_role("textbox", name="Why? Quiet Fern will read it").fill("It could hurt somebody here.")
    await moderator.get_by_role("button", name="Remove the message").click()
    told = reader.get_by_text("About what you reported in Night owls: a moderator removed it.")
    await expect(told).to_be_visible()
    await expect(log(author).get_by_text("It could hurt somebody here.")).to_be_visible()
    await reader.reload()
    await expect(told).to_be_visible()
    await reader.get_by_role("status").get_by_role("button", name="Close").click()
    await expect(told).to_have_count(0)


async def test_a_person_and_a_room_are_reported_from_their_names_and_worry_brings_the_helpers_card(
    scene: Scene,
) -> None:
    moderator = await console(scene, on_duty=False)
    author, reader = await scene.talker("Quiet Fern"), await scene.page("/", phone=True, dark=True)
    await join(reader, "Night owls", "Blue Heron")
    await author.send("it is late and I am so tired of it")
    await reads(reader, "it is late and I am so tired of it")
    await reader.get_by_role("button", name="Options for Quiet Fern").click()
    await reporting(reader, "Quiet Fern").get_by_role("button", name="I am worried about them").click()
    await expect(reader.get_by_role("heading", name="Thank you for looking out for them")).to_be_visible()
    await expect(reader.get_by_role("link", name="116 123")).to_be_visible()
    await reader.get_by_role("region", name="Thank you for looking out").get_by_role("button", name="Close").click()
    await expect(
        reader.get_by_text("No moderator is on duty now, and we cannot say when one comes.").last
    ).to_be_visible()
    await reader.get_by_role("button", name="Close", exact=True).click()

    await reader.get_by_role("button", name="Room options").click()
    await reporting(reader, "this room").get_by_role("button", name="Advertising").click()
    await expect(reader.get_by_text(THANKS)).to_be_visible()

    # For their safety, and first; then the room, which is nobody.
    await take_the_next_case(moderator)
    await expect(moderator.get_by_role("heading", name="Worry about somebody else")).to_be_visible()
    await expect(moderator.get_by_text("They were reported, not this message.")).to_be_visible()
    await moderator.get_by_role("button", name="Close the case").click()
    await moderator.get_by_role("textbox", name="How did it end?").fill("We talked.")
    await moderator.get_by_role("button", name="Close with this outcome").click()
    await expect(reader.get_by_text("a moderator has looked after it.")).to_be_visible()
    await moderator.get_by_role("button", name="Leave this case").click()
    await take_the_next_case(moderator)
    await expect(moderator.get_by_text("The room was reported, and nobody in particular.")).to_be_visible()
    await expect(moderator.get_by_role("button", name="Open a private conversation")).to_have_count(0)
    await moderator.get_by_role("button", name="Show what came before").click()
    await expect(moderator.get_by_text("it is late and I am so tired of it")).to_be_visible()


async def test_a_brigade_cannot_silence_somebody_and_is_one_case(scene: Scene) -> None:
    moderator = await console(scene, on_duty=False)
    author, reader = await scene.page("/", phone=True), await scene.page("/")
    await join(author, "Night owls", "Quiet Fern")
    await join(reader, "Night owls", "Blue Heron")
    await write(author, TALK)
    await reads(reader, TALK)
    message = (await scene.sql("select id from messages"))[0][0]

    async def reports(person: Person) -> None:
        await person.post("/api/reports", {"reason": "spam", "message": str(message)})

    # Eight accounts that came for it, in the middle of the night; the ninth does it by hand.
    crowd = await asyncio.gather(*(scene.talker() for _ in range(8)))
    await asyncio.gather(*map(reports, crowd))
    await two_taps(reader, "Advertising")
    await expect(reader.get_by_text(THANKS)).to_be_visible()
    await write(author, "good night to you all")
    await reads(reader, "good night to you all")
    await reads(reader, TALK)
    await expect(author.get_by_role("status").get_by_text("moderator")).to_have_count(0)
    await take_the_next_case(moderator)
    await expect(moderator.get_by_role("heading", name="9 people reported this")).to_be_visible()
    await expect(moderator.get_by_text("Advertising or recruiting: 9")).to_be_visible()
    await expect(moderator.get_by_text("No others.")).to_be_visible()


async def test_a_deleted_message_is_reported_the_next_day(scene: Scene) -> None:
    moderator = await console(scene)
    author, reader = await scene.page("/", phone=True), await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await join(reader, "Night owls", "Blue Heron")
    await write(author, TALK)
    await reads(reader, TALK)
    await author.get_by_role("button", name="Options for this message").click()
    await author.get_by_role("button", name="Delete this message").click()
    # It is said beforehand.
    await expect(author.get_by_text("For 7 days others can still report it")).to_be_visible()
    await author.get_by_role("button", name="Delete", exact=True).click()
    await expect(log(reader).get_by_text("Deleted by its author.")).to_be_visible()
    assert TALK not in await log(reader).inner_text()

    await scene.sql("update messages set at = at - interval '1 day', taken_back_at = taken_back_at - interval '1 day'")
    await reader.reload()
    await expect(log(reader).get_by_text("Deleted by its author.")).to_be_visible()
    await two_taps(reader, "Hurts or threatens")
    await expect(reader.get_by_text(THANKS)).to_be_visible()
    await take_the_next_case(moderator)
    await expect(moderator.get_by_text(TALK)).to_be_visible()
    await expect(moderator.get_by_text("Taken back by its author")).to_be_visible()
    await moderator.get_by_role("button", name="Close the case").click()
    await moderator.get_by_role("textbox", name="How did it end?").fill("Within the rules.")
    await moderator.get_by_role("button", name="Close with this outcome").click()
    await expect(reader.get_by_text("found nothing against our rules.")).to_be_visible()


@pytest.mark.parametrize(("phone", "dark"), [(True, False), (True, True), (False, False), (False, True)])
async def test_reporting_has_no_barriers(scene: Scene, phone: bool, dark: bool) -> None:
    author, reader = await scene.talker("Quiet Fern"), await scene.page("/", phone=phone, dark=dark)
    await join(reader, "Night owls", "Blue Heron")
    await author.send(TALK)
    await reads(reader, TALK)
    # By keyboard alone: to the menu, to a reason, to the receipt, which has the focus.
    await log(reader).get_by_role("button", name="Report this message").focus()
    await reader.keyboard.press("Enter")
    await expect(reporting(reader)).to_be_visible()
    await has_no_barriers(reader, "the reasons")
    await reader.keyboard.press("Tab")
    await reader.keyboard.press("Enter")
    await expect(reader.get_by_text(THANKS).locator("..")).to_be_focused()
    await reader.get_by_role("button", name="Add a few words").click()
    await has_no_barriers(reader, "a receipt")
    await reader.get_by_role("button", name="Close", exact=True).click()
    await reader.get_by_role("button", name="Options for Quiet Fern").click()
    await reader.get_by_role("button", name="Room options").click()
    await expect(reporting(reader, "this room")).to_be_visible()
    await has_no_barriers(reader, "a person and a room")


async def test_how_many_reported_has_no_barriers_on_the_console(scene: Scene) -> None:
    page = await scene.page(f"/console#invite={await scene.invitation('lead')}")
    await become_moderator(page, "Calm Harbour", on_duty=False)
    author, reader = await scene.talker("Quiet Fern"), await scene.talker("Blue Heron")
    message = (await author.send(TALK))["id"]
    await reader.post("/api/reports", {"reason": "hurt", "message": message})
    await page.get_by_role("button", name="Open the next case").click()
    await scene.sql("update sessions set proved_at = clock_timestamp() - interval '1 hour'")
    await page.get_by_role("button", name="Show who reported").click()
    dialog = page.get_by_role("dialog", name="Is it you?")
    await dialog.get_by_label("Passphrase").fill(PASSPHRASE)
    await has_no_barriers(page, "is it you?")
    await dialog.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("Blue Heron: Hurts or threatens somebody")).to_be_visible()
    await has_no_barriers(page, "a case that was reported")
