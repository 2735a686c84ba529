"""In a crowd a browser works for a moment before it comes in, without a third party, and its owner does nothing."""

from playwright.async_api import expect

from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, words


async def test_somebody_new_comes_in_while_very_many_try_to(scene: Scene) -> None:
    for _ in range(40):
        scene.services.gate.signed_up(None)
    page = await scene.page("/", phone=True)
    async with page.expect_response("**/api/accounts") as first:
        await join(page, "Night owls", "Quiet Fern")
    assert (await first.value).status == 429
    await expect(words(page)).to_be_visible()
