"""Numbers are those of the files and can be dialled; doubts stay with the operator; too little is said to be so."""

import csv
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from server.moderation import signposts
from server.moderation.signposts import BadSignpost, all_services, countries, for_country, tel

ROWS = list(csv.DictReader((signposts.FOLDER / "signposting.csv").read_text(encoding="utf-8").splitlines()))


def test_every_number_is_the_files_and_dials_as_it_reads() -> None:
    for row, service in zip(ROWS, all_services(), strict=True):
        for field in ("phone", "sms", "whatsapp"):
            shown = getattr(service, field)
            assert shown == row[field]
            if shown:
                assert re.fullmatch(r"\+?[0-9]+", tel(shown))
                assert re.sub(r"\D", "", tel(shown)) == re.sub(r"\D", "", row[field])


@pytest.mark.parametrize("wrong", ["Samaritans", "116 123 x", "0800 CALL ME", "", "11+6", "１１６"])
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(BadSignpost):
        tel(wrong)


def test_a_file_with_a_name_for_a_number_is_refused(tmp_path: Path) -> None:
    for name in ("signposting.csv", "emergency.csv"):
        text = (signposts.FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("116 123", "SAMARITANS"), encoding="utf-8")
    with pytest.raises(BadSignpost, match="SAMARITANS"):
        all_services(tmp_path)


def test_only_rows_of_high_confidence_are_shown_and_say_that_nobody_confirmed_them() -> None:
    shown = [service for code, _ in countries() for service in for_country(code).services]
    assert len(shown) == sum(row["confidence"] == "high" for row in ROWS)
    assert {service.confidence for service in shown} == {"high"}
    assert {service.verified_at for service in shown} == {None}, "nobody has confirmed any of them yet"


def test_a_record_that_has_run_out_is_hidden() -> None:
    service = for_country("GB").services[0]
    assert not msgspec.structs.replace(service, expires=date(2020, 1, 1)).shown
    assert msgspec.structs.replace(service, expires=date(2999, 1, 1)).shown


def test_where_there_are_few_services_it_says_so() -> None:
    assert for_country("AT").services == ()
    assert for_country("AT").few
    assert for_country("DE").few  # two numbers, one service
    assert not for_country("GB").few


def test_countries_and_emergency_numbers() -> None:
    names = dict(countries())
    assert names["GB"] == "United Kingdom"
    assert {row["country"] for row in ROWS} <= set(names)
    assert for_country("NO").emergency == "113"
    assert "police 112" in for_country("NO").emergency_note
    with pytest.raises(KeyError):
        for_country("XX")
