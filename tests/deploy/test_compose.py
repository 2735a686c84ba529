"""The compose file: no engine here can start it, so it is read, and its options are tried with the real programs."""

import re
from pathlib import Path

import asyncpg

from server.ground.settings import read
from tests.deploy.files import (
    LONGEST_STOP_S,
    OF_POSTGRES,
    SETTINGS,
    assignments,
    compose,
    image_environment,
)
from tests.deploy.fronts import DEPLOY
from tests.redis_server import RedisServer


def test_compose_brings_two_instances_and_what_they_need() -> None:
    services = compose()["services"]
    assert set(services) == {"one", "two", "postgres", "redis", "proxy"}
    assert services["one"] == services["two"]
    address = services["one"]["environment"]["DATABASE_URL"]
    assert address.endswith("@postgres/porchlight")
    assert services["postgres"]["environment"]["POSTGRES_DB"] == "porchlight"
    assert services["one"]["environment"]["REDIS_URL"] == "redis://redis:6379"


def test_compose_sets_only_what_somebody_reads() -> None:
    services = compose()["services"]
    assert set(services["one"]["environment"]) <= SETTINGS
    assert set(services["postgres"]["environment"]) <= OF_POSTGRES
    caddy = (DEPLOY / "caddy/Caddyfile").read_text()
    for name in services["proxy"]["environment"]:
        assert f"{{${name}" in caddy
    text = (DEPLOY / "compose/compose.yaml").read_text()
    asked = set(re.findall(r"\$\{(\w+)", text))
    assert asked == set(assignments(DEPLOY / "compose/env.example"))


def test_compose_gives_an_instance_settings_that_it_accepts() -> None:
    given = {
        name: re.sub(r"\$\{[^}]*\}", "filled", re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value))
        for name, value in compose()["services"]["one"]["environment"].items()
    }
    settings = read(given | image_environment())
    assert settings.secure
    assert settings.host == "0.0.0.0"


def test_compose_keeps_the_master_key_apart_from_the_database() -> None:
    place = compose()
    (key_volume,) = place["services"]["one"]["volumes"]
    name, folder = key_volume.split(":")
    image = image_environment()
    assert Path(image["PORCHLIGHT_MASTER_KEY_FILE"]).parent == Path(folder)
    for other in ("postgres", "redis", "proxy"):
        assert not any(volume.startswith(f"{name}:") for volume in place["services"][other].get("volumes", ()))
    named = {v.split(":")[0] for s in place["services"].values() for v in s.get("volumes", ()) if v[0] not in "./"}
    assert named == set(place["volumes"])


def test_compose_puts_only_the_proxy_where_others_can_reach_it() -> None:
    place = compose()
    assert [name for name, service in place["services"].items() if "ports" in service] == ["proxy"]
    assert place["networks"]["back"]["internal"]
    assert {name for name, s in place["services"].items() if "front" in s["networks"]} == {"one", "two", "proxy"}


def test_compose_gives_an_instance_time_to_let_everyone_go() -> None:
    assert int(compose()["services"]["one"]["stop_grace_period"].removesuffix("s")) > LONGEST_STOP_S


async def test_postgres_knows_what_compose_tells_it(database_url: str) -> None:
    command = compose()["services"]["postgres"]["command"]
    told = dict(argument.split("=") for argument in command if "=" in argument)
    assert command == ["postgres", *[part for name in told for part in ("-c", f"{name}={told[name]}")]]
    asking = await asyncpg.connect(database_url)
    for name, value in told.items():
        assert value in await asking.fetchval("select enumvals from pg_settings where name = $1", name)
    await asking.close()


async def test_redis_takes_the_command_of_compose(tmp_path: Path) -> None:
    program, *arguments = compose()["services"]["redis"]["command"]
    assert program == "redis-server"
    redis = RedisServer(tmp_path, *arguments)
    try:
        await redis.start()
        assert await redis.ask("CONFIG", "GET", "save") == {"save": ""}
        assert await redis.ask("CONFIG", "GET", "appendonly") == {"appendonly": "no"}
    finally:
        redis.stop()
