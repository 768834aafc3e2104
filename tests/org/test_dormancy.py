"""Accounts that nobody uses are announced once, closed once, and never the last administrator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.outbox.kinds import kind_of
from core.outbox.models import Run
from org import audit, people
from org.dormancy import WARNING, review
from org.models import AuditEntry, SignIn, User
from tests.factories.bank import HIRED_AT, Bank

DAY = timedelta(days=1)
WARNED_ON, CLOSED_ON = HIRED_AT + 83 * DAY, HIRED_AT + 90 * DAY


@pytest.fixture
def quiet(bank: Bank) -> Bank:
    """Of all only `ani` has not been in since she was taken in; `budi` signed in a month later."""
    for name, person in bank.people.items():
        if name not in {"ani", "admin"}:
            seen = 30 if name == "budi" else 80
            audit.record("sign_in", actor=person, at=HIRED_AT + seen * DAY)
    return bank


def active() -> set[str]:
    return set(User.objects.filter(is_active=True).values_list("username", flat=True))


def test_an_idle_account_is_announced_once_and_closed_once(quiet: Bank) -> None:
    everybody = active()
    assert review(WARNED_ON - DAY) == 0
    assert (review(WARNED_ON), review(WARNED_ON)) == (2, 0)  # ani and the administrator
    run = Run.objects.get(kind=WARNING)
    (mail,) = kind_of(WARNING).work(run, WARNED_ON)
    assert mail.recipient_id == quiet.admin.pk
    assert "2 akun" in mail.text
    assert "5 April 2026" in mail.text
    assert quiet.ani.full_name not in mail.text + mail.html
    assert review(CLOSED_ON - DAY) == 0
    assert active() == everybody
    assert (review(CLOSED_ON), review(CLOSED_ON)) == (1, 0)
    assert everybody - active() == {"ani"}  # the only administrator stays, idle as he is
    entry = AuditEntry.objects.get(action="user_disabled")
    assert (entry.object_id, entry.actor) == (quiet.ani.public_id, None)
    assert entry.detail["reason"] == "idle"


def test_a_closed_account_is_out_at_once(quiet: Bank, client: Client) -> None:
    client.force_login(quiet.ani)
    assert client.get(reverse("org:profile")).status_code == 200
    AuditEntry.objects.filter(actor=quiet.ani).update(at=HIRED_AT)  # as if that had been long ago
    SignIn.objects.filter(user=quiet.ani).update(seen_at=HIRED_AT)
    review(WARNED_ON)
    review(CLOSED_ON)
    assert not SignIn.objects.filter(user=quiet.ani).exists()
    assert client.get(reverse("org:profile")).headers["Location"].startswith("/login/")


def test_use_and_release_start_the_days_anew(quiet: Bank) -> None:
    review(WARNED_ON)
    audit.record("sign_in", actor=quiet.ani, at=CLOSED_ON - DAY)
    assert review(CLOSED_ON) == 0
    quiet.ani.refresh_from_db()
    assert quiet.ani.is_active
    stamp = {"actor": quiet.admin, "ip": None}
    people.close_account(quiet.budi, quiet.budi.version, now=HIRED_AT + 35 * DAY, **stamp)
    people.open_account(quiet.budi, quiet.budi.version, now=CLOSED_ON, **stamp)
    assert "budi" in active()
    review(HIRED_AT + 127 * DAY)
    assert "budi" in active()


def test_nothing_is_closed_without_its_announcement(quiet: Bank) -> None:
    long_after = HIRED_AT + 400 * DAY
    everybody = active()
    assert review(long_after) == len(everybody)
    assert active() == everybody
    assert review(long_after + 7 * DAY) == len(everybody) - 1
    assert active() == {"admin"}


def test_demo_people_are_spared_outside_production_only(quiet: Bank, settings) -> None:
    User.objects.filter(pk=quiet.ani.pk).update(is_demo=True)
    assert review(WARNED_ON) == 1  # the administrator
    settings.PRODUCTION = True
    assert review(WARNED_ON) == 1
