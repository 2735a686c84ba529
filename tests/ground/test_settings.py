"""Settings: read from the environment, refused with their name, and each on the page for operators."""

from pathlib import Path

import pytest

from server.ground.settings import Settings, SettingsRejected, read

PAGE = Path(__file__).parents[2] / "docs" / "operating.md"


def test_without_any_there_are_defaults_for_one_machine() -> None:
    settings = read({})
    assert (settings.port, settings.host, settings.database_url) == (8000, "127.0.0.1", "")
    assert settings.home == Path("var").resolve()
    assert settings.master_key_file == settings.home / "master.key"
    assert not settings.secure


def test_each_is_read_from_its_name_and_an_empty_one_is_as_none(tmp_path: Path) -> None:
    settings = read(
        {"PORT": "0", "PORCHLIGHT_HOME": str(tmp_path), "PORCHLIGHT_MASTER_KEY_FILE": "", "HOST": "0.0.0.0"}
    )
    assert (settings.port, settings.home, settings.host) == (0, tmp_path, "0.0.0.0")
    assert settings.master_key_file == tmp_path / "master.key"
    elsewhere = read({"PORCHLIGHT_MASTER_KEY_FILE": str(tmp_path / "k")})
    assert elsewhere.master_key_file == tmp_path / "k"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "8000.5"),
        ("PORCHLIGHT_LOG_LEVEL", "loud"),
        ("PORCHLIGHT_ARGON2_MEMORY_KIB", "7"),
        ("PORCHLIGHT_ARGON2_MEMORY_KIB", "much"),
    ],
)
def test_one_that_cannot_be_used_is_named_with_what_it_was(name: str, value: str) -> None:
    with pytest.raises(SettingsRejected) as rejected:
        read({name: value})
    assert str(rejected.value).startswith(f"{name}='{value}' ")
    assert "docs/operating.md" in str(rejected.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORCHLIGHT_ONCALL_EMAIL", "on.call"),
        ("PORCHLIGHT_BACKUP_EMAIL", "a@example.org; b@example.org"),
        ("PORCHLIGHT_MAIL_FROM", "Porchlight <a@example.org>"),
    ],
)
def test_an_address_that_is_none_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsRejected, match=name):
        read({name: value, "PORCHLIGHT_SMTP_URL": "smtp://localhost"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORCHLIGHT_PAGER_SECRET", "too short"),
        ("PORCHLIGHT_SMTP_URL", "mail.example.org"),
        ("PORCHLIGHT_SMTP_URL", "smtp://user:pass@word@mail.example.org"),
        ("PORCHLIGHT_SMTP_URL", "smtp://mail.example.org:99999"),
        ("PORCHLIGHT_BACKUP_URL", "pager.example"),
    ],
)
def test_what_may_hold_a_secret_is_named_and_not_shown(name: str, value: str) -> None:
    with pytest.raises(SettingsRejected) as rejected:
        read({name: value})
    assert str(rejected.value).startswith(f"{name}=... ")


def test_mail_needs_a_server_and_is_from_the_place_itself() -> None:
    with pytest.raises(SettingsRejected, match="PORCHLIGHT_SMTP_URL is not set"):
        read({"PORCHLIGHT_ONCALL_EMAIL": "on.call@example.org"})
    given = {
        "PORCHLIGHT_ONCALL_EMAIL": "on.call@example.org, second@example.org",
        "PORCHLIGHT_SMTP_URL": "smtps://user:p%40ss@mail.example.org:465",
        "PORCHLIGHT_ORIGIN": "https://porchlight.example",
    }
    assert read(given).mail_from == "porchlight@porchlight.example"
    assert read(given | {"PORCHLIGHT_MAIL_FROM": "help@example.org"}).mail_from == "help@example.org"


def test_cookies_and_origins_follow_where_browsers_reach_the_place() -> None:
    settings = read({"PORCHLIGHT_ORIGIN": "https://porchlight.example/"})
    assert (settings.secure, settings.origins) == (True, {"https://porchlight.example"})
    here = read({"PORT": "9000"})
    assert here.origins == {"http://localhost:9000", "http://127.0.0.1:9000"}


@pytest.mark.parametrize("name", Settings.__struct_fields__)
def test_each_is_on_the_page_for_operators(name: str) -> None:
    assert f"`{name.upper()}`" in PAGE.read_text(), f"{PAGE} does not explain {name.upper()}"
