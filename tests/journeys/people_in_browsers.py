"""What people do in a browser, said once: joining, writing, opening the console."""

from playwright.async_api import Locator, Page, expect

from tests.people import App

PASSPHRASE = "lantern river kettle"


async def join(page: Page, room: str, name: str, country: str = "GB") -> None:
    """From the directory into a room, as somebody new does it."""
    await page.get_by_role("link", name=room).or_(page.get_by_role("button", name=room)).first.click()
    await page.get_by_role("button", name="Join this room").click()
    await fill_in(page, name, country)
    await page.get_by_role("button", name="Come in").click()
    await expect(page.get_by_role("heading", name=room)).to_be_visible()
    await expect(words(page)).to_be_visible()


async def fill_in(page: Page, name: str, country: str = "GB") -> None:
    """The form at the door."""
    await page.get_by_role("radio", name="Write my own").check()
    await page.get_by_label("My own name for this place").fill(name)
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("checkbox", name="My age is in the range").check()
    await page.get_by_role("checkbox", name="I have read this, and I agree").check()
    await page.get_by_label("Country").select_option(country)


def words(page: Page) -> Locator:
    """The box one writes in."""
    return page.get_by_role("textbox", name="Your message")


def log(page: Page) -> Locator:
    """The messages of the open room."""
    return page.get_by_role("log")


async def write(page: Page, text: str) -> None:
    await words(page).fill(text)
    await page.get_by_role("button", name="Send", exact=True).click()


async def reads(page: Page, text: str) -> None:
    """This text is on screen, once."""
    await expect(log(page).get_by_text(text, exact=True)).to_have_count(1)


async def become_moderator(
    page: Page, name: str, *, on_duty: bool = True, waiting: bool = False, asked: bool = True
) -> None:
    """From the link of an invitation to the desk. `waiting`: a case is. `asked`: for a second proof."""
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_label("Country").select_option("GB")
    await page.get_by_role("checkbox", name="I am 18 or over").check()
    await page.get_by_role("checkbox", name="I have read this and agree.").check()
    await page.get_by_role("button", name="Register").click()
    if asked:
        await second_proof(page)
    first = page.get_by_role("button", name="Open the next case") if waiting else page.get_by_text("Nothing is waiting")
    await expect(first).to_be_visible()
    if on_duty:
        await duty(page).click()
        await expect(page.get_by_text("1 moderator on duty")).to_be_visible()


async def second_proof(page: Page) -> App:
    """Let an app read what it needs, and give its code back."""
    secret = page.locator(".secret")
    await expect(secret).to_be_visible()
    app = App("".join((await secret.inner_text()).split()))
    await give_code(page, app)
    return app


async def give_code(page: Page, app: App) -> None:
    await page.get_by_label("Code from your app").fill(app.code())
    await page.get_by_role("button", name="go on").click()


async def with_authenticator(page: Page) -> None:
    """The device behind this page makes passkeys, and is unlocked by whoever holds it."""
    device = await page.context.new_cdp_session(page)
    await device.send("WebAuthn.enable")
    made = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    await device.send("WebAuthn.addVirtualAuthenticator", {"options": made})


def duty(page: Page) -> Locator:
    return page.get_by_role("switch", name="On duty").or_(page.get_by_role("checkbox", name="On duty"))


async def take_the_next_case(page: Page) -> None:
    await page.get_by_role("button", name="Open the next case").click()
    await page.get_by_role("button", name="Take this case").click()
    await expect(page.get_by_text("You have this case.")).to_be_visible()
