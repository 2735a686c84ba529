"""The page of one's account: there and back in one history entry, with help and the way out in their places."""

import asyncio

from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, join, with_authenticator, words
from tests.journeys.test_accessible import has_no_barriers
from tests.journeys.test_coming_back import arrivals, kept, sign_in


async def to_account(page: Page) -> None:
    if not await page.get_by_role("button", name="Your account").is_visible():  # beside a room, or behind it
        await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Your account").click()
    await expect(page.get_by_role("heading", name="Your account")).to_be_visible()


async def test_ones_account_leaves_no_trace_and_help_is_where_it_was(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    entries = await page.evaluate("history.length")
    await to_account(page)
    assert (await page.title(), await page.evaluate("history.length")) == ("Notes", entries)
    await page.get_by_role("button", name="This device").click()
    await page.reload()
    await expect(page.get_by_role("heading", name="This device")).to_be_visible()

    # The numbers are there without a network.
    scene.networks[0].cut()
    await page.get_by_role("button", name="I need help now").click()
    await expect(page.get_by_role("link", name="116 123").first).to_be_visible()
    scene.networks[0].mend()
    await page.get_by_role("button", name="Talk with a moderator").click()
    await expect(page.get_by_text("A moderator has been asked to come.").or_(
        page.get_by_text("No moderator is on duty now, and we cannot say when one comes. What you write")
    )).to_be_visible()  # fmt: skip
    assert await page.evaluate("history.length") == entries
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Night owls").click()
    await expect(words(page)).to_be_visible()


async def test_the_way_out_works_there_too(scene: Scene) -> None:
    page = await scene.page("/")
    arrived = await arrivals(page.context, scene)
    await join(page, "Night owls", "Quiet Fern")
    await to_account(page)
    for _ in range(3):
        await page.keyboard.press("Shift")
    assert await asyncio.wait_for(arrived.get(), 10) == "https://www.wikipedia.org/"
    await page.wait_for_url("https://www.wikipedia.org/")
    # Nobody is signed in any more, so there is no account to show.
    await page.goto(f"{scene.networks[0].address}/you")
    await expect(page.get_by_role("link", name="Grief")).to_be_visible()
    assert await kept(page) == []


async def test_signing_out_elsewhere_ends_it_here(scene: Scene) -> None:
    page = await scene.page("/")
    await join(page, "Night owls", "Quiet Fern")
    await to_account(page)
    await page.evaluate("fetch('/api/session', {method: 'DELETE'})")
    await page.reload()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


async def test_a_new_passphrase_and_signing_out_everywhere_close_other_pages(scene: Scene) -> None:
    page, other = await scene.page("/", phone=True), await scene.page("/")
    await join(page, "Night owls", "Quiet Fern")
    await sign_in(other, "Quiet Fern")
    await to_account(page)
    await page.get_by_role("button", name="Passphrase Change it").click()
    await page.get_by_role("button", name="Change it").click()
    await expect(page.get_by_text("Write the passphrase that you have now.")).to_be_visible()
    await has_no_barriers(page, "a new passphrase, with mistakes")
    await page.get_by_label("Your passphrase now", exact=True).fill(PASSPHRASE)
    await page.get_by_label("A new passphrase", exact=True).fill("harbour pencil thunder moss")
    await page.get_by_role("button", name="Change it").click()
    await expect(page.get_by_text("Everywhere else you are signed out.")).to_be_visible()
    await expect(other.get_by_role("heading", name="Welcome back")).to_be_visible()

    await other.get_by_label("Passphrase", exact=True).fill("harbour pencil thunder moss")
    await other.get_by_role("button", name="Sign in").click()
    await expect(other.get_by_role("heading", name="Your rooms")).to_be_visible()
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Where you are signed in").click()
    await page.get_by_role("button", name="Name: A device").click()
    await page.get_by_label("What you call it").fill("library")
    await has_no_barriers(page, "naming a device")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("button", name="Sign out: library").click()
    await expect(page.get_by_text("library")).to_have_count(0)
    await expect(other.get_by_role("heading", name="Welcome back")).to_be_visible()
    await page.get_by_role("button", name="Sign out everywhere").click()
    await expect(page.get_by_role("link", name="Grief")).to_be_visible()
    assert (await page.request.get(f"{scene.networks[0].address}/api/me")).status == 401


async def test_six_words_on_paper_let_one_back_in(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await to_account(page)
    await page.get_by_role("button", name="Recovery words").click()
    await scene.sql("update sessions set proved_at = clock_timestamp() - interval '1 hour'")
    await page.get_by_role("button", name="Show me six words").click()
    await expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    await has_no_barriers(page, "is it you?")
    await page.get_by_label("Passphrase", exact=True).fill("a guess")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_text("This is not right. Nothing was done.")).to_be_visible()
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Go on").click()
    six = page.locator(".recovery-words li")
    await expect(six).to_have_count(6)
    await has_no_barriers(page, "recovery words")
    written = await six.all_inner_texts()
    await page.get_by_role("button", name="I have written them down").click()
    await expect(page.get_by_text("They still work.")).to_be_visible()
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Sign out", exact=True).click()

    await page.get_by_role("button", name="I have a name here").click()
    await page.get_by_role("button", name="I have a passkey or recovery words").click()
    await page.get_by_role("button", name="Come in", exact=True).click()
    await expect(page.get_by_text("Write the six words.")).to_be_visible()
    await has_no_barriers(page, "coming back with words, with mistakes")
    await page.get_by_label("Your name here").fill("Quiet Fern")
    await page.get_by_label("Your six words").fill(", ".join(written).upper())
    await page.get_by_label("A new passphrase", exact=True).fill("harbour pencil thunder moss")
    await page.get_by_role("button", name="Come in", exact=True).click()
    await expect(page.get_by_role("button", name="Your account")).to_be_visible()
    await to_account(page)
    await page.get_by_role("button", name="Recovery words").click()
    await expect(page.get_by_role("button", name="Show me six words")).to_be_visible()


async def test_a_passkey_lets_one_in_without_a_name_or_a_passphrase(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await with_authenticator(page)
    await join(page, "Night owls", "Quiet Fern")
    await to_account(page)
    await page.get_by_role("button", name="Passkeys").click()
    await page.get_by_role("button", name="Make a passkey on this device").click()
    await expect(page.get_by_role("heading", name="A passkey, made on")).to_be_visible()
    await has_no_barriers(page, "passkeys")
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Sign out", exact=True).click()

    await page.get_by_role("button", name="I have a name here").click()
    await page.get_by_role("button", name="I have a passkey or recovery words").click()
    await page.get_by_role("button", name="Come in with a passkey").click()
    await expect(page.get_by_role("button", name="Night owls")).to_be_visible()
    await to_account(page)
    await page.get_by_role("button", name="Passkeys").click()
    await page.get_by_role("button", name="Remove the one of").click()
    await expect(page.get_by_role("heading", name="A passkey, made on")).to_have_count(0)
