"""A moderator who goes offline in the middle of a case: the person is told that they have gone, another takes over and
reads what was said without asking again, and the first comes back and cannot act."""

import asyncio

from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, log, reads, take_the_next_case, write
from tests.journeys.test_bad_night import console, talk
from tests.journeys.test_danger import DANGER

SAID = "it began when my sister moved away"


async def test_a_moderator_who_goes_offline_in_the_middle_of_a_case(scene: Scene) -> None:
    one = await console(scene, "Calm Harbour")
    network = scene.networks[0]
    two = await console(scene, "Bright Meadow", on_duty=False)
    author = await scene.page("/", phone=True)
    await join(author, "Night owls", "Quiet Fern")
    await write(author, DANGER)
    await take_the_next_case(one)
    await talk(one, author)
    await write(author, SAID)
    await reads(one, SAID)

    # Their network goes, their lease lapses: the person is told so, and not that somebody is there.
    network.cut()
    gone = author.get_by_text("The moderator has gone").first
    async with asyncio.timeout(20):
        while not await gone.is_visible():
            await scene.lapse()  # again, since what the console sent before may arrive after it
            await asyncio.sleep(0.1)

    # Another takes over, and has before them what was said.
    await take_the_next_case(two)
    await two.get_by_role("button", name="Open a private conversation").click()
    await expect(author.get_by_text("A moderator is here.")).to_be_visible()
    await reads(two, SAID)
    await two.get_by_role("textbox", name="Message to Quiet Fern").fill(
        "I have read about your sister. I stay with you now."
    )
    await two.get_by_role("button", name="Send", exact=True).click()
    await reads(author, "I have read about your sister. I stay with you now.")
    await expect(log(author).get_by_text(SAID, exact=True)).to_have_count(1)

    # The first comes back: the case is another's, and nothing can be done with it.
    network.mend()
    await expect(one.get_by_text("Bright Meadow has this case now.")).to_be_visible(timeout=30_000)
    for act in ("Close the case", "Hand back", "Open a private conversation", "Take this case"):
        await expect(one.get_by_role("button", name=act)).to_have_count(0)
    await expect(two.get_by_text("You have it.")).to_be_visible()
    history = [row["act"] for row in await scene.sql("select act from case_acts order by at")]
    assert history == ["take", "converse", "lapse", "take", "converse"]
