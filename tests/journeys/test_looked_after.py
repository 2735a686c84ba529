"""Enough is told before it comes, what one is spared is not offered, and whoever leads reads who rests."""

from playwright.async_api import expect

from server.moderation.staff_care import STAFF_CARE
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import become_moderator, duty
from tests.journeys.test_accessible import has_no_barriers
from tests.words import SOON

SPARED = "insert into spared select id, 'crisis' from accounts where pseudonym = $1"
HAS_READ = "insert into exposures (account_id, weight) select id, $2 from accounts where pseudonym = $1"


async def test_enough_is_told_before_it_comes_and_a_lead_reads_who_rests(scene: Scene) -> None:
    page = await scene.page(f"/console#invite={await scene.invitation()}")
    await become_moderator(page, "Calm Harbour", on_duty=False)
    await scene.sql(HAS_READ, "Calm Harbour", STAFF_CARE.budget.shift * STAFF_CARE.budget.warn)
    await duty(page).click()
    await expect(page.get_by_text("You have read nearly as much in this shift")).to_be_visible()
    await has_no_barriers(page, "near enough")

    # A topic they asked not to be given: it stands in the list, and is not offered.
    await scene.sql(SPARED, "Calm Harbour")
    author = await scene.talker()
    await author.send(SOON)
    await expect(page.get_by_text("1 case is of a topic you asked not to be given")).to_be_visible()
    await expect(page.get_by_role("button", name="Open the next case")).to_have_count(0)
    await has_no_barriers(page, "spared")
    await page.get_by_role("button", name="a topic you are spared").click()
    await page.get_by_role("button", name="Take this case").click()
    await expect(page.get_by_text("You have this case.")).to_be_visible()
    await page.keyboard.press("l")

    # Enough: alone, one may go on; once somebody else is there, it goes to them.
    await scene.sql(HAS_READ, "Calm Harbour", STAFF_CARE.budget.shift)
    await duty(page).click()
    await expect(duty(page)).not_to_be_checked()
    await duty(page).click()
    await expect(page.get_by_role("heading", name="Nothing new for you until")).to_be_visible()
    await expect(page.get_by_role("button", name="Give me new cases again")).to_be_visible()
    lead = await scene.page(f"/console#invite={await scene.invitation('lead')}", phone=True, dark=True)
    await become_moderator(lead, "Bright Meadow", on_duty=False)
    await expect(lead.get_by_text("Calm Harbour has read as much as is set as enough")).to_be_visible()
    await has_no_barriers(lead, "the others")
    await duty(lead).click()
    await expect(page.get_by_text("Others are there for what is new")).to_be_visible(timeout=40_000)
    await expect(page.get_by_role("button", name="Give me new cases again")).to_have_count(0)
