"""A financial picture as an officer would enter it."""

from datetime import date
from decimal import Decimal
from typing import Any

from org.models import User
from prospects.finance.reading import Subject
from prospects.finance.records import add_row, propose
from prospects.models import (
    BusinessFigures,
    Collateral,
    Facility,
    FinanceLine,
    Opportunity,
    ScoreSheet,
)
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

MILLION = 1_000_000


def fill_picture(file: Opportunity, by: User, *, price: int = 125) -> Subject:
    """Enter income, a business, credit, expenses, assets, collateral and a proposal of 15 years.

    `price` is the price of the house in millions.
    """
    subject = Subject(file.prospect, file)

    def add(model: Any, **values: Any) -> None:
        add_row(model, subject, values, actor=by, now=NOW)

    def line(section: str, kind: str, millions: str, **values: Any) -> None:
        amount = (Decimal(millions) * MILLION).quantize(Decimal(1))
        add(FinanceLine, section=section, kind=kind, amount=amount, **values)

    line("income", "salary", "12", evidence="pay_slip", note="PT Karya Mandala Teknik")
    line("income", "salary", "6.5", whose="spouse", evidence="bank_statement")
    line("expense", "household", "4.5")
    line("expense", "school", "1.25")
    line("asset", "vehicle", "85", evidence="title", note="Avanza 2019")
    line("asset", "savings", "32.5", evidence="bank_statement")
    add(BusinessFigures, name="Warung Sembako Barokah Jaya", revenue=Decimal(15 * MILLION),
        cost_of_goods=Decimal(8 * MILLION), operating_costs=Decimal(1_500_000),
        inventory=Decimal(20 * MILLION), whose="spouse")  # fmt: skip
    add(Facility, lender="Bank Lain", kind="vehicle", plafon=Decimal(90 * MILLION),
        outstanding=Decimal(41_250_000), instalment=Decimal(1_500_000), collectibility=1,
        ends_on=date(2028, 6, 10), rate=Decimal("8.5"))  # fmt: skip
    add(Facility, lender="Kartu Nusa", kind="card", plafon=Decimal(10 * MILLION),
        outstanding=Decimal(3 * MILLION), instalment=Decimal(300_000), days_past_due=12,
        collectibility=2)  # fmt: skip
    add(Collateral, kind="house", description="Perum Griya Asri Blok C2 No. 8, tipe 36/72",
        market_value=Decimal((price - 5) * MILLION),
        liquidation_value=Decimal((price - 25) * MILLION),
        binding="mortgage", certificate="SHM 00123/Sukamaju", appraiser="KJPP Arta",
        appraised_on=date(2026, 11, 12), holder="Hadi Purnomo")  # fmt: skip
    values = {"months": 180, "rate": None, "price": Decimal(price * MILLION),
              "purpose": "Membeli rumah tinggal"}  # fmt: skip
    propose(subject, values, version=0, actor=by, now=NOW)
    return subject


def make_score_sheet(bank: Bank, **values: Any) -> ScoreSheet:
    """Keep an approved score sheet from 1 to 5: 30, 30, 10, 20 and 10 percent."""
    told: dict[str, Any] = {
        "valid_from": NOW.date(), "weight_character": 30, "weight_capacity": 30,
        "weight_capital": 10, "weight_security": 20, "weight_condition": 10,
        "drafted_by": bank.admin, "approved_by": bank.hana, "approved_at": NOW,
    }  # fmt: skip
    return ScoreSheet.objects.create(**told | values)
