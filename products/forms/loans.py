"""The questions of a loan: rupiah, terms and rates as people write them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import DayField, RupiahField
from products.calculators.arithmetic import HUNDRED, MONTHS, CalculationError, whole
from products.calculators.loans import MAX_MONTHS, Period
from products.forms.base import REFUSALS, SimulationForm, plain
from products.forms.fields import (
    AreaField,
    DisbursementDayField,
    PercentField,
    PlaceField,
    ShareField,
    WholeField,
)
from products.ladders import FIRST_BY_RULE, Bought, vehicle_of
from products.models import Product, Rate
from products.models.ladder import PropertyKind
from products.models.settings import CostBasis, CostCode
from products.places import regional
from products.simulation import Early, Loan, Means, Person

PREPAID = ("anuitas", "menurun")  # methods with interest on the balance
MEANS = ("income", "existing", "appraisal")
NO_YES = [("no", _("No")), ("yes", _("Yes"))]
FACILITIES = [("no", _("First facility")), ("yes", _("Second or later facility"))]
WHEELS = [("more", _("Three wheels or more")), ("two", _("Two wheels"))]
USES = [("no", _("Private")), ("yes", _("Productive"))]
HOME, VEHICLE, NEW = (
    ("home", "floor", "later"), ("wheels", "productive"), ("is_new", "handover", "had_relief"),
)  # fmt: skip
KEEPS = [("term", _("Lower instalment")), ("payment", _("Shorter term"))]


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
    income = RupiahField(label=_("Income per month"), required=False, minimum=1)
    existing = RupiahField(label=_("Existing instalments"), required=False)
    appraisal = RupiahField(label=_("Appraisal"), required=False, minimum=1)
    place = PlaceField(
        label=_("Regency or city"), required=False, max_length=60,
        help_text=_("Of the house: its NPOPTKP counts for BPHTB."),
    )  # fmt: skip
    tax_value = RupiahField(label=_("NJOP"), required=False)
    paid_on = DisbursementDayField(
        label=_("Disbursed on"), required=False, help_text=_("Empty: today.")
    )
    home = forms.ChoiceField(
        label=_("Kind of property"), choices=PropertyKind.choices, required=False
    )
    floor = AreaField(label=_("Floor, m²"), required=False)
    later = forms.ChoiceField(label=_("Facility"), choices=FACILITIES, required=False)
    wheels = forms.ChoiceField(label=_("Vehicle"), choices=WHEELS, required=False)
    productive = forms.ChoiceField(label=_("Used for"), choices=USES, required=False)
    is_new = forms.ChoiceField(label=_("New home from a developer"), choices=NO_YES, required=False)
    handover = DayField(
        label=_("Handover"), required=False,
        help_text=_("Of a new home: decides what the government bears of PPN."),
    )  # fmt: skip
    had_relief = forms.ChoiceField(
        label=_("The buyer had PPN borne before"), choices=NO_YES, required=False
    )
    early_month = WholeField(
        label=_("Paid early beside instalment"), low=1, high=MAX_MONTHS, required=False
    )
    early_amount = RupiahField(
        label=_("Amount paid early"), help_text=_("Empty: all that remains."), required=False,
        minimum=1,
    )  # fmt: skip
    early_keep = forms.ChoiceField(label=_("What then"), choices=KEEPS)

    group_of: ClassVar[dict[str, str]] = {
        "home": "value", "floor": "value", "later": "value", "wheels": "value",
        "productive": "value", "income": "means", "existing": "means", "appraisal": "means",
        "place": "tax", "tax_value": "tax", "is_new": "tax", "handover": "tax",
        "had_relief": "tax", "paid_on": "days", "early_month": "early", "early_amount": "early",
        "early_keep": "early",
    }  # fmt: skip
    titles: ClassVar[dict[str, Any]] = {
        "value": _("LTV and down payment"),
        "means": _("What fits the income"),
        "tax": _("Taxes and costs"),
        "days": _("Day of the disbursement"),
        "early": _("If paid early"),
    }

    def __init__(
        self, data: Mapping[str, Any], *, product: Product, today: date,
        person: Person | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, product=product, today=today, person=person)
        self.has_price = product.type.purchase is not None
        for name in self._not_asked():
            del self.fields[name]
        if product.type.purchase is not None:
            self.fields["price"].label = str(product.type.purchase.label)
        if "fixed" in self.fields:
            self.fields["rate"].label = _("Fixed rate")
        if "home" in self.fields:
            kind: Any = self.fields["home"]
            kind.choices = [one for one in kind.choices if one[0] in product.type.homes]

    def _not_asked(self) -> list[str]:
        """Return the questions that make no sense for this product."""
        method = self.product.method
        left = ["amount"] if self.has_price else ["price", "down_payment", "appraisal"]
        if self.person is not None:
            left += [name for name in MEANS if name not in left]
        if method == "flat" or not (self.product.type.may_float or self._has_floating()):
            left += ["fixed", "floating"]
        if method not in PREPAID:
            left += ["early_amount", "early_keep"]
        if not any(row.basis == CostBasis.TAXED for row in self.settings.costs):
            left.append("tax_value")
        if not any(row.code == CostCode.DUTY for row in self.settings.costs):
            left.append("place")
        return left + self._not_asked_of_value()

    def _not_asked_of_value(self) -> list[str]:
        """Return what limits and PPN do not depend on here; a FLPP home is a first one."""
        family = self.product.type
        has_value = self.has_price or (self.person is not None and self.person.means.appraisal)
        left = [] if family.is_vehicle else [*VEHICLE]
        if not family.homes or not has_value:
            left += HOME
        elif family.code == FIRST_BY_RULE:
            left += ["home", "later"]
        elif len(family.homes) == 1:
            left.append("home")
        return left + ([] if self.has_price and CostCode.VAT in family.costs else [*NEW])

    def _bought(self, cleaned: dict[str, Any]) -> Bought:
        """Return what is bought, by what was answered; a list starts with its common answer."""
        family = self.product.type
        vehicles: tuple[str, ...] = ()
        if family.is_vehicle:
            is_productive = cleaned["productive"] == "yes"
            has_two = cleaned["wheels"] == "two"
            vehicles = (vehicle_of(has_two_wheels=has_two, is_productive=is_productive),)
        kind = cleaned.get("home") or next(iter(family.homes), "")
        return Bought(
            (kind,) if kind and "floor" in self.fields else (), cleaned.get("floor"),
            cleaned.get("later") == "yes", vehicles, cleaned.get("is_new") == "yes",
            cleaned.get("handover"), cleaned.get("had_relief") == "yes",
        )  # fmt: skip

    def _has_floating(self) -> bool:
        return self.product.rates.on(self.today).exclude(fixed_months=None).exists()

    def clean(self) -> dict[str, Any]:
        """Put the loan under `answer`."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        months = cleaned["term"] * (MONTHS if cleaned["unit"] == "years" else 1)
        principal, down_payment = self._amounts(cleaned)
        self.check_limits("down_payment" if self.has_price else "amount", principal, months)
        offer = self.offer(principal, months) if not self.errors else None
        if not self.errors:
            self._fill_in(cleaned, offer)
        if not self.errors:
            loan = Loan(
                self.product, principal, self._periods(cleaned, months), self.today, offer,
                cleaned.get("price"), down_payment, cleaned.get("tax_value"),
                self._means(cleaned), self._early(cleaned),
                regional(self.settings, cleaned.get("place") or "", self.today),
                cleaned["paid_on"], self._bought(cleaned),
            )  # fmt: skip
            self._compute(loan, cleaned)
        return cleaned

    def _means(self, cleaned: dict[str, Any]) -> Means:
        if self.person is not None:
            return self.person.means
        income, existing = cleaned["income"], cleaned["existing"] or Decimal(0)
        if income is None and existing:
            self.add_error("income", _("Enter the income too."))
        return Means(income, existing, cleaned.get("appraisal"))

    def _early(self, cleaned: dict[str, Any]) -> Early | None:
        month, amount = cleaned["early_month"], cleaned.get("early_amount")
        if month is None:
            if amount:
                self.add_error("early_month", _("Enter beside which instalment."))
            return None
        return Early(month, amount, cleaned.get("early_keep", "term"))

    def _amounts(self, cleaned: dict[str, Any]) -> tuple[Decimal, Decimal | None]:
        """Return loan and down payment in rupiah."""
        if not self.has_price:
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
            return
        self._check_early(loan)
        cleaned["answer"] = loan

    def _check_early(self, loan: Loan) -> None:
        """An early payment lies before the last instalment and within what remains."""
        early = loan.early
        if early is None:
            return
        if early.month >= loan.months:
            self.add_error("early_month", _("Pay before the last instalment."))
        elif early.amount and early.amount > loan.schedule.instalments[early.month - 1].balance:
            self.add_error("early_amount", _("That is more than what remains."))
