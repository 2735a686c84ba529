"""Taking back what one wrote: gone for everyone at once, in its place, and never another person's."""

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

from tests.people import Place
from tests.words import ATTEMPT, PHONE, PLAIN, PLAN

OWLS = "night-owls"


async def test_a_message_taken_back_is_gone_for_everyone_and_its_place_stays(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    sent = await author.send(PLAIN, room)
    await author.send("what came after", room)
    await author.delete(f"/api/messages/{sent['id']}")
    gone = await reader.hears_any(
        lambda f: f["t"] == "changes" and any(m.get("state") == "removed" for m in f["items"])
    )
    assert ("text" in gone["items"][0], gone["items"][0]["by_author"]) == (False, True)
    shown = [(m["position"], m.get("text")) for m in (await place.talker()).sees(room)]
    assert shown == [(sent["position"], None), (sent["position"] + 1, "what came after")]
    assert PLAIN not in str((await reader.get(f"/api/rooms/{room}/messages"))["items"])


async def test_what_a_moderator_removed_is_not_said_to_be_its_authors_doing(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    sent = await author.send(PLAN)
    case = (await moderator.take(author))["line"]["id"]
    await moderator.act(case, "remove", sent["id"], "because")
    await author.delete(f"/api/messages/{sent['id']}")  # too late to be theirs
    (gone,) = (await author.get(f"/api/rooms/{author.room(OWLS)}/messages"))["items"]
    assert (gone["state"], gone.get("by_author", False)) == ("removed", False)


async def test_again_and_from_two_tabs_at_once_changes_it_once(place: Place) -> None:
    author = await place.talker()
    room = author.room(OWLS)
    sent = await author.send(PLAIN, room)
    await asyncio.gather(*(author.delete(f"/api/messages/{sent['id']}") for _ in range(3)))
    await author.delete(f"/api/messages/{sent['id']}")
    assert (await place.sql("select head from rooms where id = $1::uuid", room))[0][0] == 2


async def test_nobody_takes_back_what_another_wrote(place: Place) -> None:
    author, other, moderator = await place.talker(), await place.talker(), await place.moderator()
    sent = await author.send(PLAIN)
    for person in (other, moderator):
        refused = await person.refused("DELETE", f"/api/messages/{sent['id']}")
        assert (refused["status"], refused["code"]) == (404, "not_found")
    assert (await author.refused("DELETE", f"/api/messages/{uuid.uuid4()}"))["status"] == 404


async def test_a_held_message_taken_back_never_reaches_the_room(place: Place) -> None:
    author, reader = await place.talker(), await place.talker()
    room = author.room(OWLS)
    sent = await author.send(ATTEMPT, room)
    await author.delete(f"/api/messages/{sent['id']}")
    assert (await place.sql("select state, position from messages"))[0][:] == ("removed", None)
    await author.send(PLAIN, room)
    await reader.hears_text(PLAIN, room)
    assert [m["text"] for m in reader.sees(room)] == [PLAIN]


async def test_a_message_that_a_moderator_looks_at_is_taken_back_in_its_room_too(place: Place) -> None:
    author, reader, moderator = await place.talker(), await place.talker(), await place.moderator()
    room = author.room(OWLS)
    sent = await author.send(PLAN, room)
    case = await moderator.take(author)
    await moderator.act(case["line"]["id"], "hold", sent["id"])

    def shows(state: str) -> Callable[[dict[str, Any]], bool]:
        return lambda f: f["t"] == "changes" and any(item.get("state") == state for item in f["items"])

    await reader.hears_any(shows("held"))
    await author.delete(f"/api/messages/{sent['id']}")
    await reader.hears_any(shows("removed"))
    await author.is_told("removed", message=sent["id"])


async def test_sending_a_message_that_was_taken_back_again_says_so_and_shows_nothing(place: Place) -> None:
    author = await place.talker()
    client_id = str(uuid.uuid4())
    sent = await author.send(PHONE, client_id=client_id)
    await author.delete(f"/api/messages/{sent['id']}")
    again = await author.send(PHONE, client_id=client_id)
    assert (again["again"], again["state"], again["id"]) == (True, "removed", sent["id"])
