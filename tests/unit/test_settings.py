"""Settings: safe defaults, secrets from files, no misspelt names, and an example file that is true."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from crossdock.settings import EnvironmentInvalid, MailboxSettings, Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
MAILBOX = {"HOST": "127.0.0.1", "LOGIN": "me", "PASSWORD": "hush"}
LINE = re.compile(r"^(?:# )?(CROSSDOCK_\w+)=(.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from an environment without our names."""
    for name in list(os.environ):
        if name.upper().startswith("CROSSDOCK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CROSSDOCK_ERP", "memory")


def set_all(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], prefix: str = "CROSSDOCK_") -> None:
    """Set variables."""
    for name, value in values.items():
        monkeypatch.setenv(prefix + name, value)


def test_a_lease_that_ends_before_a_slow_odoo_has_answered_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSDOCK_ERP", "odoo")
    by_default = Settings().short_leases()
    monkeypatch.setenv("CROSSDOCK_ODOO_TIMEOUT_S", "60")
    monkeypatch.setenv("CROSSDOCK_OUTBOX_LEASE_S", "50")

    assert by_default == []
    assert Settings().short_leases() == [
        "CROSSDOCK_INBOX_LEASE_S is 400; Odoo's time limit asks for 780",
        "CROSSDOCK_OUTBOX_LEASE_S is 50; Odoo's time limit asks for 60",
    ]


def test_defaults_are_safe() -> None:
    settings = Settings()

    assert settings.bind_host == "127.0.0.1"
    assert settings.workers == 1
    assert not settings.trust_unauthenticated
    assert not settings.metrics_open
    assert not settings.clock_fetch
    assert settings.ledger_url.startswith("sqlite:////")


def test_a_mailbox_is_read_from_nested_names_or_json(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {**MAILBOX, "FOLDERS": "INBOX, Orders"}, "CROSSDOCK_MAILBOX__BUYING__")
    assert Settings().mailbox["buying"].folders == ("INBOX", "Orders")

    monkeypatch.setenv("CROSSDOCK_MAILBOX__BUYING__FOLDERS", '["INBOX", "a,b"]')
    assert Settings().mailbox["buying"].folders == ("INBOX", "a,b")

    monkeypatch.setenv("CROSSDOCK_MAILBOX", '{"other": {"host": "h", "login": "l", "password": "p"}}')
    assert set(Settings().mailbox) == {"buying", "other"}


def test_secrets_come_from_files_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from the file\n")
    set_all(monkeypatch, {"HOST": "127.0.0.1", "LOGIN": "me"}, "CROSSDOCK_MAILBOX__BUYING__")
    monkeypatch.setenv("CROSSDOCK_MAILBOX__BUYING__PASSWORD_FILE", str(secret))
    monkeypatch.setenv("CROSSDOCK_ODOO_PASSWORD_FILE", str(secret))

    settings = Settings()

    assert settings.odoo_password is not None
    assert settings.odoo_password.get_secret_value() == "from the file"
    assert settings.mailbox["buying"].password.get_secret_value() == "from the file"


def test_a_secret_given_twice_or_unreadable_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CROSSDOCK_ODOO_PASSWORD_FILE", str(tmp_path / "missing"))
    with pytest.raises(EnvironmentInvalid, match="CROSSDOCK_ODOO_PASSWORD_FILE: cannot read"):
        Settings()

    monkeypatch.setenv("CROSSDOCK_ODOO_PASSWORD", "x")
    with pytest.raises(EnvironmentInvalid, match="not both"):
        Settings()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("CROSSDOCK_CLOK", "did you mean CROSSDOCK_CLOCK"),
        ("CROSSDOCK_NONSENSE", "is no setting; see .env.example"),
        ("CROSSDOCK_MAILBOX__BUYING__HOSTS", "is no setting"),
        ("CROSSDOCK_LOG_LEVEL_FILE", "is no setting"),
    ],
)
def test_a_misspelt_name_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, hint: str) -> None:
    monkeypatch.setenv(name, "1")

    with pytest.raises(EnvironmentInvalid, match=hint):
        Settings()


def test_names_of_our_own_scripts_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"TEST_ODOO_URL": "x", "STACK_HOME": "x", "CACHE": "x", "KEEP_SCRATCH": "1"})

    assert Settings().erp == "memory"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"WORKERS": "2"}, "SQLite has one writer"),
        ({"BIND_HOST": "0.0.0.0"}, "CROSSDOCK_PUBLIC_BIND=true"),
        ({"LOG_LEVEL": "LOUD"}, "log_level"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], text: str
) -> None:
    set_all(monkeypatch, values)

    with pytest.raises(ValidationError, match=re.escape(text)):
        Settings()


@pytest.mark.parametrize(
    "url",
    [
        "odoo",
        "odoo.example.com:8069",
        "ftp://odoo",
        "http://odoo:port",
        "https://odoo/web",
        "https://a:b@odoo",
    ],
)
def test_an_address_of_odoo_is_scheme_and_host(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CROSSDOCK_ODOO_URL", url)

    with pytest.raises(ValidationError, match=r"as https://odoo\.example\.com"):
        Settings()


def test_only_who_serves_odoo_needs_its_login(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"ERP": "odoo", "ODOO_URL": "https://odoo/", "ODOO_DATABASE": "prod"})

    settings = Settings()

    assert settings.odoo_url == "https://odoo"
    with pytest.raises(EnvironmentInvalid, match="CROSSDOCK_ODOO_LOGIN, CROSSDOCK_ODOO_PASSWORD are not set"):
        settings.require_service()
    with pytest.raises(EnvironmentInvalid, match="CROSSDOCK_ODOO_ADMIN_LOGIN, CROSSDOCK_ODOO_ADMIN_PASSWORD"):
        _ = settings.odoo_admin_access


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ODOO_PASSWORD", "change-me"),
        ("DATABASE_URL", "postgresql://crossdock:change-me@127.0.0.1:5432/crossdock"),
        ("MAILBOX__B__PASSWORD", "change-me"),
        ("EVENTS_SIGNING_SECRET", "change-me"),
    ],
)
def test_a_secret_left_as_in_the_example_is_told_before_anybody_is_asked(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert value in EXAMPLE.read_text()
    set_all(monkeypatch, {"ERP": "odoo", "ODOO_URL": "https://odoo", "ODOO_DATABASE": "prod"})
    set_all(monkeypatch, {"ODOO_LOGIN": "crossdock", "ODOO_PASSWORD": "x"})
    set_all(monkeypatch, MAILBOX, "CROSSDOCK_MAILBOX__B__")
    Settings().require_service()
    monkeypatch.setenv(f"CROSSDOCK_{name}", value)

    with pytest.raises(EnvironmentInvalid, match=f"CROSSDOCK_{name} is still the example's change-me"):
        Settings().require_service()


def test_the_memory_erp_needs_no_login() -> None:
    Settings().require_service()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (
            "postgresql://u:p/w@d@db.example:5432/crossdock?sslmode=require",
            "postgresql://db.example:5432/crossdock",
        ),
        ("sqlite:////srv/ledger.db", "sqlite:////srv/ledger.db"),
    ],
)
def test_where_the_ledger_is_can_be_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, place: str
) -> None:
    monkeypatch.setenv("CROSSDOCK_DATABASE_URL", url)

    assert Settings().ledger_place == f"{place} (CROSSDOCK_DATABASE_URL)"


def test_more_workers_are_allowed_on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"WORKERS": "4", "DATABASE_URL": "postgresql://u:p@127.0.0.1/db"})

    settings = Settings()

    assert settings.shared_metrics_dir


def test_a_password_in_clear_is_for_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {**MAILBOX, "HOST": "mail.example.com", "TLS": "none"}, "CROSSDOCK_MAILBOX__B__")

    with pytest.raises(ValidationError, match="loopback only"):
        Settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"DATABASE_URL": "postgresql://u:hush@h/db", "ODOO_PASSWORD": "hush"})
    set_all(monkeypatch, MAILBOX, "CROSSDOCK_MAILBOX__B__")

    assert "hush" not in repr(Settings())


def test_the_example_file_and_the_settings_agree_both_ways() -> None:
    named = {name for name, _ in LINE.findall(EXAMPLE.read_text())}

    known = {f"CROSSDOCK_{name.upper()}" for name in Settings.model_fields if name != "mailbox"}
    known |= {f"CROSSDOCK_MAILBOX__PURCHASING__{name.upper()}" for name in MailboxSettings.model_fields}
    assert named == known


def test_values_that_the_example_sets_are_the_defaults() -> None:
    uncommented = re.findall(r"^(CROSSDOCK_\w+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE)

    for name, value in uncommented:
        field = Settings.model_fields[name.removeprefix("CROSSDOCK_").lower()]
        if field.default is not None:  # Odoo's address has no default, yet one is needed
            assert str(field.default).removesuffix(".0").lower() == value.lower(), name
