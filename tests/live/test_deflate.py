"""A page is compressed once, for whoever takes it so; what is read is the same, and a message alone goes as it is."""

from typing import Any

import pytest

from server.live.deflate import WORTH, PageFrame
from tests.live.raw import Raw
from tests.people import Person, Place

OWLS = "night-owls"
TAKES_IT = "permessage-deflate; client_max_window_bits"


async def opens(person: Person, extensions: str | None) -> tuple[Raw, list[dict[str, Any]]]:
    raw = await Raw.connect(person, extensions=extensions)
    await raw.hello()
    await raw.hears("welcome")
    await raw.send({"t": "open", "room": person.room(OWLS)})
    await raw.hears("live")
    return raw, (await raw.hears("changes"))["items"]


@pytest.mark.usefixtures("unhurried")
async def test_who_takes_it_reads_the_same_in_a_third_of_the_bytes(place: Place) -> None:
    author, one, other = await place.talker(), await place.talker(), await place.talker()
    for n in range(20):
        await author.send(f"the kettle is on and the rain has stopped, more or less, {n}")
    packed, read_packed = await opens(one, TAKES_IT)
    plain, read_plain = await opens(other, None)
    assert [item["text"] for item in read_packed] == [item["text"] for item in read_plain]
    assert len(read_plain) == 20
    assert len(packed.data) < len(plain.data) / 2.5
    before = len(packed.data), len(plain.data)
    await author.send("and one more")
    for raw, had in zip((packed, plain), before, strict=True):
        while not any(item.get("text") == "and one more" for f in raw.told() for item in f.get("items", ())):
            assert await raw.read()
        assert b"and one more" in raw.data[had:], "a message alone is not compressed"
        raw.close()


async def test_what_is_said_compressed_is_heard(place: Place) -> None:
    """As browsers do where it was agreed on."""
    author, other = await place.talker(), await place.talker()
    assert author.socket is not None
    assert author.socket.protocol.extensions, "the test's own client takes it"
    await author.send("compressed " * 50)
    await other.hears_text("compressed " * 50)


def test_a_page_is_compressed_once_and_a_short_one_never() -> None:
    page = PageFrame.of(b"the same words " * 100)
    assert page.deflated is page.deflated
    assert len(page.deflated) < len(page) / 5
    short = PageFrame.of(b"a" * (WORTH - 1))
    assert short.deflated is short
