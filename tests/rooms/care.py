"""Somebody in danger, a moderator who has their case, and what is due carried out by hand."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from server.rooms import looking_after
from server.rooms.aftercare import Aftercare
from tests.people import Person, Place
from tests.words import PLAN

WHY = "because of the house rules"
DAY = 86_400_000


async def stands_still(*_: Any) -> None:
    """In place of the server's own runner."""
    await asyncio.Event().wait()


@pytest.fixture(scope="module", autouse=True)
def by_hand() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking_after, "run", stands_still)
        yield


async def in_danger(place: Place, moderator: Person, text: str = PLAN, *, talk: bool = True) -> tuple[Person, str]:
    """Their author and the case, which the moderator has; they talk in private."""
    author = await place.talker()
    await author.send(text)
    case = (await moderator.take(author))["line"]["id"]
    if talk:
        await moderator.act(case, "converse")
    return author, case


async def all_of(carry_out_one: Any, *, at_once: int = 1) -> int:
    """Carry out what is due, as so many instances would at once. Returns how many things that were."""

    async def alone() -> int:
        count = 0
        while await carry_out_one():
            count += 1
        return count

    return sum(await asyncio.gather(*(alone() for _ in range(at_once))))


def aftercare(place: Place) -> Aftercare:
    services = place.services
    return Aftercare(services.database, services.bus, services.logs.keys)
