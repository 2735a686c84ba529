"""Point 2 of the main job: two people join a room and talk; one loses the network; one leaves at once."""

import asyncio

from playwright.async_api import Page, expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import PASSPHRASE, fill_in, join, log, reads, words, write


async def test_two_people_join_and_talk(scene: Scene) -> None:
    one, two = await scene.page("/", phone=True), await scene.page("/")
    await join(one, "Night owls", "Quiet Fern")
    await join(two, "Night owls", "Blue Heron")
    await expect(one.get_by_text("2 people here")).to_be_visible()
    await expect(two.get_by_text("2 people here")).to_be_visible()
    await words(one).press_sequentially("Hel")
    await expect(two.get_by_text("Quiet Fern is typing")).to_be_visible()
    await write(one, "Hello, is anybody up?")
    await reads(two, "Hello, is anybody up?")
    await expect(two.get_by_text("Quiet Fern is typing")).to_have_count(0)
    await write(two, "Yes. Kettle is on.")
    await reads(one, "Yes. Kettle is on.")
    # Somebody who comes later sees the same, in the same order.
    three = await scene.page("/")
    await join(three, "Night owls", "Late Robin")
    for page in (one, two, three):
        assert await shown(page, "Hello, is anybody up?", "Yes. Kettle is on.") == [0, 1]
    await three.close()
    await expect(one.get_by_text("2 people here")).to_be_visible()


async def test_at_the_door_every_mistake_is_said_beside_its_field_and_nothing_is_lost(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await (
        page.get_by_role("button", name="Choose a name and join")
        .or_(page.get_by_role("link", name="Choose a name and join"))
        .click()
    )
    await expect(page.get_by_role("radio")).to_have_count(4)
    await page.get_by_role("button", name="Come in").click()
    for problem in ("Write a passphrase", "Choose a country from the list", "Read the points above"):
        await expect(page.get_by_text(problem).first).to_be_visible()
    await fill_in(page, "Quiet Fern")
    await page.get_by_label("Passphrase", exact=True).fill("password1")
    await page.get_by_role("button", name="Come in").click()
    await expect(page.get_by_text("This passphrase is easy to guess.")).to_be_visible()
    await expect(page.get_by_label("My own name for this place")).to_have_value("Quiet Fern")
    await page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await page.get_by_role("button", name="Come in").click()
    await expect(page.get_by_role("button", name="Come in")).to_have_count(0)
    # The name is taken now, however it is written.
    other = await scene.page("/")
    await (
        other.get_by_role("button", name="Choose a name and join")
        .or_(other.get_by_role("link", name="Choose a name and join"))
        .click()
    )
    await fill_in(other, "quiet-FERN")
    await other.get_by_role("button", name="Come in").click()
    await expect(other.get_by_text("Somebody has this name already.")).to_be_visible()


async def test_who_loses_the_network_has_everything_on_return_and_what_was_typed_is_sent(scene: Scene) -> None:
    one, two = await scene.page("/", phone=True), await scene.page("/")
    await join(one, "Night owls", "Quiet Fern")
    await join(two, "Night owls", "Blue Heron")
    await write(one, "before")
    await reads(two, "before")
    scene.networks[0].cut()
    await expect(one.get_by_text("What you write is kept and will be sent.")).to_be_visible()
    for number in range(5):
        await write(two, f"meanwhile {number}")
    await reads(two, "meanwhile 4")
    await write(one, "typed offline, first")
    await write(one, "typed offline, second")
    await words(one).fill("half a thought")
    await expect(one.get_by_text("Kept here. It goes when the network is back.")).to_have_count(2)
    scene.networks[0].mend()
    await expect(one.get_by_text("Kept here. It goes when the network is back.")).to_have_count(0)
    for page in (one, two):
        await reads(page, "meanwhile 4")
        await reads(page, "typed offline, second")
        order = await shown(
            page, "before", *(f"meanwhile {n}" for n in range(5)), "typed offline, first", "typed offline, second"
        )
        assert order == sorted(order)
    await expect(one.get_by_text("What you write is kept and will be sent.")).to_have_count(0)
    await expect(words(one)).to_have_value("half a thought")


async def test_a_draft_and_unsent_words_survive_a_reload(scene: Scene) -> None:
    page = await scene.page("/")
    await join(page, "Grief", "Quiet Fern")
    await write(page, "said")
    await words(page).fill("a draft")
    await page.reload()
    await expect(words(page)).to_have_value("a draft")
    await reads(page, "said")


async def test_quick_exit_blanks_the_page_and_ends_the_session(scene: Scene) -> None:
    page, other = await scene.page("/"), await scene.page("/")
    await join(page, "Night owls", "Quiet Fern")
    await join(other, "Night owls", "Blue Heron")
    await write(page, "private words")
    await words(page).fill("a draft nobody should find")
    await expect(other.get_by_text("2 people here")).to_be_visible()
    away = await leaves_for_another_site(page, scene)
    await page.get_by_role("button", name="Quick exit").click()
    await asyncio.wait_for(away, 10)
    # On the server the session is over and the socket closed.
    await expect(other.get_by_text("Only you here")).to_be_visible()
    await page.goto("/")
    await expect(page.get_by_role("link", name="Night owls")).to_be_visible()
    assert (await page.request.get("/api/me")).status == 401
    assert await page.evaluate("[...Object.values(sessionStorage), ...Object.values(localStorage)].join()") == ""


async def test_shift_three_times_leaves_too(scene: Scene) -> None:
    page = await scene.page("/")
    await join(page, "Night owls", "Quiet Fern")
    away = await leaves_for_another_site(page, scene)
    for _ in range(3):
        await page.keyboard.press("Shift")
    await asyncio.wait_for(away, 10)


async def test_one_deletes_ones_own_words_and_leaves_without_a_word(scene: Scene) -> None:
    one, two = await scene.page("/"), await scene.page("/")
    await join(one, "Night owls", "Quiet Fern")
    await join(two, "Night owls", "Blue Heron")
    await write(one, "I wish I had not said this")
    await reads(two, "I wish I had not said this")
    await one.get_by_role("button", name="Options for this message").click()
    await one.get_by_role("button", name="Delete this message").click()
    await one.get_by_role("button", name="Delete", exact=True).click()
    for page in (one, two):
        await expect(page.get_by_text("I wish I had not said this")).to_have_count(0)
        await expect(page.get_by_text("Deleted by its author.")).to_be_visible()
    await one.get_by_role("button", name="Room options").click()
    await one.get_by_role("button", name="Leave this room").click()
    await one.get_by_role("button", name="Leave", exact=True).click()
    await expect(two.get_by_text("Only you here")).to_be_visible()
    assert await log(two).get_by_text("left").count() == 0


async def shown(page: Page, *texts: str) -> list[int]:
    """Where each of these stands in the log, each there exactly once."""
    for text in texts:
        await expect(log(page).get_by_text(text, exact=True).first).to_be_visible()
    everything = await log(page).inner_text()
    lines = [line.strip() for line in everything.splitlines()]
    assert all(lines.count(text) == 1 for text in texts), f"not there once: {lines}"
    order = [lines.index(text) for text in texts]
    return [sorted(order).index(place) for place in order]


async def leaves_for_another_site(page: Page, scene: Scene) -> "asyncio.Future[str]":
    """Answers for the neutral page one is sent to, and says when one is there. It is the only request elsewhere."""
    away: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def arrive(route) -> None:  # type: ignore[no-untyped-def]
        scene.faults[:] = [fault for fault in scene.faults if route.request.url not in fault]
        await route.fulfill(status=200, content_type="text/html", body="<title>Weather</title>")
        if not away.done():
            away.set_result(route.request.url)

    await page.route(lambda url: not url.startswith("http://localhost"), arrive)
    return away


async def test_a_tab_whose_browser_came_in_as_somebody_else_says_nothing_in_their_name(scene: Scene) -> None:
    one = await scene.page("/")
    await join(one, "Night owls", "Quiet Fern")
    await words(one).fill("for Quiet Fern alone to say")
    two = await one.context.new_page()
    await two.goto("/")
    await join(two, "Night owls", "Blue Heron")
    await one.reload()
    await expect(one.get_by_text("In another tab you came in as Blue Heron")).to_be_visible()
    await one.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await one.get_by_role("button", name="Sign in").click()
    await one.get_by_role("button", name="Night owls").click()
    await expect(words(one)).to_have_value("for Quiet Fern alone to say")
