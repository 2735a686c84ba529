"""A grooming pattern over days: praise, a secret, away from here. Both read a neutral pause, whoever is approached is
reached first by a lead, the evidence of all days is there, and both hear what came of it."""

from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, reads, take_the_next_case, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_danger import console
from tests.rooms.test_approached import AWAY, PRAISE, SECRET, days_pass

PAUSED = "Paused while a moderator checks."
WHY = "We do not ask people here to go elsewhere."


async def written(scene: Scene, author: Page, reader: Page, text: str) -> None:
    """Say it, have it read, and let two days go by."""
    await write(author, text)
    await reads(reader, text)
    await days_pass(scene, 2)


async def test_a_grooming_pattern_over_days(scene: Scene) -> None:
    lead = await console(scene, role="lead")
    author, peer = await scene.page("/", phone=True), await scene.page("/", phone=True)
    await join(author, "Night owls", "Bright Meadow")
    await join(peer, "Night owls", "Quiet Fern")
    await written(scene, author, peer, PRAISE)
    await written(scene, author, peer, SECRET)
    await expect(lead.get_by_text("Nothing is waiting")).to_be_visible()

    # The sign that completes it: both read the same neutral words, and neither what was found or who is called.
    await write(peer, "is anybody up?")
    await reads(author, "is anybody up?")
    await write(author, AWAY)
    for page in (author, peer):
        await expect(page.get_by_text(PAUSED).first).to_be_visible()
    await has_no_barriers(peer, "something is paused")
    await expect(author.get_by_text("No moderator")).to_have_count(0)

    # The lead is offered whoever is approached, before the author, with the words and who wrote them. Their case is a
    # second one, and comes to the list a moment later.
    offered = lead.get_by_role("region", name="The next case")
    await expect(offered.get_by_text("Somebody may be winning their trust")).to_be_visible()
    await take_the_next_case(lead)
    await expect(lead.get_by_role("heading", name="Somebody may be winning their trust")).to_be_visible()
    await expect(lead.get_by_text("Written by Bright Meadow, to them or beside them.")).to_be_visible()
    await has_no_barriers(lead, "a case of somebody who is approached")
    await lead.get_by_role("button", name="Open a private conversation").click()
    await lead.get_by_role("textbox", name="Message to Quiet Fern").fill(
        "Somebody asked you to go elsewhere. Are you all right?"
    )
    await lead.get_by_role("button", name="Send", exact=True).click()
    await peer.get_by_role("button", name="Talk with them").click()
    await reads(peer, "Somebody asked you to go elsewhere. Are you all right?")

    # Then the author's: all that was said over the days is there. Declined, and they read why.
    await lead.get_by_role("button", name="Leave this case").click()
    await take_the_next_case(lead)
    await expect(lead.get_by_role("heading", name="A pattern of grooming")).to_be_visible()
    written_there = lead.get_by_role("region", name="What was written")
    for text in (PRAISE, SECRET, AWAY):
        await expect(written_there.get_by_text(text, exact=True)).to_be_visible()
    await lead.get_by_role("button", name="Decline").last.click()
    await lead.get_by_role("textbox", name="Why? Bright Meadow will read it").fill(WHY)
    await lead.get_by_role("button", name="Decline the message").click()
    await expect(author.get_by_text(WHY).first).to_be_visible()
    await expect(author.get_by_text("Quiet Fern was")).to_have_count(0)
