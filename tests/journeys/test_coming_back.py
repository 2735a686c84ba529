"""Leaving and coming back: what is over stays over, in every tab, and what was left open is ended."""

import asyncio

from playwright.async_api import BrowserContext, Page, Route, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, join, log, reads, words, write
from tests.journeys.test_danger import DANGER

NUMBER = "You can call me on 07700 900123 tonight"


async def sign_in(page: Page, name: str) -> None:
    await page.get_by_role("button", name="I have a name here").click()
    await page.get_by_label("Your name here").fill(name)
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Sign in").click()
    await page.get_by_role("button", name="Night owls").click()


async def test_neither_a_hidden_number_nor_a_closed_card_comes_back_with_a_new_sign_in(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await write(page, NUMBER)
    await expect(words(page)).to_have_value(NUMBER)
    await words(page).fill("")
    await write(page, DANGER)
    await page.get_by_role("button", name="Close").click()
    await page.get_by_role("button", name="Back", exact=True).click()
    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("button", name="Sign out").click()
    await sign_in(page, "Quiet Fern")
    # What was told before is there to be read, and put before nobody.
    await expect(page.get_by_text("We hid the phone number")).to_be_visible()
    await expect(log(page).get_by_text(DANGER)).to_be_visible()
    await expect(words(page)).to_have_value("")
    await expect(page.get_by_role("link", name="Call 999")).to_have_count(0)


async def test_a_card_that_was_not_closed_is_there_after_a_reload_and_so_is_open_help(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await write(page, DANGER)
    await expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    await page.get_by_role("button", name="I need help now").click()
    await expect(page.get_by_role("heading", name="Help, now")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="Help, now")).to_be_visible()


async def arrivals(context: BrowserContext, scene: Scene) -> "asyncio.Queue[str]":
    """Answers for the neutral page one is sent to; each tab that arrives there is put into the queue."""
    arrived: asyncio.Queue[str] = asyncio.Queue()

    async def arrive(route: Route) -> None:
        scene.faults[:] = [fault for fault in scene.faults if route.request.url not in fault]
        await route.fulfill(status=200, content_type="text/html", body="<title>Weather</title>")
        arrived.put_nowait(route.request.url)

    await context.route(lambda url: not url.startswith("http://localhost"), arrive)
    return arrived


async def kept(page: Page) -> list[str]:
    return list(await page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]"))


async def test_quick_exit_leaves_in_every_tab_without_a_network_too_and_the_next_page_ends_the_session(
    scene: Scene,
) -> None:
    one = await scene.page("/")
    await join(one, "Night owls", "Quiet Fern")
    two = await one.context.new_page()
    await two.goto("/")
    await sign_in(two, "Quiet Fern")
    await words(two).fill("a draft nobody should find")
    arrived = await arrivals(one.context, scene)
    scene.networks[0].cut()
    await one.get_by_role("button", name="Quick exit").click()
    async with asyncio.timeout(10):
        assert [await arrived.get(), await arrived.get()] == ["https://www.wikipedia.org/"] * 2
    await two.wait_for_url("https://www.wikipedia.org/")
    scene.networks[0].mend()
    assert (await one.request.get(f"{scene.networks[0].address}/api/me")).status == 200, "it could not be told yet"
    # Only that an exit is pending was remembered, and the next page ends it.
    await two.goto(f"{scene.networks[0].address}/help")
    assert await kept(two) == ["exit"]
    async with two.expect_response("**/api/session") as ended:
        await two.goto(scene.networks[0].address)
    assert (await ended.value).status == 204
    assert (await one.request.get(f"{scene.networks[0].address}/api/me")).status == 401
    await expect(two.get_by_role("button", name="I have a name here")).to_be_visible()
    assert "a draft" not in str(await two.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])"))
    await reads_nothing(two)


async def reads_nothing(page: Page) -> None:
    """Whoever comes next at this browser is nobody."""
    await page.reload()
    await expect(page.get_by_role("button", name="Choose a name and join")).to_be_visible()
    assert await kept(page) == []


async def test_back_from_a_conversation_leads_to_the_room_one_came_from(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await write(page, "hello")
    await reads(page, "hello")
    await page.get_by_role("button", name="I need help now").click()
    await page.get_by_role("button", name="Talk with a moderator").click()
    await expect(page.get_by_role("heading", name="A moderator and you")).to_be_visible()
    await page.get_by_role("button", name="Back").click()
    await expect(page.get_by_role("heading", name="Night owls")).to_be_visible()
    await page.get_by_role("button", name="Back").click()
    await expect(page.get_by_role("heading", name="Your rooms")).to_be_visible()
