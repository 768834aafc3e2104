"""PPN of a new home, and what the government bears of it, beside the other costs at the start."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from offers.models import Letter, Riplay
from offers.simulations import services as simulations
from org.models import User
from products import ladder_data
from products.calculators.loans import Period
from products.ladders import Bought
from products.models import Rate
from products.simulation import Loan, settings_of
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
TODAY = NOW.date()
MILLION = 1_000_000
LAST = date(2026, 12, 31)  # of the handovers of which PPN is borne
TOTAL, BORNE = "Rp275.000.000", "-Rp220.000.000"
pytestmark = pytest.mark.usefixtures("clock")


def test_catalogue_letter_and_riplay_tell_the_ppn_of_the_simulation(
    bank: Bank, sign_in: SignIn
) -> None:
    ladder_data.load()  # as shipped, also after a test that emptied the tables
    Rate.objects.create(product=bank.kpr, rate=Decimal("7.5"), valid_from=TODAY)
    deal = make_opportunity(bank.ani, bank.kpr, "Sri Wahyuni", amount=2_000 * MILLION)
    loan = Loan(
        bank.kpr, Decimal(2_000 * MILLION), (Period(Decimal("7.5"), 180),), TODAY,
        price=Decimal(2_500 * MILLION), down_payment=Decimal(500 * MILLION),
        settings=settings_of(bank.kpr, TODAY), bought=Bought(is_new=True, handover=LAST),
    )  # fmt: skip
    ani = sign_in(bank.ani)

    catalogue = reverse("products:catalogue-product", args=[bank.kpr.code])
    asked = {"amount": "2.000.000.000", "months": "180", "price": "2.500.000.000", "is_new": "yes",
             "handover": "31/12/2026"}  # fmt: skip
    page = unescape(ani.get(catalogue, asked).content.decode())
    for said in (TOTAL, BORNE, "Rp55.000.000 dibayar pembeli"):
        assert said in page
    late = unescape(ani.get(catalogue, asked | {"handover": "01/01/2027"}).content.decode())
    assert TOTAL in late
    assert BORNE not in late
    assert TOTAL not in ani.get(catalogue, asked | {"is_new": "no"}).content.decode()
    assert ani.get(catalogue, asked | {"handover": "x"}).status_code == 422

    kept = simulations.save(deal.prospect, loan, "", actor=bank.ani, now=NOW)
    new = reverse("offers:letter-new", args=[deal.public_id, "offer"])
    begun: dict[str, Any] = ani.get(f"{new}?simulation={kept.public_id}").context["form"].initial
    assert begun.items() >= {"is_new_home": True, "handover_on": LAST}.items()
    body = {"amount": "2M", "months": "180", "rate": "7,5", "price": "2.500.000.000",
            "is_new_home": "on", "handover_on": "31/12/2026", "recipient": "Sri Wahyuni",
            "valid_until": "31/12/2026", "language": "id", "version": "0"}  # fmt: skip
    assert ani.post(new, body | {"price": ""}).status_code == 422
    assert ani.post(new, body).status_code == 303
    row = Letter._unscoped.get()
    issue = reverse("offers:letter-step", args=[row.public_id, "issue"])
    assert ani.post(issue, {"version": str(row.version)}).status_code == 303
    row.refresh_from_db()
    assert dict(row.content["figures"]["costs"]).items() >= dict(kept.terms["costs"]).items()
    words = row.content["blocks"]["id"]
    assert ["PPN", TOTAL] in words["costs"]
    assert ["PPN ditanggung pemerintah (DTP)", BORNE] in words["costs"]
    assert "serah terima 31 Desember 2026" in " ".join(words["conditions"])
    assert "31 Desember 2026" in unescape(
        ani.get(reverse("offers:letter", args=[row.public_id])).content.decode()
    )

    ani.post(f"/simulations/{kept.public_id}/riplay/", {"idempotency_key": "b"})
    costs = Riplay._unscoped.get().content["sections"][5]["rows"]
    assert ["PPN", TOTAL] in costs
    assert ["PPN ditanggung pemerintah (DTP)", BORNE] in costs


def test_a_loan_for_no_home_is_not_asked_of_ppn(bank: Bank, sign_in: SignIn) -> None:
    deal = make_opportunity(bank.ani, bank.kur, "Dodi", amount=50 * MILLION)
    page = sign_in(bank.ani).get(reverse("offers:letter-new", args=[deal.public_id, "offer"]))
    assert "is_new_home" not in page.context["form"].fields
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin", amount=50 * MILLION)
    page = sign_in(bank.ani).get(reverse("offers:letter-new", args=[deal.public_id, "offer"]))
    assert "is_new_home" in page.context["form"].fields
