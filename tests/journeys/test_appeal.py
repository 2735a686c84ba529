"""An appeal: somebody is muted, reads why and until when, says in two taps that they do not agree, and somebody else
decides. A complaint: to a trustee, past the moderators, with its deadline."""

import pytest
from playwright.async_api import Page, expect

from server.auth.invitations import invite
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, reads, second_proof, take_the_next_case, words, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_danger import console
from tests.people import PASSPHRASE
from tests.words import ENCOURAGEMENT

WHY = "We do not speak to each other like this."
BECAUSE = "It was a line of a song, and everybody knew it."


async def trustee_at_the_console(scene: Scene, name: str) -> Page:
    async with scene.services.database.begin() as connection:
        code = await invite(connection, "trustee")
    page = await scene.page(f"/console#invite={code}")
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_label("Country").select_option("GB")
    await page.get_by_role("checkbox", name="I am 18 or over").check()
    await page.get_by_role("checkbox", name="I have read this and agree.").check()
    await page.get_by_role("button", name="Register").click()
    await second_proof(page)
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()
    return page


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (False, False)])
async def test_an_appeal_is_two_taps_away_and_somebody_else_decides(scene: Scene, phone: bool, dark: bool) -> None:
    one = await console(scene, "Calm Harbour")
    two = await console(scene, "Still Water", on_duty=False)
    author = await scene.page("/", phone=phone, dark=dark)
    await join(author, "Night owls", "Quiet Fern")

    # What the machine stopped is paused, and said so, until somebody has looked.
    await write(author, ENCOURAGEMENT)
    await expect(author.get_by_text("A moderator looks at what you wrote, and may end it sooner.")).to_be_visible()
    await expect(words(author)).to_have_count(0)

    # The first moderator declines it and mutes its author, by the keyboard, and reads what they will see.
    await take_the_next_case(one)
    await one.get_by_role("button", name="Decline").click()
    await one.get_by_role("textbox", name="Why? Quiet Fern will read it").fill(WHY)
    await one.get_by_role("button", name="Decline the message").click()
    await one.get_by_role("button", name="Mute in the room").focus()
    await one.keyboard.press("Enter")
    await one.get_by_role("radio", name="1 day").check()
    await one.get_by_role("textbox", name="Why? Quiet Fern will read it").fill(WHY)
    await expect(one.get_by_text("and write there again from").first).to_be_visible()
    await has_no_barriers(one, "a mute")
    await one.get_by_role("button", name="Mute in the room").last.click()
    await expect(one.get_by_text("Quiet Fern reads your reason and how long it lasts.")).to_be_visible()
    await expect(one.get_by_role("button", name="Take back")).to_be_visible()
    await has_no_barriers(one, "a decision that was taken")

    # The author reads why and until when, where they would write.
    bar = author.get_by_role("region", name="A decision about you").first
    await expect(bar).to_contain_text("You can read in Night owls, and write there again from")
    await expect(bar).to_contain_text(f"They say: {WHY}")
    await expect(words(author)).to_have_count(0)
    await has_no_barriers(author, "muted")
    await bar.get_by_role("button", name="I do not agree").click()
    await has_no_barriers(author, "an appeal")
    await bar.get_by_role("button", name="Ask somebody else to look").click()
    await expect(bar.get_by_text("Somebody else will look, by")).to_be_visible()

    # Whoever decided is not asked; somebody else is.
    await expect(two.get_by_text("Appeal: Mute in the room").first).to_be_visible()
    await expect(one.get_by_text("Appeal: Mute in the room")).to_have_count(0)
    await (
        two.get_by_role("button", name="Appeal: Mute in the room")
        .or_(two.get_by_role("button", name="Open the next case"))
        .first.click()
    )
    await two.get_by_role("button", name="Take this case").click()
    await expect(two.get_by_text("It is about this: Mute in the room, by Calm Harbour")).to_be_visible()
    await expect(two.get_by_text(WHY).first).to_be_visible()
    await has_no_barriers(two, "an appeal at the console")
    await two.get_by_role("button", name="Take it back").click()
    await two.get_by_role("textbox", name="Why? Quiet Fern will read it").fill(BECAUSE)
    await two.get_by_role("button", name="Take it back").last.click()
    await expect(two.get_by_text("Answered, and closed.")).to_be_visible()

    # The author is told, and can write again.
    await expect(author.get_by_text(f"has taken it back. They say: {BECAUSE}")).to_be_visible()
    await author.get_by_role("button", name="Close", exact=True).first.click()
    await write(author, "thank you for looking again")
    await reads(author, "thank you for looking again")


async def test_a_complaint_goes_past_the_moderators_and_is_answered_in_time(scene: Scene) -> None:
    moderator = await console(scene)
    trustee = await trustee_at_the_console(scene, "Old Oak")
    await expect(trustee.get_by_role("switch", name="On duty")).to_have_count(0)
    person = await scene.page("/", phone=True)
    await join(person, "Night owls", "Quiet Fern")
    await person.get_by_role("button", name="Back", exact=True).click()
    await person.get_by_role("button", name="Your account").click()
    await person.get_by_role("button", name="Decisions and complaints").click()
    await person.get_by_label("About", exact=True).select_option("Somebody who works here")
    await person.get_by_label("What happened?").fill("I was laughed at.")
    await person.get_by_role("button", name="Send the complaint").click()
    await expect(person.get_by_text("It has arrived. The answer comes to the page with your rooms, by")).to_be_visible()
    await has_no_barriers(person, "a complaint")

    await expect(trustee.get_by_text("Complaint: about somebody who works here").first).to_be_visible()
    await take_the_next_case(trustee)
    await expect(trustee.get_by_text("I was laughed at.")).to_be_visible()
    await has_no_barriers(trustee, "a complaint at the console")
    await trustee.get_by_role("button", name="Answer").click()
    await trustee.get_by_role("textbox", name="Why? Quiet Fern will read it").fill(
        "We are sorry. It will not happen again."
    )
    await trustee.get_by_role("button", name="Answer").last.click()
    await expect(trustee.get_by_text("Answered, and closed.")).to_be_visible()
    await expect(moderator.get_by_text("Nothing is waiting")).to_be_visible()

    for _ in ("to the list", "to one's rooms"):
        await person.get_by_role("button", name="Back", exact=True).click()
    await expect(person.get_by_text("About your complaint: We are sorry. It will not happen again.")).to_be_visible()
