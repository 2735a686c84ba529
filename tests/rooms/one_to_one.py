"""Two people who get into a channel, for tests."""

from typing import Any

from tests.people import Person, Place

ANSWERS = {"topic": "low", "want": "listen", "avoid": ["faith"], "minutes": 30}
HERE = "/api/one-to-one"


async def mine(person: Person) -> dict[str, Any]:
    return await person.get(HERE)  # type: ignore[no-any-return]


async def may_be_asked(person: Person) -> None:
    await person.put(f"{HERE}/settings", {"may_be_asked": True, "other_names": False})


async def place_of(asker: Person, other: Person, slug: str = "night-owls") -> str:
    """The other's place in a room, as the asker finds it."""
    rooms = (await mine(asker))["rooms"]
    alias = next(room["alias"] for room in other.me["rooms"] if room["slug"] == slug)
    there = next(room for room in rooms if room["id"] == asker.room(slug))["people"]
    return str(next(one["member"] for one in there if one["alias"] == alias))


async def ask(asker: Person, other: Person, slug: str = "night-owls") -> None:
    await asker.post(f"{HERE}/asks", {"member": await place_of(asker, other, slug), **ANSWERS})


async def answer(person: Person, act: str) -> None:
    asked = (await mine(person))["asked" if act != "withdraw" else "asking"]
    await person.put(f"{HERE}/asks/{asked[0]['id']}", {"act": act})


async def act(person: Person, channel: str, what: str) -> dict[str, Any]:
    return await person.post(f"{HERE}/channels/{channel}/acts", {"act": what})  # type: ignore[no-any-return]


async def state(person: Person, channel: str) -> str:
    return str(next(one["state"] for one in (await mine(person))["channels"] if one["id"] == channel))


async def two_in_a_channel(place: Place) -> tuple[Person, Person, str]:
    """Both have it open."""
    one, other = await place.talker(), await place.talker()
    await may_be_asked(other)
    await ask(one, other)
    await answer(other, "accept")
    [channel] = (await mine(one))["channels"]
    for person in (one, other):
        await person.open(channel["id"])
    return one, other, channel["id"]
