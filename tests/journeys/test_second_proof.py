"""Staff show more than a passphrase, wherever they come in."""

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, give_code, second_proof, with_authenticator
from tests.journeys.test_accessible import has_no_barriers


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (False, False)])
async def test_staff_set_up_an_app_and_give_its_code_from_then_on(scene: Scene, phone: bool, dark: bool) -> None:
    invitation = await scene.invitation()
    visitor = await scene.visitor()
    await visitor.register("Calm Harbour", proven=False, invitation=invitation)
    page = await scene.page("/", phone=phone, dark=dark)

    async def sign_in() -> None:
        await page.get_by_role("button", name="I have a name here").click()
        await page.get_by_label("Your name here").fill("Calm Harbour")
        await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        await page.get_by_role("button", name="Sign in").click()

    await sign_in()
    await expect(page.get_by_role("heading", name="Set up a second proof")).to_be_visible()
    await expect(page.get_by_role("img", name="A picture for the camera of your app")).to_be_visible()
    await has_no_barriers(page, "setting up a second proof")
    app = await second_proof(page)
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Sign in to the console")).to_be_visible()
    await page.goto("/")
    await sign_in()
    await expect(page.get_by_role("heading", name="A second proof")).to_be_visible()
    await page.get_by_label("Code from your app").fill("000000")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("This code is not right")).to_be_visible()
    await has_no_barriers(page, "a second proof, with a mistake")
    await give_code(page, app)
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()
    await page.goto("/")
    await expect(page.get_by_role("heading", name="All rooms")).to_be_visible()


async def test_a_passkey_is_a_second_proof_too(scene: Scene) -> None:
    visitor = await scene.visitor()
    await visitor.register("Calm Harbour", proven=False, invitation=await scene.invitation())
    page = await scene.page("/console")
    await with_authenticator(page)

    async def sign_in() -> None:
        await page.get_by_label("Name", exact=True).fill("Calm Harbour")
        await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        await page.get_by_role("button", name="Sign in").click()

    await sign_in()
    await expect(page.locator(".secret")).to_be_visible()
    await scene.sql("update sessions set proved_at = clock_timestamp() - interval '1 hour'")
    await page.reload()  # who comes back to it later is asked once more who they are
    dialog = page.get_by_role("dialog", name="Is it you?")
    await dialog.get_by_label("Passphrase").fill(PASSPHRASE)
    await dialog.get_by_role("button", name="Go on").click()
    await expect(page.locator(".secret")).to_be_visible()
    await page.get_by_role("button", name="Make a passkey on this device instead").click()
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()
    await page.get_by_role("button", name="Sign out").click()
    await sign_in()
    await page.get_by_role("button", name="Use my passkey").click()
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()
