"""A copy of everything of one's own, and erasing it all, from the page of one's account."""

import zipfile

import pytest
from playwright.async_api import expect

from server.auth import consent
from server.ground.api import Consent
from server.rooms.keeping import keep
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, reads, write
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_coming_back import kept, sign_in
from tests.journeys.test_you import to_account
from tests.people import PASSPHRASE


async def test_one_takes_a_copy_and_erases_everything_on_every_device(scene: Scene) -> None:
    other = await scene.talker()
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await write(page, "my own words")
    await reads(page, "my own words")
    await to_account(page)
    await page.get_by_role("button", name="A copy of what is mine").click()
    await page.get_by_label("Passphrase", exact=True).fill("somebody else's guess")
    await page.get_by_role("button", name="Save my copy").click()
    await expect(page.get_by_text("Nothing was done.")).to_be_visible()
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Save my copy").click()
    file = await download.value
    assert file.suggested_filename == "notes.zip"
    with zipfile.ZipFile(await file.path()) as copy:
        assert "my own words" in copy.read("notes.html").decode()
    await page.get_by_role("button", name="Back", exact=True).click()

    device = await scene.page("/")
    await sign_in(device, "Quiet Fern")
    await reads(device, "my own words")
    await device.get_by_role("textbox").fill("a draft of mine")
    await page.get_by_role("button", name="Erase my account").click()
    await expect(page.get_by_text("A case is deleted 90 days after it is closed.")).to_be_visible()
    await page.get_by_role("button", name="Erase my account now").click()
    await expect(page.get_by_text("Tick this if you are sure.")).to_be_visible()
    await page.get_by_label("There is no way back").check()
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Erase my account now").click()
    await expect(page.get_by_text("Your account is erased, and you are signed out.")).to_be_visible()

    await expect(device.get_by_text("This account was erased.")).to_be_visible()
    assert (await kept(page), await kept(device)) == ([], ["porchlight.view"]), "which screen, and nothing of anybody"
    await expect(device.get_by_text("my own words")).to_have_count(0)
    assert [message["state"] for message in other.sees(other.room("night-owls"))] == ["removed"]
    await page.get_by_role("button", name="Back to the start").click()
    await expect(page.get_by_role("link", name="Grief")).to_be_visible()


async def test_what_has_changed_is_agreed_to_before_one_writes_on(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await expect(page.get_by_text("kept for 30 days", exact=True)).to_be_visible()
    async with scene.services.database.begin() as connection:
        await keep(connection, "night-owls", 90)
    await write(page, "does it go on")
    await expect(page.get_by_text("This room keeps messages longer than you agreed to.")).to_be_visible()
    new = Consent("2199-01-01", "18 or over", ["A point that was not there before."])
    monkeypatch.setattr(consent, "in_force", lambda age_range: new)
    await page.get_by_role("button", name="Read it").click()
    await expect(page.get_by_role("heading", name="Night owls keeps messages longer")).to_be_visible()
    await expect(page.get_by_text("For 90 days from now on. What you wrote there before goes after 30")).to_be_visible()
    await expect(page.get_by_text("A point that was not there before.")).to_be_visible()
    await has_no_barriers(page, "something to agree to")
    for _ in range(2):
        agree = page.get_by_role("button", name="I agree")
        left = await agree.count()
        await agree.first.click()
        await expect(agree).to_have_count(left - 1)
    await expect(page.get_by_text("You can write again.")).to_be_visible()
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Try again").click()
    await reads(page, "does it go on")
