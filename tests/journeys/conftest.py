"""Real browsers, each with a network of its own, in front of a real server."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.journeys.network import Network
from tests.people import Instance, Place

QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--disable-gpu",
)  # fmt: skip
"""A browser that talks with nobody but us; as root Chromium does not start inside its own sandbox."""

SEEN_WITHIN_MS = 20_000
"""A slow machine with other tests beside it is slow for seconds; what comes at once is waited for no longer."""
expect.set_options(timeout=SEEN_WITHIN_MS)

NetworkFor = Callable[[], Awaitable[Network]]
NETWORKS = 4
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def chromium() -> str:
    found = os.environ.get("PORCHLIGHT_CHROMIUM") or shutil.which("chromium")
    assert found, "no chromium: run `make test`, which gets it"
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield running
        await running.close()


class Scene(Place):
    """A running place with browsers. What a page logs as an error, or asks of another site, fails the test."""

    def __init__(self, instance: Instance, networks: list[Network], browser: Browser) -> None:
        super().__init__(instance)
        self.networks = networks
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    async def page(self, path: str = "/", *, phone: bool = False, dark: bool = False, scripts: bool = True) -> Page:
        """A browser of its own, on a network of its own (`scene.networks`, in the order of calls)."""
        network = self.networks[len(self._contexts) % len(self.networks)]
        context = await self._browser.new_context(
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            base_url=network.address,
        )
        context.set_default_timeout(SEEN_WITHIN_MS)
        self._contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script fault: {error}"))
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("request", lambda request: self._asked(request.url))
        await page.goto(path)
        return page

    def _heard(self, kind: str, text: str) -> None:
        # A refused request and a cut network are said by the browser itself; a broken policy is our fault.
        if kind == "error" and ("Content Security Policy" in text or "Uncaught" in text):
            self.faults.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://localhost:", "http://127.0.0.1:", "ws://localhost:")):
            self.faults.append(f"a request to another site: {url}")

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()
        await super().close()
        assert self.faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def scene(database_url: str, tmp_path: Path, browser: Browser) -> AsyncIterator[Scene]:
    networks = [Network() for _ in range(NETWORKS)]
    for network in networks:
        await network.start()
    instance = Instance(database_url, tmp_path / "home", origins=[n.address for n in networks])
    for network in networks:
        network.target = instance.port
    await instance.start()
    scene = Scene(instance, networks, browser)
    yield scene
    await scene.close()
    await instance.stop()
    for network in networks:
        await network.stop()
