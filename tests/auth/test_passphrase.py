"""Passphrases: what is weak, and that checking them neither stops the rooms nor tells who has an account."""

import asyncio
import threading

import pytest

from server.auth import passphrase
from server.auth.passphrase import Busy, Passphrases, is_weak
from tests.people import Place


@pytest.mark.parametrize(
    "weak", ["", "12345678", "password123", "qwertyuiop", "aaaaaaaaaaaa", "quiet heron", "Quiet Heron1"]
)
def test_what_is_easily_guessed_is_weak(weak: str) -> None:
    assert is_weak(weak, "Quiet Heron")


@pytest.mark.parametrize(
    "strong", ["lantern river kettle", "correct horse battery staple", "Zq7!vR2#pL", "чайник дождь окно лампа"]
)
def test_words_that_do_not_belong_together_are_not(strong: str) -> None:
    assert not is_weak(strong, "Quiet Heron")


async def test_a_passphrase_matches_itself_only() -> None:
    passphrases = Passphrases(8)
    stored = await passphrases.hash("lantern river kettle")
    assert stored != await passphrases.hash("lantern river kettle"), "without a salt"
    assert await passphrases.matches("fern", stored, "lantern river kettle")
    assert not await passphrases.matches("fern", stored, "lantern river kettlE")
    assert not await passphrases.matches("fern", None, "nobody has this passphrase")
    assert not await passphrases.matches("fern", "no hash at all", "lantern river kettle")
    passphrases.close()


async def test_whether_there_is_such_an_account_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    passphrases = Passphrases(8)
    stored = await passphrases.hash("lantern river kettle")
    checked: list[str] = []
    verify = passphrases._verify
    monkeypatch.setattr(passphrases, "_verify", lambda hash, text: checked.append(hash) or verify(hash, text))
    await passphrases.matches("fern", stored, "wrong")
    await passphrases.matches("fern", None, "wrong")
    parameters = [hash.split("$")[1:4] for hash in checked]
    assert len(checked) == 2
    assert parameters[0] == parameters[1]
    passphrases.close()


async def test_past_the_queue_everybody_is_told_to_wait_and_the_loop_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "QUEUE", 2)
    passphrases, go_on = Passphrases(8), threading.Event()
    verify = passphrases._verify
    monkeypatch.setattr(passphrases, "_verify", lambda hash, text: go_on.wait(10) and verify(hash, text))
    waiting = [asyncio.create_task(passphrases.matches(name, None, "wrong")) for name in ("fern", "heron")]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await passphrases.matches("robin", None, "wrong")
    registering = asyncio.create_task(passphrases.hash("lantern river kettle"))
    go_on.set()
    assert await asyncio.gather(*waiting) == [False, False]
    assert await registering, "who registers has a queue of their own"
    assert not await passphrases.matches("robin", None, "wrong")
    passphrases.close()


async def test_whoever_guesses_at_one_name_keeps_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    passphrases, go_on = Passphrases(8), threading.Event()
    verify = passphrases._verify
    monkeypatch.setattr(passphrases, "_verify", lambda hash, text: go_on.wait(10) and verify(hash, text))
    guesses = [asyncio.create_task(passphrases.matches("fern", None, "wrong")) for _ in range(20)]
    await asyncio.sleep(0)
    other = asyncio.create_task(passphrases.matches("heron", None, "wrong"))
    go_on.set()
    assert not await other
    refused = [guess for guess in await asyncio.gather(*guesses, return_exceptions=True) if isinstance(guess, Busy)]
    assert len(refused) == 20 - passphrase.FOR_ONE
    passphrases.close()


async def test_too_many_who_sign_in_at_once_are_told_when_to_come_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "QUEUE", 0)
    visitor = await place.visitor()
    response = await visitor.http.post("/api/session", json={"pseudonym": "Quiet Heron", "passphrase": "wrong"})
    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert int(response.headers["retry-after"]) > 0
