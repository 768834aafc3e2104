"""What a contract may settle differently, and what holds whatever it settles."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.calculators import due_days, prepayment
from products.calculators.arithmetic import CalculationError
from products.calculators.loans import METHODS, Method, Period, Schedule, Terms, schedule

D = Decimal


def loan(method: Method, principal: int, *periods: tuple[Any, int], **terms: Any) -> Schedule:
    parts = [Period(D(rate), months) for rate, months in periods]
    return schedule(method, D(principal), parts, Terms(**terms))


@pytest.mark.parametrize(("method", "step", "direction", "payment", "last"), [
    ("anuitas", 1, "half_up", 8_884_879, 8_884_876),
    ("anuitas", 1, "up", 8_884_879, 8_884_876),
    ("anuitas", 100, "half_up", 8_884_900, 8_884_633),
    ("anuitas", 1000, "half_up", 8_885_000, 8_883_466),
    ("anuitas", 1000, "up", 8_885_000, 8_883_466),
    ("flat", 1, "half_up", 9_333_333, 9_333_337),
    ("flat", 1, "up", 9_333_334, 9_333_326),
    ("flat", 1000, "half_up", 9_333_000, 9_337_000),
    ("flat", 1000, "up", 9_334_000, 9_326_000),
    ("menurun", 1000, "up", 9_334_000, 8_409_260),
])  # fmt: skip
def test_the_instalment_is_rounded_and_the_last_one_carries_the_rest(
    method: Method, step: int, direction: str, payment: int, last: int
) -> None:
    plan = loan(method, 100_000_000, ("12", 12), step=step, direction=direction)
    assert plan.first_payment == payment
    assert sum(row.principal for row in plan.instalments) == 100_000_000
    assert plan.instalments[-1].payment == last
    if method == "anuitas":
        assert {row.payment for row in plan.instalments[:-1]} == {D(payment)}


def test_half_a_rupiah_is_rounded_up_however_the_rate_divides() -> None:
    """150 at 4 % for a month is 0,5 exactly, though 4/1200 never ends."""
    assert loan("menurun", 150, ("4", 2)).instalments[0].interest == 1


def test_a_grace_period_pays_interest_only() -> None:
    plan = loan("anuitas", 100_000_000, ("12", 18), grace_months=6)
    assert {(row.payment, row.principal) for row in plan.instalments[:6]} == {(D(1_000_000), D(0))}
    usual = loan("anuitas", 100_000_000, ("12", 12))
    assert [row[1:] for row in plan.instalments[6:]] == [row[1:] for row in usual.instalments]
    declining = loan("menurun", 120_000_000, ("12", 36), grace_months=12)
    assert declining.instalments[11].balance == 120_000_000
    assert declining.instalments[12].payment == 6_200_000


def test_a_grace_period_may_end_under_the_second_rate() -> None:
    plan = loan("anuitas", 100_000_000, ("6", 3), ("12", 15), grace_months=6)
    assert [row.interest for row in plan.instalments[2:4]] == [500_000, 1_000_000]
    assert plan.instalments[6].payment == 8_884_879


def test_interest_from_the_day_of_disbursement() -> None:
    """31 of 365 days at 12 % on 100 million are 1.019.178; only the first row differs."""
    usual = loan("anuitas", 100_000_000, ("12", 12)).instalments
    plan = loan("anuitas", 100_000_000, ("12", 12), first_days=31).instalments
    assert (plan[0].interest, plan[0].principal) == (1_019_178, usual[0].principal)
    assert plan[0].payment == 1_019_178 + 7_884_879
    assert plan[1:] == usual[1:]
    of_360 = loan("flat", 100_000_000, ("12", 12), first_days=10, year_days=360)
    assert of_360.instalments[0].interest == 333_333


@pytest.mark.parametrize(("rule", "day", "firsts"), [
    ("same_day", None, [(2026, 2, 28), (2026, 3, 31)]),
    ("fixed_day", 25, [(2026, 2, 25), (2026, 3, 25)]),
    ("fixed_day", 30, [(2026, 2, 28), (2026, 3, 30)]),
    ("month_end", None, [(2026, 2, 28), (2026, 3, 31)]),
])  # fmt: skip
def test_due_days(rule: due_days.Rule, day: int | None, firsts: list[tuple[int, ...]]) -> None:
    found = [due_days.due_day(date(2026, 1, 31), number, rule, day) for number in (1, 2)]
    assert found == [date(*parts) for parts in firsts]
    expected = (found[0] - date(2026, 1, 31)).days
    assert due_days.first_days(date(2026, 1, 31), rule, day) == expected


@pytest.mark.parametrize(("terms", "code"), [
    ({"step": 50}, "rounding"), ({"direction": "down"}, "rounding"),
    ({"carry": "exact", "step": 100}, "rounding"), ({"grace_months": 12}, "grace"),
    ({"grace_months": -1}, "grace"), ({"first_days": 93}, "first_days"),
    ({"carry": "none"}, "carry"),
])  # fmt: skip
def test_terms_no_contract_settles_are_refused(terms: dict[str, Any], code: str) -> None:
    with pytest.raises(CalculationError) as refused:
        loan("anuitas", 1_000_000, ("12", 12), **terms)
    assert refused.value.code == code


def test_due_rules_that_do_not_exist_are_refused() -> None:
    for rule, day in (("weekly", None), ("fixed_day", None), ("fixed_day", 32)):
        with pytest.raises(CalculationError):
            due_days.due_day(date(2026, 1, 1), 1, rule, day)


def test_a_rounding_that_swallows_the_principal_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        loan("anuitas", 1_000_000, ("40", 480), step=1000)
    assert refused.value.code == "rounding"


CONTRACTS = st.fixed_dictionaries({
    "step": st.sampled_from([1, 100, 1000]), "direction": st.sampled_from(["half_up", "up"]),
    "grace_months": st.sampled_from([0, 12]),
    "first_days": st.one_of(st.none(), st.integers(0, 62)),
})  # fmt: skip


@given(
    st.sampled_from(METHODS), st.integers(50_000_000, 10**12),
    st.lists(st.tuples(st.decimals(0, 20, places=2), st.integers(2, 10)), min_size=1, max_size=3),
    CONTRACTS,
)  # fmt: skip
def test_whatever_is_settled_the_principal_adds_up(
    method: Method, principal: int, years: list[tuple[Decimal, int]], terms: dict[str, Any]
) -> None:
    periods = [(rate, count * 12) for rate, count in (years[:1] if method == "flat" else years)]
    rows = loan(method, principal, *periods, **terms).instalments
    assert len(rows) == sum(months for _rate, months in periods)
    assert sum(row.principal for row in rows) == principal
    assert all(row.payment == row.principal + row.interest for row in rows)
    balances = [D(principal), *(row.balance for row in rows)]
    assert all(0 <= later <= earlier for earlier, later in pairwise(balances))
    assert balances[-1] == 0
    assert all(row.principal == 0 for row in rows[: terms["grace_months"]])


@given(st.integers(10_000_000, 10**11), st.decimals("0.1", 30, places=2), st.integers(2, 40),
       st.data())  # fmt: skip
def test_prepayments_keep_their_identities(
    principal: int, rate: Decimal, quarters: int, data: st.DataObject
) -> None:
    months, parts = quarters * 3, [Period(rate, quarters * 3)]
    plan = schedule("anuitas", D(principal), parts)
    month = data.draw(st.integers(1, months - 1))
    left = plan.instalments[month - 1].balance
    amount = D(data.draw(st.integers(0, int(left))))

    def pay(sum_paid: Decimal, keep: prepayment.Keep) -> prepayment.Prepayment:
        return prepayment.prepay("anuitas", plan, parts, month=month, amount=sum_paid, keep=keep)

    lower, shorter = pay(amount, "term"), pay(amount, "payment")
    for done in (lower, shorter):
        assert sum((row.principal for row in done.later), D(0)) == left - amount
        assert not done.later or done.later[-1].balance == 0
        assert done.interest_saved >= -months  # rounding may turn a rupiah a month
    assert lower.months_saved == 0 or amount == left
    assert lower.payment_after <= lower.payment_before + months
    assert all(row.payment == plan.first_payment for row in shorter.later[:-1])
    assert shorter.interest_saved >= lower.interest_saved - months
    assert pay(D(0), "term").later == pay(D(0), "payment").later == plan.instalments[month:]
    assert pay(left, "term").later == ()
    assert pay(left, "payment").months_saved == months - month


def test_prepayment_against_worked_examples() -> None:
    """100 million, 12 %, 12 months: after six instalments 51.492.105 remain."""
    plan = loan("anuitas", 100_000_000, ("12", 12))
    left = plan.instalments[5].balance
    due = prepayment.payoff(left, D(1))
    assert (due.penalty, due.total) == (514_921, 52_007_026)
    assert prepayment.payoff(left, D(1), rate=D(12), days=10).interest == 169_289
    assert prepayment.payoff(D(337_938_987), D(1)).penalty == 3_379_390
    parts = [Period(D(12), 12)]
    paid = {"month": 6, "amount": D(20_000_000), "penalty_rate": D(1)}
    lower = prepayment.prepay("anuitas", plan, parts, keep="term", **paid)
    shorter = prepayment.prepay("anuitas", plan, parts, keep="payment", **paid)
    assert lower.payment_after == 5_433_911
    assert (lower.months_saved, shorter.months_saved) == (0, 2)
    assert shorter.payment_after == 8_884_879
    assert lower.penalty == 200_000
    assert shorter.gain == shorter.interest_saved - 200_000 > lower.gain


def test_a_rate_change_after_a_prepayment_still_comes() -> None:
    parts = [Period(D(6), 12), Period(D(12), 24)]
    plan = schedule("anuitas", D(100_000_000), parts)
    for keep in ("term", "payment"):
        later = prepayment.prepay(
            "anuitas", plan, parts, month=6, amount=D(10_000_000), keep=keep,
        ).later  # fmt: skip
        first, thirteenth = later[0], later[6]
        assert first.interest == (plan.instalments[5].balance - 10_000_000) * 6 / 1200 // 1
        assert thirteenth.number == 13
        assert thirteenth.interest == round(later[5].balance * 12 / 1200)
        assert thirteenth.payment > first.payment


@pytest.mark.parametrize(("method", "month", "amount", "code"), [
    ("flat", 1, 1, "method"), ("anuitas", 0, 1, "month"), ("anuitas", 12, 1, "month"),
    ("anuitas", 6, 51_492_106, "amount"), ("anuitas", 6, -1, "amount"),
])  # fmt: skip
def test_prepayments_that_cannot_be_are_refused(
    method: Method, month: int, amount: int, code: str
) -> None:
    plan = loan(method, 100_000_000, ("12", 12))
    with pytest.raises(CalculationError) as refused:
        prepayment.prepay(method, plan, [Period(D(12), 12)], month=month, amount=D(amount),
                          keep="term")  # fmt: skip
    assert refused.value.code == code


def test_a_flat_loan_is_settled_with_its_effective_rate() -> None:
    """Citibank's 20 million over 12 months: half-way more remains than half the loan."""
    payment = D(2_002_667)
    assert prepayment.flat_balance(D(20_000_000), payment, 12, 0) == 20_000_000
    assert abs(prepayment.flat_balance(D(20_000_000), payment, 12, 12)) <= 1
    half = prepayment.flat_balance(D(20_000_000), payment, 12, 6)
    assert 10_000_000 < half < 11_000_000
    assert prepayment.flat_balance(D(12_000), D(1_000), 12, 6) == 6_000
