"""The signed webhook: a receiver can tell that it is ours, and that nobody repeats an old one."""

import asyncio
import hashlib
import hmac
from pathlib import Path
from typing import Any

import pytest

from server.moderation.webhook import signature
from tests.moderation.calling import call_all
from tests.moderation.receivers import Pager
from tests.people import Place
from tests.words import SOON

SECRET = "sixteen letters and more"
PAGE = Path(__file__).parents[2] / "docs" / "operating.md"


def example() -> Any:
    """The receiver's code as the page for operators has it."""
    code = PAGE.read_text().split("<!-- verifying -->\n```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    return names["is_ours"]


@pytest.mark.usefixtures("by_hand")
async def test_what_is_told_is_signed_over_its_time_and_every_byte(place: Place, pager: Pager) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place, porchlight_pager_url=pager.url, porchlight_pager_secret=SECRET)
    [(header, body)] = pager.signatures
    fields = dict(part.split("=") for part in header.split(","))
    made = hmac.new(SECRET.encode(), fields["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert fields["v1"] == made
    is_ours, at = example(), int(fields["t"])
    assert is_ours(SECRET.encode(), header, body, now=at + 299)
    assert not is_ours(SECRET.encode(), header, body, now=at + 301), "an old one, sent again by somebody else"
    assert not is_ours(SECRET.encode(), header, body, now=at - 301)
    assert not is_ours(SECRET.encode(), header, body.replace(b"page", b"gape"), now=at)
    assert not is_ours(b"another secret, as long", header, body, now=at)
    assert not is_ours(SECRET.encode(), header.replace(fields["t"], str(at + 1)), body, now=at)
    for broken in ("", "t=,v1=", "t=1", "v1=2", "nonsense"):
        assert not is_ours(SECRET.encode(), broken, body, now=at)


@pytest.mark.usefixtures("by_hand")
async def test_without_a_secret_nothing_is_signed(place: Place, pager: Pager) -> None:
    await (await place.talker()).send(SOON)
    await call_all(place, porchlight_pager_url=pager.url)
    assert [header for header, _ in pager.signatures] == [""]


def test_a_signature_is_what_the_page_for_operators_gives() -> None:
    known = "t=1764000000,v1=" + hmac.new(b"secret", b'1764000000.{"page":1}', hashlib.sha256).hexdigest()
    assert signature(b"secret", 1764000000, b'{"page":1}') == known


@pytest.mark.usefixtures("by_hand")
async def test_a_pager_that_does_not_answer_is_left_after_a_while(
    place: Place, pager: Pager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.moderation.webhook.ANSWER_WITHIN_S", 0.2)
    await (await place.talker()).send(SOON)
    pager.holds.clear()
    async with asyncio.timeout(20):
        await call_all(place, porchlight_pager_url=pager.url)
    [row] = await place.sql("select error, told_at from pages")
    assert (row["error"], row["told_at"]) == ("TimeoutError", None)
    pager.holds.set()
