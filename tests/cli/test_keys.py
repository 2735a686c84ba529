"""`porchlight keys` at the keyboard: each command says what it did, or what to set right. What they do while people
talk is in tests/ground."""

import asyncio

from tests.people import Place
from tests.test_cli import run


async def porchlight(place: Place, *arguments: str, **more: str) -> tuple[int, str]:
    settings = place.instance.settings
    where = {"DATABASE_URL": settings.database_url, "PORCHLIGHT_HOME": settings.porchlight_home}
    ran = await asyncio.to_thread(run, "keys", *arguments, **where, **more)
    return ran.returncode, ran.stdout + ran.stderr


async def test_a_key_is_made_and_what_is_half_done_is_told(place: Place) -> None:
    code, said = await porchlight(place, "rotate", "--master")
    assert (code, "add one (`porchlight keys make`)" in said) == (1, True)
    code, said = await porchlight(place, "make")
    assert (code, "porchlight keys rotate --master" in said) == (0, True)
    assert len(place.instance.settings.master_key_file.read_text().split()) == 2
    await place.sql("update installation set resealing_since = clock_timestamp(), canary_before = canary")
    code, said = await porchlight(place, "status")
    assert code == 0
    assert said.count("porchlight keys rotate\n") == said.count("porchlight keys rotate --master\n") == 1
    code, said = await porchlight(place, "make", PORCHLIGHT_MASTER_KEY="ab" * 32)
    assert (code, "openssl rand -hex 32" in said) == (1, True)
