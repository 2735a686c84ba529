"""Somebody with an account is asked to look after the place: the link is of use to them only, and they say yes."""

from playwright.async_api import expect

from server.auth.invitations import account_named
from server.moderation.staffing import invite
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, second_proof
from tests.journeys.test_accessible import has_no_barriers
from tests.people import PASSPHRASE


async def test_somebody_with_an_account_takes_a_role(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    async with scene.services.database.begin() as connection:
        code = await invite(connection, "moderator", await account_named(connection, "Quiet Fern"))
    await page.goto(f"/console#role={code}")
    await expect(page.get_by_text("You are signed in as Quiet Fern")).to_be_visible()
    await has_no_barriers(page, "taking a role")
    await page.get_by_label("Passphrase", exact=True).fill("not this one")
    await page.get_by_role("button", name="Take the role").click()
    await expect(page.locator("#passphrase-problem")).to_be_visible()
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Take the role").click()
    await second_proof(page)
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()
    assert "role=" not in page.url
