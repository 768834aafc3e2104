"""The hour at which a customer usually answers, and customers nobody spoke with for long."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from followups.contacts import Result, log_contact, undo_outcome
from followups.hours import Tally, best_of, hour_hint
from followups.models import FollowUp
from org.models import BankSettings, User
from prospects.models import Prospect
from tests.factories.bank import Bank
from tests.factories.followups import make_step
from tests.factories.prospects import NOW, make_prospect

SignIn = Callable[[User], Client]
JAKARTA = timedelta(hours=7)


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def call(prospect: Prospect, actor: User, day: date, hour: int, outcome: str) -> None:
    at = datetime.combine(day, datetime.min.time(), NOW.tzinfo) + timedelta(hours=hour) - JAKARTA
    log_contact(prospect, Result("call", outcome), actor=actor, now=at)


def hints(page: str) -> list[str]:
    return re.findall(r"(?:Biasanya|Di cabang ini biasanya) terjawab [^<]*", page)


@pytest.mark.parametrize(
    ("rows", "needed", "weekday", "found"),
    [
        ([(4, 16, 4, 3), (4, 10, 5, 1)], 3, None, (16, 3, 4, None)),
        ([(4, 16, 2, 2)], 3, None, None),  # too few
        ([(4, 16, 4, 2)], 3, None, None),  # half is not usual
        ([(3, 16, 2, 2), (4, 16, 2, 1)], 4, None, (16, 3, 4, None)),  # days together
        ([(4, 10, 3, 2), (3, 16, 3, 3)], 3, 4, (10, 2, 3, 4)),  # its weekday first
        ([(4, 10, 2, 2), (3, 16, 3, 3)], 3, 4, (16, 3, 3, None)),  # else all days
        ([(4, 14, 4, 3), (4, 8, 4, 3)], 3, None, (8, 3, 4, None)),  # the earlier of equals
        ([(4, 8, 4, 3), (4, 14, 8, 6)], 3, None, (14, 6, 8, None)),  # the surer of equals
    ],
)
def test_the_stretch_with_most_answers_is_proposed(
    rows: list[tuple[int, int, int, int]],
    needed: int,
    weekday: int | None,
    found: tuple[int, int, int, int | None] | None,
) -> None:
    one = best_of([Tally(*row) for row in rows], needed, weekday)
    assert (one and (one.first, one.answered, one.tries, one.weekday)) == found


def test_a_missed_call_proposes_the_hour_he_answers_and_one_tap_takes_it(
    bank: Bank, sign_in: SignIn
) -> None:
    client, prospect = sign_in(bank.ani), make_prospect(bank.ani, now=NOW - timedelta(days=60))
    sheet = reverse("followups:log-contact", args=[prospect.public_id]) + "?channel=call"
    for day, hour, outcome in (
        (9, 16, "talked_needs_time"), (10, 17, "talked_needs_time"), (11, 9, "no_answer"),
        (13, 17, "no_answer"), (13, 18, "talked_needs_time"), (16, 16, "wrong_number"),
    ):  # fmt: skip
        call(prospect, bank.ani, date(2026, 11, day), hour, outcome)
    page = client.get(sheet).content.decode()
    assert hints(page) == ["Biasanya terjawab 16.00–18.00 (2 dari 3)"]
    assert "besok 16.00" in page
    assert "besok 10.00" not in page
    # A form that was tampered with, and another customer of whom nothing is known: the usual hour.
    for who, hour, planned in (
        (prospect, "16:00", "16:00"), (prospect, "23:45", "10:00"),
        (make_prospect(bank.ani, "Lain"), "", "10:00"),
    ):  # fmt: skip
        address = reverse("followups:log-contact", args=[who.public_id])
        client.post(address, {"channel": "call", "outcome": "no_answer", "hour_no_answer": hour})
        step = FollowUp.objects.system("test").filter(prospect=who).latest("pk")
        assert f"{step.local_due:%d %H:%M}" == f"19 {planned}"
    # Where it is planned by hand the hour is told as well.
    move = client.get(reverse("followups:move", args=[step.public_id])).content.decode()
    plan = client.get(reverse("followups:plan", args=[prospect.public_id])).content.decode()
    assert (hints(move), len(hints(plan))) == ([], 1)


def test_below_the_banks_number_nothing_or_the_branch_is_shown(bank: Bank, sign_in: SignIn) -> None:
    BankSettings.objects.update_or_create(pk=1, defaults={"hour_tries_branch": 4})
    BankSettings.forget()
    client, prospect = sign_in(bank.ani), make_prospect(bank.ani, now=NOW - timedelta(days=60))
    sheet = reverse("followups:log-contact", args=[prospect.public_id]) + "?channel=call"
    of_budi = make_prospect(bank.budi, "Milik Budi", now=NOW - timedelta(days=60))
    elsewhere = make_prospect(bank.citra, "Cabang lain", now=NOW - timedelta(days=60))
    for day in (9, 10, 11):
        call(of_budi, bank.budi, date(2026, 11, day), 14, "talked_needs_time")
        call(elsewhere, bank.citra, date(2026, 11, day), 8, "talked_needs_time")
    assert hints(client.get(sheet).content.decode()) == []
    call(of_budi, bank.budi, date(2026, 11, 12), 15, "no_answer")
    with CaptureQueriesContext(connection) as seen:
        page = client.get(sheet).content.decode()
    assert hints(page) == ["Di cabang ini biasanya terjawab 14.00–16.00 (3 dari 4)"]
    assert "Milik Budi" not in page
    few = len(seen)
    for hour in (9, 11, 13):
        call(prospect, bank.ani, date(2026, 11, 16), hour, "no_answer")
    with CaptureQueriesContext(connection) as seen:
        page = client.get(sheet).content.decode()
    assert hints(page) == []  # his own calls speak, and no hour stands out
    assert len(seen) == few - 1


def test_hours_are_those_of_the_branch_whoever_asks(bank: Bank) -> None:
    prospect = make_prospect(bank.ani, now=NOW - timedelta(days=60))
    for day in (9, 10, 11):
        call(prospect, bank.ani, date(2026, 11, day), 10, "talked_needs_time")
    for zone in ("Asia/Jakarta", "Asia/Jayapura"):
        with timezone.override(zone):
            assert "10.00–12.00" in hour_hint(prospect, bank.a, NOW.date())


def test_a_contact_taken_back_counts_no_more(bank: Bank, sign_in: SignIn) -> None:
    client, prospect = sign_in(bank.ani), make_prospect(bank.ani, now=NOW - timedelta(days=60))
    sheet = reverse("followups:log-contact", args=[prospect.public_id]) + "?channel=call"
    for _n in range(2):
        log_contact(prospect, Result("call", "talked_needs_time"), actor=bank.ani, now=NOW)
    last = log_contact(prospect, Result("call", "talked_needs_time"), actor=bank.ani, now=NOW)
    assert hints(client.get(sheet).content.decode())
    undo_outcome(last, actor=bank.ani, now=NOW)
    assert not hints(client.get(sheet).content.decode())


def test_who_was_silent_for_long_comes_back_to_the_day(bank: Bank, sign_in: SignIn) -> None:
    client = sign_in(bank.ani)
    for name, days, owner in (
        ("Lama Sekali", 46, bank.ani), ("Sebulan", 31, bank.ani), ("Baru", 3, bank.ani),
        ("Milik Budi", 90, bank.budi),
    ):  # fmt: skip
        make_step(owner, name, on=date(2026, 11, 20), now=NOW - timedelta(days=days))
    address = "/prospects/?owned=mine&amp;step=dormant"
    page = client.get("/today/").content.decode()
    assert "2 prospek lama tanpa kontak" in page
    assert address in page
    rows = client.get("/prospects/?owned=mine&step=dormant").content.decode()
    assert all((name in rows) == is_in for name, is_in in (
        ("Lama Sekali", True), ("Sebulan", True), ("Baru", False), ("Milik Budi", False)
    ))  # fmt: skip
    assert "30 hari tanpa kontak" in rows
    BankSettings.objects.update_or_create(pk=1, defaults={"dormant_days": 45})
    BankSettings.forget()
    assert "1 prospek lama tanpa kontak" in client.get("/today/").content.decode()
    assert "45 hari tanpa kontak" in client.get("/prospects/").content.decode()
    log_contact(
        Prospect.objects.system("test").get(name="Lama Sekali"),
        Result("call", "talked_needs_time"), actor=bank.ani, now=NOW,
    )  # fmt: skip
    assert address not in client.get("/today/").content.decode()
