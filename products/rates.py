"""Rates over time: what was in force stays as it was, what comes is announced with its day.

A rate that has begun is never altered: letters and simulations were made by it. A new rate begins
tomorrow at the earliest and ends the one of the same tier the day before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.formats import date_words
from core.money import format_rupiah
from org.models import Segment
from products.calculators.loans import Period
from products.forms import typical
from products.models import Product, Rate
from products.simulation import Loan, settings_of

ONE_DAY = timedelta(days=1)
TIER = ("segment", "min_amount", "max_amount", "min_months", "max_months")
PAST, IN_FORCE, COMING = "past", "in_force", "coming"


def state_of(rate: Rate, today: date) -> str:
    """Return whether the rate is past, in force or coming on `today`."""
    if rate.valid_from > today:
        return COMING
    return PAST if rate.valid_to is not None and rate.valid_to < today else IN_FORCE


def tier_of(rate: Rate) -> tuple[Any, ...]:
    """Return what the rate is for: segment, amounts (rupiah) and terms (months)."""
    return tuple(getattr(rate, name) for name in TIER)


def _meets(low_a: Any, high_a: Any, low_b: Any, high_b: Any) -> bool:
    """Tell whether two ranges share a value; an end that is None is open."""
    return (high_a is None or low_b is None or low_b <= high_a) and (
        high_b is None or low_a is None or low_a <= high_b
    )


def share_a_case(a: Rate, b: Rate) -> bool:
    """Tell whether some day, amount and term would find both rates."""
    return (
        a.segment == b.segment
        and _meets(a.valid_from, a.valid_to, b.valid_from, b.valid_to)
        and _meets(a.min_amount, a.max_amount, b.min_amount, b.max_amount)
        and _meets(a.min_months, a.max_months, b.min_months, b.max_months)
    )


def tier_words(rate: Rate) -> str:
    """Return the tier as people say it; all cases when it has no limits."""
    amounts = _range(rate.min_amount, rate.max_amount, format_rupiah)
    months = _range(rate.min_months, rate.max_months, lambda n: _("%(n)s months") % {"n": n})
    return ", ".join(part for part in (segment_label(rate.segment), amounts, months) if part) or _(
        "all amounts and terms"
    )


def segment_label(segment: str) -> str:
    """Return the segment in words; empty for all segments."""
    return str(dict(Segment.choices).get(segment, segment))


def _range(low: Any, high: Any, show: Any) -> str:
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": show(low), "high": show(high)}
    if low is not None:
        return _("from %(low)s") % {"low": show(low)}
    return _("up to %(high)s") % {"high": show(high)} if high is not None else ""


def earliest_start(product: Product, today: date) -> date:
    """Return tomorrow; today while the product has no rate in force that would be overtaken."""
    return today + ONE_DAY if product.rates.on(today).exists() else today


@transaction.atomic
def announce(rate: Rate, *, today: date) -> Rate | None:
    """Save a new rate and return the one of the same tier that ends the day before.

    Raises ValidationError in the user's words: begins too early, or meets another tier's rate.
    """
    product = Product.objects.select_for_update().get(pk=rate.product_id)
    first = earliest_start(product, today)
    if rate.valid_from < first:
        text = _("A rate cannot begin in the past. The earliest day is %(day)s.")
        raise ValidationError({"valid_from": text % {"day": date_words(first)}})
    ended = _predecessor(rate)
    if ended is not None:
        ended.valid_to = rate.valid_from - ONE_DAY
    _refuse_overlap(rate, ended)
    if ended is not None:
        ended.save_version(ended.version, valid_to=ended.valid_to)
    rate.full_clean()
    rate.save()
    return ended


def _predecessor(rate: Rate) -> Rate | None:
    """Return the rate of the same tier and no other that runs into the new one."""
    running = rate.product.rates.filter(valid_from__lt=rate.valid_from, segment=rate.segment)
    same = [row for row in running if tier_of(row) == tier_of(rate)]
    return next((row for row in same if share_a_case(row, rate)), None)


def _refuse_overlap(rate: Rate, ended: Rate | None) -> None:
    for other in rate.product.rates.all():
        if other != ended and share_a_case(other, rate):
            raise ValidationError(_overlap_words(other))


def _overlap_words(other: Rate) -> str:
    until = date_words(other.valid_to) if other.valid_to else _("open end")
    text = _(
        "This meets the rate for %(tier)s from %(first)s to %(last)s. End that one first, or "
        "choose limits that do not touch it."
    )
    return text % {"tier": tier_words(other), "first": date_words(other.valid_from), "last": until}


@transaction.atomic
def end(rate: Rate, last_day: date, *, version: int, today: date) -> None:
    """End a rate in force after `last_day`, today at the earliest. Raises StaleError."""
    if state_of(rate, today) != IN_FORCE:
        raise ValidationError(_("Only a rate in force can be ended."))
    if last_day < today or (rate.valid_to is not None and last_day > rate.valid_to):
        text = _("The last day must lie between today and the end that is planned.")
        raise ValidationError({"valid_to": text})
    rate.save_version(version, valid_to=last_day)


@transaction.atomic
def withdraw(rate: Rate, *, today: date) -> Rate | None:
    """Take back a rate that has not begun; the one before runs on in its place and is returned."""
    if state_of(rate, today) != COMING:
        raise ValidationError(_("This rate has begun and stays as it is."))
    before = [row for row in rate.product.rates.filter(valid_to=rate.valid_from - ONE_DAY)
              if tier_of(row) == tier_of(rate)]  # fmt: skip
    rate.delete()
    for row in before:
        if row.valid_to is not None and row.valid_to >= today:
            return row.save_version(row.version, valid_to=rate.valid_to)
    return None


@dataclass(frozen=True)
class Comparison:
    """First instalments (rupiah) of a typical loan under the present and the new rate."""

    principal: Decimal
    months: int
    old: Decimal | None
    new: Decimal

    @property
    def difference(self) -> Decimal | None:
        """How much more or less a month."""
        return None if self.old is None else self.new - self.old


def compare(rate: Rate, *, today: date) -> Comparison | None:
    """Return what a typical loan within the new rate's tier would cost; None for deposits."""
    product = rate.product
    if product.is_deposit:
        return None
    first_day = max(today, rate.valid_from)
    principal, months = typical(product)
    principal = _within(principal, rate.min_amount, rate.max_amount)
    months = int(_within(months, rate.min_months, rate.max_months))
    present = product.rates.on(today).fitting(principal, months, rate.segment or product.segment)
    old = present.best()
    return Comparison(
        principal, months,
        _instalment(old, principal, months, first_day) if old else None,
        _instalment(rate, principal, months, first_day),
    )  # fmt: skip


def _within(value: Any, low: Any, high: Any) -> Any:
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)


def _instalment(rate: Rate, principal: Decimal, months: int, day: date) -> Decimal:
    product = rate.product
    fixed = min(rate.fixed_months or months, months)
    periods = [Period(rate.rate, fixed)]
    if rate.floating_rate is not None and months > fixed:
        periods.append(Period(rate.floating_rate, months - fixed))
    settings = settings_of(product, day)
    loan = Loan(product, principal, tuple(periods), day, settings=settings)
    return loan.schedule.first_payment
