"""Costs at the start and limits of the pre-screening, by rows with dates."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from products import catalogue
from products.calculators import costs, limits
from products.calculators.arithmetic import CalculationError
from products.calculators.costs import CostRule, cost
from products.models import ContractTerms, GuaranteeRate, Limit, Product, UpfrontCost

D = Decimal
DAY = date(2026, 11, 18)
DUTY = CostRule(percent=D(5), deduction=D(80_000_000))


@pytest.mark.parametrize(("source", "basis", "rule", "amount"), [
    ("provision of 1 %", 400_000_000, CostRule(percent=D(1)), 4_000_000),
    ("APHT, 0,25 % of 125 %", 400_000_000, CostRule(percent=D("0.25"), share=D(125)), 1_250_000),
    ("BPHTB of 500 juta", 500_000_000, DUTY, 21_000_000),
    ("BPHTB published, 200 juta", 200_000_000, DUTY, 6_000_000),
    # Published 6,9 juta, by a slip of the pen.
    ("BPHTB of 750 juta, 12 juta free", 750_000_000,
     CostRule(percent=D(5), deduction=D(12_000_000)), 36_900_000),
    ("BPHTB below what is free", 79_999_999, DUTY, 0),
    ("change of title", 500_000_000, CostRule(percent=D("0.1"), fixed=D(50_000)), 550_000),
    ("administration", 0, CostRule(fixed=D(500_000)), 500_000),
    ("half a rupiah", 50, CostRule(percent=D(1)), 1),
])  # fmt: skip
def test_costs(source: str, basis: int, rule: CostRule, amount: int) -> None:
    assert cost(D(basis), rule) == amount, source


def test_the_higher_of_price_and_njop_is_taxed() -> None:
    assert cost(costs.tax_basis(D(500_000_000), D(600_000_000)), DUTY) == 26_000_000
    assert costs.tax_basis(D(500_000_000), None) == 500_000_000


@pytest.mark.parametrize(("method", "fits", "loan"), [
    ("all", 2_000_000, 186_114_878), ("rest", 3_200_000, 297_783_804),
])  # fmt: skip
def test_both_ways_to_count_existing_instalments(
    method: limits.Method, fits: int, loan: int
) -> None:
    found = limits.capacity(D(10_000_000), D(2_000_000), D(40), method)
    assert found == fits
    assert limits.largest_loan(found, D(10), 180, is_flat=False) == loan


def test_ratios_of_published_examples() -> None:
    assert limits.debt_ratio(D(20_000_000), D(0), D(6_000_000)) == 30
    assert limits.debt_ratio(D(15_000_000), D(2_750_000), D(4_000_000)) == 45
    assert limits.debt_ratio(D(10_000_000), D(2_000_000), D(3_200_000), "rest") == 40
    assert limits.capacity(D(5_000_000), D(4_000_000), D(40)) == 0
    fits = limits.capacity(D(12_000_000), D(1_500_000), D(40))
    assert fits == 3_300_000
    assert limits.largest_loan(fits, D(11), 120, is_flat=False) == 239_564_409
    assert limits.largest_loan(D(4_609_375), D("4.5"), 48, is_flat=True) == 187_500_000
    assert limits.loan_to_value(D(400), D(500), None) == 80
    assert round(limits.loan_to_value(D(400), D(500), D(450)), 2) == D("88.89")
    for income, method in ((D(0), "all"), (D(5), "rest")):
        with pytest.raises(CalculationError):
            limits.debt_ratio(income, D(5), D(1), method)
    with pytest.raises(CalculationError):
        limits.capacity(D(1), D(0), D(40), "none")


@pytest.fixture
def kpr(db: None) -> Product:
    catalogue.load()
    return Product.objects.get(code="KPR")


def test_the_newest_cost_of_each_kind_speaks(kpr: Product) -> None:
    UpfrontCost.objects.create(product=kpr, valid_from=date(2026, 7, 1), code="provision",
                               basis="loan", percent=D("0.5"))  # fmt: skip
    UpfrontCost.objects.create(product=kpr, valid_from=date(2026, 12, 1), code="provision",
                               basis="loan", percent=D(2))  # fmt: skip

    def provision(day: date) -> list[Decimal]:
        rows = kpr.costs.newest(day, lambda row: row.code)
        return [row.percent for row in rows if row.code == "provision"]

    assert provision(date(2026, 6, 30)) == [1]
    assert provision(DAY) == [D("0.5")]
    assert provision(date(2026, 12, 1)) == [2]
    assert provision(date(2025, 12, 31)) == []


def test_a_products_own_limit_speaks_before_the_one_for_all(kpr: Product) -> None:
    assert Limit.in_force(kpr, DAY)["dsr"].percent == 40
    Limit.objects.create(product=kpr, valid_from=date(2026, 1, 1), code="dsr", percent=35)
    found = Limit.in_force(kpr, DAY)
    assert (found["dsr"].percent, found["ltv"].percent) == (35, 90)
    assert Limit.in_force(Product.objects.get(code="KUR"), DAY)["dsr"].percent == 40
    assert Limit.in_force(kpr, date(2025, 1, 1)) == {}


def test_an_unknown_window_of_the_guarantee_stays_unknown(kpr: Product) -> None:
    known = GuaranteeRate.objects.on(date(2026, 5, 31)).first()
    assert (known.rate, known.max_amount) == (D("3.5"), 2_000_000_000)
    assert not GuaranteeRate.objects.on(DAY).exists()


@pytest.mark.parametrize("wrong", [
    {"due_rule": "fixed_day"}, {"due_day": 25}, {"due_rule": "fixed_day", "due_day": 32},
    {"rounding_step": 50}, {"early_penalty": 101}, {"valid_to": date(2025, 1, 1)},
])  # fmt: skip
def test_terms_that_cannot_be_are_refused(kpr: Product, wrong: dict[str, object]) -> None:
    row = ContractTerms(product=kpr, valid_from=date(2026, 1, 1), **wrong)
    with pytest.raises(ValidationError):
        row.full_clean()


def test_exact_balances_refuse_a_rounded_instalment(kpr: Product) -> None:
    row = ContractTerms(product=kpr, valid_from=date(2026, 1, 1), rounding_step=100)
    row.full_clean()
    kpr.carry = "exact"
    with pytest.raises(ValidationError):
        row.full_clean()
