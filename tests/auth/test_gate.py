"""What it costs to come in: nothing at first, work for a crowd and for whoever guesses, and nobody is locked out."""

import hmac
from pathlib import Path

import pytest

from server.auth.gate import FREE, LEAST_BITS, Gate
from server.auth.work import MOST_BITS, Work
from server.ground.refusal import Refusal
from tests.conftest import fresh_place
from tests.people import PASSPHRASE, worked_out

HOME, ELSEWHERE = b"home", b"elsewhere"


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def gate(now: list[float]) -> Gate:
    return Gate(Work(lambda said: hmac.digest(b"key", said, "sha256")[:16]), clock=lambda: now[0])


def price(gate: Gate, name: str = "owl", network: bytes | None = HOME) -> int:
    """How many bits a sign-in costs."""
    try:
        gate.sign_in(name, network, None)
    except Refusal as refusal:
        return int((refusal.work or "").split(".")[0])
    return 0


def test_the_more_one_guesses_at_a_name_the_more_it_costs_and_never_more_than_seconds(gate: Gate) -> None:
    prices = []
    for _ in range(200):
        prices.append(price(gate))
        gate.was_wrong("owl", HOME)
    assert prices[: FREE["wrong for a name"].many] == [0] * 5
    assert prices == sorted(prices)
    assert prices[-1] == MOST_BITS


def test_a_guesser_elsewhere_costs_the_owner_at_home_nothing(gate: Gate) -> None:
    gate.was_right("owl", HOME)
    for _ in range(10):
        gate.was_wrong("owl", ELSEWHERE)
    assert (price(gate, network=HOME), price(gate, network=ELSEWHERE) > 0) == (0, True)
    for _ in range(10):  # who guesses from the owner's own network is slowed, too
        gate.was_wrong("owl", HOME)
    assert price(gate, network=HOME) > 0


def test_many_names_from_one_network_cost_and_other_networks_do_not(gate: Gate) -> None:
    for n in range(30):
        gate.was_wrong(f"owl {n}", HOME)
    assert price(gate, "nobody yet", HOME) > 0
    assert price(gate, "nobody yet", ELSEWHERE) == 0


def test_it_drains_by_itself(gate: Gate, now: list[float]) -> None:
    for _ in range(20):
        gate.was_wrong("owl", HOME)
    assert price(gate) > 0
    now[0] = 20 * FREE["wrong for a name"].every_s
    assert price(gate) == 0


def test_trying_which_names_are_taken_costs(gate: Gate) -> None:
    for _ in range(FREE["names found taken by a network"].many):
        gate.sign_up(HOME, None)
        gate.found_taken(HOME)
    with pytest.raises(Refusal):
        gate.sign_up(HOME, None)
    gate.sign_up(ELSEWHERE, None)


def test_where_no_network_is_known_everybody_pays_a_little_in_an_attack(gate: Gate) -> None:
    for n in range(FREE["wrong"].many):
        assert price(gate, "somebody", None) == 0
        gate.was_wrong(f"owl {n}", None)
    assert price(gate, "somebody", None) == LEAST_BITS
    for _ in range(FREE["names found taken"].many):
        gate.sign_up(None, None)
        gate.found_taken(None)
    with pytest.raises(Refusal):
        gate.sign_up(None, None)


def test_a_question_is_asked_of_a_network_so_often_and_no_more(gate: Gate) -> None:
    for _ in range(FREE["questions of a network"].many):
        gate.question(HOME)
    with pytest.raises(Refusal) as refused:
        gate.question(HOME)
    assert refused.value.code == "too_fast"
    gate.question(None)


async def test_past_the_threshold_a_new_account_takes_work_and_is_still_had(database_url: str, tmp_path: Path) -> None:
    async with fresh_place(database_url, tmp_path, porchlight_sign_ups_per_min=2) as place:
        for _ in range(2):
            await place.peer()
        visitor = await place.visitor()
        body = await visitor.registration()
        said = await visitor.refused("POST", "/api/accounts", body)
        assert (said["code"], said["status"]) == ("work_needed", 429)
        wrong = await visitor.refused("POST", "/api/accounts", body | {"work": f"{said['work']}:x"})
        assert wrong["code"] == "work_needed"
        await visitor.post("/api/accounts", body | {"work": worked_out(said["work"])})


async def test_guessing_at_a_name_takes_work_whether_anybody_has_it_or_not(database_url: str, tmp_path: Path) -> None:
    async with fresh_place(database_url, tmp_path, porchlight_network_header="x-network") as place:
        person = await place.peer()
        thief = await place.visitor()
        thief.http.headers["x-network"] = "192.0.2.7"
        asked = {}
        for name in (person.me["pseudonym"], "Nobody Here"):
            guess = {"pseudonym": name, "passphrase": "a guess"}
            codes = [(await thief.refused("POST", "/api/session", guess))["code"] for _ in range(6)]
            assert codes == ["wrong_credentials"] * 5 + ["work_needed"]
            asked[name] = (await thief.refused("POST", "/api/session", guess))["work"].split(".")[0]
        assert len(set(asked.values())) == 1, "the same for a name that nobody has"
        again = await place.visitor()
        right = {"pseudonym": person.me["pseudonym"], "passphrase": PASSPHRASE}
        said = await again.refused("POST", "/api/session", right)
        await again.post("/api/session", right | {"work": worked_out(said["work"])})
