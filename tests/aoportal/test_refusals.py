"""Production does not start with weak keys, DEBUG or demo people, and says why in one line."""

import base64
import os
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection

from aoportal import checks
from aoportal.local.state import ROOT
from tests.factories.bank import Bank

GOOD = "Zq3-fT8_kW1sYb6LxN4vCm9RdH2gPj7uAe5oIiUy"
ZEROS = base64.b64encode(bytes(32)).decode()


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True
    settings.SECRET_KEY = GOOD
    settings.ALLOWED_HOSTS = ["portal.example"]
    return settings


def refusal() -> str:
    """Return the sentence the web server ends with; empty when it starts."""
    try:
        checks.refuse_unsafe_start()
    except SystemExit as end:
        return str(end.code)
    return ""


def test_a_sound_setting_starts(db, production):
    assert refusal() == ""


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", True, "DEBUG is on."),
        ("SECRET_KEY", "short", "SECRET_KEY is too short or not random."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too short or not random."),
        ("SECRET_KEY", f"django-insecure-{GOOD}", "SECRET_KEY is too short or not random."),
        ("INDEX_KEY", ZEROS, "FIELD_KEYS or INDEX_KEY is not random"),
        ("FIELD_KEYS", {"build": ZEROS}, "FIELD_KEYS or INDEX_KEY is not random"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS names no host"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS names no host, or every host."),
        ("TOTP_ROLES", ["boss"], "TOTP_ROLES names unknown roles: boss."),
    ],
)
def test_an_unsafe_setting_does_not(db, production, name, value, words):
    setattr(production, name, value)
    assert words in refusal()
    assert "\n" not in refusal()
    production.PRODUCTION = False
    assert refusal() == ""


def test_one_key_for_two_purposes_does_not(db, production):
    production.INDEX_KEY = next(iter(production.FIELD_KEYS.values()))
    assert "both hold the same key" in refusal()


def test_demo_people_do_not(bank: Bank, production):
    assert refusal() == ""
    bank.ani.is_demo = True
    bank.ani.save(update_fields=["is_demo"])
    assert "Demo people are in this database." in refusal()


def test_a_database_that_is_away_is_no_reason(db, production, monkeypatch):
    def away(*_args):
        raise DatabaseError

    monkeypatch.setattr(connection.introspection, "table_names", away)
    assert refusal() == ""


def test_the_web_server_asks():
    strict = {"AOPORTAL_ENV": "production", "DEBUG": "on", "PUBLIC_URL": "https://portal.example"}
    done = subprocess.run(
        [sys.executable, "-c", "import aoportal.wsgi"], cwd=ROOT, env=os.environ | strict,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("AO Portal does not start. DEBUG is on.")
