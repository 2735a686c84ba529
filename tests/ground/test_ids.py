"""Ids of our own making are ids like any other."""

import uuid

import msgspec

from server.ground.ids import new_id


def test_a_new_id_is_a_random_uuid_wherever_it_goes() -> None:
    ids = [new_id() for _ in range(200)]
    assert len(set(ids)) == 200
    for id in ids:
        plain = uuid.UUID(str(id))
        assert isinstance(id, uuid.UUID)
        assert (plain.version, plain.variant) == (4, uuid.RFC_4122)
        assert {id: "found"}[plain] == "found"
        assert msgspec.json.decode(msgspec.json.encode(id), type=uuid.UUID) == id
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(id), type=uuid.UUID) == id
