"""Quality at the console: rules that were wrong, a case decided twice, the board; by keys, on a phone and at a desk."""

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, take_the_next_case
from tests.journeys.test_accessible import has_no_barriers
from tests.moderation.test_quality_board import opened
from tests.moderation.test_quality_reviews import closed
from tests.words import MEETING, SOON


async def test_a_rule_was_wrong_here_and_the_message_becomes_an_example(scene: Scene) -> None:
    author = await scene.talker("Quiet Fern")
    await author.send(SOON)
    lead = await scene.page(f"/console#invite={await scene.invitation('lead')}", phone=True, dark=True)
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


@pytest.mark.parametrize(("phone", "dark"), [(True, False), (False, True)])
async def test_a_lead_reads_again_and_looks_at_the_board(scene: Scene, phone: bool, dark: bool) -> None:
    moderator = await scene.moderator("Still Water")
    await closed(scene, moderator, MEETING, {"act": "decline", "reason": "no meetings here"})
    for days, waited in enumerate((20.0, 45.0, 300.0)):
        await opened(scene, "now", waited, days)
    lead = await scene.page(f"/console#invite={await scene.invitation('lead')}", phone=phone, dark=dark)
    await become_moderator(lead, "Calm Harbour", on_duty=False)

    await lead.keyboard.press("m")
    more = lead.get_by_role("navigation", name="Other screens")
    await expect(more.get_by_role("button").first).to_be_focused()
    await more.get_by_role("button", name="Second look").press("Enter")
    await lead.get_by_role("button", name="Give me a case to read again").click()
    await expect(lead.get_by_text(MEETING)).to_be_visible()
    await expect(lead.get_by_text("no meetings here")).to_have_count(0)
    await has_no_barriers(lead, "a second look")
    await lead.get_by_role("radio", name="nothing, or a note").check()
    await lead.get_by_role("button", name="Decide", exact=True).click()
    await expect(lead.get_by_role("status").get_by_text("The first decision was another")).to_be_visible()

    await more.get_by_role("button", name="Looking after myself").click()
    await expect(lead.get_by_text("This is to look after you, it is no measure of work.")).to_be_visible()
    await expect(lead.get_by_text("In the last 7 days: 1 case, weight 1")).to_be_visible()
    await has_no_barriers(lead, "how much I have read")

    await more.get_by_role("button", name="Board").click()
    waits = lead.get_by_role("region", name="Table: Cases that are “now”")
    await expect(waits.get_by_role("row")).to_have_count(4)
    await expect(waits.get_by_role("cell", name="20 s").first).to_be_visible()
    await expect(lead.get_by_text("1 case was decided twice; 0 alike.")).to_be_visible()
    await expect(lead.get_by_role("rowheader", name="Still Water")).to_be_visible()
    await has_no_barriers(lead, "the board")
    await lead.reload()
    await expect(lead.get_by_role("heading", name="Board")).to_be_visible()
    await more.get_by_role("button", name="Second look").click()
    await expect(lead.get_by_text("Still Water: take the message out, or decline it")).to_be_visible()
    await has_no_barriers(lead, "two saw it differently")
    await lead.get_by_role("button", name="We have talked about it").click()
    await expect(lead.get_by_text("None that nobody has talked about.")).to_be_visible()
    await more.get_by_role("button", name="Back to the desk").click()
    await expect(lead.get_by_text("Nothing is waiting")).to_be_visible()


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (False, False)])
async def test_ready_answers_by_keys_and_finding_a_case(scene: Scene, phone: bool, dark: bool) -> None:
    author = await scene.talker("Quiet Fern")
    await author.send(SOON)
    lead = await scene.page(f"/console#invite={await scene.invitation('lead')}", phone=phone, dark=dark)
    await become_moderator(lead, "Calm Harbour", waiting=True)
    more = lead.get_by_role("navigation", name="Other screens")
    await lead.keyboard.press("m")
    await more.get_by_role("button", name="Ready answers").click()
    await lead.get_by_role("button", name="Write a new one").click()
    await lead.get_by_label("Name, to find it by").fill("Here")
    await lead.get_by_label("What the person will read").fill("I am here. Take your time.")
    await has_no_barriers(lead, "writing a ready answer")
    await lead.get_by_role("button", name="Keep it").click()
    await expect(lead.get_by_role("heading", name="Here")).to_be_visible()
    await has_no_barriers(lead, "ready answers")

    await more.get_by_role("button", name="Search").click()
    await lead.get_by_label("Whom it is about").fill("quiet fern")
    await lead.get_by_role("button", name="Find", exact=True).click()
    await expect(lead.get_by_text("1 case is shown.")).to_be_visible()
    await has_no_barriers(lead, "search")
    await lead.get_by_role("list").get_by_role("button", name="Quiet Fern, Night owls").click()

    await lead.get_by_role("button", name="Take this case").click()
    await lead.get_by_role("button", name="Open a private conversation").click()
    field = lead.get_by_role("textbox", name="Message to Quiet Fern")
    await expect(field).to_be_focused()
    await lead.keyboard.press("/")
    ready = lead.get_by_role("group", name="Ready answers")
    await expect(ready.get_by_text("I am here. Take your time.")).to_be_visible()
    await has_no_barriers(lead, "choosing a ready answer")
    await lead.keyboard.press("1")
    await expect(field).to_have_value("I am here. Take your time.")
    await expect(field).to_be_focused()
    await lead.keyboard.press("Enter")
    await expect(lead.get_by_role("log").get_by_text("I am here. Take your time.")).to_be_visible()
    assert await scene.sql("select 1 from audit where act = 'search_person'")
