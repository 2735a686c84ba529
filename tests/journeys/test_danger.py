"""Point 3 of the main job: somebody is in danger, sees help at once, and a person comes."""

from playwright.async_api import Page, expect

from server.auth.invitations import invite
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, duty, join, log, reads, take_the_next_case, words, write

DANGER = "I want to kill myself tonight, I have the pills"
WITHOUT_A_BEAT = "window.Worker = class { terminate() {} }"
"""A console that never looks by itself: it shows what it was told of, at the moment it is told."""


async def console(
    scene: Scene, name: str = "Calm Harbour", *, role: str = "moderator", on_duty: bool = True, **look: bool
) -> Page:
    async with scene.services.database.begin() as connection:
        code = await invite(connection, role)
    page = await scene.page(f"/console#invite={code}", **look)
    await become_moderator(page, name, on_duty=on_duty)
    return page


async def test_danger_is_seen_help_is_shown_and_a_person_comes(scene: Scene) -> None:
    moderator = await console(scene)
    await moderator.add_init_script(WITHOUT_A_BEAT)
    await moderator.reload()
    await expect(moderator.get_by_text("Nothing is waiting")).to_be_visible()
    author, other = await scene.page("/", phone=True), await scene.page("/")
    await join(author, "Night owls", "Quiet Fern")
    await join(other, "Night owls", "Blue Heron")
    await write(other, "Anybody up?")
    await reads(author, "Anybody up?")

    # The author has help on screen at once, of the chosen country.
    await write(author, DANGER)
    await expect(author.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    # The console shows the case because it is told, without anybody asking or doing anything.
    await expect(moderator.get_by_role("button", name="Open the next case")).to_be_visible()
    await expect(author.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")

    # The room sees that it is hard and that somebody is there; it opens the words only if it wants to.
    await expect(other.get_by_text("A hard message. A moderator has been told.")).to_be_visible()
    await expect(log(other).get_by_text("kill myself")).to_have_count(0)

    # The moderator opens it: who, where, why, the words marked; takes it; opens a conversation.
    await take_the_next_case(moderator)
    await expect(moderator.get_by_text("Quiet Fern").first).to_be_visible()
    await expect(moderator.get_by_text("speaks of killing themselves").first).to_be_visible()
    await expect(moderator.locator("mark").filter(has_text="kill myself").first).to_be_visible()
    await moderator.get_by_role("button", name="Open a private conversation").click()
    await moderator.get_by_role("textbox", name="Message to Quiet Fern").fill("I am here. Are you safe right now?")
    await moderator.get_by_role("button", name="Send", exact=True).click()

    # The author is told, goes there, and they talk; the room sees none of it.
    await author.get_by_role("button", name="Talk with them").click()
    await reads(author, "I am here. Are you safe right now?")
    # What the moderator says is in view, and the number still at hand.
    await expect(author.get_by_text("I am here. Are you safe right now?")).to_be_in_viewport()
    await expect(author.get_by_role("link", name="Call 999")).to_be_in_viewport()
    await expect(author.get_by_text("Please let a person be with you now")).to_have_count(0)
    await write(author, "My number is 07700 900123, please call me")
    await expect(moderator.get_by_text("My number is 07700 900123, please call me")).to_be_visible()
    await expect(other.get_by_text("Are you safe right now?")).to_have_count(0)

    # Hold takes it out of the room, release brings it back, remove takes it out for good, with a reason.
    await moderator.get_by_role("button", name="Hold").click()
    await expect(moderator.get_by_text("Held. The room does not see it")).to_be_visible()
    await expect(other.get_by_text("Out of the room until a moderator has looked at it.")).to_be_visible()
    await moderator.get_by_role("button", name="Release").click()
    await moderator.get_by_role("button", name="Yes: Release").click()
    await expect(other.get_by_text("A hard message. A moderator has been told.")).to_be_visible()
    await moderator.get_by_role("button", name="Remove", exact=True).click()
    reason = "It names a way of getting hurt."
    await moderator.get_by_role("textbox", name="Why? Quiet Fern will read it").fill(reason)
    await expect(moderator.get_by_text("This is what Quiet Fern will see")).to_be_visible()
    await moderator.get_by_role("button", name="Remove the message").click()
    await expect(other.get_by_text("This message was removed.")).to_be_visible()
    await expect(other.get_by_text(reason)).to_have_count(0)

    # Close ends the conversation for both; the author can ask again at any time.
    await moderator.get_by_role("button", name="Close the case").click()
    await moderator.get_by_role("textbox", name="How did it end?").fill("We talked. A friend is with them.")
    await moderator.get_by_role("button", name="Close with this outcome").click()
    await expect(author.get_by_text("This conversation has ended.")).to_be_visible()
    await moderator.get_by_role("button", name="Leave this case").click()
    await duty(moderator).click()  # this console has no beat, by which it would learn of the rest: it is asked now
    await expect(duty(moderator)).not_to_be_checked()
    await duty(moderator).click()
    await expect(moderator.get_by_role("heading", name="Nothing new for you until")).to_be_visible()

    # The author is back in the room and reads why.
    await author.get_by_role("button", name="Back").click()
    await expect(author.get_by_role("heading", name="Night owls")).to_be_visible()
    await expect(log(author).get_by_text(reason)).to_be_visible()
    # Somebody new sees the room as it is now, and no more.
    new = await scene.page("/")
    await join(new, "Night owls", "Late Robin")
    await reads(new, "Anybody up?")
    assert "kill myself" not in await log(new).inner_text()


async def test_when_nobody_is_on_duty_the_message_is_held_and_its_author_is_told_the_truth(scene: Scene) -> None:
    moderator = await console(scene, on_duty=False)
    author, other = await scene.page("/", phone=True), await scene.page("/")
    await join(author, "Night owls", "Quiet Fern", country="IE")
    await join(other, "Night owls", "Blue Heron")
    await write(author, DANGER)
    await expect(author.get_by_role("link", name="Call 112")).to_be_visible()
    await expect(author.get_by_text("No moderator is on duty right now.").first).to_be_visible()
    await expect(author.get_by_text("one will read it before the room sees it.")).to_be_visible()
    await write(author, "I am still here")
    await reads(other, "I am still here")
    assert "kill" not in await log(other).inner_text()
    # A moderator who is off duty sees it all the same, reads how the room will see it, and releases it.
    await take_the_next_case(moderator)
    await moderator.get_by_role("button", name="Release").click()
    await expect(moderator.get_by_text("The room will see it behind")).to_be_visible()
    await moderator.get_by_role("button", name="Yes: Release").click()
    await expect(log(other).get_by_text("A hard message. A moderator has been told.")).to_be_visible()


async def test_a_phone_number_is_masked_for_everyone_and_its_author_gets_the_draft_back(scene: Scene) -> None:
    author, other = await scene.page("/", phone=True), await scene.page("/")
    await join(author, "Night owls", "Quiet Fern")
    await join(other, "Night owls", "Blue Heron")
    await write(author, "You can call me on 07700 900123 tonight")
    await reads(other, "You can call me on [phone number hidden] tonight")
    await expect(author.get_by_text("We hid the phone number from your message. The rest was sent.")).to_be_visible()
    await expect(words(author)).to_have_value("You can call me on 07700 900123 tonight")
    for page in (author, other):
        assert "07700" not in await log(page).inner_text()


async def test_anyone_can_talk_with_a_moderator(scene: Scene) -> None:
    moderator = await console(scene)
    person = await scene.page("/", phone=True)
    await join(person, "Carers", "Quiet Fern")
    await person.get_by_role("button", name="I need help now").click()
    await person.get_by_role("button", name="Talk with a moderator").click()
    await write(person, "I do not know what to do any more with my father")
    await moderator.get_by_role("button", name="Open the next case").click()
    await expect(moderator.get_by_text("They asked to talk with a moderator.")).to_be_visible()
    await moderator.get_by_role("button", name="Take this case").click()
    await moderator.get_by_role("button", name="Open a private conversation").click()
    await expect(moderator.get_by_text("I do not know what to do any more with my father")).to_be_visible()
    await moderator.get_by_role("textbox", name="Message to Quiet Fern").fill("That sounds exhausting. Tell me.")
    await moderator.get_by_role("button", name="Send", exact=True).click()
    await reads(person, "That sounds exhausting. Tell me.")


async def test_whoever_waits_for_a_moderators_word_is_told_where_they_look_and_can_take_it_back(scene: Scene) -> None:
    moderator = await console(scene, on_duty=False)
    author = await scene.page("/", phone=True)
    other = await scene.talker("Blue Heron")
    await join(author, "Night owls", "Quiet Fern")
    # Held, and taken back before anybody has seen it.
    await write(author, "lets meet up tomorrow at the station")
    await expect(author.get_by_text("Waiting for a person")).to_be_visible()
    await author.get_by_role("button", name="Options for this message").click()
    await author.get_by_role("button", name="Delete this message").click()
    await author.get_by_role("button", name="Delete", exact=True).click()
    await expect(log(author).get_by_text("lets meet up")).to_have_count(0)
    # Held, and declined when the room has long gone on.
    await write(author, "lets meet up on Friday then")
    await expect(author.get_by_text("Waiting for a person")).to_be_visible()
    for number in range(8):
        await other.send(f"and so the night goes on, with the rain on the roof and the kettle on the hob, {number}")
    await reads(author, "and so the night goes on, with the rain on the roof and the kettle on the hob, 7")
    await take_the_next_case(moderator)
    await moderator.get_by_role("button", name="Decline").first.click()
    await moderator.get_by_role("textbox", name="Why? Quiet Fern will read it").fill("Not outside of here, sorry.")
    await moderator.get_by_role("button", name="Decline the message").click()
    told = author.get_by_role("status").get_by_text("Not outside of here, sorry.")
    await expect(told).to_be_in_viewport()
    await author.get_by_role("button", name="Show it").click()
    await expect(log(author).get_by_text("lets meet up on Friday then")).to_be_in_viewport()
    await expect(told).to_have_count(0)
