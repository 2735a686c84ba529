"""Whose words were stopped reads at once what was found and what comes next; how it was found stays private."""

import re

import pytest
from playwright.async_api import Page, expect

from server.moderation.judge import shipped_judge
from tests.journeys.conftest import Scene
from tests.journeys.people_in_browsers import join, log, words, write
from tests.words import BLOCKED, MEETING, PLAN

SIZES = [(360, 740), (1280, 800)]


async def fits(page: Page, text: str) -> None:
    """What one is told is in view, whole, on a small phone and on a desk."""
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        place = log(page).get_by_text(text)
        await expect(place).to_be_in_viewport(ratio=0.99)
        box = await place.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width, f"{text!r} is cut off at {width}"


@pytest.mark.parametrize("dark", [False, True])
async def test_a_message_that_is_held_says_why_and_what_comes_next(scene: Scene, dark: bool) -> None:
    frames: list[str] = []
    page = await scene.page("/", phone=True, dark=dark)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))))
    await join(page, "Night owls", "Quiet Fern")
    await write(page, MEETING)
    await expect(log(page).get_by_text("Why was this stopped?")).to_be_visible()
    await expect(log(page).get_by_text("Meeting outside", exact=False).first).to_be_visible()
    await fits(page, "Next: it is waiting for a person.")
    await page.reload()
    await expect(log(page).get_by_text("Why was this stopped?")).to_be_visible()
    assert any('"category":"meeting"' in frame for frame in frames)
    told = "".join(frames) + await page.content()
    assert not [
        rule.id for rule in shipped_judge().rules.rules if re.search(rf"\b{rule.id}\b", told) and "-" in rule.id
    ]


async def test_a_message_that_is_refused_says_why_and_gives_the_words_back(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await write(page, BLOCKED)
    await expect(log(page).get_by_text("Sexual content.")).to_be_visible()
    await fits(page, "Next: change your words and send them again.")
    await page.get_by_role("button", name="Put my words back in the box").click()
    await expect(words(page)).to_have_value(BLOCKED)
    await expect(log(page).get_by_text("Why was this stopped?")).to_have_count(0)


async def test_somebody_in_danger_is_not_told_of_a_rule(scene: Scene) -> None:
    page = await scene.page("/", phone=True)
    await join(page, "Night owls", "Quiet Fern")
    await write(page, PLAN)
    await expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    await page.get_by_role("button", name="Close").click()
    await expect(log(page).get_by_text("Waiting for a person")).to_be_visible()
    await expect(page.get_by_text("Why was this stopped?")).to_have_count(0)
