"""The questions of a deposit."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import RupiahField
from products.calculators.arithmetic import MONTHS, CalculationError
from products.calculators.due_days import months_later
from products.calculators.loans import MAX_MONTHS
from products.forms.base import REFUSALS, SimulationForm, plain
from products.forms.fields import PercentField, WholeField
from products.models import Rate
from products.models.product import DepositBasis
from products.simulation import Deposit

MAX_DAYS = 3660
MAX_ROUNDS = 24
ROLLS = [
    ("non_aro", _("Paid back (non-ARO)")),
    ("aro", _("Rolled over, interest paid out (ARO)")),
    ("aro_plus", _("Rolled over with interest (ARO+)")),
]


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
    roll = forms.ChoiceField(label=_("At maturity"), choices=ROLLS)
    rounds = WholeField(label=_("Terms shown"), low=1, high=MAX_ROUNDS)
    broken_after = WholeField(label=_("Broken early after"), low=1, high=MAX_DAYS, required=False)

    group_of: ClassVar[dict[str, str]] = {"broken_after": "early"}
    titles: ClassVar[dict[str, Any]] = {"early": _("If it is broken early")}

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
                months if cleaned["unit"] == "months" else None, cleaned["roll"],
                cleaned["rounds"], cleaned["broken_after"], self.settings,
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
        if deposit.broken_after is not None and deposit.broken_after >= deposit.days:
            self.add_error("broken_after", _("The deposit ends before that."))
            return
        try:
            _computed = deposit.terms
        except CalculationError as error:
            self.add_error("term", REFUSALS[error.code])
        else:
            cleaned["answer"] = deposit
