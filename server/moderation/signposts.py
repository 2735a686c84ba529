"""Help lines and emergency numbers, from the two files beside this one, which are the only source of numbers.

The files are shipped byte for byte as they were given; nobody has dialled the numbers. Rows of confidence
"high" are shown, with the words "not yet confirmed by this service's operator" until an operator sets
`verified_at`; the others stay hidden. No number is ever added, altered or guessed.
"""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from server.moderation.hours import hours_of

FOLDER = Path(__file__).parent / "signposts"
_DIAL = re.compile(r"\+?[0-9]+")
_NAMES = {
    "US": "United States", "CA": "Canada", "GB": "United Kingdom", "IE": "Ireland", "AU": "Australia",
    "NZ": "New Zealand", "DE": "Germany", "FR": "France", "NL": "Netherlands", "BE": "Belgium", "ES": "Spain",
    "CH": "Switzerland", "AT": "Austria", "SE": "Sweden", "NO": "Norway", "DK": "Denmark", "PL": "Poland",
    "IT": "Italy", "IN": "India", "JP": "Japan", "KR": "South Korea", "SG": "Singapore", "HK": "Hong Kong",
    "MY": "Malaysia", "PH": "Philippines", "ZA": "South Africa", "BR": "Brazil", "MX": "Mexico", "AR": "Argentina",
}  # fmt: skip


class BadSignpost(ValueError):
    """A row whose number could not be dialled, or of a country without a name or an emergency number."""


class Service(Struct, frozen=True):
    """One way to reach one service. Numbers are as the file has them; an empty string: there is none."""

    country: str
    name: str
    kind: str
    phone: str
    sms: str
    sms_body: str
    whatsapp: str
    webchat: str
    hours: str
    audience: str
    languages: str
    confidence: str
    source: str
    notes: str  # an editor's doubts: for the operator, never shown to a person
    verified_at: date | None = None
    expires: date | None = None

    @property
    def shown(self) -> bool:
        """A record that has run out is hidden, never shown as good."""
        good = self.confidence == "high" or self.verified_at is not None
        return good and (self.expires is None or date.today() <= self.expires)  # noqa: DTZ011 - a day, anywhere

    @property
    def for_adults(self) -> bool:
        return self.audience in ("all", "adults")


class Signposts(Struct, frozen=True):
    """What to show for a country. `few`: fewer than two services for adults."""

    country: str
    name: str
    emergency: str
    emergency_note: str
    services: tuple[Service, ...]
    few: bool


def tel(number: str) -> str:
    """The number as dialled: its digits, and the + it begins with. Raises BadSignpost if it is no number."""
    dialled = re.sub(r"[\s()./-]", "", number)
    if not _DIAL.fullmatch(dialled):
        raise BadSignpost(f"{number!r} cannot be dialled: only digits, spaces and a leading + may be in it")
    return dialled


def countries() -> tuple[tuple[str, str], ...]:
    """(code, English name), by name."""
    return tuple(sorted(((code, _NAMES[code]) for code in _emergency()), key=lambda pair: pair[1]))


def for_country(code: str) -> Signposts:
    """Raises KeyError for a country that the files do not have."""
    number, note = _emergency()[code]
    services = tuple(s for s in all_services() if s.country == code and s.shown)
    adults = {s.name for s in services if s.for_adults}  # two numbers of one service are one service
    return Signposts(code, _NAMES[code], number, note, services, few=len(adults) < 2)


@cache
def all_services(folder: Path = FOLDER) -> tuple[Service, ...]:
    """Every row, hidden ones too. Raises BadSignpost."""
    services = tuple(msgspec.convert(row, Service) for row in _rows(folder / "signposting.csv"))
    for service in services:
        for number in filter(None, (service.phone, service.sms, service.whatsapp)):
            tel(number)
        if service.country not in _emergency(folder):
            raise BadSignpost(f"{service.name}: there is no emergency number for {service.country}")
    return services


class Checked(Struct, frozen=True):
    """What an operator should know of one country's records."""

    code: str
    shown: int
    confirmed: int
    hidden: int
    run_out: int
    few: bool
    hours_unclear: tuple[str, ...]  # of which nobody can be told whether it is open now


def check() -> tuple[Checked, ...]:
    """Every country, by its code. Raises BadSignpost."""
    return tuple(_checked(for_country(code)) for code in sorted(_emergency()))


def _checked(found: Signposts) -> Checked:
    every = [s for s in all_services() if s.country == found.country]
    return Checked(
        code=found.country,
        shown=len(found.services),
        confirmed=sum(s.verified_at is not None for s in found.services),
        hidden=len(every) - len(found.services),
        run_out=sum(s.expires is not None and s.expires < date.today() for s in every),  # noqa: DTZ011 - a day, anywhere
        few=found.few,
        hours_unclear=tuple(s.name for s in found.services if hours_of(s.hours) is None),
    )


@cache
def known_numbers() -> frozenset[str]:
    """Every number of both files as digits, those in hidden rows and in notes too: none is anybody's private one."""
    found = {tel(n).lstrip("+") for s in all_services() for n in (s.phone, s.sms, s.whatsapp) if n}
    for number, note in _emergency().values():
        found |= {tel(number), *re.findall(r"\d+", note)}
    return frozenset(found)


@cache
def _emergency(folder: Path = FOLDER) -> dict[str, tuple[str, str]]:
    numbers = {row["country"]: (row["emergency"], row["note"]) for row in _rows(folder / "emergency.csv")}
    for code, (number, _) in numbers.items():
        tel(number)
        if code not in _NAMES:
            raise BadSignpost(f"there is no name for the country {code!r}")
    return numbers


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
