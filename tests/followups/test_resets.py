"""Loans whose rate is about to change: who is listed, what the instalment becomes, what follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followups.models import FollowUp
from offers import resets
from offers.models import Booking, Letter
from org.models import BankSettings, User
from products.models import ContractTerms, Product, Rate
from prospects.models import Disbursement, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
TODAY = NOW.date()  # Wednesday 18 November 2026
ADDRESS = "/rate-changes/"
AMOUNT = Decimal(400_000_000)


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def kpr(bank: Bank) -> Product:
    """A home loan fixed for 36 months, whose reference after it was raised in July."""
    common: dict[str, Any] = {"product": bank.kpr, "rate": 4, "fixed_months": 36}
    Rate.objects.create(**common, floating_rate=10, valid_from=date(2020, 1, 1),
                        valid_to=date(2026, 6, 30))  # fmt: skip
    Rate.objects.create(**common, floating_rate=11, valid_from=date(2026, 7, 1))
    ContractTerms.objects.create(product=bank.kpr, valid_from=date(2020, 1, 1))
    return bank.kpr


def book(owner: User, product: Product, name: str, signed_on: date, **changed: Any) -> Booking:
    """Write the akad of a loan that was signed before the portal knew it."""
    deal = make_opportunity(owner, product, name, amount=AMOUNT)
    values: dict[str, Any] = {
        "number": "AKD/1", "amount": AMOUNT, "months": 180, "rate": Decimal(4),
        "recorded_by": owner, "recorded_at": NOW,
    }  # fmt: skip
    return Booking.objects.system("test").create(
        opportunity=deal, owner=owner, branch=deal.branch, signed_on=signed_on, **values | changed
    )


def names(page: str) -> list[str]:
    known = ("Awal", "Ujung", "Lewat", "Jauh", "Seluruh", "Milik Budi", "Cabang lain", "Cair")
    return sorted((n for n in known if f">{n}<" in page), key=lambda n: page.index(f">{n}<"))


def test_the_list_shows_who_is_within_the_months_in_reach_by_date(
    bank: Bank, kpr: Product, sign_in: SignIn
) -> None:
    book(bank.ani, kpr, "Ujung", date(2024, 5, 18))  # ends on the last day of the six months
    book(bank.ani, kpr, "Awal", date(2023, 11, 18))  # ends today
    book(bank.ani, kpr, "Lewat", date(2023, 11, 17))
    book(bank.ani, kpr, "Jauh", date(2024, 5, 19))
    book(bank.ani, kpr, "Seluruh", date(2024, 1, 1), months=36)  # fixed over the whole term
    book(bank.budi, kpr, "Milik Budi", date(2024, 2, 1))
    book(bank.citra, kpr, "Cabang lain", date(2024, 2, 1))
    paid = book(bank.ani, kpr, "Cair", date(2023, 11, 1))  # counted from the money, not the akad
    Disbursement.objects.system("test").create(
        opportunity=paid.opportunity, product=kpr, owner=bank.ani, branch=paid.branch,
        amount=AMOUNT, disbursed_on=date(2023, 12, 5), state="confirmed", entered_by=bank.rudi,
        entered_at=NOW, decided_by=bank.rudi,
    )  # fmt: skip
    dewi = sign_in(bank.dewi)
    assert names(dewi.get(ADDRESS).content.decode()) == ["Awal", "Cair", "Milik Budi", "Ujung"]
    assert names(dewi.get(ADDRESS + "?owned=mine").content.decode()) == []
    ani = sign_in(bank.ani)
    assert names(ani.get(ADDRESS).content.decode()) == ["Awal", "Cair", "Ujung"]
    today = ani.get("/today/").content.decode()
    assert "3 suku bunga akan berubah" in today
    assert f"{ADDRESS}?owned=mine" in today
    BankSettings.objects.update_or_create(pk=1, defaults={"reset_months": 1})
    BankSettings.forget()
    assert names(ani.get(ADDRESS).content.decode()) == ["Awal", "Cair"]
    person = paid.opportunity.prospect
    person.restricted_at, person.restricted_why = NOW, "Diminta"
    person.save(update_fields=["restricted_at", "restricted_why"])
    assert names(ani.get(ADDRESS).content.decode()) == ["Awal"]


def test_the_instalments_are_the_calculators_at_the_reference_of_today(
    bank: Bank, kpr: Product, sign_in: SignIn
) -> None:
    kpr.carry = "exact"  # as the workbook of source 13 and 15 counts
    kpr.save()
    row = book(bank.ani, kpr, "Awal", date(2023, 12, 18))
    (_row, change), = resets.changes(resets.known(Booking.objects.visible_to(bank.ani), TODAY),
                                     TODAY)  # fmt: skip
    assert (change.now, change.later, change.left) == (2_958_752, 4_236_252, 337_938_987)
    assert (change.rate, change.rate_from) == (11, date(2026, 7, 1))
    client = sign_in(bank.ani)
    page = client.get(ADDRESS).content.decode()
    for words in ("18 Desember 2026", "30 hari lagi", "Rp2.958.752", "Rp4.236.252",
                  "+Rp1.277.500", "Acuan mengambang 11%, sejak 1 Juli 2026"):  # fmt: skip
        assert words in page
    # What was signed is what he pays now; without a reference nothing is made up.
    Booking.objects.system("test").filter(pk=row.pk).update(instalment=2_960_000)
    Rate.objects.filter(valid_to=None).update(valid_to=date(2026, 11, 17))
    page = client.get(ADDRESS).content.decode()
    assert "Rp2.960.000" in page
    assert "Acuan bunga mengambang tidak diketahui" in page
    assert "tidak diketahui</span>" in page
    assert "4.236.252" not in page
    (_row, change), = resets.changes(resets.known(Booking.objects.visible_to(bank.ani), TODAY),
                                     TODAY)  # fmt: skip
    assert (change.later, change.more, change.rate) == (None, None, None)


def test_the_accepted_sppk_decides_how_long_the_rate_is_fixed(
    bank: Bank, kpr: Product, sign_in: SignIn
) -> None:
    row = book(bank.ani, kpr, "Awal", date(2024, 12, 18), promise={"number": "S/9"})
    client = sign_in(bank.ani)
    assert names(client.get(ADDRESS).content.decode()) == []  # 36 months by the rates: 2027
    letter = Letter(
        opportunity=row.opportunity, prospect=row.opportunity.prospect, owner=bank.ani,
        branch=row.branch, kind="sppk", number="S/9", state="accepted", amount=AMOUNT, months=180,
        rate=Decimal(4), fixed_months=24, floating_rate=Decimal(9), created_by=bank.ani,
        created_at=NOW, recipient="Awal", thread="t", sequence=1, issued_on=date(2024, 12, 1),
        issued_at=NOW, updated_at=NOW, answered_on=TODAY, answer_channel="paper",
        sent_at=NOW, sent_channel="paper", sent_by=bank.ani,
    )  # fmt: skip
    letter.save()
    assert names(client.get(ADDRESS).content.decode()) == ["Awal"]


def test_one_tap_plans_a_call_once_and_the_advice_stands_on_the_timeline(
    bank: Bank, kpr: Product, sign_in: SignIn
) -> None:
    row = book(bank.ani, kpr, "Awal", date(2023, 12, 18))
    call = reverse("followups:reset-step", args=[row.public_id])
    advice = reverse("followups:reset-advice", args=[row.public_id])
    ani = sign_in(bank.ani)
    assert "Jadwalkan telepon" in ani.get(ADDRESS).content.decode()
    for _n in range(2):
        assert ani.post(call, {"next": ADDRESS}).status_code == 303
    step = FollowUp.objects.system("test").get(purpose="rate_change")
    assert (step.due_on, step.channel, step.opportunity) == (
        date(2026, 11, 19), "call", row.opportunity,
    )  # fmt: skip
    page = ani.get(ADDRESS).content.decode()
    assert "Jadwalkan telepon" not in page
    assert "besok" in page
    assert "Angsuran nanti" in ani.get(advice).content.decode()
    assert ani.post(advice, {"note": "  "}).status_code == 422
    assert not TimelineEntry.objects.filter(kind="advice").exists()
    words = {"note": "Disarankan melunasi sebagian sebelum Desember", "idempotency_key": "k1"}
    for _n in range(2):
        assert ani.post(advice, words).status_code == 303
    entry = TimelineEntry.objects.get(kind="advice")
    assert (entry.body, entry.data["resets_on"]) == (words["note"], "2026-12-18")
    deal = ani.get(reverse("prospects:opportunity-detail", args=[row.opportunity.public_id]))
    assert "Catatan nasihat" in deal.content.decode()
    assert words["note"] in deal.content.decode()
    # A colleague does not reach it; the auditor reads the list and plans nothing.
    budi = sign_in(bank.budi)
    assert {budi.post(call).status_code, budi.get(advice).status_code} == {404}
    eko = sign_in(bank.eko)
    assert "Jadwalkan telepon" not in eko.get(ADDRESS).content.decode()
    assert eko.post(call).status_code == 403


def test_the_number_of_queries_does_not_grow(bank: Bank, kpr: Product, sign_in: SignIn) -> None:
    client, counts = sign_in(bank.ani), []
    for day in (1, 2, 3):
        book(bank.ani, kpr, f"Nasabah {day}", date(2024, 1, day))
        if day == 2:
            continue
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as seen:
            client.get(ADDRESS)
        counts.append(len(seen))
    baselines = json.loads(Path(__file__).parent.parent.joinpath("query_counts.json").read_text())
    assert counts == [baselines["followups:reset-list"]] * 2
