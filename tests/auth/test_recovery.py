"""Recovery words: shown once, used once, and all that is kept of them is a hash."""

import asyncio
import math
from typing import Any

import pytest

from server.auth.recovery import HOW_MANY, as_written, words
from server.ground import protocol as p
from server.rooms.limits import LIMITS
from tests.people import PASSPHRASE, Person, Place

NEW = "harbour pencil thunder moss"


async def made(person: Person) -> str:
    return " ".join((await person.post("/api/me/recovery"))["words"])


def coming_back(person: Person, text: str, **changed: Any) -> dict[str, Any]:
    return {"pseudonym": person.me["pseudonym"], "words": text, "passphrase": NEW, **changed}


def test_six_words_are_too_many_to_guess_and_each_is_told_from_the_others() -> None:
    assert HOW_MANY * math.log2(len(words())) > 60
    assert len(set(words())) == len(words())
    assert all(as_written(word) == word and 3 <= len(word) <= 8 for word in words())
    assert set(words()).isdisjoint(("suicide", "abuse", "kill", "victim", "alone", "knife"))


async def test_they_open_the_account_once_with_a_new_passphrase_and_shut_everybody_else_out(place: Place) -> None:
    person = await place.talker()
    text = await made(person)
    finder = await place.visitor()
    finder.me = await finder.post("/api/recovery", coming_back(person, text))
    assert finder.me["pseudonym"] == person.me["pseudonym"]
    assert (await person.is_closed())[0] == p.SIGNED_OUT.code
    assert (await person.refused("GET", "/api/me"))["code"] == "not_signed_in"
    again = await place.visitor()
    said = await again.refused("POST", "/api/recovery", coming_back(person, text))
    assert (said["code"], said["field"], said["status"]) == ("recovery_wrong", "words", 400)
    name = person.me["pseudonym"]
    assert (await again.refused("POST", "/api/session", {"pseudonym": name, "passphrase": PASSPHRASE}))["status"] == 401
    await again.post("/api/session", {"pseudonym": name, "passphrase": NEW})


@pytest.mark.parametrize("written", [str.upper, lambda t: t.replace(" ", ", "), lambda t: f"1. {t}\n"])
async def test_it_does_not_matter_how_they_are_typed(shared: Place, written: Any) -> None:
    person = await shared.peer()
    back = await shared.visitor()
    await back.post("/api/recovery", coming_back(person, written(await made(person))))


async def test_a_weak_passphrase_does_not_use_them_up(shared: Place) -> None:
    person, back = await shared.peer(), await shared.visitor()
    text = await made(person)
    said = await back.refused("POST", "/api/recovery", coming_back(person, text, passphrase="password1"))
    assert (said["code"], said["field"]) == ("passphrase_weak", "passphrase")
    await back.post("/api/recovery", coming_back(person, text))


async def test_who_has_none_and_who_is_nobody_are_told_the_same(shared: Place) -> None:
    without, visitor = await shared.peer(), await shared.visitor()
    one = await visitor.refused("POST", "/api/recovery", coming_back(without, "ability able about above absent absorb"))
    two = await visitor.refused(
        "POST", "/api/recovery", coming_back(without, "ability able about above absent absorb", pseudonym="Nobody Here")
    )
    assert one == two


async def test_two_who_use_them_at_once_are_one(place: Place) -> None:
    person = await place.peer()
    text = await made(person)
    visitors = [await place.visitor(), await place.visitor()]
    told = await asyncio.gather(
        *(visitor.http.post("/api/recovery", json=coming_back(person, text)) for visitor in visitors)
    )
    assert sorted(answer.status_code for answer in told) == [200, 400]


async def test_new_ones_take_the_place_of_old_ones_and_they_can_be_taken_back(shared: Place) -> None:
    person, visitor = await shared.peer(), await shared.visitor()
    assert await person.get("/api/me/recovery") == {}
    old, new = await made(person), await made(person)
    assert (await person.get("/api/me/recovery"))["at"] > 0
    assert (await visitor.refused("POST", "/api/recovery", coming_back(person, old)))["code"] == "recovery_wrong"
    await person.delete("/api/me/recovery")
    assert await person.get("/api/me/recovery") == {}
    assert (await visitor.refused("POST", "/api/recovery", coming_back(person, new)))["code"] == "recovery_wrong"


async def test_what_is_kept_is_a_hash_and_making_them_is_limited(shared: Place) -> None:
    person = await shared.peer()
    for _ in range(LIMITS["recovery"].burst):
        text = await made(person)
    kept = await shared.sql(
        "select words from recoveries where account_id = (select id from accounts where pseudonym = $1)",
        person.me["pseudonym"],
    )
    assert kept[0][0].startswith("$argon2id$")
    assert not any(word in kept[0][0] for word in text.split() if len(word) > 4)
    assert (await person.refused("POST", "/api/me/recovery"))["code"] == "too_fast"
