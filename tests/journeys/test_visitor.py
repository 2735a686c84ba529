"""Point 1 of the main job: somebody without an account looks around, and finds help."""

from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join


async def test_a_visitor_sees_the_rooms_and_a_rooms_card_without_an_account(scene: Scene) -> None:
    page = await scene.page("/")
    for room in ("Grief", "Anxiety and panic", "Recovery, one day at a time", "Carers", "Night owls"):
        await expect(page.get_by_role("link", name=room)).to_be_visible()
    await expect(page.get_by_text("No moderator is on duty now.")).to_be_visible()
    await expect(page.get_by_text("Demonstration", exact=True)).to_have_count(5)
    await page.get_by_role("link", name="Grief").click()
    await expect(page.get_by_role("heading", name="Grief")).to_be_visible()
    for question in (
        "Who runs it?", "How are they trained?", "When?", "For how long?", "With how many people?",
        "What is expected of me?", "Who can read what I write?", "How long are messages kept?",
        "What happens in a crisis?", "What is this not?", "How can I ask the host something?",
        "Could hearing others be too much tonight?",
    ):  # fmt: skip
        await expect(page.get_by_text(question)).to_be_visible()
    await expect(page.get_by_text("Messages are kept for 30 days.")).to_be_visible()
    assert await page.evaluate("history.length") <= 2, "one history entry throughout"


async def test_somebody_goes_on_duty_and_a_visitor_is_told(scene: Scene) -> None:
    moderator = await scene.moderator()
    page = await scene.page("/")
    await expect(page.get_by_text("A moderator is on duty now.")).to_be_visible()
    # Whoever stays on the page is told when that changes, with a line to the server and without.
    person = await scene.page("/", phone=True)
    await join(person, "Grief", "Quiet Fern")
    await person.get_by_role("button", name="I need help now").click()
    await expect(person.get_by_text("A moderator is on duty now.")).to_be_visible()
    await page.clock.install()
    await page.reload()
    await expect(page.get_by_text("A moderator is on duty now.")).to_be_visible()
    await moderator.put("/api/console/duty", {"on": False})
    await expect(person.get_by_text("No moderator is on duty now, and we cannot say when one comes.")).to_be_visible()
    await page.clock.fast_forward(21_000)
    await expect(page.get_by_text("No moderator is on duty now.")).to_be_visible()
    await expect(page.get_by_text("You can still read and write.")).to_have_count(0)


async def test_help_is_two_actions_away_from_any_screen(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await page.get_by_role("button", name="I need help now").click()
    await page.get_by_label("Country").select_option("IE")
    await expect(page.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    await expect(page.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    await expect(page.get_by_text("Not yet confirmed by this service’s operator.").first).to_be_visible()


async def test_a_visitor_whose_network_goes_before_they_open_help_still_has_the_number(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await expect(page.get_by_role("link", name="Grief")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    scene.networks[0].cut()
    await page.get_by_role("button", name="I need help now").click()
    await page.get_by_label("Country").select_option("GB")
    await expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    await expect(page.get_by_text("The help lines could not be fetched.")).to_be_visible()


async def test_where_no_line_is_known_the_words_are_for_somebody(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await page.get_by_role("button", name="I need help now").click()
    await page.get_by_label("Country").select_option("ZZ")
    await expect(page.get_by_text("We have no help line for where you are on our list yet")).to_be_visible()
    await expect(page.get_by_text("Please call the one you know.")).to_be_visible()
    await expect(page.get_by_text("help line your country")).to_have_count(0)


async def test_the_help_page_works_with_scripts_off(scene: Scene) -> None:
    page = await scene.page("/", scripts=False)
    await page.get_by_role("link", name="help").first.click()
    await page.get_by_label("Where are you?").select_option("GB")
    await page.get_by_role("button", name="Show help here").click()
    await expect(page.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    await expect(page.get_by_text("Samaritans", exact=True)).to_be_visible()
    await expect(page.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
