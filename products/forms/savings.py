"""The questions of savings: what is paid in every month, or the balance that is kept."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import RupiahField
from products.calculators.arithmetic import MONTHS, CalculationError
from products.calculators.loans import MAX_MONTHS
from products.forms.base import REFUSALS, SimulationForm, plain
from products.forms.fields import PercentField, WholeField
from products.models import Product
from products.savings import Savings, is_plan
from products.simulation import Person


class SavingsForm(SimulationForm):
    """Amount, term and rate of an account."""

    amount = RupiahField(label=_("Balance kept"), minimum=1)
    term = WholeField(label=_("Term"), low=1, high=MAX_MONTHS)
    unit = forms.ChoiceField(
        label=_("Unit of the term"), choices=[("years", _("years")), ("months", _("months"))]
    )
    rate = PercentField(label=_("Interest rate"), required=False)
    other = RupiahField(
        label=_("Other deposits and savings"),
        help_text=_("Up to Rp7.500.000 together bears no tax."),
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any], *, product: Product, today: date,
        person: Person | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, product=product, today=today, person=person)
        self.is_plan = is_plan(product)
        if self.is_plan:
            self.fields["amount"].label = str(_("Paid in every month"))

    def clean(self) -> dict[str, Any]:
        """Put the account under `answer`."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        months = cleaned["term"] * (MONTHS if cleaned["unit"] == "years" else 1)
        self.check_limits("amount", cleaned["amount"], months)
        offer = self.offer(cleaned["amount"], months) if not self.errors else None
        if not self.errors and cleaned["rate"] is None:
            if offer is None:
                self.add_error("rate", PercentField.empty_message)
            else:
                cleaned["rate"] = offer.rate
                self.say("rate", plain(offer.rate))
        if not self.errors:
            account = Savings(
                self.product, cleaned["amount"], cleaned["rate"], self.today, months,
                self.is_plan, cleaned["other"] or Decimal(0), offer, self.settings,
            )  # fmt: skip
            self._compute(account, cleaned)
        return cleaned

    def _compute(self, account: Savings, cleaned: dict[str, Any]) -> None:
        try:
            _computed = account.credits
        except CalculationError as error:
            self.add_error("amount", REFUSALS.get(error.code, str(error)))
        else:
            cleaned["answer"] = account
