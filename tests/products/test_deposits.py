"""Deposits: published cases that agree, and our own."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from products.calculators.deposits import Basis, early_break, interest, roll_over
from products.calculators.due_days import months_later
from products.calculators.savings import credited

D = Decimal


@pytest.mark.parametrize(
    ("source", "principal", "rate", "days", "basis", "gross", "tax"),
    [
        ("BCA, July 2024", 10_000_000, "6", 180, "actual", 295_890, 59_178),
        # Published 32.876, cut off after the decimal point.
        ("UMKM Cerdas Pajak, one month", 10_000_000, "4", 30, "actual", 32_877, 6_575),
        # Published net of about 263.000.
        ("Suara, 30 days", 100_000_000, "4", 30, "actual", 328_767, 65_753),
        ("Katadata, 3 months by months/12", 50_000_000, "6", 90, "months", 750_000, 150_000),
        ("Katadata, 90 of 365 days", 50_000_000, "6", 90, "30", 739_726, 147_945),
        ("own, 31 days", 50_000_000, "3.25", 31, "actual", 138_014, 27_603),
        ("own, threshold", 7_500_000, "3", 30, "actual", 18_493, 0),
        ("own, above the threshold", 8_000_000, "3", 30, "actual", 19_726, 3_945),
        ("own, one rupiah above", 7_500_001, "3", 30, "actual", 18_493, 3_699),
    ],
)
def test_interest_and_tax(
    source: str, principal: int, rate: str, days: int, basis: Basis, gross: int, tax: int
) -> None:
    term = interest(D(principal), D(rate), days, basis=basis)
    assert (term.gross, term.tax) == (gross, tax), source
    assert term.net == gross - tax
    assert term.maturity_value == principal + gross - tax


def test_a_leap_year_has_366_days() -> None:
    assert interest(D(50_000_000), D("3.25"), 31, is_leap_year=True).gross == 137_637


def test_tax_looks_at_all_the_customer_holds() -> None:
    """Savings of 6 million at 3 % for 30 days: 14.795, free; not free beside other deposits."""
    assert interest(D(6_000_000), D(3), 30).tax == 0
    term = interest(D(6_000_000), D(3), 30, taxable_balance=D(60_000_000))
    assert (term.gross, term.tax) == (14_795, 2_959)


def test_aro_plus_adds_net_interest() -> None:
    """100 million at 3,5 % from 21 Nov 2026, rolled over three times."""
    terms = list(
        roll_over(
            D(100_000_000), [(D("3.5"), days, False) for days in (30, 31, 31)], adds_interest=True
        )
    )
    assert (terms[0].gross, terms[0].tax) == (287_671, 57_534)
    assert [term.maturity_value for term in terms] == [100_230_137, 100_468_492, 100_707_414]


def test_aro_pays_interest_out() -> None:
    terms = list(roll_over(D(100_000_000), [(D("3.5"), 30, False)] * 2, adds_interest=False))
    assert terms[0] == terms[1]


def test_an_early_break_costs_what_the_bank_settles() -> None:
    kept = early_break(D(100_000_000), D(4), 30, forfeits_interest=False)
    assert (kept.interest, kept.paid_back) == (263_014, 100_263_014)
    lost = early_break(D(100_000_000), D(4), 30, forfeits_interest=True, penalty_rate=D("0.5"))
    assert (lost.interest, lost.penalty, lost.paid_back) == (0, 500_000, 99_500_000)


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command(
        "simulate", "--method", "deposito", "--principal", "10000000", "--rate", "6",
        "--days", "180", "--json",
    )  # fmt: skip
    assert json.loads(capsys.readouterr().out) == {
        "gross": 295_890, "tax": 59_178, "net": 236_712, "maturity_value": 10_236_712,
    }  # fmt: skip


@pytest.mark.parametrize(("paid", "rate", "other", "months", "value", "gross", "tax"), [
    ((0, 1_000_000), "2.5", 0, 12, 12_143_028, 164_187, 21_159),
    # Beside other money every month is taxed.
    ((0, 1_000_000), "2.5", 50_000_000, 12, 12_131_213, 164_016, 32_803),
    ((100_000_000, 0), "0.75", 0, 12, 100_601_651, 752_065, 150_414),
    # UMKM Cerdas Pajak: savings of 6 million at 3 % for 30 days.
    ((6_000_000, 0), "3", 0, 1, 6_014_795, 14_795, 0),
])  # fmt: skip
def test_savings_are_credited_monthly(
    paid: tuple[int, int], rate: str, other: int, months: int, value: int, gross: int, tax: int
) -> None:
    """From 18 November 2026; reckoned a second time with fractions."""
    days = [months_later(date(2026, 11, 18), number) for number in range(months + 1)]
    opening, monthly = map(D, paid)
    found = list(credited(opening, monthly, D(rate), days, other=D(other)))
    assert found[-1].balance == value
    assert sum(one.interest.gross for one in found) == gross
    assert sum(one.interest.tax for one in found) == tax
