"""Capacity, ratios and LTV against the worked figures of the field (domain 3.1, 3.2, 5)."""

from decimal import Decimal

import pytest

from products.calculators import limits
from products.calculators.collectibility import COMMERCIAL, RURAL, by_days
from products.ratios import Ratio
from prospects.finance.figures import Picture, Value, capacities
from prospects.models import BusinessFigures, Facility, FinanceLine

MILLION = 1_000_000
RATIOS = {
    "dsr": Ratio("dsr", Decimal(40)),
    "pay": Ratio("pay", Decimal(50)),
    "rpc": Ratio("rpc", Decimal(60)),
}


def jt(amount: str | int) -> Decimal:
    return Decimal(amount) * MILLION


def picture(
    income: str = "0", existing: str = "0", expenses: str = "0", *, is_payroll: bool = False,
    business: tuple[str, str] | None = None,
) -> Picture:  # fmt: skip
    lines = [FinanceLine(section="income", amount=jt(income), is_payroll=is_payroll),
             FinanceLine(section="expense", amount=jt(expenses))]  # fmt: skip
    businesses = []
    if business:
        businesses = [BusinessFigures(revenue=jt(business[0]), cost_of_goods=Decimal(0),
                                      operating_costs=jt(business[1]))]  # fmt: skip
    return Picture(lines, businesses, [Facility(instalment=jt(existing), is_counted=True)])


@pytest.mark.parametrize(
    ("method", "room", "plafon"),
    [("all", 2_000_000, 186_114_878), ("rest", 3_200_000, 297_783_804)],
)
def test_both_methods_of_the_ratio(method: str, room: int, plafon: int) -> None:
    ratios = RATIOS | {"dsr": Ratio("dsr", Decimal(40), method)}
    found = capacities(picture("10", "2"), ratios)[0]
    assert found.room == room
    assert limits.largest_loan(found.room, Decimal(10), 180, is_flat=False) == plafon


def test_twelve_million_with_a_running_instalment_carries_239_million() -> None:
    found = capacities(picture("12", "1.5"), RATIOS)[0]
    assert found.room == 3_300_000
    assert limits.largest_loan(found.room, Decimal(11), 120, is_flat=False) == 239_564_409


@pytest.mark.parametrize(("existing", "room"), [("0", 5_000_000), ("4", 1_000_000)])
def test_half_of_a_salary_paid_through_the_bank_less_instalments(existing: str, room: int) -> None:
    found = capacities(picture("10", existing, is_payroll=True), RATIOS)[0]
    assert (found.ratio.code, found.room) == ("pay", room)


def test_a_business_keeps_sixty_percent_of_what_it_leaves() -> None:
    found = capacities(picture(expenses="2", business=("15", "9.5")), RATIOS)[0]
    assert (found.ratio.code, found.base, found.room) == ("rpc", jt("3.5"), 2_100_000)


def test_other_instalments_stand_with_the_household_of_a_business() -> None:
    found = capacities(picture(expenses="1.5", existing="0.5", business=("15", "9.5")), RATIOS)
    assert [one.room for one in found] == [2_100_000, Decimal("1700000")]


@pytest.mark.parametrize(
    ("income", "paid", "share"), [("20", "6", "30"), ("15", "6.75", "45"), ("0", "1", None)]
)
def test_the_ratio_is_all_instalments_of_the_net_income(
    income: str, paid: str, share: str | None
) -> None:
    found = capacities(picture(income), RATIOS)[0].share(jt(paid))
    assert found == (None if share is None else Decimal(share))


def test_nothing_is_left_where_costs_are_above_the_turnover() -> None:
    found = capacities(picture(business=("5", "9")), RATIOS)
    assert [one.room for one in found] == [0, 0]
    assert not found[0].fits(Decimal(1))


@pytest.mark.parametrize(("appraisal", "share"), [(None, "80.00"), ("450", "88.89")])
def test_ltv_is_the_loan_of_the_lower_value(appraisal: str | None, share: str) -> None:
    value = Value(jt(500), jt(appraisal) if appraisal else None)
    found = value.share(jt(400))
    assert found is not None
    assert found.quantize(Decimal("0.01")) == Decimal(share)


@pytest.mark.parametrize(
    ("days", "kol"), [(0, 1), (1, 2), (90, 2), (91, 3), (120, 3), (121, 4), (180, 4), (181, 5)]
)
def test_collectibility_of_a_commercial_bank(days: int, kol: int) -> None:
    assert by_days(days, COMMERCIAL) == kol


@pytest.mark.parametrize(
    ("days", "kol"), [(30, 1), (31, 2), (90, 2), (91, 3), (180, 3), (181, 4), (360, 4), (361, 5)]
)
def test_collectibility_of_a_rural_bank(days: int, kol: int) -> None:
    assert by_days(days, RURAL) == kol


def test_worth_counts_stock_and_suppliers_and_leaves_out_what_does_not_count() -> None:
    found = Picture(
        [FinanceLine(section="asset", amount=jt(500))],
        [BusinessFigures(revenue=jt(1), inventory=jt(50), receivables=jt(20), payables=jt(30))],
        [Facility(outstanding=jt(100), instalment=jt(2), is_counted=True, collectibility=2),
         Facility(outstanding=jt(900), instalment=jt(9), is_counted=False, collectibility=5)],
    )  # fmt: skip
    assert (found.assets, found.debts, found.net_worth) == (jt(570), jt(130), jt(440))
    assert (found.existing, found.worst_kol) == (jt(2), 5)
