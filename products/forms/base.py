"""What the questions of loans and deposits share: limits, the rate of the day, what they refuse."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.fields import DayField
from core.formats import percent
from core.money import format_rupiah
from products.calculators.arithmetic import MONTHS
from products.calculators.loans import MAX_MONTHS
from products.models import Product, Rate
from products.models.settings import LimitCode
from products.savings import is_plan
from products.simulation import DaySettings, Person, settings_of

RATE_DECIMALS = 4


class SimulationForm(forms.Form):
    """What loans and deposits share: limits and the rate of the day.

    `group_of` names the group of a question that is folded away, `titles` the groups. With a
    `person` what he earns is known and not asked.
    """

    group_of: ClassVar[dict[str, str]] = {}
    titles: ClassVar[dict[str, Any]] = {}

    def __init__(
        self, data: Mapping[str, Any], *, product: Product, today: date,
        person: Person | None = None,
    ) -> None:  # fmt: skip
        self.product, self.today, self.person = product, today, person
        super().__init__(dict(data), auto_id="id_%s")
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today

    def offer(self, amount: Decimal, months: int) -> Rate | None:
        """Return the bank's own rate for this amount (rupiah) and term (months)."""
        rates = self.product.rates.on(self.today)
        is_payroll = self.person is not None and self.person.is_payroll
        fitting = rates.fitting(amount, months, self.product.segment, is_payroll=is_payroll)
        return fitting.best()

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

    @cached_property
    def settings(self) -> DaySettings:
        """The dated settings of the product, with the limit that decides for the person."""
        found = settings_of(self.product, self.today)
        if self.person is None or self.person.limit is None:
            return found
        return replace(found, limits={**found.limits, LimitCode.DEBT_RATIO: self.person.limit})


REFUSALS: dict[str, Any] = {
    "years": _("This method counts in whole years. Write term and fixed months in whole years."),
    "days": _("This day count needs whole months, at most ten years."),
    "months": _("The term is too long."),
    "principal": _("The amount is too large."),
    "grace": _("The months of interest only must end before the loan."),
    "rounding": _("The amount is too small for the rounding of this product."),
}


def plain(rate: Decimal | None) -> str:
    """Return a rate as it is typed, `6,75`; empty for none."""
    return "" if rate is None else percent(rate, RATE_DECIMALS).removesuffix("%")


def first_answers(product: Product) -> dict[str, str]:
    """Return what the form starts with: common figures within the limits of the product."""
    size, months = typical(product)
    amount = format_rupiah(size).removeprefix("Rp")
    if product.family == "deposit":
        answers = {"amount": amount, "term": str(months), "unit": "months"}
        return answers | {"basis": product.deposit_basis, "roll": "non_aro", "rounds": "3"}
    in_years = months % MONTHS == 0
    term = {"term": str(months // MONTHS if in_years else months)}
    term |= {"unit": "years" if in_years else "months"}
    if product.is_deposit:
        return term | {"amount": amount}
    term |= {"early_keep": "term"}
    bought = product.type.purchase
    if bought is not None:
        price = format_rupiah(Decimal(bought.example)).removeprefix("Rp")
        return term | {"price": price, "down_payment": "20%"}
    return term | {"amount": amount}


START_AMOUNT = Decimal(100_000_000)
START_MONTHLY = Decimal(1_000_000)


def typical(product: Product) -> tuple[Decimal, int]:
    """Return a common amount (rupiah) and term (months) within the limits of the product."""
    start = START_MONTHLY if is_plan(product) else START_AMOUNT
    size = max(start, product.min_amount or start)
    size = min(size, product.max_amount or size)
    term = max(product.type.example_months, product.min_months or 1)
    return size, min(term, product.max_months or term)


def term_words(months: int) -> str:
    """Return `15 years` for whole years, `30 months` else."""
    years, rest = divmod(months, MONTHS)
    if rest:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
