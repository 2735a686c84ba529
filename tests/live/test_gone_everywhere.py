"""What is erased or deleted is gone on every instance: in its memory and on the screens it serves."""

from uuid import UUID

from server.rooms.retention import Retention
from tests.live.test_in_the_clear import recorded
from tests.live.test_two_instances import Two, two  # noqa: F401 - a fixture
from tests.people import PASSPHRASE, Person, Place, becomes


async def account_of(place: Place, person: Person) -> UUID:
    rows = await place.sql("select id from accounts where pseudonym = $1", person.me["pseudonym"])
    return rows[0]["id"]  # type: ignore[no-any-return]


def held(place: Place) -> set[UUID]:
    """Whose keys an instance has in its memory."""
    return set(place.services.logs.keys._held)


def heard_of(place: Place) -> set[UUID]:
    """Of whom it remembers what they said of late."""
    return set(place.instance.porchlight._door.sockets._doors.sending._recent._past)  # type: ignore[union-attr]


async def test_an_erased_account_is_in_no_instances_memory_and_on_nobodys_screen(two: Two) -> None:  # noqa: F811
    one, elsewhere, other = await two.one.talker(), await two.two.visitor(), await two.two.talker()
    await elsewhere.sign_in_elsewhere(one)
    await elsewhere.connect()
    account = await account_of(two.one, one)
    talk = UUID((await one.post("/api/help-requests", {}))["room"]["id"])
    for person, words in ((one, "from here"), (elsewhere, "from there")):
        await person.open(str(talk))
        await person.send(f"{words}, in private", str(talk))
        await person.send(words, one.room("night-owls"))
    await other.hears_text("from there")
    for place in (two.one, two.two):
        assert {account, talk} <= held(place)
        assert account in heard_of(place)
    async with recorded(two.redis) as heard:
        await one.post("/api/me/erasure", {"passphrase": PASSPHRASE})
        assert (await elsewhere.is_closed())[1] == "erased"
        for place in (two.one, two.two):
            await becomes(lambda place=place: not {account, talk} & held(place))
            assert account not in heard_of(place)
        room = one.room("night-owls")
        await becomes(lambda: {m.get("state") for m in other.sees(room)} == {"removed"})
        assert all("text" not in message for message in other.sees(room))
        assert b"from there" not in heard
        assert f"room:{room}".encode() in heard, "nothing was recorded"


async def test_what_is_deleted_by_its_age_loses_its_key_on_every_instance(two: Two) -> None:  # noqa: F811
    moderator, one = await two.two.moderator(), await two.one.talker()
    talk = UUID((await one.post("/api/help-requests", {}))["room"]["id"])
    await one.open(str(talk))
    await one.send("I want to kill myself", str(talk))
    case = (await moderator.take(one))["line"]["id"]
    await moderator.get(f"/api/console/cases/{case}")
    await moderator.act(case, "close", reason="spoken with")
    [piece] = [row["id"] for row in await two.one.sql("select id from evidence")]
    await moderator.get("/api/me")
    assert piece in held(two.two)
    for table, column in (("messages", "at"), ("cases", "closed_at"), ("rooms", "closed_at")):
        await two.one.sql(f"update {table} set {column} = {column} - interval '91 days'")
    await Retention(two.one.services.database).delete_old()
    for place in (two.one, two.two):
        await place.services.logs.keys.look()
        assert not {talk, piece, UUID(case)} & held(place)
    assert await two.one.sql("select 1 from keys where owner = any($1)", [talk, piece, UUID(case)]) == []
