"""The questions of the simulator: rupiah, terms and rates as people write them.

A form reads the texts, holds them against the limits of the product and its dated rate, and
answers with a Loan or a Deposit. A rate left empty is the bank's own of the day.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import InputError
from core.fields import RupiahField, TypedField
from core.formats import percent
from core.money import format_rupiah, parse_rupiah
from products.calculators.arithmetic import HUNDRED, MONTHS, CalculationError, whole
from products.calculators.due_days import months_later
from products.calculators.loans import MAX_MONTHS, Period
from products.models import Product, Rate
from products.models.product import DepositBasis
from products.simulation import Deposit, Loan

_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))? ?%?")
_SHARE_UNREADABLE = _("Write the down payment like 20%, or 150 jt, below the price.")
MAX_DAYS = 3660
RATE_DECIMALS = 4


class PercentField(TypedField):
    """% per year as people write it, `6,75`; cleans to Decimal from 0 to 100."""

    input_mode = "decimal"
    empty_message = _("Enter the rate.")

    def read(self, text: str) -> Decimal:
        """The number of percent."""
        found = _PERCENT.fullmatch(text)
        if found is None:
            raise InputError("rate_unreadable", _("Write the rate in percent, like 6,75."))
        rate = Decimal(f"{found[1]}.{found[2] or 0}")
        if rate > HUNDRED:
            raise InputError("rate_range", _("The rate must lie between 0 and 100%."))
        return rate


class WholeField(TypedField):
    """A whole number from `low` to `high`."""

    input_mode = "numeric"
    empty_message = _("Enter a number.")

    def __init__(self, *, low: int, high: int, **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(**kwargs)

    def read(self, text: str) -> int:
        """The number."""
        if not re.fullmatch(r"[0-9]{1,5}", text):
            raise InputError("number_unreadable", _("Write a whole number, like 15."))
        if not self.low <= int(text) <= self.high:
            raise InputError(
                "number_range",
                _("From %(low)d to %(high)d."),
                low=self.low,
                high=self.high,
            )
        return int(text)


class ShareField(TypedField):
    """A part of another amount: `20%` cleans to Decimal percent, `150 jt` to a whole amount."""

    empty_message = _("Enter the down payment, like 20%, or 150 jt.")

    def read(self, text: str) -> tuple[Decimal, bool]:
        """The figure and whether it is a percentage."""
        if "%" not in text:
            return parse_rupiah(text), False
        found = _PERCENT.fullmatch(text)
        if found is None or Decimal(f"{found[1]}.{found[2] or 0}") >= HUNDRED:
            raise InputError("share_unreadable", _SHARE_UNREADABLE)
        return Decimal(f"{found[1]}.{found[2] or 0}"), True


class SimulationForm(forms.Form):
    """What loans and deposits share: limits and the rate of the day."""

    def __init__(self, data: Mapping[str, Any], *, product: Product, today: date) -> None:
        self.product, self.today = product, today
        super().__init__(dict(data), auto_id="id_%s")

    def offer(self, amount: Decimal, months: int) -> Rate | None:
        """Return the bank's own rate for this amount (rupiah) and term (months)."""
        rates = self.product.rates.on(self.today)
        return rates.fitting(amount, months, self.product.segment).best()

    def say(self, name: str, value: str) -> None:
        """Show in an empty field what the bank's rate filled in."""
        self.data = {**self.data, name: value}

    def check_limits(self, field: str, amount: Decimal, months: int) -> None:
        """Hold amount and term against the limits of the product."""
        low, high = self.product.min_amount or Decimal(1), self.product.max_amount
        if amount < low:
            self._refuse_amount(field, _("%(product)s starts at %(limit)s."), low)
        elif high is not None and amount > high:
            self._refuse_amount(field, _("%(product)s goes up to %(limit)s."), high)
        least, most = self.product.min_months or 1, self.product.max_months or MAX_MONTHS
        if not least <= months <= most:
            text = _("%(product)s runs from %(least)d to %(most)d months.")
            values = {"product": self.product.name, "least": least, "most": most}
            self.add_error("term", text % values)

    def _refuse_amount(self, field: str, text: Any, limit: Decimal) -> None:
        self.add_error(field, text % {"product": self.product.name, "limit": format_rupiah(limit)})


class LoanForm(SimulationForm):
    """Amount, term and rates of a loan; price and down payment where a house is bought."""

    price = RupiahField(label=_("House price"), minimum=1)
    down_payment = ShareField(label=_("Down payment"))
    amount = RupiahField(label=_("Loan amount"), minimum=1)
    term = WholeField(label=_("Term"), low=1, high=MAX_MONTHS)
    unit = forms.ChoiceField(
        label=_("Unit of the term"), choices=[("years", _("years")), ("months", _("months"))]
    )
    rate = PercentField(label=_("Interest rate"), required=False)
    fixed = WholeField(label=_("Fixed for"), low=1, high=MAX_MONTHS, required=False)
    floating = PercentField(label=_("Assumed floating rate"), required=False)

    def __init__(self, data: Mapping[str, Any], *, product: Product, today: date) -> None:
        super().__init__(data, product=product, today=today)
        self.is_home = product.family == "kpr"
        for name in ("amount",) if self.is_home else ("price", "down_payment"):
            del self.fields[name]
        if product.method == "flat" or not (self.is_home or self._has_floating()):
            del self.fields["fixed"], self.fields["floating"]
        else:
            self.fields["rate"].label = _("Fixed rate")

    def _has_floating(self) -> bool:
        return self.product.rates.on(self.today).exclude(fixed_months=None).exists()

    def clean(self) -> dict[str, Any]:
        """Put the loan under `answer`."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        months = cleaned["term"] * (MONTHS if cleaned["unit"] == "years" else 1)
        principal, down_payment = self._amounts(cleaned)
        self.check_limits("down_payment" if self.is_home else "amount", principal, months)
        offer = self.offer(principal, months) if not self.errors else None
        if not self.errors:
            self._fill_in(cleaned, offer)
        if not self.errors:
            loan = Loan(
                self.product, principal, self._periods(cleaned, months), offer,
                cleaned.get("price"), down_payment,
            )  # fmt: skip
            self._compute(loan, cleaned)
        return cleaned

    def _amounts(self, cleaned: dict[str, Any]) -> tuple[Decimal, Decimal | None]:
        """Return loan and down payment in rupiah."""
        if not self.is_home:
            return cleaned["amount"], None
        figure, is_percent = cleaned["down_payment"]
        paid = whole(cleaned["price"] * figure / HUNDRED) if is_percent else figure
        return cleaned["price"] - paid, paid

    def _fill_in(self, cleaned: dict[str, Any], offer: Rate | None) -> None:
        """Take the bank's own rates for what was left empty."""
        is_bank_rate = cleaned["rate"] is None
        if is_bank_rate and offer is None:
            self.add_error("rate", PercentField.empty_message)
            return
        if is_bank_rate and offer is not None:
            cleaned["rate"] = offer.rate
            self.say("rate", plain(offer.rate))
            if "fixed" in self.fields and not (cleaned["fixed"] or cleaned["floating"]):
                cleaned.update(fixed=offer.fixed_months, floating=offer.floating_rate)
                self.say("fixed", str(offer.fixed_months or ""))
                self.say("floating", plain(offer.floating_rate))
        self._check_floating(cleaned)

    def _check_floating(self, cleaned: dict[str, Any]) -> None:
        """A fixed stretch needs the rate after it, and the other way round."""
        has_months, has_rate = cleaned.get("fixed"), cleaned.get("floating") is not None
        if has_months and not has_rate:
            self.add_error("floating", _("Enter the rate assumed after the fixed months."))
        if has_rate and not has_months:
            self.add_error("fixed", _("Enter for how many months the rate is fixed."))

    def _periods(self, cleaned: dict[str, Any], months: int) -> tuple[Period, ...]:
        fixed = cleaned.get("fixed")
        if not fixed or fixed >= months:
            return (Period(cleaned["rate"], months),)
        return Period(cleaned["rate"], fixed), Period(cleaned["floating"], months - fixed)

    def _compute(self, loan: Loan, cleaned: dict[str, Any]) -> None:
        try:
            _computed = loan.schedule
        except CalculationError as error:
            field = "fixed" if "fixed" in self.fields and len(loan.periods) > 1 else "term"
            self.add_error(field, REFUSALS[error.code])
        else:
            cleaned["answer"] = loan


class DepositForm(SimulationForm):
    """Amount, term and rate of a deposit."""

    amount = RupiahField(label=_("Amount placed"), minimum=1)
    term = WholeField(label=_("Term"), low=1, high=MAX_DAYS)
    unit = forms.ChoiceField(
        label=_("Unit of the term"), choices=[("months", _("months")), ("days", _("days"))]
    )
    rate = PercentField(label=_("Interest rate"), required=False)
    basis = forms.ChoiceField(label=_("Day count"), choices=DepositBasis.choices)
    other = RupiahField(
        label=_("Other deposits and savings"),
        help_text=_("Up to Rp7.500.000 together bears no tax."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Put the deposit under `answer`."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        days, months = self._term(cleaned)
        self.check_limits("amount", cleaned["amount"], months)
        offer = self.offer(cleaned["amount"], months) if not self.errors else None
        if not self.errors and cleaned["rate"] is None:
            self._fill_in(cleaned, offer)
        if not self.errors:
            deposit = Deposit(
                self.product, cleaned["amount"], cleaned["rate"], cleaned["basis"], self.today,
                days, cleaned["other"] or Decimal(0), offer,
            )  # fmt: skip
            self._compute(deposit, cleaned)
        return cleaned

    def _term(self, cleaned: dict[str, Any]) -> tuple[int, int]:
        """Return the term in days from today, and in months begun."""
        term = cleaned["term"]
        if cleaned["unit"] == "days":
            return term, max(1, round(term * MONTHS / 365))
        term = min(term, MAX_MONTHS)
        return (months_later(self.today, term) - self.today).days, term

    def _fill_in(self, cleaned: dict[str, Any], offer: Rate | None) -> None:
        if offer is None:
            self.add_error("rate", PercentField.empty_message)
            return
        cleaned["rate"] = offer.rate
        self.say("rate", plain(offer.rate))

    def _compute(self, deposit: Deposit, cleaned: dict[str, Any]) -> None:
        try:
            _computed = deposit.interest
        except CalculationError as error:
            self.add_error("term", REFUSALS[error.code])
        else:
            cleaned["answer"] = deposit


REFUSALS: dict[str, Any] = {
    "years": _("This method counts in whole years. Write term and fixed months in whole years."),
    "days": _("This day count needs whole months, at most ten years."),
    "months": _("The term is too long."),
    "principal": _("The amount is too large."),
}


def plain(rate: Decimal | None) -> str:
    """Return a rate as it is typed, `6,75`; empty for none."""
    return "" if rate is None else percent(rate, RATE_DECIMALS).removesuffix("%")


def first_answers(product: Product) -> dict[str, str]:
    """Return what the form starts with: common figures within the limits of the product."""
    amount, months = _within(product, START_AMOUNT, START_MONTHS)
    if product.is_deposit:
        answers = {"amount": amount, "term": str(months), "unit": "months"}
        return answers | {"basis": product.deposit_basis}
    in_years = months % MONTHS == 0
    term = {"term": str(months // MONTHS if in_years else months)}
    term |= {"unit": "years" if in_years else "months"}
    return term | ({"price": START_PRICE, "down_payment": "20%"} if product.family == "kpr" else
                   {"amount": amount})  # fmt: skip


START_AMOUNT = Decimal(100_000_000)
START_PRICE = "750.000.000"
START_MONTHS = {"kpr": 180, "deposit": 3}


def _within(product: Product, amount: Decimal, months: Mapping[str, int]) -> tuple[str, int]:
    """Clamp the starting figures to the limits of the product."""
    size = max(amount, product.min_amount or amount)
    size = min(size, product.max_amount or size)
    term = max(months.get(product.family, 36), product.min_months or 1)
    term = min(term, product.max_months or term)
    return format_rupiah(size).removeprefix("Rp"), term


def term_words(months: int) -> str:
    """Return `15 years` for whole years, `30 months` else."""
    years, rest = divmod(months, MONTHS)
    if rest:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
