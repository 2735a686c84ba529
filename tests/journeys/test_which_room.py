"""A case that touches two rooms: the moderator says in words which of them somebody is kept out of."""

from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, take_the_next_case
from tests.journeys.test_accessible import has_no_barriers
from tests.words import MEETING

WHY = "We do not meet up here."


async def test_a_moderator_says_for_which_room_it_is(scene: Scene) -> None:
    author = await scene.talker("Quiet Fern")
    await author.join("carers")
    for room in ("night-owls", "carers"):
        await author.send(MEETING, author.room(room))
    page = await scene.page(f"/console#invite={await scene.invitation()}")
    await become_moderator(page, "Calm Harbour", waiting=True)
    await take_the_next_case(page)
    await page.get_by_role("button", name="Mute in the room").click()
    group = page.get_by_role("group", name="For which room?")
    await expect(group.get_by_role("radio").first).to_be_checked()
    await expect(page.get_by_text("You can read in Night owls").first).to_be_visible()
    await group.get_by_role("radio").nth(1).check()
    await has_no_barriers(page, "choosing a room")
    other = await group.locator("label").nth(1).inner_text()
    await expect(page.get_by_text(f"You can read in {other}").first).to_be_visible()
    await page.get_by_role("textbox", name="Why? Quiet Fern will read it").fill(WHY)
    await page.get_by_role("button", name="Mute in the room").last.click()
    await expect(page.get_by_text(f"({other})")).to_be_visible()
    assert (await author.send("hello", author.room("night-owls")))["t"] == "sent"
    assert (await author.send("hello", author.room("carers")))["code"] == "mute"
