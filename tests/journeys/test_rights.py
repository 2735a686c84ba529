"""A copy of everything of one's own, and erasing it all, from the page of one's account."""

import zipfile

from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, reads, write
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
    await expect(page.get_by_text("This is not your passphrase.")).to_be_visible()
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
