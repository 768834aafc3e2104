"""Codes of an authenticator app, recovery codes, fresh proof."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from core.crypto import CryptoError
from org.models import AuditEntry
from tests.factories.bank import PASSWORD, Bank

SECRET = "JBSWY3DPEHPK3PXP"
START = 1_800_000_000


def code(step: int = 0) -> str:
    """Return the code of now, or of some 30-second steps away."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ani(bank: Bank, clock):
    """ani with an authenticator app."""
    TOTP.activate(bank.ani, SECRET)
    return bank.ani


def first_step(client: Client):
    return client.post("/login/", {"login": "ani", "password": PASSWORD})


def second_step(client: Client, text: str):
    return client.post("/2fa/authenticate/", {"code": text})


def is_in(client: Client) -> bool:
    return client.get("/org/profile/").status_code == 200


def test_the_password_alone_is_not_enough(ani, client: Client) -> None:
    assert first_step(client).url.startswith("/2fa/authenticate/")
    assert not is_in(client)
    assert second_step(client, code()).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(("step", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_one_step(ani, client: Client, step: int, opens: bool) -> None:
    first_step(client)
    second_step(client, code(step))
    assert is_in(client) is opens


@pytest.mark.parametrize("later", [0, 29, 31])
def test_a_code_works_once_as_long_as_it_lives(ani, client: Client, clock, later: int) -> None:
    used = code(1)  # still right for two steps
    first_step(client)
    second_step(client, used)
    assert is_in(client)
    clock.shift(later)
    thief = Client()
    first_step(thief)
    second_step(thief, used)
    assert not is_in(thief)


def test_after_five_wrong_codes_the_wait_doubles(ani, client: Client, clock) -> None:
    first_step(client)
    for _ in range(5):
        second_step(client, "000000")
    second_step(client, code())
    assert not is_in(client)
    clock.shift(61)
    second_step(client, "000000")
    clock.shift(61)
    second_step(client, code())
    assert not is_in(client)
    clock.shift(60)
    second_step(client, code())
    assert is_in(client)


def test_a_recovery_code_works_once(ani, client: Client) -> None:
    codes = RecoveryCodes.activate(ani).get_unused_codes()
    assert len(codes) == 10
    first_step(client)
    second_step(client, codes[3])
    assert is_in(client)
    other = Client()
    first_step(other)
    second_step(other, codes[3])
    assert not is_in(other)
    left = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert len(left) == 9


def test_secrets_are_sealed_at_rest(ani) -> None:
    codes = RecoveryCodes.activate(ani).get_unused_codes()
    stored = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert SECRET not in stored
    assert not any(text in stored for text in codes)
    row = Authenticator.objects.get(type="totp")
    row.data = {"secret": "v1.k1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
    with pytest.raises(CryptoError):
        row.wrap().validate_code("123456")


def test_new_codes_kill_the_old_ones(ani, client: Client) -> None:
    old = RecoveryCodes.activate(ani).get_unused_codes()
    first_step(client)
    second_step(client, code())
    assert client.get("/2fa/recovery-codes/generate/").status_code == 302  # fresh proof first
    client.post("/reauthenticate/", {"password": PASSWORD})
    client.post("/2fa/recovery-codes/generate/")
    new = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert not set(old) & set(new)


def test_a_role_that_needs_it_comes_no_further_without(
    bank: Bank, client: Client, settings, django_capture_on_commit_callbacks
) -> None:
    settings.TOTP_ROLES = ["officer"]
    client.post("/login/", {"login": "ani", "password": PASSWORD})
    assert client.get("/org/profile/").url == "/2fa/totp/activate/"
    client.post("/reauthenticate/", {"password": PASSWORD})
    page = client.get("/2fa/totp/activate/")
    assert page.status_code == 200
    secret = re.search(r"[A-Z2-7]{32}", page.content.decode())[0]
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/2fa/totp/activate/", {"code": right}).status_code == 302
    assert client.get("/org/profile/").status_code == 200
    assert AuditEntry.objects.filter(action="second_factor_added", actor=bank.ani).exists()


def test_other_roles_and_demo_people_are_not_asked(bank: Bank, client: Client, settings) -> None:
    settings.TOTP_ROLES = ["branch_head"]
    client.post("/login/", {"login": "ani", "password": PASSWORD})
    assert client.get("/org/profile/").status_code == 200
    bank.dewi.is_demo = True
    bank.dewi.save()
    head = Client()
    head.post("/login/", {"login": "dewi", "password": PASSWORD})
    assert head.get("/org/profile/").status_code == 200


def test_fresh_proof_lasts_five_minutes(ani, client: Client, clock) -> None:
    first_step(client)
    second_step(client, code())
    client.post("/reauthenticate/", {"password": PASSWORD})
    clock.shift(299)
    assert client.get("/2fa/recovery-codes/generate/").status_code == 200
    clock.shift(2)
    assert client.get("/2fa/recovery-codes/generate/").status_code == 302
