"""Rates over time: the past stays, the coming is announced, two answers to one question are not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.versioning import StaleError
from products import rates
from products.models import Product, Rate

TODAY = date(2026, 11, 23)
DEC = date(2026, 12, 1)
D = Decimal


@pytest.fixture
def kta(db: None) -> Product:
    """A product with one open rate."""
    product = Product.objects.create(code="T", name="KTA", short_name="KTA", family="kta")
    Rate.objects.create(product=product, rate=D("10.5"), valid_from=date(2026, 1, 1))
    return product


def coming(product: Product, percent: str = "11", since: date = DEC, **more: object) -> Rate:
    return Rate(product=product, rate=D(percent), valid_from=since, **more)


def spans(product: Product) -> list[tuple[str, date, date | None]]:
    return [(str(row.rate.normalize()), row.valid_from, row.valid_to)
            for row in product.rates.order_by("valid_from", "pk")]  # fmt: skip


def test_a_new_rate_ends_the_one_in_force_and_can_be_taken_back(kta: Product) -> None:
    new = coming(kta)
    ended = rates.announce(new, today=TODAY)
    assert ended is not None
    assert spans(kta) == [
        ("10.5", date(2026, 1, 1), date(2026, 11, 30)),
        ("11", DEC, None),
    ]
    assert [rates.state_of(row, TODAY) for row in kta.rates.order_by("pk")] == [
        rates.IN_FORCE, rates.COMING,
    ]  # fmt: skip
    assert rates.state_of(ended, DEC) == rates.PAST
    assert rates.withdraw(new, today=TODAY) is not None
    assert spans(kta) == [("10.5", date(2026, 1, 1), None)]


@pytest.mark.parametrize("since", [TODAY, TODAY - timedelta(days=1), date(2020, 1, 1)])
def test_the_past_is_not_rewritten(kta: Product, since: date) -> None:
    with pytest.raises(ValidationError, match="24"):
        rates.announce(coming(kta, since=since), today=TODAY)
    with pytest.raises(ValidationError):
        rates.withdraw(kta.rates.get(), today=TODAY)
    assert spans(kta) == [("10.5", date(2026, 1, 1), None)]


def test_a_product_without_a_rate_may_begin_today(kta: Product) -> None:
    kta.rates.all().delete()
    rates.announce(coming(kta, since=TODAY), today=TODAY)
    assert kta.rates.on(TODAY).exists()


@pytest.mark.parametrize(
    ("tier", "meets"),
    [
        ({"min_amount": D(50)}, True),
        ({"max_months": 12}, True),
        ({"segment": "micro"}, False),
    ],
)
def test_another_tier_that_meets_a_rate_is_refused_in_words(
    kta: Product, tier: dict[str, object], *, meets: bool
) -> None:
    if not meets:
        rates.announce(coming(kta, **tier), today=TODAY)
        return
    with pytest.raises(ValidationError) as refused:
        rates.announce(coming(kta, **tier), today=TODAY)
    assert "2026" in str(refused.value)
    assert kta.rates.count() == 1


def test_tiers_side_by_side_stand_and_share_no_border(kta: Product) -> None:
    rates.end(kta.rates.get(), TODAY, version=1, today=TODAY)
    rates.announce(coming(kta, max_amount=D(100)), today=TODAY)
    with pytest.raises(ValidationError):
        rates.announce(coming(kta, min_amount=D(100)), today=TODAY)
    rates.announce(coming(kta, min_amount=D(101)), today=TODAY)
    for amount in (D(100), D(101)):
        assert kta.rates.on(DEC).fitting(amount, 12).count() == 1


def test_a_rate_in_force_ends_from_today_on_and_by_one_hand(kta: Product) -> None:
    row = kta.rates.get()
    with pytest.raises(ValidationError):
        rates.end(row, TODAY - timedelta(days=1), version=1, today=TODAY)
    rates.end(row, TODAY, version=1, today=TODAY)
    with pytest.raises(StaleError):
        rates.end(Rate.objects.get(pk=row.pk), TODAY, version=1, today=TODAY)


def test_a_typical_loan_is_compared(kta: Product) -> None:
    found = rates.compare(coming(kta, "12"), today=TODAY)
    assert found is not None
    # 100 million over 36 months: annuity of 10.5% and of 12% a year.
    assert (found.principal, found.months) == (D(100_000_000), 36)
    assert (found.old, found.new, found.difference) == (D(3_250_244), D(3_321_431), D(71_187))
    stepped = coming(kta, "5", fixed_months=12, floating_rate=D(12))
    assert rates.compare(stepped, today=TODAY).new < found.old
    deposit = Product.objects.create(code="D", name="D", short_name="D", family="deposit")
    assert rates.compare(coming(deposit), today=TODAY) is None
