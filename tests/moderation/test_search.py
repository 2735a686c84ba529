"""Search: by what stands around a case, by nobody's words, and of one's own sight only."""

from typing import Any

import pytest

from server.moderation import search
from tests.people import Person, Place
from tests.words import MEETING, PLAN, SOON

SEARCH = "/api/console/search"


async def found(who: Person, /, **wanted: Any) -> list[str]:
    """Whom the cases are about, the newest first."""
    return [line["alias"] for line in (await who.post(SEARCH, wanted))["cases"]]


async def test_by_what_stands_around(place: Place) -> None:
    moderator, other = await place.moderator(), await place.moderator()
    night, planned, met = await place.talker(), await place.talker(), await place.talker(room="grief")
    await night.send(SOON)
    await planned.send(PLAN)
    await met.send(MEETING, met.room("grief"))
    names = [who.me["pseudonym"] for who in (night, planned, met)]
    await moderator.take(planned)
    assert await found(moderator) == names[::-1]
    assert await found(moderator, state="taken") == [names[1]]
    assert await found(moderator, kind="boundary", category="meeting") == [names[2]]
    assert await found(moderator, urgency="soon") == [names[0]]
    assert await found(moderator, level=3) == names[1::-1]
    assert await found(moderator, room=met.room("grief")) == [names[2]]
    assert await found(moderator, moderator=moderator.me["pseudonym"]) == [names[1]]
    assert await found(moderator, moderator=other.me["pseudonym"]) == []
    now = (await moderator.get("/api/console/cases"))["now"]
    assert await found(moderator, since=now - 60_000, until=now + 60_000) == names[::-1]
    assert await found(moderator, until=now - 60_000) == await found(moderator, since=now + 60_000) == []
    await place.lapse()
    assert await found(moderator, state="taken") == []
    assert len(await found(moderator, state="open")) == 3


async def test_who_is_named_is_recorded_by_id_found_or_not(place: Place) -> None:
    moderator, author = await place.moderator(), await place.talker()
    await author.send(SOON)
    name = author.me["pseudonym"]
    assert await found(moderator, person=name.upper()) == [name]
    assert await found(moderator, person="Nobody Here") == []
    assert await found(moderator, person="\0") == []
    await found(moderator, moderator=moderator.me["pseudonym"])
    await found(moderator, state="open")
    rows = await place.sql("select act, subject from audit where act like 'search%' order by seq")
    assert [row["act"] for row in rows] == ["search_person"] * 3 + ["search_moderator"]
    [(account,)] = await place.sql("select id from accounts where pseudonym = $1", name)
    assert [row["subject"] for row in rows][:3] == [f"account {account}", "account unknown", "account unknown"]


async def test_nobody_finds_what_is_not_theirs_to_see(place: Place) -> None:
    moderator, trustee, lead = await place.moderator(), await place.trustee(), await place.lead()
    author = await place.talker()
    message = (await author.send("the moderators here are late"))["id"]
    await author.post("/api/complaints", {"about": "staff", "words": "they are late"})
    await author.post("/api/complaints", {"about": "trustee", "words": "they are late, too"})
    await moderator.join("night-owls")
    await moderator.post("/api/reports", {"reason": "hurt", "message": message})
    assert await found(moderator, person=author.me["pseudonym"]) == [], "reported oneself, or complaints"
    assert len(await found(trustee)) == 1
    kinds = {line["kind"] for line in (await lead.post(SEARCH, {}))["cases"]}
    assert kinds == {"boundary", "complaint"}
    for who in (moderator, trustee, lead):
        queue = {line["id"] for line in (await who.get("/api/console/cases"))["cases"]}
        assert {line["id"] for line in (await who.post(SEARCH, {}))["cases"]} == queue, "as in one's list"


async def test_page_after_page_holds_each_case_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    moderator = await place.moderator()
    for _ in range(5):
        await (await place.talker()).send(SOON)
    await place.sql("update cases set opened_at = (select min(opened_at) from cases)")  # all in one moment
    ids: list[str] = []
    after: str | None = None
    for size in (2, 2, 1):
        page = await moderator.post(SEARCH, {} if after is None else {"after": after})
        assert len(page["cases"]) == size
        ids += [line["id"] for line in page["cases"]]
        after = page.get("more")
    assert after is None
    assert len(set(ids)) == 5


@pytest.mark.parametrize("wanted", [{"after": "yesterday"}, {"since": 10**18}, {"category": "\0"}, {"level": 9}])
async def test_what_cannot_be_is_refused(shared: Place, wanted: dict[str, Any]) -> None:
    moderator = await shared.moderator()
    said = await moderator.refused("POST", SEARCH, wanted)
    assert (said["code"], said["field"]) == ("bad_request", next(iter(wanted)))
