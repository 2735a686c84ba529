"""Staff show more than a passphrase, wherever they come in."""

import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, give_code, join, second_proof, with_authenticator
from tests.journeys.test_accessible import has_no_barriers
from tests.people import App


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


@pytest.mark.parametrize(("phone", "dark"), [(True, True), (False, False)])
async def test_staff_change_their_app_after_any_proof_that_they_have(scene: Scene, phone: bool, dark: bool) -> None:
    visitor = await scene.visitor()
    await visitor.register("Calm Harbour", proven=False, invitation=await scene.invitation())
    page = await scene.page("/console", phone=phone, dark=dark)
    await page.get_by_label("Name", exact=True).fill("Calm Harbour")
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Sign in").click()
    old = await second_proof(page)
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    # Somebody who only holds the phone gets no further; a wrong code is said beside its field.
    await scene.sql("update sessions set proved_at = clock_timestamp() - interval '1 hour'")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("button", name="Code app").click()
    await page.get_by_role("button", name="Change to another app or phone").click()
    await expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    code = page.get_by_label("Or the code from your app")
    await code.fill("000000")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("This code is not right")).to_be_visible()
    await has_no_barriers(page, "proving it by a code, with a mistake")
    await code.fill(old.code())
    await page.get_by_role("button", name="Go on").click()

    await expect(page.get_by_role("img", name="A picture for the camera of your app")).to_be_visible()
    await has_no_barriers(page, "another app")
    new = App("".join((await page.locator(".secret").inner_text()).split()))
    await page.get_by_label("Code from the new app").fill(new.code())
    await page.get_by_role("button", name="Check the code and change").click()
    await expect(page.get_by_text("From now on only the new app's codes count.")).to_be_visible()

    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Back", exact=True).click()
    await expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    # A peer has no such entry.
    peer = await scene.page("/", phone=phone, dark=dark)
    await join(peer, "Night owls", "Quiet Fern")
    await peer.goto("/you")
    await expect(peer.get_by_role("button", name="Passkeys")).to_be_visible()
    await expect(peer.get_by_role("button", name="Code app")).to_have_count(0)


async def test_a_passkey_proves_it_once_more(scene: Scene) -> None:
    page = await scene.page("/")
    await with_authenticator(page)
    await join(page, "Night owls", "Quiet Fern")
    await page.goto("/you")
    await page.get_by_role("button", name="Passkeys").click()
    await page.get_by_role("button", name="Make a passkey on this device").click()
    await expect(page.get_by_role("heading", name="A passkey, made on")).to_be_visible()
    await page.get_by_role("button", name="Back", exact=True).click()
    await scene.sql("update sessions set proved_at = clock_timestamp() - interval '1 hour'")
    await page.get_by_role("button", name="Recovery words").click()
    await page.get_by_role("button", name="Show me six words").click()
    await page.get_by_role("button", name="Use my passkey").click()
    await expect(page.get_by_text("These are your words, in this order.")).to_be_visible()
