"""`porchlight load accounts`: real accounts with sessions in a room, and never beside people unasked."""

import json
import subprocess
from typing import Any

from tests.journeys.running import PORCHLIGHT
from tests.people import PASSPHRASE, Person, Place


def load(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    chosen = place.instance.settings
    return subprocess.run(
        [PORCHLIGHT, "load", "accounts", *arguments], capture_output=True, text=True, timeout=60,
        env={"DATABASE_URL": chosen.database_url, "PORCHLIGHT_HOME": chosen.porchlight_home, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def made(ended: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


async def brought(place: Place, account: dict[str, Any]) -> Person:
    """Somebody who has an account's cookie."""
    person = await place.visitor()
    name, _, secret = account["cookie"].partition("=")
    person.http.cookies.set(name, secret)
    person.me = await person.get("/api/me")
    return person


async def test_each_may_speak_in_the_room_at_once_and_is_heard_there(place: Place) -> None:
    accounts = made(load(place, "--count", "3", "--room", "night-owls"))
    assert len({account["pseudonym"] for account in accounts}) == 3
    one, other = await brought(place, accounts[0]), await brought(place, accounts[1])
    for person in (one, other):
        await person.connect()
        await person.open(person.room("night-owls"))
    assert (await one.send("the kettle is on"))["t"] == "sent"
    assert (await other.hears_text("the kettle is on"))["alias"] == accounts[0]["pseudonym"]


async def test_more_can_be_made_later_and_a_room_is_also_known_by_its_id(place: Place) -> None:
    first = made(load(place, "--count", "2", "--room", "night-owls"))
    card = await (await place.visitor()).get("/api/rooms/night-owls")
    more = made(load(place, "--count", "2", "--room", card["id"]))
    assert len({account["pseudonym"] for account in first + more}) == 4


async def test_where_people_have_accounts_none_are_made_unless_forced(place: Place) -> None:
    await place.peer()
    refused = load(place, "--count", "2", "--room", "night-owls")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "holds 1 other people's accounts" in refused.stderr
    assert await place.sql("select 1 from accounts where pseudonym_key like 'load.%'") == []
    assert len(made(load(place, "--count", "2", "--room", "night-owls", "--force"))) == 2


async def test_a_room_that_is_not_there_is_named(place: Place) -> None:
    refused = load(place, "--count", "1", "--room", "nowhere")
    assert refused.returncode == 1
    assert "there is no open room 'nowhere'" in refused.stderr


async def test_nobody_gets_in_by_a_passphrase_and_nobody_can_register_such_a_name(place: Place) -> None:
    (account,) = made(load(place, "--count", "1", "--room", "night-owls"))
    visitor = await place.visitor()
    wrong = await visitor.refused("POST", "/api/session", {"pseudonym": account["pseudonym"], "passphrase": PASSPHRASE})
    assert wrong["code"] == "wrong_credentials"
    like = await visitor.refused("POST", "/api/accounts", await visitor.registration("load.00007"))
    assert like["code"] == "pseudonym_unusable"
