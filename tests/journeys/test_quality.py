"""Quality at the console: a rule is said to be wrong in one key, and a lead keeps the message as an example."""

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, take_the_next_case
from tests.journeys.test_accessible import has_no_barriers
from tests.words import SOON


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (False, False)])
async def test_a_rule_was_wrong_here_and_the_message_becomes_an_example(scene: Scene, phone: bool, dark: bool) -> None:
    author = await scene.talker("Quiet Fern")
    await author.send(SOON)
    lead = await scene.page(f"/console#invite={await scene.invitation('lead')}", phone=phone, dark=dark)
    await become_moderator(lead, "Calm Harbour", waiting=True)
    await take_the_next_case(lead)
    await lead.keyboard.press("w")
    said = lead.get_by_role("group", name="What the rules made of it")
    await expect(said).to_be_visible()
    wrong = said.get_by_role("button", name="Wrong here")
    if await wrong.count() > 1:  # one is asked which
        await wrong.first.click()
    await expect(wrong.first).to_have_attribute("aria-pressed", "true")
    await said.get_by_label("It should have been found as").select_option("2")
    await expect(said.get_by_label("It should have been found as")).to_have_value("2")
    await said.get_by_role("button", name="Keep it as an example").click()
    await said.get_by_label("The message in other words").fill("Quiet Fern has had enough")
    await said.get_by_role("button", name="Keep these words").click()
    await expect(said.get_by_role("alert")).to_have_text("The name of whoever wrote it is in it.")
    await has_no_barriers(lead, "what the rules made of it")
    await said.get_by_label("The message in other words").fill("I have had enough of living")
    await said.get_by_role("button", name="Keep these words").click()
    await expect(said.get_by_text("Kept. 1 example by now.")).to_be_visible()
    assert [tuple(row) for row in await scene.sql("select verdict, level from labels where rule = ''")] == [
        ("should", 2)
    ]
