"""Faults with two fixed seeds, every kind at least once. `make faults` is the long version."""

from pathlib import Path

import pytest

from tests.faults import checker
from tests.faults.faults import KINDS, plan
from tests.faults.report import words_in_logs
from tests.faults.run import BUILD, run

SECONDS = 30.0
FAULTS = 20


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", ["1", "2"])
async def test_every_promise_is_kept_whatever_breaks(seed: str) -> None:
    planned = plan(seed, KINDS, faults=FAULTS, each=1, seconds=SECONDS, shorter=0.3)
    ran = await run(seed, planned, seconds=SECONDS, folder=BUILD / f"faults-short-{seed}")
    assert not ran.violations, "\n".join([f"seed {seed}", *ran.planned, checker.said(ran.violations)])
    assert {*ran.done} == {kind.name for kind in KINDS}
    assert ran.numbers["acknowledged"] > 100
    assert ran.numbers["cases"] > 0


def test_a_seed_names_one_schedule() -> None:
    one, same, other = (plan(seed, KINDS, faults=60, each=2, seconds=100) for seed in ("1", "1", "2"))
    assert one == same != other
    assert all(sum(planned.kind is kind for planned in one) >= 2 for kind in KINDS)
    assert len(one) == 60


def test_words_in_a_log_are_found(tmp_path: Path) -> None:
    log = tmp_path / "instance-0.log"
    log.write_text('{"message": "stored"}\n')
    assert words_in_logs(tmp_path) == []
    log.write_text('{"message": "stored", "text": "p1/3 still up"}\n')
    assert words_in_logs(tmp_path)
