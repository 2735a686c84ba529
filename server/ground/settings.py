"""Every setting, read once from the environment. `docs/operating.md` documents each; a test sees to it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

from server.ground.key_source import Source

ADDRESSES = r"^([^@\s,<>]+@[^@\s,<>]+(\s*,\s*[^@\s,<>]+@[^@\s,<>]+)*)?$"
SMTP_URL = r"^(smtps?://([^:@/\s]+(:[^@/\s]*)?@)?[^:@/?#\s]+(:\d{1,4}|:[1-5]\d{4})?/?)?$"


class SettingsRejected(Exception):
    """A setting is not as it should be. The message names it and says what would be right."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One instance's settings. The field `port` is read from PORT, and so on."""

    database_url: str = ""
    """postgresql://user:password@host/database. Empty: `porchlight run` starts an embedded Postgres."""
    redis_url: Annotated[str, Meta(pattern=r"^((redis|rediss)(\+cluster)?://.+)?$")] = ""
    """redis://host:port, with which several instances tell each other; redis+cluster:// for a cluster. Empty: alone."""
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535)] = 8000
    porchlight_home: str = "./var"
    """Where this installation keeps its data and its master key."""
    porchlight_master_key_file: str = ""
    """The master key's file. Empty: `master.key` in PORCHLIGHT_HOME."""
    porchlight_master_key: str = ""
    """The master key itself, in place of a file."""
    porchlight_master_key_command: str = ""
    """A command that prints it, run at the start and not by a shell; in place of both."""
    porchlight_origin: str = ""
    """Where browsers reach this place, e.g. https://porchlight.example; several with commas, the first is the one
    that is printed. Empty: the address it listens on."""
    porchlight_age_range: str = "18 or over"
    porchlight_time_zone: str = "UTC"
    """The service's own clock, by which its hours are planned and shown, e.g. Europe/Berlin."""
    porchlight_sockets: Annotated[int, Meta(ge=1)] = 20_000
    """Most open sockets of one instance; who comes then is told when to come back."""
    porchlight_sockets_per_account: Annotated[int, Meta(ge=1)] = 12
    porchlight_sends_per_s: Annotated[float, Meta(gt=0, le=1000)] = 1.0
    """How many messages a second one account may go on sending, after ten at once; more is for load tests."""
    porchlight_requests: Annotated[int, Meta(ge=1)] = 500
    """Most HTTP requests that one instance serves at once; /help and /healthz are served all the same."""
    porchlight_metrics_token: str = ""
    """Whoever sends this as a bearer token may read /metrics. Empty: nobody may."""
    porchlight_pager_url: Annotated[str, Meta(pattern=r"^(https?://.+)?$")] = ""
    """Told by a POST of each case that is due and that nobody has taken (moderation/webhook.py). Empty: nobody is."""
    porchlight_pager_secret: Annotated[str, Meta(pattern=r"^(.{16,})?$")] = ""
    """Signs what is told to both addresses. Empty: nothing is signed."""
    porchlight_backup_url: Annotated[str, Meta(pattern=r"^(https?://.+)?$")] = ""
    """Told when whoever is on call did not come. Where no backup is named at all, the on-call is called again."""
    porchlight_trustee_url: Annotated[str, Meta(pattern=r"^(https?://.+)?$")] = ""
    """Told when a complaint or an appeal waits for its answer. Where nobody is named, the on-call is."""
    porchlight_trustee_email: Annotated[str, Meta(pattern=ADDRESSES)] = ""
    porchlight_oncall_email: Annotated[str, Meta(pattern=ADDRESSES)] = ""
    """The same by e-mail; several with commas."""
    porchlight_backup_email: Annotated[str, Meta(pattern=ADDRESSES)] = ""
    porchlight_smtp_url: Annotated[str, Meta(pattern=SMTP_URL)] = ""
    """smtp://user:password@host:port or smtps://, by which e-mail is sent."""
    porchlight_mail_from: Annotated[str, Meta(pattern=r"^([^@\s,<>]+@[^@\s,<>]+)?$")] = ""
    """Who such an e-mail is from. Empty: porchlight@ the first of PORCHLIGHT_ORIGIN."""
    porchlight_reader: str = ""
    """The second reader's model, made by `porchlight reader train`. Empty: nothing is read a second time."""
    porchlight_sign_ups_per_min: Annotated[int, Meta(ge=1, le=100_000)] = 30
    """So many new accounts at once, and then so many a minute, cost a browser no work."""
    porchlight_network_header: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]*$")] = ""
    """A header in which a proxy of one's own names the visitor's address, for limits. Empty: who connects is taken."""
    porchlight_staff_second_proof: Literal["required", "off"] = "required"
    """What staff show besides their passphrase. "off" is for a demonstration, where that is enough."""
    porchlight_second_reviews: Annotated[float, Meta(ge=0, le=1)] = 0.1
    """Which share of the closed cases another moderator decides anew, without knowing the first decision."""
    porchlight_log_level: Literal["debug", "info", "warning", "error"] = "info"
    porchlight_argon2_memory_kib: Annotated[int, Meta(ge=8)] = 19_456
    """OWASP's figure for argon2id with t=2, p=1; less only in tests."""

    @property
    def home(self) -> Path:
        return Path(self.porchlight_home).resolve()

    @property
    def master_key_file(self) -> Path:
        if self.porchlight_master_key_file:
            return Path(self.porchlight_master_key_file).resolve()
        return self.home / "master.key"

    @property
    def master_key(self) -> Source:
        return Source(self.master_key_file, self.porchlight_master_key, self.porchlight_master_key_command)

    @property
    def reader_file(self) -> Path | None:
        return Path(self.porchlight_reader).resolve() if self.porchlight_reader else None

    @property
    def address(self) -> str:
        """What to type into a browser."""
        return self._origins()[0] if self.porchlight_origin else f"http://localhost:{self.port}"

    @property
    def mail_from(self) -> str:
        return self.porchlight_mail_from or f"porchlight@{urlsplit(self.address).hostname}"

    @property
    def somebody_is_on_call(self) -> bool:
        """Whether there is anybody to call outside the browser."""
        return bool(self.porchlight_pager_url or self.porchlight_oncall_email)

    def _origins(self) -> list[str]:
        return [origin.strip().rstrip("/") for origin in self.porchlight_origin.split(",")]

    @property
    def secure(self) -> bool:
        """Whether cookies are for https only."""
        return self.porchlight_origin.startswith("https:")

    @property
    def origins(self) -> frozenset[str]:
        """The Origins whose pages may use the socket and change things."""
        if self.porchlight_origin:
            return frozenset(self._origins())
        port = "" if self.port == 80 else f":{self.port}"  # as browsers name it
        return frozenset(f"http://{name}{port}" for name in ("localhost", "127.0.0.1", self.host))


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings. Raises SettingsRejected."""
    given = {
        name: environment[name.upper()]
        for name in Settings.__struct_fields__
        if environment.get(name.upper(), "") != ""
    }
    for name, value in given.items():
        try:
            msgspec.convert({name: value}, Settings, strict=False)
        except msgspec.ValidationError as error:
            what = str(error).split(" - at")[0]
            shown = "..." if name.endswith(("url", "secret", "key")) else repr(value)  # an address may hold a password
            raise SettingsRejected(f"{name.upper()}={shown} cannot be used: {what}. See docs/operating.md.") from None
    settings = msgspec.convert(given, Settings, strict=False)
    if not is_time_zone(settings.porchlight_time_zone):
        raise SettingsRejected(
            f"PORCHLIGHT_TIME_ZONE={settings.porchlight_time_zone!r} is no time zone: write it as Europe/Berlin, or "
            "UTC. See docs/operating.md."
        )
    if (settings.porchlight_oncall_email or settings.porchlight_backup_email) and not settings.porchlight_smtp_url:
        raise SettingsRejected("PORCHLIGHT_SMTP_URL is not set, so no e-mail can be sent. See docs/operating.md.")
    names = "porchlight_master_key", "porchlight_master_key_file", "porchlight_master_key_command"
    if sum(bool(getattr(settings, name)) for name in names) > 1:
        raise SettingsRejected(
            "the master key has one source: set one of PORCHLIGHT_MASTER_KEY, PORCHLIGHT_MASTER_KEY_FILE and "
            "PORCHLIGHT_MASTER_KEY_COMMAND. See docs/operating.md."
        )
    return settings


def is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
